"""The directive `fastloops`: without the passes over loops, a module's loops run as they are written."""

from __future__ import annotations

import numpy
import pytest

from smelt.build import compile_and_import
from smelt.options import Options
from smelt.pipeline import LOOP_PASSES, PASSES, dump, translate
from smelt.source import CompileError, SourceFile

SMOOTH = """\
def smooth(double[:, :] u, Py_ssize_t n):
    cdef Py_ssize_t i, j
    for i in range(1, n):
        for j in range(1, u.shape[1]):
            u[i, j] = 0.5 * (u[i - 1, j] + u[i, j - 1])
"""


def after(stage: str, text: str) -> str:
    return dump(SourceFile("smooth.pyx", text), Options(), None, stage)


def test_without_it_loops_stay_as_they_are() -> None:
    last = [name for name, _ in PASSES if name in LOOP_PASSES][-1]
    off = "# cython: fastloops=False\n" + SMOOTH
    assert after(last, off) == after("viewchecks", off)
    assert after(last, SMOOTH) != after("viewchecks", SMOOTH)


def test_the_command_line_turns_it_off() -> None:
    source = SourceFile("smooth.pyx", SMOOTH)
    off = translate(source, Options(directives={"fastloops": False}), None)
    assert not any(entry.verdict in ("wavefront", "hoisted", "unit stride") and "loop" in entry.what
                   for entry in off.ledger)  # fmt: skip
    assert any(entry.verdict == "wavefront" for entry in translate(source, Options(), None).ledger)


def test_results_are_the_same() -> None:
    values = numpy.random.default_rng(1).random((40, 50))
    results = []
    for name, directive in (("smooth_on", ""), ("smooth_off", "# cython: fastloops=False\n")):
        module = compile_and_import(directive + SMOOTH, name)
        given = values.copy()
        module.smooth(given, 40)
        with pytest.raises(IndexError):
            module.smooth(given, 41)
        results.append(given.tobytes())
    assert results[0] == results[1] != values.tobytes()


def test_it_holds_for_a_whole_module() -> None:
    with pytest.raises(CompileError, match="E0403"):
        translate(
            SourceFile("f.pyx", "cimport cython\n@cython.fastloops(False)\ndef f():\n    pass\n"), Options(), None
        )
