"""Document 003: views look at memory that exists: allocation, re-assignment, slices, lifetimes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from seeds import PROGRAMS, check, programs

from smelt.options import Options
from smelt.pipeline import translate
from smelt.source import SourceFile


@pytest.mark.parametrize("path", programs("003"))
def test_program(path: Path) -> None:
    check(path)


@pytest.mark.parametrize("suffix", [".pyx", ".py"])
def test_a_row_costs_no_object_and_no_reference_count(suffix: str) -> None:
    """Slicing `can be done without the GIL, and doesn't need to allocate Python objects`: nor to count references."""
    path = PROGRAMS / f"003/07_slicing{suffix}"
    text = translate(SourceFile.read(path), Options(module_name="slicing"), path).c_source
    for name in ("call_f", "call_f_nogil"):
        body = text[text.index(f"static PyObject *f_{name}(PyObject *self", text.index("static smelt_def")) :]
        loop = re.split(r"\n    }\n|PyEval_RestoreThread", body[body.index("for (i = 0;") :])[0]
        assert "f_f(" in loop, "the row is passed in the loop"
        for costly in ("INCREF", "DECREF", "NewRef", "PyObject_", "PyMemoryView", "smelt_view(", "malloc"):
            assert costly not in loop, loop
