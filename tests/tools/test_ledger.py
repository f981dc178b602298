"""What `smelt check --ledger` says of loops and checks: in the words of the source, each once, none left out."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import smelt.bench
from smelt.cli import cli
from smelt.ledger import LedgerEntry, sorted_entries
from smelt.source import SourceFile, Span

KERNELS = sorted((Path(smelt.bench.__file__).parent / "kernels").glob("*.pyx"))
VERDICTS = {
    "proved", "hoisted", "kept", "unit stride", "vectors", "wavefront", "promoted", "interchanged", "tiled", "jammed",
    "collapsed", "skewed", "independent", "threads", "refused",
}  # fmt: skip
# Words of the translator's own that say nothing to who writes a loop.
INTERNAL = re.compile(r"scop|affine|isl\b|chain|extent|CheckIndex|Check\b|While|_\d|%")


def ledger(path: Path, *options: str) -> list[tuple[int, str, str, str]]:
    result = CliRunner().invoke(cli, ["check", "--json", "--ledger", *options, str(path)])
    assert result.exit_code == 0, result.output
    return [(e["line"], e["what"], e["verdict"], e["why"]) for e in json.loads(result.output)["ledger"]]


def of_source(tmp_path: Path, text: str, *options: str) -> list[tuple[int, str, str, str]]:
    path = tmp_path / "kernel.pyx"
    path.write_text(text, encoding="utf-8")
    return ledger(path, *options)


@pytest.mark.parametrize("path", KERNELS, ids=lambda path: path.stem)
def test_every_loop_and_index_of_the_benchmarks(path):
    found = ledger(path)
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        here = [entry for entry in found if entry[0] == number]
        if loop := re.match(r"\s+for (\w+) in range", line):
            assert any(what == f"loop over {loop[1]}" for _, what, _, _ in here), line
        if re.match(r"\s+while ", line):
            assert any(what == "loop" for _, what, _, _ in here), line
        for view, index in re.findall(r"\b(?!shape)(\w+)\[([^][]*)\]", line):
            if line.lstrip().startswith(("def ", "cdef ")) or (number == len(lines) and "def " in line):
                continue
            depth = len(ast.parse(f"x[{index}]", mode="eval").body.slice.elts) if "," in index else 1
            said = {what for _, what, _, _ in here}
            assert {f"index of '{view}' (axis {axis})" for axis in range(depth)} <= said, line
    for _, what, verdict, why in found:
        assert verdict in VERDICTS
        assert not INTERNAL.search(what), what
        assert not INTERNAL.search(why), why


@pytest.mark.parametrize("path", KERNELS, ids=lambda path: path.stem)
def test_a_check_has_one_verdict(path):
    checks = [(line, what) for line, what, _, _ in ledger(path) if not what.startswith("loop")]
    assert len(checks) == len(set(checks))


MATVEC = """\
def run(double[:, :] a, double[:] x, double[:] y):
    cdef Py_ssize_t i, j
    cdef double s
    for i in range(a.shape[0]):
        s = 0
        for j in range(a.shape[1]):
            s += a[i, j] * x[j]
        y[i] = s
"""


def test_a_reduction(tmp_path):
    assert of_source(tmp_path, MATVEC) == [
        (4, "loop over i", "jammed", "8 rounds together"),
        (4, "loop over i", "unit stride", "a version for dense last axes of 'a', 'x', 'y'"),
        (6, "'a' is a view, not None", "hoisted", ""),
        (6, "loop over j", "jammed", "with the loop over i"),
        (7, "index of 'a' (axis 0)", "proved", ""),
        (7, "index of 'a' (axis 1)", "proved", ""),
        (7, "index of 'x' (axis 0)", "hoisted", ""),
        (8, "index of 'y' (axis 0)", "hoisted", ""),
    ]


def test_unchecked(tmp_path):
    found = of_source(tmp_path, MATVEC, "-X", "boundscheck=False,wraparound=False")
    assert not [entry for entry in found if entry[1].startswith("index")]
    assert (4, "loop over i", "jammed", "8 rounds together") in found


def test_what_stays_and_why(tmp_path):
    found = of_source(
        tmp_path,
        "def run(double[:] a, long[:] at, f):\n"
        "    cdef Py_ssize_t i\n"
        "    cdef double s = 0\n"
        "    for i in range(at.shape[0]):\n"
        "        s += a[at[i]]\n"
        "    for i in range(at.shape[0]):\n"
        "        f(i)\n"
        "        s += a[i]\n"
        "    i = 0\n"
        "    while s > 0:\n"
        "        s -= a[i]\n"
        "    return s\n",
    )
    why = "the index is no sum of multiples of variables"
    assert (5, "index of 'a' (axis 0)", "kept", why) in found
    assert (5, "index of 'at' (axis 0)", "proved", "") in found
    assert (10, "loop", "unit stride", "a version for dense last axes of 'a'") in found
    assert (11, "index of 'a' (axis 0)", "kept", "it is in no loop that counts") in found


def test_of_several_variables_the_same_one_is_named_each_time(tmp_path):
    found = of_source(
        tmp_path,
        "# cython: autoparallel=True\n"
        "def run(double[:] v):\n"
        "    cdef Py_ssize_t i\n"
        "    cdef double d = 0, c = 0, b = 0\n"
        "    for i in range(v.shape[0]):\n"
        "        d = c = b = v[i]\n"
        "    return d, c, b\n",
    )
    assert (5, "loop over i", "one thread", "'b' is used behind it") in found


def test_text(tmp_path):
    path = tmp_path / "kernel.pyx"
    path.write_text(MATVEC, encoding="utf-8")
    result = CliRunner().invoke(cli, ["check", "--ledger", str(path)])
    lines = result.output.splitlines()
    assert f"{path}:7: index of 'x' (axis 0): hoisted" in lines
    assert f"{path}:4: loop over i: jammed: 8 rounds together" in lines
    assert lines[-1] == "1 file: no mistakes"
    assert "ledger" not in json.loads(CliRunner().invoke(cli, ["check", "--json", str(path)]).output)


def test_the_worst_of_a_check_and_the_best_of_a_loop():
    span = Span(SourceFile("x.pyx", "\n" * 9), 3, 0, 3, 1)

    def entry(what, verdict, why=""):
        return LedgerEntry(span, what, verdict, why)

    checks = [entry("index of 'a' (axis 0)", "proved"), entry("index of 'a' (axis 0)", "kept", "b")]
    loops = [entry("loop over i", "refused", "x"), entry("loop over i", "vectors"), entry("loop over i", "kept")]
    assert [(e.what, e.verdict) for e in sorted_entries(checks + loops + checks)] == [
        ("index of 'a' (axis 0)", "kept"), ("loop over i", "vectors"),
    ]  # fmt: skip


def test_loops_of_threads(tmp_path):
    text = (
        "from cython.parallel import prange\n"
        "def double_all(double[:] a):\n    cdef Py_ssize_t i\n"
        "    for i in prange(a.shape[0], nogil=True):\n        a[i] = 2 * a[i]\n"
    )
    found = of_source(tmp_path, text)
    assert (4, "parallel loop", "threads", "") in found
    assert {what for line, what, _, _ in found if line == 4} == {"parallel loop", "loop over i"}
