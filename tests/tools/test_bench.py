"""The benchmark suite: its command, and that Smelt's kernels compute what the same loops in C do."""

from __future__ import annotations

import json
import shutil

import pytest
from click.testing import CliRunner

from smelt.bench import measure, variants
from smelt.bench.suite import KERNELS, SUITE, Kernel
from smelt.cli import cli

numpy = pytest.importorskip("numpy")
COMPILER = shutil.which("gcc") or shutil.which("cc")
with_c = pytest.mark.skipif(COMPILER is None, reason="needs a C compiler for the loops by hand")
# One of each kind of loop; `smelt bench` itself verifies all of them.
SOME = ("edit_distance", "histogram", "kmeans", "lu", "sobel", "trisolv")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but Smelt and C is installed."""
    monkeypatch.setattr(variants.importlib.util, "find_spec", lambda name: None)


def test_every_kernel_has_its_sources():
    names = [kernel.name for kernel in SUITE]
    assert len(names) == len(set(names))
    assert {path.stem for path in KERNELS.glob("*.pyx")} == set(names)
    assert {path.stem for path in KERNELS.glob("*.c")} == set(names)


def test_an_unknown_kernel():
    result = CliRunner().invoke(cli, ["bench", "matmull"])
    assert result.exit_code != 0
    assert "there is no kernel 'matmull'; there are convolve," in str(result.exception) + result.output


@with_c
@pytest.mark.usefixtures("alone")
def test_a_quick_run(tmp_path, monkeypatch):
    monkeypatch.setattr(measure, "SECONDS", 0.01)
    file = tmp_path / "times.json"
    result = CliRunner().invoke(cli, ["bench", "--quick", "--json", str(file), "matvec"])
    assert result.exit_code == 0, result.output
    assert "\nmatvec " in result.output
    assert "geometric mean against c: " in result.output
    assert "not there: Cython" in result.output
    times = json.loads(file.read_text())["seconds"]["matvec"]
    assert set(times) == {"smelt", "smelt unchecked", "c"}


@with_c
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", SOME)
def test_kernels_agree_with_c(name, tmp_path):
    kernel = next(kernel for kernel in SUITE if kernel.name == name)
    measure.verify(kernel, variants.all_variants(kernel, tmp_path, set()))


def variant(value: float, dtype: str) -> variants.Variant:
    def run(out):
        out[:] = numpy.array(value, dtype)

    return variants.Variant(run, 0.0)


@pytest.mark.parametrize(
    ("dtype", "off", "who", "right"),
    [
        ("float32", 1e-6, "c", True),
        ("float32", 1e-2, "c", False),
        ("float64", 1e-12, "c", True),
        ("float64", 1e-6, "c", False),
        ("float64", 1e-12, "smelt unchecked", False),
    ],
)
def test_how_much_results_may_differ(dtype, off, who, right):
    kernel = Kernel("made_up", lambda np: [np.zeros(3, dtype)])
    both = {"smelt": variant(1.0, dtype), who: variant(1.0 + off, dtype)}
    if right:
        measure.verify(kernel, both)
        return
    with pytest.raises(measure.Wrong, match=f"made_up: 'smelt' and '{who}' differ"):
        measure.verify(kernel, both)


@pytest.mark.usefixtures("alone")
def test_who_does_not_take_a_kernel_is_left_out(tmp_path, monkeypatch):
    def broken(*args):
        raise RuntimeError("no such loop\nand more")

    monkeypatch.setattr(variants, "plain_c", broken)
    monkeypatch.setattr(variants.shutil, "which", lambda name: "cc")
    monkeypatch.setattr(variants, "smelt", lambda kernel, folder, source: variant(1.0, "float64"))
    missing: set[str] = set()
    found = variants.all_variants(SUITE[0], tmp_path, missing)
    assert set(found) == {"smelt", "smelt unchecked"}
    assert "c of convolve (no such loop)" in missing
