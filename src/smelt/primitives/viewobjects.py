"""View objects and arrays as rows made for their types: the Python object of a view, the array that a cast gives."""

from __future__ import annotations

from typing import Literal

from smelt.primitives.row import Row
from smelt.records import record
from smelt.types import CHAR, OBJECT, SSIZE, VOID_PTR, Const, Ptr, Type, View
from smelt.types.cythonview import VIEW_ARRAY
from smelt.types.kinds import strip_const

PART = "memoryview_type"


@record(frozen=True)
class ObjectRow(Row):
    """``object of view``: a view, and its name for the message if it is unbound (NULL for an attribute)."""

    view: View | None = None


@record(frozen=True)
class ArrayRow(Row):
    """``<dtype[:n, :m]> pointer``: a pointer and the extents; `order` is that of the memory."""

    dtype: Type | None = None
    order: Literal["C", "F"] = "C"


def _identifier(text: str) -> str:
    return "".join(c if c.isalnum() else "_" for c in text)


def object_of(view: View) -> ObjectRow:
    """The row that makes the object of a view."""
    name = f"smelt_object_of_{_identifier(str(view))}"
    return ObjectRow(f"object of {view}", name, (view, Ptr(Const(CHAR))), OBJECT, part=PART, view=view)


def array_of(dtype: Type, ndim: int, order: Literal["C", "F"]) -> ArrayRow:
    """The row that makes an array of memory at a pointer."""
    name = f"smelt_array_of_{_identifier(str(dtype))}_{ndim}{order.lower()}"
    params: tuple[Type | None, ...] = (VOID_PTR, *[SSIZE] * ndim)
    return ArrayRow(f"array of {dtype}", name, params, VIEW_ARRAY, part=PART, dtype=strip_const(dtype), order=order)
