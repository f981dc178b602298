# Two commands do everything on a fresh machine with Python >= 3.11 and a C compiler: make demo, make test.
# Each target makes the environment that it needs and keeps it; pyproject.toml decides when it is stale.

PYTHON ?= python3
VENV ?= .venv
VERSIONS ?= 3.11 3.12 3.13
PYTEST_ARGS ?= -n 2

PY = $(VENV)/bin/python
STAMP = $(VENV)/.stamp
BENCH_VENV = .venv-bench
BENCH_STAMP = $(BENCH_VENV)/.stamp
ZIG_VENV = .venv-zig
PIP_INSTALL = -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help env demo test test-all test-zig conformance sanitize lint format bench bench-quick bench-build bench-translate bench-views clean

help:  ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-20s %s\n", $$1, $$2}'

env: $(STAMP)  ## make the environment (.venv) with Smelt and its development tools

demo: $(STAMP)  ## compile, run and compare the example programs
	$(PY) -m smelt demo

test: $(STAMP)  ## run the tests on one Python
	$(PY) -m pytest $(PYTEST_ARGS)

test-all:  ## run the tests on Python 3.11, 3.12 and 3.13
	@set -e; for version in $(VERSIONS); do \
		python=$$(tools/find-python $$version); \
		echo "== Python $$version: $$python"; \
		$(MAKE) --no-print-directory test PYTHON="$$python" VENV=.venv-$$version; \
	done

test-zig: $(ZIG_VENV)/.stamp  ## compile and import a module with the compiler of the ziglang wheel
	SMELT_TEST_ZIG=1 $(ZIG_VENV)/bin/python -m pytest -m zig tests/tools

conformance: $(STAMP)  ## run Cython's own tests for views, buffers and threads through Smelt
	$(PY) tests/conformance/runner.py $(CONFORMANCE_ARGS)

sanitize: $(STAMP)  ## run the compiled test programs under the address and undefined behaviour sanitizers
	$(PY) tests/sanitize.py $(PYTEST_ARGS)

lint: $(STAMP)  ## style, types, and the runtime's C
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	$(PY) -m mypy
	$(PY) tools/lint_c.py src/smelt/runtime

format: $(STAMP)  ## let ruff put the code in shape
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

bench-build: $(BENCH_STAMP)  ## time builds, calls and translations
	$(BENCH_VENV)/bin/python -m smelt bench --no-kernels

bench-translate: $(STAMP)  ## time translation alone: the passes over loops, lines a second
	$(PY) -m smelt.bench.translation

bench: $(BENCH_STAMP)  ## time the suite against its peers; writes docs/benchmarks.md (BENCH_ARGS: --compare OLD.json)
	$(BENCH_VENV)/bin/python -m smelt bench --docs docs --json build/bench.json $(BENCH_ARGS)

bench-quick: $(BENCH_STAMP)  ## a quarter of the suite in a few minutes, without the page
	$(BENCH_VENV)/bin/python -m smelt bench --quick --keep build/peers $(BENCH_ARGS)

bench-views: $(BENCH_STAMP)  ## time calls with views against Cython's, copies against NumPy's
	$(BENCH_VENV)/bin/python benchmarks/bench_view_calls.py
	$(BENCH_VENV)/bin/python benchmarks/bench_views.py

clean:  ## remove the environments and what the tools leave behind
	rm -rf .venv .venv-* build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find src tests benchmarks tools -name __pycache__ -type d -prune -exec rm -rf {} + 2>/dev/null || true
	find src tests benchmarks \( -name '*.so' -o -name '*.pyd' \) -type f -exec rm -f {} + 2>/dev/null || true

$(PY):
	@python=$$(PYTHON="$(PYTHON)" tools/find-python) && "$$python" -m venv $(VENV) || { \
		echo "The environment could not be made. On Debian and Ubuntu: apt install python3-venv python3-dev" >&2; \
		rm -rf $(VENV); exit 1; }

$(STAMP): pyproject.toml | $(PY)
	$(PY) $(PIP_INSTALL) --editable '.[dev]'
	@touch $@

# An environment of its own: the tests want one without Cython, for which Smelt stands in.
$(BENCH_STAMP): pyproject.toml
	@python=$$(PYTHON="$(PYTHON)" tools/find-python) && "$$python" -m venv $(BENCH_VENV)
	$(BENCH_VENV)/bin/python $(PIP_INSTALL) --editable '.[bench]'
	@touch $@

$(ZIG_VENV)/.stamp: pyproject.toml
	@python=$$(PYTHON="$(PYTHON)" tools/find-python) && "$$python" -m venv $(ZIG_VENV)
	$(ZIG_VENV)/bin/python $(PIP_INSTALL) --editable '.[dev,zig]'
	@touch $@
