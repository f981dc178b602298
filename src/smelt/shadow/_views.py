"""Views, C arrays and `view.array` for uncompiled runs, in plain Python; NumPy arrays stay NumPy arrays."""

from __future__ import annotations

import itertools
import math
import struct
import sys
from collections.abc import Callable, Iterator
from typing import Any

from smelt.shadow._ctypes import FloatType, IntType, Pointer, ViewType, convert, sizeof_type, start_value

# An axis of a view: the dimension of the memory that it runs along (None for a new axis), start, step, length.
Axis = tuple["int | None", int, int, int]


class Items:
    """Memory that holds Python values, for what `memoryview` has no format for: structs, objects, complex numbers."""

    readonly = False

    def __init__(self, shape: tuple[int, ...], make: Callable[[], Any], itemsize: int) -> None:
        self.shape = shape
        self.itemsize = itemsize
        self.format = "O"
        self.values = [make() for _ in range(math.prod(shape))]

    def _at(self, index: tuple[int, ...]) -> int:
        place = 0
        for i, extent in zip(index, self.shape, strict=True):
            place = place * extent + i
        return place

    def __getitem__(self, index: tuple[int, ...]) -> Any:
        return self.values[self._at(index)]

    def __setitem__(self, index: tuple[int, ...], value: Any) -> None:
        self.values[self._at(index)] = value


class View:
    """A strided view of memory with the interface of a typed memoryview."""

    def __init__(
        self, memory: Any, base: Any, axes: tuple[Axis, ...] | None = None, fixed: tuple[int, ...] = ()
    ) -> None:
        self._memory = memory
        self._axes = axes if axes is not None else tuple((d, 0, 1, n) for d, n in enumerate(memory.shape))
        self._fixed = fixed or (0,) * len(memory.shape)
        self.base = base
        self.dtype: Any = None

    # --- attributes ---

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(axis[3] for axis in self._axes)

    @property
    def strides(self) -> tuple[int, ...]:
        whole = self._memory.shape
        return tuple(
            0 if d is None else step * self.itemsize * math.prod(whole[d + 1 :]) for d, _, step, _ in self._axes
        )

    @property
    def suboffsets(self) -> tuple[int, ...]:
        return (-1,) * self.ndim

    @property
    def ndim(self) -> int:
        return len(self._axes)

    @property
    def size(self) -> int:
        return math.prod(self.shape)

    @property
    def itemsize(self) -> int:
        return int(self._memory.itemsize)

    @property
    def nbytes(self) -> int:
        return self.size * self.itemsize

    @property
    def T(self) -> View:
        return self._like(tuple(reversed(self._axes)), self._fixed)

    def is_c_contig(self) -> bool:
        return self.strides == _packed(self.shape, self.itemsize, "c")

    def is_f_contig(self) -> bool:
        return self.strides == _packed(self.shape, self.itemsize, "fortran")

    def _like(self, axes: tuple[Axis, ...], fixed: tuple[int, ...]) -> View:
        made = View(self._memory, self.base, axes, fixed)
        made.dtype = self.dtype
        return made

    # --- items ---

    def _select(self, key: Any) -> tuple[tuple[Axis, ...], tuple[int, ...]]:
        """The axes and fixed positions that a subscript leaves."""
        items = list(key) if isinstance(key, tuple) else [key]
        used = sum(item is not None and item is not Ellipsis for item in items)
        if used > self.ndim:
            raise IndexError(f"too many indices for a view of {self.ndim} dimensions")
        if not any(item is Ellipsis for item in items):
            items.append(Ellipsis)
        place = next(i for i, item in enumerate(items) if item is Ellipsis)
        items[place : place + 1] = [slice(None)] * (self.ndim - used)
        axes: list[Axis] = []
        fixed = list(self._fixed)
        left = iter(enumerate(self._axes))
        cut = any(item is None or isinstance(item, slice) for item in items)
        for item in items:
            if item is None:
                axes.append((None, 0, 0, 1))
                continue
            number, (dimension, start, step, length) = next(left)
            if isinstance(item, slice):
                first, last, by = item.indices(length)
                axes.append((dimension, start + first * step, step * by, len(range(first, last, by))))
                continue
            index = item.__index__()
            if not -length <= index < length:
                raise IndexError(
                    f"{'Index out of bounds' if cut else 'Out of bounds on buffer access'} (axis {number})"
                )
            if dimension is not None:
                fixed[dimension] = start + index % length * step
        return tuple(axes), tuple(fixed)

    def _places(self) -> Iterator[tuple[int, ...]]:
        """The positions in memory of all items, in C order."""
        for index in itertools.product(*(range(n) for n in self.shape)):
            place = list(self._fixed)
            for (dimension, start, step, _), i in zip(self._axes, index, strict=True):
                if dimension is not None:
                    place[dimension] = start + i * step
            yield tuple(place)

    def __getitem__(self, key: Any) -> Any:
        axes, fixed = self._select(key)
        return self._like(axes, fixed) if axes else self._memory[fixed]

    def __setitem__(self, key: Any, value: Any) -> None:
        if self._memory.readonly:
            raise TypeError("Cannot assign to read-only memoryview")
        axes, fixed = self._select(key)
        target = self._like(axes, fixed)
        values = _spread(value, target.shape) if axes else iter([value])
        for place, item in zip(list(target._places()), list(values), strict=True):
            self._memory[place] = item if self.dtype is None else convert(self.dtype, item)

    def __len__(self) -> int:
        return self.shape[0]

    def __iter__(self) -> Iterator[Any]:
        return (self[i] for i in range(len(self)))

    def tolist(self) -> list[Any]:
        return [item.tolist() if isinstance(item, View) else item for item in self]

    def copy(self) -> View:
        return self._copy("c")

    def copy_fortran(self) -> View:
        return self._copy("fortran")

    def _copy(self, mode: str) -> View:
        if self._memory.format == "O":
            memory: Any = Items(self.shape, lambda: None, self.itemsize)
            made = View(memory, None)
            made.base = made
        else:
            made = array(self.shape, self.itemsize, self._memory.format, mode)
        made.dtype = self.dtype
        made[...] = self
        return made

    def __repr__(self) -> str:
        return f"<MemoryView of {type(self.base).__name__!r} object>"

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """The same memory as a NumPy array."""
        import numpy as np

        if self._memory.format == "O":
            values: Any = np.empty(self.shape, dtype or object)
            for place in itertools.product(*(range(n) for n in self.shape)):
                values[place] = self[place]
            return values
        kept = [axis for axis in self._axes if axis[0] is not None]
        index: list[Any] = list(self._fixed)
        for dimension, start, step, length in kept:
            assert dimension is not None
            stop = start + step * length
            index[dimension] = slice(start, stop if stop >= 0 else None, step)
        rest = sorted(kept, key=lambda axis: axis[0] or 0)
        made: Any = np.asarray(self._memory)[tuple(index)].transpose([rest.index(axis) for axis in kept])
        made = made[tuple(None if axis[0] is None else slice(None) for axis in self._axes)]
        return made if dtype is None else made.astype(dtype, copy=False)


class CArray(View):
    """A C array: a view that owns its memory and prints as a list."""

    def __init__(self, item: Any, shape: tuple[int, ...]) -> None:
        letter = getattr(item, "format", "")
        if letter and isinstance(item, (IntType, FloatType)):
            memory: Any = _items(bytearray(math.prod(shape) * item.size), letter, shape)
        else:
            memory = Items(shape, lambda: start_value(item), sizeof_type(item))
        super().__init__(memory, None)
        self.base = self
        self.dtype = item

    def __repr__(self) -> str:
        return repr(self.tolist())

    def __eq__(self, other: object) -> bool:
        if isinstance(other, View):
            other = other.tolist()
        return self.tolist() == list(other) if isinstance(other, (list, tuple)) else NotImplemented

    __hash__ = None  # type: ignore[assignment]


# What elements begin as that are no items of bytes.
_VALUES: dict[str, Any] = {"O": None, "Zf": 0j, "Zd": 0j, "Zg": 0j}


class array(View):
    """``cython.view.array``: memory of a given shape and format.

    Parameters
    ----------
    shape
        The extents.
    itemsize
        Bytes of one item; has to fit `format`.
    format
        The item's letter in the module `struct`.
    mode
        ``c`` or ``fortran``.
    allocate_buffer
        Whether to make the memory; without it, assign `data` before use.
    """

    def __init__(
        self, shape: tuple[int, ...], itemsize: int, format: str | bytes, mode: str = "c", allocate_buffer: bool = True
    ) -> None:
        letter = format.decode() if isinstance(format, bytes) else format
        if not shape:
            raise ValueError("Empty shape tuple for cython.array")
        if itemsize <= 0:
            raise ValueError("itemsize <= 0 for cython.array")
        if mode not in ("c", "fortran"):
            raise ValueError(f"Invalid mode, expected 'c' or 'fortran', got {mode}")
        for axis, extent in enumerate(shape):
            if extent <= 0:
                raise ValueError(f"Invalid shape in axis {axis}: {extent}.")
        if not isinstance(shape, tuple):
            raise TypeError(f"Argument 'shape' has incorrect type (expected tuple, got {type(shape).__name__})")
        self.format, self.mode = letter, mode
        self._shape = shape
        self.len = math.prod(shape) * itemsize
        self.dtype_is_object = letter == "O"
        self.free_data = bool(allocate_buffer)
        self.callback_free_data: Any = None
        self._bytes = bytearray(self.len)
        self._given: Any = None if not allocate_buffer else self._bytes
        self._size = itemsize
        self._look()

    def _look(self) -> None:
        """See the bytes as items."""
        turned = self._shape if self.mode == "c" else tuple(reversed(self._shape))
        if self.format in _VALUES:
            super().__init__(Items(turned, lambda: _VALUES[self.format], self._size), self)
        elif struct.calcsize(self.format) * math.prod(self._shape) > len(self._bytes):
            raise ValueError("the items of the format do not fit the item size")
        else:
            super().__init__(_items(self._bytes, self.format, turned), self)
        if self.mode == "fortran":
            self._axes = tuple(reversed(self._axes))

    @property
    def memview(self) -> View:
        return self._like(self._axes, self._fixed)

    @property
    def data(self) -> Any:
        from smelt.shadow._names import CHAR

        return None if self._given is None else Pointer(CHAR, self._given)

    @data.setter
    def data(self, pointer: Pointer) -> None:
        if not isinstance(pointer.store, bytearray):
            raise TypeError("the data of an array is memory from malloc")
        self._bytes = self._given = pointer.store
        self._look()

    def __repr__(self) -> str:
        return f"<cython.view.array object at {id(self):#x}>"

    def __del__(self) -> None:
        callback = self.__dict__.get("callback_free_data")
        if callback is not None:
            callback(self.data)


def _items(store: bytearray, letter: str, shape: tuple[int, ...]) -> Any:
    """Bytes seen as items; what is over at the end is left out."""
    seen: Any = memoryview(store)[: struct.calcsize(letter) * math.prod(shape)]
    return seen.cast(letter, shape)


def _packed(shape: tuple[int, ...], itemsize: int, mode: str) -> tuple[int, ...]:
    strides = []
    for extent in reversed(shape) if mode == "c" else shape:
        strides.append(itemsize)
        itemsize *= extent
    return tuple(reversed(strides) if mode == "c" else strides)


def _spread(value: Any, shape: tuple[int, ...]) -> Iterator[Any]:
    """The items of `value` in C order, repeated along leading axes where it has fewer of them."""
    extents = getattr(value, "shape", None)
    if extents is None and isinstance(value, (list, tuple)):
        extents = _nested(value)
    if extents is None or extents == ():
        yield from itertools.repeat(value, math.prod(shape))
        return
    while len(extents) > len(shape) and extents[0] == 1:
        value, extents = value[0], extents[1:]
    ndim = max(len(shape), len(extents))
    pairs = zip((1,) * (ndim - len(shape)) + shape, (1,) * (ndim - len(extents)) + tuple(extents), strict=True)
    for axis, (n, extent) in enumerate(pairs):
        if extent not in (n, 1):
            raise ValueError(f"got differing extents in dimension {axis} (got {n} and {extent})")
    for index in itertools.product(*(range(n) for n in shape)):
        inner = index[len(shape) - len(extents) :]
        item = value
        for i, extent in zip(inner, extents, strict=True):
            item = item[i if extent > 1 else 0]
        yield item


def _nested(value: Any) -> tuple[int, ...]:
    inner = _nested(value[0]) if value and isinstance(value[0], (list, tuple)) else ()
    return (len(value), *inner)


def as_view(type_: ViewType, value: Any) -> Any:
    """`value` as a view of a type: NumPy arrays and views themselves after a check, other exporters wrapped.

    Raises
    ------
    ValueError
        If the number of dimensions, the item type or the layout is another one.
    """
    sized = [axis.stop for axis in type_.axes]
    if isinstance(value, Pointer):
        return _from_pointer(type_, value, sized)
    numpy = sys.modules.get("numpy")
    if numpy is not None and isinstance(value, numpy.ndarray):
        letter = memoryview(value).format if value.dtype.kind in "iufb?" else ""
        _check(type_, value.ndim, letter, value.flags.c_contiguous, value.flags.f_contiguous)
        return value
    if isinstance(value, (list, tuple)):
        raise TypeError(f"a bytes-like object is required, not {type(value).__name__!r}")
    made = value if isinstance(value, View) else View(memoryview(value), value)
    _check(type_, made.ndim, str(made._memory.format), made.is_c_contig(), made.is_f_contig())
    return made


def _check(type_: ViewType, ndim: int, letter: str, c_packed: bool, fortran_packed: bool) -> None:
    if ndim != len(type_.axes):
        raise ValueError(f"Buffer has wrong number of dimensions (expected {len(type_.axes)}, got {ndim})")
    wanted = getattr(type_.base, "format", "")
    plain = letter.lstrip("@=<>|")
    if wanted and len(plain) == 1 and plain != "O" and _kind(plain) != _kind(wanted):
        raise ValueError(f"Buffer dtype mismatch, expected {type_.base} but got format {letter!r}")
    if (type_.order == "c" and not c_packed) or (type_.order == "fortran" and not fortran_packed):
        order = "C" if type_.order == "c" else "Fortran"
        raise ValueError(f"ndarray is not {order} contiguous")


def _kind(letter: str) -> tuple[str, int]:
    """What makes two formats the same: the kind of number and its size. A truth value fits a C int of its size."""
    kind = "float" if letter in "efdg" else "unsigned" if letter in "BHILQNP?" else "signed"
    size = 16 if letter == "g" else struct.calcsize(letter)
    return (kind if size > 1 or kind == "float" else "byte", size)


def _from_pointer(type_: ViewType, value: Pointer, sized: list[Any]) -> View:
    """``cast(T[:n, :m], pointer)``"""
    if any(extent is None for extent in sized):
        raise ValueError("the extents are needed to see a pointer as an array, such as cython.int[:10, :2]")
    shape = tuple(int(extent) for extent in sized)
    mode = type_.order or "c"
    if isinstance(value.store, bytearray):
        made: View = array(shape, type_.base.size, type_.base.format, mode)
        assert isinstance(made, array)
        made.data = value
        return made
    made = CArray(type_.base, shape)
    made[...] = value[: made.size] if made.ndim == 1 else _reshaped(value[: made.size], shape)
    return made


def _reshaped(values: list[Any], shape: tuple[int, ...]) -> list[Any]:
    if len(shape) == 1:
        return values
    part = len(values) // shape[0]
    return [_reshaped(values[i * part : (i + 1) * part], shape[1:]) for i in range(shape[0])]
