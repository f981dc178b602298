"""``cython.view``: arrays, and the words for the layout of an axis."""

from __future__ import annotations

import builtins
from typing import Any

from smelt.shadow._views import View
from smelt.shadow._views import array as array

_WRITABLE, _C, _FORTRAN = 0x1, 0x38, 0x58  # of the flags of PyObject_GetBuffer


class _OfViews(type):
    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, View) and not isinstance(instance, array)


class memoryview(metaclass=_OfViews):
    """A view of whatever exports a buffer; views are instances of it.

    Parameters
    ----------
    obj
        The exporter.
    flags
        What is asked of it, as PyObject_GetBuffer has it.
    dtype_is_object
        Whether the elements are objects, which plain Python cannot see in a buffer.
    """

    def __new__(cls, obj: Any, flags: int, dtype_is_object: bool = False) -> View:  # type: ignore[misc]
        if isinstance(obj, View):
            return obj._like(obj._axes, obj._fixed)
        seen = builtins.memoryview(obj)
        if flags & _WRITABLE and seen.readonly:
            raise BufferError("Object is not writable.")
        if (flags & _C == _C and not seen.c_contiguous) or (flags & _FORTRAN == _FORTRAN and not seen.f_contiguous):
            raise BufferError("the buffer is not contiguous as asked for")
        return View(seen, obj)


class _Layout:
    def __init__(self, name: str) -> None:
        self.name = name

    def __repr__(self) -> str:
        return f"view.{self.name}"


generic = _Layout("generic")
strided = _Layout("strided")
indirect = _Layout("indirect")
contiguous = _Layout("contiguous")
indirect_contiguous = _Layout("indirect_contiguous")
generic_contiguous = _Layout("generic_contiguous")

__all__ = [
    "array",
    "contiguous",
    "generic",
    "generic_contiguous",
    "indirect",
    "indirect_contiguous",
    "memoryview",
    "strided",
]
