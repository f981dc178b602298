"""``cython.view``: arrays, and the words for the layout of an axis."""

from __future__ import annotations

from smelt.shadow._views import View as memoryview
from smelt.shadow._views import array as array


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
