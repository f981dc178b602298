"""Boxes for C values and views that several functions share."""

from __future__ import annotations

import gc
import sys
import types
import weakref
from types import ModuleType

import pytest
from native import Build

BODY = """
typedef struct { PyObject *owner; char *data; Py_ssize_t shape[2]; } view;
static PyObject *number(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)args, (void)count;
    PyObject *box = smelt_new_box(sizeof(long double));
    if (box == NULL)
        return NULL;
    int aligned = (size_t)&SMELT_BOX(long double, box) % 16 == 0, zero = SMELT_BOX(long double, box) == 0;
    SMELT_BOX(long double, box) += 2.5L;
    PyObject *result = Py_BuildValue("(iid)", aligned, zero, (double)SMELT_BOX(long double, box));
    Py_DECREF(box);
    return result;
}
static PyObject *holding(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    PyObject *box = smelt_new_view_box(sizeof(view));
    if (box != NULL)
        SMELT_BOX(view, box).owner = Py_NewRef(args[0]);
    return box;
}
static PyObject *cell(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    PyObject *cell = PyCell_New(NULL);
    SMELT_SET(SMELT_CELL(cell), Py_NewRef(args[0]));
    return cell;
}
"""


@pytest.fixture(scope="module")
def m(build: Build) -> ModuleType:
    return build("cells_module", ["cells"], BODY, ["number", "holding", "cell"])


def test_numbers(m: ModuleType) -> None:
    assert m.number() == (1, 1, 2.5)


def test_owners(m: ModuleType) -> None:
    marker = object()
    before = sys.getrefcount(marker)
    box = m.holding(marker)
    assert sys.getrefcount(marker) == before + 1
    del box
    assert sys.getrefcount(marker) == before

    class Holder:
        pass

    holder = Holder()
    holder.box = m.holding(holder)  # type: ignore[attr-defined]
    reference = weakref.ref(holder)
    del holder
    gc.collect()
    assert reference() is None


def test_cells(m: ModuleType) -> None:
    cell = m.cell(5)
    assert isinstance(cell, types.CellType) and cell.cell_contents == 5
