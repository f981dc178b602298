"""The functions that make Python objects of views, and arrays of pointers: one for each type that the module uses.

<int[:n, :m]> p   becomes   smelt_array_of_int_2c(p, n, m)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.emit.ctypes import has_strides, view_name
from smelt.primitives.viewobjects import ArrayRow, ObjectRow
from smelt.types import strip_const

if TYPE_CHECKING:
    from smelt.emit.context import Context


def object_definition(context: Context, row: ObjectRow) -> list[str]:
    """The C function of a row: unbound views raise, the rest is the runtime's."""
    view = row.view
    assert view is not None
    strides = "v.strides" if has_strides(view) else "NULL"
    suboffsets = "NULL" if view.direct else "v.suboffsets"
    order = "F" if view.order == "fortran" else "C"
    dtype = context.dtype(strip_const(view.dtype))
    context.need("view_errors")
    return [
        f"static SMELT_COLD PyObject *{row.c}(const {view_name(view)} v, const char *name)",
        "{",
        "    if (v.owner == NULL)",
        "        return smelt_unbound_view(name);",
        f"    return smelt_memoryview_of(v.owner, v.data, v.shape, {strides}, {suboffsets}, &{dtype}, {view.ndim}, "
        f"'{order}', {int(view.const)});",
        "}",
    ]


def array_definition(context: Context, row: ArrayRow) -> list[str]:
    """The C function of a row."""
    assert row.dtype is not None
    ndim = len(row.params) - 1
    names = [f"n{axis}" for axis in range(ndim)]
    parameters = ", ".join(f"Py_ssize_t {name}" for name in names)
    return [
        f"static SMELT_COLD PyObject *{row.c}(void *data, {parameters})",
        "{",
        f"    const Py_ssize_t shape[] = {{{', '.join(names)}}};",
        f"    return smelt_cyarray_cast(data, {ndim}, shape, &{context.dtype(row.dtype)}, '{row.order}');",
        "}",
    ]


def made_definition(context: Context, row: ObjectRow | ArrayRow) -> list[str]:
    """The C function of a row of either kind."""
    return object_definition(context, row) if isinstance(row, ObjectRow) else array_definition(context, row)
