"""Parts of views: slices, rows, transposes and other layouts of a view, as rows made for their types.

A part shares the memory and the exporter of the view that it is made of: the result is borrowed from the first
argument, costs no reference count where that lives as long, and needs no GIL.
"""

from __future__ import annotations

from typing import Literal

from smelt.primitives.row import Row
from smelt.records import record
from smelt.types import SSIZE, Type, View

AxisKind = Literal["index", "full", "span", "slice", "new"]


@record(frozen=True)
class PartRow(Row):
    """`axes` says what is made of each axis, in the order of the result: its kind, and which axis of the view it is.

    ``index`` takes one argument (in range) and drops the axis, ``span`` two (start, stop), ``slice`` three (start,
    stop, step; the step is not zero), ``full`` and ``new`` none.
    """

    axes: tuple[tuple[AxisKind, int], ...] = ()


_ARGUMENTS: dict[AxisKind, int] = {"index": 1, "full": 0, "span": 2, "slice": 3, "new": 0}
_LETTERS: dict[AxisKind, str] = {"index": "i", "full": "", "span": "p", "slice": "s", "new": "n"}


def part(source: View, result: View, axes: tuple[tuple[AxisKind, int], ...]) -> PartRow:
    """The row that makes a view of type `result` of one of type `source`."""
    spelled = "_".join(f"{_LETTERS[kind]}{axis if kind != 'new' else ''}" for kind, axis in axes)
    params: list[Type | None] = [source]
    for kind, _ in axes:
        params += [SSIZE] * _ARGUMENTS[kind]
    name = f"smelt_part_{form(source)}_{form(result)}__{spelled}"
    if any(axis.packing == "contig" for axis in source.axes):  # strides follow from the size of the elements
        name += "__" + "".join(c if c.isalnum() else "_" for c in str(source.dtype))
    sliced = any(kind in ("slice", "span") for kind, _ in axes)
    return PartRow(
        f"part {source} as {result}", name, tuple(params), result, "never", borrowed=True, gil=False,
        part="view_slice" if sliced else None, axes=axes,
    )  # fmt: skip


def form(view: View) -> str:
    """What of a view's type the function depends on, beside the elements' size."""
    if view.order != "strided":
        return f"{view.ndim}{view.order[0]}"
    packed = "".join(str(i) for i, axis in enumerate(view.axes) if axis.packing == "contig")
    if view.direct:
        return f"{view.ndim}s{packed}"
    return f"{view.ndim}{''.join(axis.access[0] for axis in view.axes)}{packed}"
