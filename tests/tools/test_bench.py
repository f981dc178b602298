"""The benchmark suite: its command, who competes, how much results may differ, and what is made of the figures."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from smelt.bench import arrays, costs, measure, native, page, peers, report, results, signature, targets, variants
from smelt.bench.results import Result, Run, Times
from smelt.bench.suite import KERNELS, SUITE, Kernel, named
from smelt.bench.variant import Variant
from smelt.cli import cli

numpy = pytest.importorskip("numpy")
with_gcc = pytest.mark.skipif(shutil.which("gcc") is None, reason="needs gcc for the loops by hand")
# One of each kind of loop; `smelt bench` itself verifies all of them.
SOME = ("edit_distance", "histogram", "kmeans", "lu", "sobel", "trisolv")


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody but Smelt, NumPy and gcc is installed."""
    monkeypatch.setattr(variants.importlib.util, "find_spec", lambda name: name if name == "numpy" else None)
    monkeypatch.setattr(native, "NAMES", ("gcc",))


def test_every_kernel_has_its_sources():
    names = [kernel.name for kernel in SUITE]
    assert len(names) == len(set(names)) >= 29
    for suffix in ("pyx", "c", "f90"):
        assert {path.stem for path in KERNELS.glob(f"*.{suffix}")} == set(names)
    assert set(arrays.NUMPY) | set(arrays.NUMEXPR) <= set(names)
    assert 5 <= sum(kernel.quick for kernel in SUITE) <= len(SUITE) / 3


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["matmull"], "there is no kernel 'matmull'; there are convolve,"),
        (["--against", "c++", "lu"], "there is no column 'c++'; there are unchecked, cython,"),
        (["--compare", "nothing.json", "lu"], "nothing.json"),
        (["--take", __file__], "was not written by this version"),
    ],
)
def test_what_the_command_does_not_know(arguments, said):
    result = CliRunner().invoke(cli, ["bench", *arguments])
    assert result.exit_code != 0
    assert said in str(result.exception) + result.output


@with_gcc
@pytest.mark.usefixtures("alone")
def test_a_quick_run_is_kept_taken_and_compared(tmp_path):
    file = tmp_path / "kept" / "times.json"
    result = CliRunner().invoke(cli, ["bench", "--quick", "--json", str(file), "matvec"])
    assert result.exit_code == 0, result.output
    assert "\nmatvec " in result.output
    assert "\ngeometric mean " in result.output
    assert "whole suite" not in result.output
    assert "not there: Cython" in result.output
    kept = json.loads(file.read_text())
    assert set(kept["kernels"]["matvec"]) == {"smelt", "unchecked", "numpy", "gcc"}
    assert kept["machine"]["versions"]["numpy"] == numpy.__version__
    again = CliRunner().invoke(cli, ["bench", "--take", str(file), "--compare", str(file)])
    assert again.exit_code == 0, again.output
    assert again.output.splitlines()[-1].split()[-2:] == ["1.00", "1.00"]


@with_gcc
@pytest.mark.usefixtures("alone")
def test_a_wrong_result_ends_the_run(monkeypatch):
    monkeypatch.setitem(arrays.NUMPY, "matvec", lambda a, x, y: None)
    result = CliRunner().invoke(cli, ["bench", "--quick", "matvec"])
    assert result.exit_code != 0
    assert "matvec: 'smelt' and 'numpy' differ" in str(result.exception) + result.output


@with_gcc
@pytest.mark.usefixtures("alone")
@pytest.mark.parametrize("name", SOME)
def test_kernels_agree_with_c(name, tmp_path):
    found = variants.all_variants(named(name), tmp_path, set())
    assert {"smelt", "unchecked", "gcc"} <= set(found)
    measure.verify(named(name), found, tmp_path)


@pytest.mark.usefixtures("alone")
def test_the_arrays_of_laplace_are_held_against_the_loop_that_they_are(tmp_path):
    found = variants.all_variants(named("laplace"), tmp_path, set(), ("numpy",))
    assert set(found) == {"smelt", "numpy"}
    measure.verify(named("laplace"), found, tmp_path)
    found["numpy"] = found["smelt"]
    with pytest.raises(measure.Wrong):
        measure.verify(named("laplace"), found, tmp_path)


def variant(value: float, dtype: str) -> Variant:
    def run(out):
        out[:] = numpy.array(value, dtype)

    return Variant(run, 0.0)


@pytest.mark.parametrize(
    ("dtype", "off", "who", "right"),
    [
        ("float32", 1e-6, "gcc", True),
        ("float32", 1e-2, "gcc", False),
        ("float64", 1e-12, "gcc", True),
        ("float64", 1e-6, "gcc", False),
        ("float64", 1e-12, "unchecked", False),
    ],
)
def test_how_much_results_may_differ(dtype, off, who, right, tmp_path):
    kernel = Kernel("made_up", lambda np: [np.zeros(3, dtype)])
    both = {"smelt": variant(1.0, dtype), who: variant(1.0 + off, dtype)}
    if right:
        measure.verify(kernel, both, tmp_path)
        return
    with pytest.raises(measure.Wrong, match=f"made_up: 'smelt' and '{who}' differ"):
        measure.verify(kernel, both, tmp_path)


@pytest.mark.usefixtures("alone")
def test_who_does_not_take_a_kernel_is_left_out(tmp_path, monkeypatch):
    def broken(*args):
        raise RuntimeError("much before\nno such loop")

    monkeypatch.setattr(native, "compilers", lambda: {"gcc": native.Compiler("gcc", ("gcc",), "1.0")})
    monkeypatch.setattr(native, "build", broken)
    monkeypatch.setattr(peers, "smelt", lambda kernel, folder, source: variant(1.0, "float64"))
    missing: set[str] = set()
    found = variants.all_variants(SUITE[0], tmp_path, missing)
    assert set(found) == {"smelt", "unchecked", "numpy"}
    assert "gcc of convolve (no such loop)" in missing


def test_a_kernel_in_the_words_of_others():
    found = signature.parameters("def run(long[:, :] f, int[:] n, double by, Py_ssize_t k):\n    pass\n")
    assert [(p.type, p.ndim, p.name) for p in found] == [
        ("long", 2, "f"), ("int", 1, "n"), ("double", 0, "by"), ("Py_ssize_t", 0, "k"),
    ]  # fmt: skip
    assert signature.c_head(found) == (
        "long *f, ptrdiff_t f0, ptrdiff_t f1, int *n, ptrdiff_t n0, double by, ptrdiff_t k"
    )
    assert signature.c_names(found) == "f, f0, f1, n, n0, by, k"
    assert signature.fortran_head(found) == [
        "integer(c_size_t), value :: f0, f1, n0",
        "integer(c_long) :: f(0:f1 - 1, 0:f0 - 1)",
        "integer(c_int) :: n(0:n0 - 1)",
        "real(c_double), value :: by",
        "integer(c_size_t), value :: k",
    ]
    assert signature.pythran_export(found) == "#pythran export run(int64[:, :], int32[:], float64, int)\n"
    with pytest.raises(ValueError, match="'object x' is not a parameter"):
        signature.parameters("def run(object x):\n    pass\n")


def test_plain_python_and_contiguous_views_of_a_kernel():
    source = "def run(double[:, :] a, int[:] n):\n    cdef Py_ssize_t i, j\n    cdef double s = 0\n    a[0, 0] = s\n"
    assert peers.untyped(source) == "def run(a, n):\n    s = 0.0\n    a[0, 0] = s\n"
    assert peers.contiguous(source).startswith("def run(double[:, ::1] a, int[::1] n):")


def test_fortran_is_compiled_where_it_is(tmp_path):
    """Without running it: the text and the command line."""
    fortran = native.Compiler("gfortran", ("gfortran",), "12.2")
    kernel = named("sum3d")
    text = native.fortran_text(kernel, kernel.parameters)
    assert text.startswith("function run(arr, &\n    arr0, &\n    arr1, &\n    arr2) bind(c) result(answer)\n")
    assert "integer(c_int) :: arr(0:arr2 - 1, 0:arr1 - 1, 0:arr0 - 1)\ninteger(c_int) :: answer\n" in text
    assert text.endswith("end do\nend function run\n")
    for each in SUITE:
        lines = native.fortran_text(each, each.parameters).splitlines()
        assert max(map(len, lines)) <= 132, "the longest line that Fortran has"
        words = [line.strip().split(" ")[0] for line in lines]
        assert words.count("do") == sum(line.strip() == "end do" for line in lines) > 0
    command = native.command_line(fortran, kernel, [Path("run.f90"), Path("timed.c")], Path("sum3d.so"))
    start = ["gfortran", "-O3", "-march=native"]
    assert command == [*start, "-shared", "-fPIC", "run.f90", "timed.c", "-o", "sum3d.so", "-lm"]
    exact = native.command_line(fortran, named("mandelbrot"), [], Path("m.so"))
    assert exact[:4] == [*start, "-ffp-contract=off"]


@pytest.mark.parametrize(
    ("said", "version"),
    [
        ("gcc (Debian 12.2.0-14) 12.2.0", "12.2.0"),
        ("clang version 22.1.8 (https://somewhere)", "22.1.8"),
        ("GNU Fortran (GCC) 13.1.0 20230426", "13.1.0"),
        ("some compiler", "some compiler"),
    ],
)
def test_the_version_of_a_compiler(said, version):
    assert native.version_in(said) == version


def run_of(**times: float) -> Run:
    """A run of one kernel, `sum3d`."""
    found = {name: Times(value, value * 1.1, value * 0.05, 0.5) for name, value in times.items()}
    machine = {
        "cores": 2, "model": "A Processor", "machine": "x86_64", "vectors": "AVX2", "caches": ["L1 32K"],
        "system": "Linux", "python": "3.11.7", "versions": {"Smelt": "0.1.0", "gcc": "12.2.0"},
    }  # fmt: skip
    return Run([Result("sum3d", found, {"smelt": 2048})], machine, "abcdef0", ["gfortran"], {"lines smelt": 399.0})


def whole_suite(**times: float) -> Run:
    found = run_of(**times)
    found.results = [Result(kernel.name, found.results[0].times) for kernel in SUITE]
    return found


def verdicts(run: Run) -> dict[str, str]:
    return {target.what: targets.verdict(target, run) for target in targets.TARGETS}


def test_targets_are_met_or_not_or_not_measured():
    found = verdicts(whole_suite(smelt=1.0, unchecked=0.9, cython=6.0, gcc=1.1))
    assert found["`sum3d`: Cython's default"] == "met"
    assert found["whole suite, geometric mean: C"] == "not met"
    assert found["time with checks to time with all of them off, worst kernel"] == "not met"
    assert found["C of a kernel of six lines, runtime included"] == "met"
    assert found["whole suite, geometric mean: Numba"] == "not measured"
    assert verdicts(run_of(smelt=1.0, unchecked=0.96))[
        "time with checks to time with all of them off, worst kernel"
    ] == "met"  # fmt: skip
    # Where there is no gcc, clang stands for C.
    assert verdicts(whole_suite(smelt=1.0, clang=1.3))["whole suite, geometric mean: C"] == "met"
    # Some kernels are not the suite.
    assert verdicts(run_of(smelt=1.0, clang=1.3))["whole suite, geometric mean: C"] == "not measured"


def test_weak_kernels_are_named():
    assert targets.weak(run_of(smelt=1.0, unchecked=0.9, cython=6.0, gcc=0.5)) == ["sum3d: gcc 0.50, checks cost 1.11"]
    assert targets.weak(run_of(smelt=1.0, unchecked=0.99, cython=6.0, gcc=0.98)) == []


def test_the_mean_is_geometric():
    run = run_of(smelt=1.0, gcc=4.0)
    run.results.append(Result("other", {"smelt": Times(1, 1, 0, 1), "gcc": Times(1, 1, 0, 1)}))
    assert run.mean("gcc") == pytest.approx(2)
    assert run.mean("numba") is None


def test_a_comparison_takes_out_the_speed_of_the_machine():
    before = run_of(smelt=2.0, gcc=4.0)
    assert report.compared(before, run_of(smelt=1.0, gcc=2.0))[1].split()[-2:] == ["2.00", "1.00"]
    assert report.compared(before, run_of(smelt=1.0, gcc=4.0))[1].split()[-3:] == ["2.00", "2.00", "faster"]
    assert report.compared(before, run_of(smelt=3.0, gcc=4.0))[1].split()[-1] == "SLOWER"
    assert report.compared(Run([]), before)[1].split()[-1] == "new"


def test_what_is_kept_comes_back(tmp_path):
    run = run_of(smelt=1.0, gcc=4.0)
    results.save(run, tmp_path / "run.json")
    assert results.read(tmp_path / "run.json") == run
    (tmp_path / "other.json").write_text('{"seconds": {}}')
    with pytest.raises(ValueError, match="not written by this version"):
        results.read(tmp_path / "other.json")


def test_the_page_tells_of_the_machine_and_not_where_it_is(tmp_path, monkeypatch):
    monkeypatch.setattr(page.plots, "ratios", lambda run, path: path.write_text("ratios"))
    monkeypatch.setattr(page.plots, "builds", lambda run, path: path.write_text("builds"))
    run = run_of(smelt=1.0, unchecked=0.9, cython=6.0, gcc=0.5)
    page.write(run, tmp_path)
    text = (tmp_path / "benchmarks.md").read_text()
    assert "2 cores of A Processor (x86_64, AVX2, L1 32K), Linux. Smelt 0.1.0 (commit abcdef0), Python 3.11.7" in text
    assert "| `sum3d`: Cython's default | ≥ 6× | 6.00× | met |" in text
    assert "| sum3d | 1.00 s | 1.10 s | 5 % | 1.11 | 6.00 | 0.50 |" in text
    assert "Not there, or not able to: gfortran." in text
    for plot in ("benchmarks.svg", "benchmarks-builds.svg"):
        assert f"]({plot})" in text
        assert (tmp_path / plot).exists()
    here = results.machine()
    import platform

    assert platform.node() not in json.dumps(here)
    assert str(Path.home()) not in json.dumps(here)


def test_plots_are_the_same_each_time(tmp_path):
    pytest.importorskip("matplotlib")
    run = run_of(smelt=1.0, cython=6.0, gcc=0.5)
    texts = []
    for name in ("one", "two"):
        page.write(run, tmp_path / name)
        texts.append([path.read_bytes() for path in sorted((tmp_path / name).iterdir())])
    assert texts[0] == texts[1]


def test_costs_of_builds_and_translations_become_figures(monkeypatch):
    runs = {
        "on": {"seconds": 3.0, "lines": 500}, "off": {"seconds": 2.0, "lines": 500},
        "2500": {"seconds": 0.1, "lines": 2500}, "10000": {"seconds": 0.5, "lines": 10000},
    }  # fmt: skip
    monkeypatch.setattr(costs.translation, "measure", lambda what, rounds: {name: runs[name] for name in what})
    seconds = {"smelt": 0.2, "cython": 5.0, "numba": 0.7}
    builds = {f"build {name} {who}": s for name in ("laplace", "convolve") for who, s in seconds.items()}
    found = verdicts(Run([], costs=costs.translations(3) | builds))
    for what in ("Laplace", "convolution"):
        assert found[f"source to module, {what}: Cython and gcc"] == "met"
        assert found[f"source to module, {what}: Numba's first call"] == "not met"
    assert found["translation of 10,000 lines of mixed source"] == "met"
    assert found["time a line there to that of a source a quarter as long"] == "not met"
    assert found["translation of the suite with all passes to that without those for loops"] == "met"


def _counting_kernel():
    return Kernel("counted", lambda np: [np.arange(5.0), 3])


def test_variants_of_a_round_get_the_same_arrays_filled_anew():
    seen: dict[str, list[tuple[int, float]]] = {"one": [], "other": []}

    def watched(name):
        def function(array, number):
            assert number == 3
            seen[name].append((array.ctypes.data, float(array.sum())))
            array[:] = -1

        return Variant(function)

    effort = measure.Effort(rounds=4, seconds=0, most=1)
    samples = measure.in_turns(_counting_kernel(), {name: watched(name) for name in seen}, effort)
    assert {name: len(times) for name, times in samples.items()} == {"one": 4, "other": 4}
    assert seen["one"] == seen["other"]
    assert {total for _, total in seen["one"]} == {10.0}
    assert len({place for place, _ in seen["one"]}) > 1


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ([], 0),  # within 3 %
        ([(1.2, 1.0)], 1),  # nothing changes: it is so
        ([(1.19, 0.98), (1.1, 0.98), (1.1, 0.98)], 3),
        ([(1.01, 1.0)], 1),
    ],
)
@pytest.mark.parametrize("swapped", [False, True])
def test_two_builds_that_differ_are_measured_until_it_settles(more, asked, swapped):
    series = iter(more)
    first = (1.2, 1.0) if more else (1.02, 1.0)

    def named_(pair):
        names = (variants.UNCHECKED, variants.SMELT) if swapped else (variants.SMELT, variants.UNCHECKED)
        return {name: [value] for name, value in zip(names, pair, strict=True)}

    samples = named_(first)
    measure.settle(samples, lambda: named_(next(series)))
    assert len(samples[variants.SMELT]) == len(samples[variants.UNCHECKED]) == 1 + asked
