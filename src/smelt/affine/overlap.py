"""The test that two views share no memory, from what the run knows of their extents and strides."""

from __future__ import annotations

from smelt.ir.nodes import (
    AddressOf,
    Binary,
    Cast,
    Const,
    Expr,
    PureCall,
    SizeOf,
    Slot,
    ViewExtent,
    ViewItem,
    ViewStride,
)
from smelt.primitives.row import Row
from smelt.types import BINT, CHAR, SIZE, SSIZE, Ptr, View
from smelt.types import Const as ConstType

_BYTES = Ptr(ConstType(CHAR))
_ENDS = (_BYTES, SSIZE, SSIZE)
_LOWEST = Row("lowest", "smelt_lowest", _ENDS, _BYTES, "never", gil=False, pure=True, part="reach")
_HIGHEST = Row("highest", "smelt_highest", _ENDS, _BYTES, "never", gil=False, pure=True, part="reach")
_DISTANCE = Row("distance", "smelt_distance", (SSIZE,), SSIZE, "never", gil=False, pure=True, part="reach")


def disjoint(one: Slot, other: Slot) -> Expr:
    """Whether the memory of one view ends before that of the other begins. Neither may have a negative extent, nor
    pointers between its axes; for views of no items the answer does not matter."""
    first, second = bounds(one), bounds(other)
    return Binary(
        BINT, "|", Binary(BINT, "<=", first[1], second[0]), Binary(BINT, "<=", second[1], first[0])
    )  # fmt: skip


def same(one: Slot, other: Slot) -> list[Expr]:
    """Tests that the items of two views are the same memory, each that of the other's item with the same indices."""
    assert isinstance(one.type, View)
    return [
        Binary(BINT, "==", _start(one), _start(other)),
        *(
            Binary(BINT, "==", ViewStride(SSIZE, one, axis), ViewStride(SSIZE, other, axis))
            for axis in range(one.type.ndim)
        ),
    ]


def spread(view: Slot) -> list[Expr]:
    """Tests that hold only for views of which no two items share memory, if those of the last axis lie side by side.

    Each axis has to step over all of the next one, as in C order; broadcast axes and sliding windows do not. Where the
    type tells that the whole view is contiguous there is nothing to test.
    """
    type_ = view.type
    assert isinstance(type_, View)
    tests: list[Expr] = []
    for axis, form in enumerate(type_.axes[:-1]):
        if form.packing == "strided":
            inside = Binary(SSIZE, "*", ViewExtent(SSIZE, view, axis + 1), _distance(view, axis + 1))
            tests.append(Binary(BINT, ">=", _distance(view, axis), inside))
    return tests


def _distance(view: Slot, axis: int) -> Expr:
    """How many bytes neighbours along an axis are apart, in whichever direction; along the last one, an element."""
    type_ = view.type
    assert isinstance(type_, View)
    if axis == type_.ndim - 1:
        return Cast(SSIZE, SizeOf(SIZE, type_.dtype))
    stride = ViewStride(SSIZE, view, axis)
    return stride if type_.axes[axis].packing != "strided" else PureCall(SSIZE, _DISTANCE, [stride])


def bounds(view: Slot) -> tuple[Expr, Expr]:
    """The address of the lowest byte of a view, and that behind its highest."""
    type_ = view.type
    assert isinstance(type_, View)
    low, high = _start(view), _start(view)
    for axis, form in enumerate(type_.axes):
        if form.packing == "strided":
            low = _reach(_LOWEST, low, view, axis)
            high = _reach(_HIGHEST, high, view, axis)
        else:
            last = Binary(SSIZE, "-", ViewExtent(SSIZE, view, axis), Const(SSIZE, 1))
            high = Binary(_BYTES, "+", high, Binary(SSIZE, "*", last, ViewStride(SSIZE, view, axis)))
    return low, Binary(_BYTES, "+", high, Cast(SSIZE, SizeOf(SIZE, type_.dtype)))


def _reach(row: Row, first: Expr, view: Slot, axis: int) -> Expr:
    return PureCall(_BYTES, row, [first, ViewExtent(SSIZE, view, axis), ViewStride(SSIZE, view, axis)])


def _start(view: Slot) -> Expr:
    """The address of a view's first item."""
    type_ = view.type
    assert isinstance(type_, View)
    first = ViewItem(type_.dtype, view, [Const(SSIZE, 0)] * type_.ndim)
    return Cast(_BYTES, AddressOf(Ptr(type_.dtype), first))
