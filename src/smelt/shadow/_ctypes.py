"""C types for uncompiled runs: calling one converts, a subscript makes arrays and views, sizes are this machine's."""

from __future__ import annotations

import math
import struct
from collections.abc import Iterator
from typing import Any, Optional

MISSING: Any = object()


class CType:
    """A type. `format` is its letter in the module `struct`, if it has one."""

    def __init__(self, name: str, size: int, format: str = "") -> None:
        self.name = name
        self.size = size
        self.alignment = size
        self.format = format

    def __repr__(self) -> str:
        return self.name

    @property
    def __name__(self) -> str:
        return self.name

    def __call__(self, value: Any = MISSING) -> Any:
        """Convert `value`; without one, the value that a variable starts with here."""
        raise NotImplementedError

    def __getitem__(self, index: Any) -> Any:
        items = index if isinstance(index, tuple) else (index,)
        if items and all(isinstance(item, slice) for item in items):
            return ViewType(self, items)
        if len(items) == 1 and hasattr(items[0], "__index__"):
            return ArrayType(self, items[0].__index__())
        raise TypeError(f"{self.name}[...] takes slices for a view or a length for an array")

    # What annotations are written with: cython.int[:] | None.
    def __or__(self, other: Any) -> Any:
        return Optional[self] if other is None or other is type(None) else self  # noqa: UP045

    __ror__ = __or__


class IntType(CType):
    def __init__(self, name: str, format: str, size: int | None = None) -> None:
        super().__init__(name, size or struct.calcsize(format), format)

    def __call__(self, value: Any = MISSING) -> Any:
        if value is MISSING:
            return 0
        if isinstance(value, (bytes, str)) and len(value) == 1:
            return ord(value)
        if isinstance(value, Pointer):
            return value.address
        return int(value)


class BoolType(IntType):
    def __call__(self, value: Any = MISSING) -> Any:
        return value is not MISSING and bool(value)


class FloatType(CType):
    def __init__(self, name: str, format: str, size: int | None = None) -> None:
        super().__init__(name, size or struct.calcsize(format), format)

    def __call__(self, value: Any = MISSING) -> Any:
        if value is MISSING:
            return 0.0
        return round_to_float(float(value)) if self.name == "float" else float(value)


class ComplexType(CType):
    def __call__(self, value: Any = MISSING) -> Any:
        return 0j if value is MISSING else complex(value)


class VoidType(CType):
    def __call__(self, value: Any = MISSING) -> Any:
        return None


class ObjectType(CType):
    def __call__(self, value: Any = MISSING) -> Any:
        return None if value is MISSING else value


class QualifiedType(CType):
    """``const T`` and ``volatile T``, which behave like T."""

    def __init__(self, base: Any, word: str) -> None:
        super().__init__(f"{word} {base}", sizeof_type(base), getattr(base, "format", ""))
        self.base = base

    def __call__(self, value: Any = MISSING) -> Any:
        return self.base() if value is MISSING else self.base(value)


class PointerType(CType):
    def __init__(self, target: Any) -> None:
        super().__init__(f"{target} *", struct.calcsize("P"), "P")
        self.target = target

    def __call__(self, value: Any = MISSING) -> Any:
        if value is MISSING or value is None or (isinstance(value, int) and value == 0):
            return Pointer(self.target, None)
        if isinstance(value, Pointer):
            return Pointer(self.target, value.store, value.offset, value.step_of(self.target))
        if isinstance(value, (str, bytes)):
            return value  # char *, which Python code handles as the string that it is
        return Pointer(self.target, value)


class ArrayType(CType):
    """An array of `length` items of `base`; each subscript makes an array of what stands before it."""

    def __init__(self, base: Any, length: int) -> None:
        super().__init__(f"{base}[{length}]", sizeof_type(base) * length)
        self.alignment = getattr(base, "alignment", self.size)
        self.base = base
        self.length = length

    @property
    def shape(self) -> tuple[int, ...]:
        return (self.length, *self.base.shape) if isinstance(self.base, ArrayType) else (self.length,)

    @property
    def item(self) -> Any:
        return self.base.item if isinstance(self.base, ArrayType) else self.base

    def __call__(self, value: Any = MISSING) -> Any:
        from smelt.shadow._views import CArray

        made = CArray(self.item, self.shape)
        if value is not MISSING:
            made[...] = value
        return made


class ViewType(CType):
    """``T[:, ::1]``; converting gives an object with the interface of a view."""

    def __init__(self, base: Any, axes: tuple[slice, ...]) -> None:
        super().__init__(f"{base}[{', '.join(map(_axis, axes))}]", 0)
        self.base = base
        self.axes = axes

    @property
    def order(self) -> str:
        """``c`` or ``fortran`` where the type says that the items lie side by side, else empty."""
        steps = [isinstance(axis.step, int) and axis.step == 1 for axis in self.axes]
        return "c" if steps[-1] else "fortran" if steps[0] else ""

    def __getitem__(self, index: Any) -> Any:
        raise TypeError("a view of views is not a type")

    def __call__(self, value: Any = MISSING) -> Any:
        from smelt.shadow._views import as_view

        return None if value is MISSING or value is None else as_view(self, value)


class StructType(CType):
    def __init__(self, members: dict[str, Any], name: str = "struct") -> None:
        self.members = members
        alignments = [alignment_of(type_) for type_ in members.values()] or [1]
        self.offsets: dict[str, int] = {}
        end = 0
        for (member, type_), alignment in zip(members.items(), alignments, strict=False):
            end = -(-end // alignment) * alignment
            self.offsets[member] = end
            end += sizeof_type(type_)
        super().__init__(name, -(-end // max(alignments)) * max(alignments))
        self.alignment = max(alignments)

    def __call__(self, *values: Any, **named: Any) -> Any:
        if len(values) == 1 and isinstance(values[0], (dict, Record)):
            named = {**dict(values[0].items()), **named}
        else:
            named = {**dict(zip(self.members, values, strict=False)), **named}
        made = Record(self)
        for member, value in named.items():
            setattr(made, member, value)
        return made


class UnionType(StructType):
    def __init__(self, members: dict[str, Any]) -> None:
        super().__init__(members, "union")
        self.offsets = dict.fromkeys(members, 0)
        size = max((sizeof_type(type_) for type_ in members.values()), default=0)
        self.size = -(-size // self.alignment) * self.alignment

    def __call__(self, *values: Any, **named: Any) -> Any:
        if len(values) == 1 and not isinstance(values[0], (dict, Record)):
            return values[0]
        return super().__call__(*values, **named)


class Record:
    """A value of a struct or union; the members of a union see the same bytes as far as they are numbers."""

    def __init__(self, type_: StructType) -> None:
        initial = {} if isinstance(type_, UnionType) else {n: start_value(t) for n, t in type_.members.items()}
        self.__dict__.update(initial)
        self.__dict__["_type"] = type_

    def __setattr__(self, name: str, value: Any) -> None:
        type_ = self._type
        if name not in type_.members:
            raise AttributeError(f"{type_.name} has no member {name!r}")
        value = convert(type_.members[name], value)
        if isinstance(type_, UnionType):
            self._reinterpret(type_, name, value)
        self.__dict__[name] = value

    def _reinterpret(self, type_: UnionType, name: str, value: Any) -> None:
        stored = getattr(type_.members[name], "format", "")
        for other, other_type in type_.members.items():
            wanted = getattr(other_type, "format", "")
            if other != name and stored and wanted:
                raw = struct.pack(stored, value).ljust(type_.size, b"\0")
                self.__dict__[other] = struct.unpack_from(wanted, raw)[0]
            elif other != name:
                self.__dict__.pop(other, None)

    def __getitem__(self, name: str) -> Any:
        return getattr(self, name)

    def keys(self) -> list[str]:
        return [name for name in self._type.members if name in self.__dict__]

    def items(self) -> list[tuple[str, Any]]:
        return [(name, self.__dict__[name]) for name in self.keys()]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Record):
            return self.items() == other.items()
        return isinstance(other, dict) and dict(self.items()) == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return repr(dict(self.items()))

    def __getattr__(self, name: str) -> Any:
        raise AttributeError(f"{self.__dict__['_type'].name} has no value for {name!r}")


class FusedType(CType):
    """One of several types; a value stays what it is."""

    def __init__(self, *types: Any) -> None:
        super().__init__(f"fused({', '.join(map(str, types))})", sizeof_type(types[0]) if types else 0)
        self.types = types

    def __call__(self, value: Any = MISSING) -> Any:
        return None if value is MISSING else value


class Pointer:
    """A pointer into a Python sequence, or into bytes that are read as items of `target`.

    `store` is None for NULL. `offset` counts items in a sequence and bytes in a `bytearray`.
    """

    def __init__(self, target: Any, store: Any, offset: int = 0, step: int | None = None) -> None:
        self.target = target
        self.store = store
        self.offset = offset
        self.step = step if step is not None else (sizeof_type(target) or 1 if isinstance(store, bytearray) else 1)

    def step_of(self, target: Any) -> int:
        return sizeof_type(target) or 1 if isinstance(self.store, bytearray) else 1

    @property
    def address(self) -> int:
        return 0 if self.store is None else id(self.store) + self.offset

    def _at(self, index: int) -> int:
        if self.store is None:
            raise ValueError("a NULL pointer has no items")
        place = self.offset + index * self.step
        if place < 0 or place + (self.step if isinstance(self.store, bytearray) else 1) > len(self.store):
            raise IndexError("pointer out of its memory")
        return place

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            start, stop = index.start or 0, index.stop
            return [self[i] for i in range(start, stop)]
        place = self._at(index)
        if isinstance(self.store, bytearray):
            return struct.unpack_from(self.target.format, self.store, place)[0]
        return self.store[place]

    def __setitem__(self, index: int, value: Any) -> None:
        place = self._at(index)
        if isinstance(self.store, bytearray):
            struct.pack_into(self.target.format, self.store, place, value)
        else:
            self.store[place] = value

    def __add__(self, count: int) -> Pointer:
        return Pointer(self.target, self.store, self.offset + count * self.step, self.step)

    def __sub__(self, other: Any) -> Any:
        if isinstance(other, Pointer):
            return (self.offset - other.offset) // self.step
        return self + -other

    def __bool__(self) -> bool:
        return self.store is not None

    def __eq__(self, other: object) -> bool:
        if other is None or other == 0:
            return self.store is None
        return isinstance(other, Pointer) and (self.store is other.store) and self.offset == other.offset

    def __hash__(self) -> int:
        return hash((id(self.store), self.offset))

    def __repr__(self) -> str:
        return f"<{self.target} * {'NULL' if self.store is None else hex(self.address)}>"

    def __iter__(self) -> Iterator[Any]:
        raise TypeError("a pointer does not know how many items there are; slice it first")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self[0], name)


def sizeof_type(type_: Any) -> int:
    """The size of a type in bytes; objects are pointers."""
    size = getattr(type_, "size", None)
    return size if isinstance(size, int) else struct.calcsize("P")


def alignment_of(type_: Any) -> int:
    return type_.alignment if isinstance(type_, CType) and type_.alignment else struct.calcsize("P")


def start_value(type_: Any) -> Any:
    """What a variable of a type holds before it is assigned."""
    if isinstance(type_, CType):
        return type_()
    return None


def convert(type_: Any, value: Any) -> Any:
    """`value` as a `type_`: C types convert, Python types let through what they hold."""
    if isinstance(type_, CType):
        return type_(value)
    return value


def round_to_float(value: float) -> float:
    """The nearest C float."""
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return math.copysign(math.inf, value)


def _axis(axis: slice) -> str:
    if axis.start is None and axis.stop is None:
        return ":" if axis.step is None else f"::{axis.step}"
    return f"{'' if axis.start is None else axis.start}:{'' if axis.stop is None else axis.stop}"
