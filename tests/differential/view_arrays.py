"""Arrays of every layout, and choices read from bytes, so that hypothesis can make a failing example small."""

from __future__ import annotations

import array
import ctypes
import itertools
from dataclasses import dataclass
from typing import Any

import numpy as np

_EXTENTS = (2, 3, 1, 4, 0, 5)
_STEPS = (1, 1, -1, 2, -2, 3)
_CODES = {"f8": "d", "u1": "B", "i4": "i", "i1": "b", "i2": "h", "u2": "H", "u4": "I", "l": "l", "L": "L", "q": "q",
          "Q": "Q", "f4": "f"}  # fmt: skip


class Choices:
    """Small numbers from bytes; zeros when they are used up, which stand for the plainest case."""

    def __init__(self, data: bytes) -> None:
        self.data = itertools.chain(data, itertools.repeat(0))

    def below(self, count: int) -> int:
        return next(self.data) % count

    def among(self, items: Any) -> Any:
        return items[self.below(len(items))]

    def number(self) -> int:
        """An index or a bound: mostly near zero, sometimes far out."""
        value = next(self.data)
        if value >= 250:
            return (2**62, -(2**62), 2**63 - 1, -(2**63), 1000, -1000)[value - 250]
        return (0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6)[value % 13]

    def index(self, extent: int) -> int:
        """An index of an axis: mostly one that is there."""
        if extent == 0 or self.below(8) == 7:
            return self.number()
        return self.below(2 * extent) - extent


@dataclass(frozen=True)
class Layout:
    """How an array lies in memory: for each axis an extent and a step (0 repeats one item), and their order."""

    extents: tuple[int, ...]
    steps: tuple[int, ...]
    order: tuple[int, ...]

    @property
    def overlaps_itself(self) -> bool:
        return any(step == 0 and extent > 1 for step, extent in zip(self.steps, self.extents, strict=True))


def layout(choices: Choices, ndim: int) -> Layout:
    """A layout: in one case of four contiguous, in C's or Fortran's order."""
    extents = tuple(choices.among(_EXTENTS) for _ in range(ndim))
    kind = choices.below(8)
    forward = tuple(range(ndim))
    if kind < 2:
        return Layout(extents, (1,) * ndim, forward[:: 1 if kind == 0 else -1])
    steps = tuple(choices.among(_STEPS) if kind > 3 or axis == 0 else 1 for axis in forward)
    if kind == 7:
        repeated = choices.below(ndim)
        steps = tuple(0 if axis == repeated else step for axis, step in enumerate(steps))
    order = choices.among(list(itertools.permutations(forward)))
    return Layout(extents, steps, order)


def values(count: int, dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """Different items, as far as the type has so many."""
    if dtype.kind == "O":
        made = np.empty(count, dtype)
        made[:] = [f"item {number}" for number in range(count)]
        return made
    if dtype.kind == "c":
        return (np.arange(count) - 1j * np.arange(count)[::-1]).astype(dtype)
    if dtype.kind == "i":
        return (np.arange(count) - 3).astype(dtype)
    return np.arange(count).astype(dtype)


def build(shape: Layout, dtype: np.dtype[Any]) -> np.ndarray[Any, Any]:
    """A new array with this layout; the same one each time."""
    spread = [
        max(1, abs(step)) * extent if step else 1 for step, extent in zip(shape.steps, shape.extents, strict=True)
    ]
    stored = [spread[axis] for axis in shape.order]
    count = int(np.prod(stored, dtype=int))
    base = values(count, dtype).reshape(stored).transpose(np.argsort(shape.order))
    cut = base[tuple(slice(None, None, step or 1) for step in shape.steps)]
    if not any(step == 0 for step in shape.steps):
        return cut
    strides = tuple(0 if step == 0 else stride for step, stride in zip(shape.steps, cut.strides, strict=True))
    return np.lib.stride_tricks.as_strided(cut, shape.extents, strides)


class Subclass(np.ndarray[Any, Any]):
    """An array that is not exactly NumPy's type."""


def export(choices: Choices, made: np.ndarray[Any, Any]) -> tuple[str, Any, np.ndarray[Any, Any]]:
    """An exporter of the array's memory, and the array that shows what is in it."""
    kind = choices.below(10)
    code = _CODES.get(made.dtype.str.lstrip("<>|="), _CODES.get(made.dtype.char))
    if kind == 0:
        return "memoryview", memoryview(made), made
    if kind == 1:
        return "subclass", made.view(Subclass), made
    if kind == 2 and made.dtype.kind != "O":
        made.flags.writeable = False
        return "read-only", made, made
    if kind == 3 and code is not None and made.flags.c_contiguous and made.ndim == 1:
        filled = array.array(code, made.tolist())
        return "array.array", filled, np.frombuffer(filled, made.dtype) if len(filled) else made
    if kind == 4 and code == "B" and made.flags.c_contiguous and made.ndim == 1:
        data = bytearray(made.tobytes())
        return "bytearray", data, np.frombuffer(data, made.dtype) if data else made
    if kind == 5 and code is not None and made.flags.c_contiguous and made.size:
        try:
            item = np.ctypeslib.as_ctypes_type(made.dtype)
        except NotImplementedError:
            return "array", made, made
        for extent in reversed(made.shape):
            item = item * extent
        shared = item()
        shown = np.ctypeslib.as_array(shared)
        ctypes.memmove(shared, made.tobytes(), made.nbytes)
        return "ctypes", shared, shown
    return "array", made, made
