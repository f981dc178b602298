"""Random nests compute, raise and leave behind what Python does, whatever the passes made of them.

`SMELT_NESTS` sets how many programs are tried, a thousand otherwise, `SMELT_NESTS_SEED` with which module they begin.
``nest_runs.py`` runs them by the hundred thousand.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
from nest_runs import (
    COUNT,
    THREADED,
    Runaway,
    difference,
    findings,
    programs_of,
    reference,
    run_module,
    source,
    translated,
)

MODULES = max(1, int(os.environ.get("SMELT_NESTS", "1000")) // COUNT)
FIRST = int(os.environ.get("SMELT_NESTS_SEED", "0"))
PARTS = 5
# Of a hundred programs so many at least have a loop or a check of which the ledger says so.
SHARES = {
    "proved": 45, "hoisted": 80, "kept": 50, "refused": 50, "unit stride": 75, "wavefront": 3.5, "vectors": 4,
    "independent": 2.5, "promoted": 2, "jammed": 2, "interchanged": 1.5, "threads": 1,
    "tiled": 1, "skewed": 0.5, "collapsed": 0.7,
}  # fmt: skip
# And so many at least have such a line.
KINDS = {
    r"while ": 4.5, r"\bmin\(|\bmax\(": 5, r"range\(.*, -\d\)": 3, r"<(unsigned|size_t)": 3, r" // | % ": 4,
    r"\bp\[": 6, r": (break|continue|return)": 3, r"\bif ": 10, r"= .*\[.*:.*\]$|\.T$": 1.5, r"^ +r = ": 0.5,
    r"prange": 1, r"const ": 10, r"::1\]": 6, r"overflowcheck": 2, r"boundscheck": 5, r"nogil": 8, r"complex": 2,
    r"float": 2,
}  # fmt: skip


@pytest.fixture(scope="module")
def some() -> tuple[int, Counter[str], Counter[str]]:
    """How many programs of some modules have which verdict, and which kind of line."""
    verdicts, kinds = Counter[str](), Counter[str]()
    modules = range(1000, 1003)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SMELT_VERIFY", "0")
        for seed in modules:
            programs = programs_of(seed)
            verdicts.update({word: len(names) for word, names in translated(programs, "nests")[1].items()})
            for kind in KINDS:
                kinds[kind] += sum(bool(re.search(kind, p.text("pyx"), re.M)) for p in programs)
    return len(modules) * COUNT, verdicts, kinds


def test_each_pass_takes_its_share(some):
    total, verdicts, _ = some
    assert {word: least for word, least in SHARES.items() if verdicts[word] * 100 < least * total} == {}, verdicts


def test_programs_are_of_all_kinds(some):
    total, _, kinds = some
    assert {kind: least for kind, least in KINDS.items() if kinds[kind] * 100 < least * total} == {}, kinds


@pytest.mark.parametrize("part", range(PARTS))
def test_random_nests(part: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(part, MODULES, PARTS):
        if number > 0:  # verifying takes most of the time: one module will do
            monkeypatch.setenv("SMELT_VERIFY", "0")
        found = list(run_module(FIRST + number, os.environ.get("SMELT_CFLAGS")))
        assert [f"module {f['seed']}\n{f['what']}" for f in found if "what" in f] == []
        assert found[-1]["programs"] == COUNT
        assert found[-1]["calls"]["made"] > 3 * COUNT


def test_nests_in_threads_are_there(monkeypatch):
    """The module is one of those that run in threads what may."""
    monkeypatch.setenv("SMELT_VERIFY", "0")
    programs = programs_of(THREADED - 1)
    with_threads, without = (translated(programs, "nests", threads)[1]["threads"] for threads in (True, False))
    assert len(with_threads) > len(without) + 0.1 * COUNT


def test_what_differs_is_found():
    programs = programs_of(0)
    python = reference(programs)
    for wrong in (lambda *_: (7, 8, 9), lambda *_: {}["exception"]):
        found = [any(shown(p, SimpleNamespace(**{p.name: wrong}), python, seed) for seed in range(5)) for p in programs]
        assert sum(found) > 0.9 * COUNT


def test_memory_that_differs_is_found():
    """A function that stores one element more."""
    found = 0
    for p in programs_of(0)[:20]:
        right = reference([p])[p.name]

        def more(*arguments: Any, right: Any = right) -> Any:
            result = right(*arguments)
            view = arguments[0]
            if view is not None and view.size:
                view[(0,) * view.ndim] = view[(0,) * view.ndim] + 1
            return result

        found += any(shown(p, SimpleNamespace(**{p.name: more}), reference([p]), seed) for seed in range(5))
    assert found > 13


def shown(p: Any, compiled: Any, python: dict[str, Any], seed: int) -> str | None:
    try:
        return difference(p, compiled, python, Random(seed))
    except Runaway:
        return None


def test_a_crash_is_found(monkeypatch):
    def crash(seed: int) -> None:
        if seed == 1:
            os.kill(os.getpid(), 9)
        yield {"seed": seed, "programs": 1}

    monkeypatch.setattr("nest_runs.run_module", crash)
    found = list(findings(range(3)))
    assert [(f["seed"], "what" in f) for f in found] == [(0, False), (1, True), (2, False)]


def test_a_program_that_is_not_translated_is_found(monkeypatch):
    programs = programs_of(0)[:3]
    programs[1].put(1, "unknown = nothing")
    monkeypatch.setattr("nest_runs.programs_of", lambda _: programs)
    found = list(run_module(0, "-O0"))
    assert [(f["program"], "unknown name 'nothing'" in f["what"]) for f in found if "what" in f] == [("nest1", True)]
    assert found[-1]["programs"] == 2


def test_programs_are_those_of_their_seed():
    assert source(programs_of(3)) == source(programs_of(3))
    assert source(programs_of(3)) != source(programs_of(4))
