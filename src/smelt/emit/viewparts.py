"""The functions that make parts of views: one for each kind of part that the module uses.

x[i, ::2]   becomes   smelt_part_2s_1s__i0_s1(x, i, PY_SSIZE_T_MIN, PY_SSIZE_T_MAX, 2)
"""

from __future__ import annotations

from smelt.emit.ctypes import axis_stride, has_strides, view_name
from smelt.primitives.viewparts import AxisKind, PartRow
from smelt.types import View


def runtime_parts(row: PartRow) -> list[str]:
    """The runtime's parts that the function of a row uses, beside the row's own."""
    source, result = row.params[0], row.result
    assert isinstance(source, View)
    assert isinstance(result, View)
    if source.direct:
        return []
    return ["view_indirect"] if result.direct else ["view_indirect", "view_indirect_parts"]


def part_definition(row: PartRow) -> list[str]:
    """The C function of a row: structs in and out by value, so that C compilers see through it."""
    writer = _Part(row)
    for kind, axis in row.axes:
        writer.axis(kind, axis)
    name = view_name(writer.result)
    head = f"static inline SMELT_UNUSED {name} {row.c}({', '.join(writer.parameters)})"
    return [head, "{", f"    {name} part;", *writer.body, "    return part;", "}"]


class _Part:
    """Collects the parameters and the body of one function.

    Attributes
    ----------
    through
        Whether an axis that is kept may go through pointers: what comes after it then moves its suboffset, not the
        beginning of the memory.
    """

    def __init__(self, row: PartRow) -> None:
        source, result = row.params[0], row.result
        assert isinstance(source, View)
        assert isinstance(result, View)
        self.source, self.result = source, result
        self.parameters = [f"const {view_name(source)} v"]
        self.body = ["    part.owner = v.owner;", "    part.data = v.data;"]
        self.through = not source.direct and not result.direct
        if self.through:
            self.body.insert(0, "    int through = -1;")
        self.out = 0

    def put(self, line: str) -> None:
        self.body.append(f"    {line}")

    def move(self, amount: str) -> None:
        """Begin `amount` bytes further on."""
        if self.through:
            self.put(f"smelt_part_move(&part.data, part.suboffsets, through, {amount});")
        else:
            self.put(f"part.data += {amount};")

    def axis(self, kind: AxisKind, axis: int) -> None:
        if kind == "new":
            self.keep("1", "0", "-1", "direct")
            return
        stride, access = axis_stride(self.source, axis, "v"), self.source.axes[axis].access
        suboffset = "-1" if access == "direct" else f"v.suboffsets[{axis}]"
        if kind == "index":
            self.parameters.append(f"Py_ssize_t i{axis}")
            self.move(f"i{axis} * {stride}")
            if access != "direct":
                self.put(f"part.data = smelt_{access}(part.data, {suboffset});")
            return
        extent = f"v.shape[{axis}]"
        if kind != "full":
            names = [f"{word}{axis}" for word in ("start", "stop", "step")[: 3 if kind == "slice" else 2]]
            self.parameters += [f"Py_ssize_t {name}" for name in names]
            start, stop, step = (*names, "1")[:3]
            extent = f"smelt_slice_axis({extent}, &{start}, {stop}, {step})"
            self.put(f"part.shape[{self.out}] = {extent};")
            self.move(f"{start} * {stride}")
            extent, stride = "", stride if kind == "span" else f"{stride} * {step}"
        self.keep(extent, stride, suboffset, access)

    def keep(self, extent: str, stride: str, suboffset: str, access: str) -> None:
        """The next axis of the result."""
        if extent:
            self.put(f"part.shape[{self.out}] = {extent};")
        if has_strides(self.result):
            self.put(f"part.strides[{self.out}] = {stride};")
        if not self.result.direct:
            self.put(f"part.suboffsets[{self.out}] = {suboffset};")
            if access == "indirect":
                self.put(f"through = {self.out};")
            elif access == "generic":
                self.put(f"through = {suboffset} < 0 ? through : {self.out};")
        self.out += 1
