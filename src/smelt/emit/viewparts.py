"""The functions that make parts of views: one for each kind of part that the module uses.

x[i, ::2]   becomes   smelt_part_2s_1s__i0_s1(x, i, PY_SSIZE_T_MIN, PY_SSIZE_T_MAX, 2)
"""

from __future__ import annotations

from smelt.emit.ctypes import declare, view_name
from smelt.primitives.viewparts import PartRow
from smelt.types import View, strip_const


def part_definition(row: PartRow) -> list[str]:
    """The C function of a row: structs in and out by value, so that C compilers see through it."""
    source, result = row.params[0], row.result
    assert isinstance(source, View)
    assert isinstance(result, View)
    parameters = [f"const {view_name(source)} v"]
    body = [f"    {view_name(result)} part;", "    part.owner = v.owner;", "    part.data = v.data;"]
    out = 0
    for kind, axis in row.axes:
        stride = _stride(source, axis) if kind != "new" else ""
        if kind == "index":
            parameters.append(f"Py_ssize_t i{axis}")
            body.append(f"    part.data += i{axis} * {stride};")
            continue
        extent = f"v.shape[{axis}]"
        if kind == "new":
            extent, stride = "1", "0"
        elif kind == "slice":
            start, stop, step = (f"{word}{axis}" for word in ("start", "stop", "step"))
            parameters += [f"Py_ssize_t {start}", f"Py_ssize_t {stop}", f"Py_ssize_t {step}"]
            extent = f"smelt_slice_axis({extent}, &{start}, {stop}, {step})"
        body.append(f"    part.shape[{out}] = {extent};")
        if kind == "slice":
            body.append(f"    part.data += {start} * {stride};")
            stride = f"{stride} * {step}"
        if result.order == "strided":
            body.append(f"    part.strides[{out}] = {stride};")
        out += 1
    head = f"static inline SMELT_UNUSED {view_name(result)} {row.c}({', '.join(parameters)})"
    return [head, "{", *body, "    return part;", "}"]


def _stride(view: View, axis: int) -> str:
    """The stride of an axis in bytes."""
    if view.order == "strided":
        return f"v.strides[{axis}]"
    inner = range(axis + 1, view.ndim) if view.order == "c" else range(axis)
    size = f"(Py_ssize_t)sizeof({declare(strip_const(view.dtype))})"
    return " * ".join([size, *(f"v.shape[{k}]" for k in inner)])
