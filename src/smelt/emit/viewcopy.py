"""The functions that copy, fill and test views: one for each kind that the module uses, around those of the runtime.

x[...] = y   becomes   smelt_copy_2s_2c__double(x, y)
"""

from __future__ import annotations

from smelt.emit.cprinter import c_string
from smelt.emit.ctypes import axis_stride, declare, has_strides, view_name
from smelt.primitives.viewcopy import WorkRow
from smelt.types import PyObj, Type, View, strip_const


def work_parts(row: WorkRow) -> list[str]:
    """The runtime's parts that the function of a row uses, beside the row's own."""
    views = [type_ for type_ in (*row.params, row.result) if isinstance(type_, View)]
    objects = isinstance(strip_const(views[0].dtype), PyObj)
    parts = ["view_copy_objects" if objects else "view_copy"] if row.work == "duplicate" else []
    indirect = any(not view.direct for view in views) and not objects
    return parts + (["view_copy_indirect"] if indirect and row.work in ("copy", "fill", "duplicate") else [])


def work_definition(row: WorkRow, dtype: str | None) -> list[str]:
    """The C function of a row; `dtype` is the variable that describes the elements, where the row wants it."""
    match row.work:
        case "copy":
            return _copy(row)
        case "fill":
            return _fill(row)
        case "take":
            return _take(row, dtype)
        case "duplicate":
            return _duplicate(row, dtype)
        case "require":
            return _require(row)
    return _is_packed(row)


class _Side:
    """One view as the runtime wants it.

    Attributes
    ----------
    lines
        What has to stand in front: the strides of a contiguous view, and the struct for the runtime.
    suboffsets
        The argument for them.
    """

    def __init__(self, view: View, name: str, side: str) -> None:
        self.strides = f"{name}.strides"
        self.lines: list[str] = []
        if not has_strides(view):
            self.strides = f"{name}_strides"
            texts = ", ".join(axis_stride(view, axis, name) for axis in range(view.ndim))
            self.lines.append(f"    const Py_ssize_t {self.strides}[] = {{{texts}}};")
        self.suboffsets = "NULL" if view.direct else f"{name}.suboffsets"
        self.lines.append(f"    const smelt_side {side} = {{{name}.data, {view.ndim}, {name}.shape, {self.strides}}};")


def _views(row: WorkRow) -> tuple[View, View]:
    to, source = row.params[0], row.params[-1]
    assert isinstance(to, View)
    return to, source if isinstance(source, View) else to


def _size(view: View) -> str:
    return f"sizeof({declare(strip_const(view.dtype))})"


def _head(row: WorkRow, result: str, *parameters: str) -> str:
    return f"static SMELT_UNUSED {result} {row.c}({', '.join(parameters)})"


def _copy(row: WorkRow) -> list[str]:
    to, source = _views(row)
    first, second = _Side(to, "to", "target"), _Side(source, "from", "source")
    size = _size(to)
    lines = [_head(row, "int", f"const {view_name(to)} to", f"const {view_name(source)} from"), "{"]
    if to.order == source.order != "strided" and to.ndim == source.ndim and not isinstance(to.dtype, PyObj):
        same = " && ".join(f"to.shape[{axis}] == from.shape[{axis}]" for axis in range(to.ndim))
        count = " * ".join(f"(size_t)to.shape[{axis}]" for axis in range(to.ndim))
        lines += [f"    if ({same}) {{", f"        memmove(to.data, from.data, {count} * {size});"]
        lines += ["        return 0;", "    }"]
    lines += [*first.lines, *second.lines, f"    return {_move(to, source, first, second)};", "}"]
    return lines


def _move(to: View, source: View, first: _Side, second: _Side) -> str:
    """The call that copies ``source`` into ``target``."""
    if isinstance(strip_const(to.dtype), PyObj):
        return f"smelt_move_objects(&target, {first.suboffsets}, &source, {second.suboffsets})"
    size = _size(to)
    if to.direct and source.direct:
        return f"smelt_move_memory(SMELT_MOVE({size}), {size}, &target, &source)"
    sides = f"&target, {first.suboffsets}, &source, {second.suboffsets}"
    return f"smelt_move_indirect(SMELT_MOVE({size}), {size}, {sides})"


def _fill(row: WorkRow) -> list[str]:
    to, _ = _views(row)
    side, size = _Side(to, "to", "target"), _size(to)
    lines = [_head(row, "void", f"const {view_name(to)} to", declare(strip_const(to.dtype), "value")), "{", *side.lines]
    if isinstance(strip_const(to.dtype), PyObj):
        lines.append(f"    smelt_fill_objects(&target, {side.suboffsets}, value);")
    elif to.direct:
        lines.append(f"    smelt_move_fill(SMELT_MOVE({size}), {size}, &target, &value);")
    else:
        lines.append("    const smelt_side source = {(char *)&value, 0, NULL, NULL};")
        lines.append(f"    smelt_move_indirect(SMELT_MOVE({size}), {size}, &target, {side.suboffsets}, &source, NULL);")
    return [*lines, "}"]


def _take(row: WorkRow, dtype: str | None) -> list[str]:
    to, _ = _views(row)
    side = _Side(to, "to", "target")
    call = f"smelt_take(SMELT_MOVE({_size(to)}), &{dtype}, &target, {side.suboffsets}, value)"
    head = _head(row, "int", f"const {view_name(to)} to", "PyObject *value")
    return [head, "{", *side.lines, f"    return {call};", "}"]


def _duplicate(row: WorkRow, dtype: str | None) -> list[str]:
    source, result = row.params[0], row.result
    assert isinstance(source, View)
    assert isinstance(result, View)
    fortran = int(result.ndim > 1 and result.order == "fortran")
    second, first = _Side(source, "from", "source"), _Side(result, "to", "target")
    name = view_name(result)
    lines = [_head(row, name, f"const {view_name(source)} from"), "{", f"    {name} to;"]
    lines += [f"    to.shape[{axis}] = from.shape[{axis}];" for axis in range(source.ndim)]
    made = f"smelt_view_new(&{dtype}, {source.ndim}, to.shape, {fortran}, &to.data)"
    lines += [f"    to.owner = {made};", "    if (to.owner == NULL)", "        return to;"]
    lines += [*second.lines, *first.lines, f"    if ({_move(result, source, first, second)} < 0)"]
    return [*lines, "        Py_CLEAR(to.owner);", "    return to;", "}"]


def _is_packed(row: WorkRow) -> list[str]:
    view, _ = _views(row)
    side = _Side(view, "v", "")
    head = _head(row, "int", f"const {view_name(view)} v")
    order = "fortran" if row.work == "is_f" else "c"
    if view.order == order or (view.ndim == 1 and view.order != "strided"):
        return [head, "{", "    (void)v;", "    return 1;", "}"]
    test = f"smelt_is_packed({view.ndim}, {_size(view)}, v.shape, {side.strides}, {side.suboffsets}, "
    return [head, "{", *side.lines[:-1], f"    return {test}{int(row.work == 'is_f')}, 1);", "}"]


def _require(row: WorkRow) -> list[str]:
    """Tests of what the target's type says and the source's does not: access first, then contiguity."""
    source, target = row.params[0], row.other
    assert isinstance(source, View)
    assert isinstance(target, View)
    side = _Side(source, "v", "")
    lines = [_head(row, "int", f"const {view_name(source)} v"), "{"]
    lines += ["    if (v.owner == NULL || v.owner == Py_None)", "        return 0;", *side.lines[:-1]]
    for axis, (have, want) in enumerate(zip(source.axes, target.axes, strict=True)):
        if want.access != have.access and want.access != "generic":
            sign = "<" if want.access == "indirect" else ">="
            message = f"Buffer not compatible with {want.access} access in dimension %d."
            lines.append(f"    if (v.suboffsets[{axis}] {sign} 0)")
            lines.append(f"        return smelt_layout_error({c_string(message.encode())}, {axis});")
    if target.order not in ("strided", source.order):
        fortran = target.order == "fortran"
        test = f"smelt_is_packed({source.ndim}, {_size(source)}, v.shape, {side.strides}, {side.suboffsets}, "
        message = f"Buffer not {'fortran' if fortran else 'C'} contiguous."
        lines.append(f"    if (!{test}{int(fortran)}, 0))")
        lines.append(f"        return smelt_layout_error({c_string(message.encode())}, 0);")
    elif target.order == "strided":
        lines += _packed_axes(source, target, side.strides)
    return [*lines, "    return 0;", "}"]


def _packed_axes(source: View, target: View, strides: str) -> list[str]:
    """Tests of the axes that the target's type calls contiguous by themselves, or next to a contiguous one."""
    lines: list[str] = []
    for axis, (have, want) in enumerate(zip(source.axes, target.axes, strict=True)):
        if want.packing in ("strided", have.packing):
            continue
        wanted = "(Py_ssize_t)sizeof(char *)" if want.access == "indirect" else f"(Py_ssize_t){_size(source)}"
        if want.packing == "follow":
            # towards the contiguous axis
            later = next((a.packing for a in target.axes[axis + 1 :] if a.packing != "follow"), "")
            inner = axis + 1 if later == "contig" else axis - 1
            wanted = f"{strides}[{inner}] * v.shape[{inner}]"
        lines.append(f"    if (v.shape[{axis}] > 1 && {strides}[{axis}] != {wanted})")
        message = c_string(b"Buffer and memoryview are not contiguous in the same dimension.")
        lines.append(f"        return smelt_layout_error({message}, {axis});")
    return lines


def wants_dtype(row: WorkRow) -> Type | None:
    """The element type whose description the function of a row uses."""
    if row.work not in ("take", "duplicate"):
        return None
    view = row.params[0]
    assert isinstance(view, View)
    return strip_const(view.dtype)
