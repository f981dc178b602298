"""Type classes. Kinds are told apart by class, never by flags; two equal types are equal values.

Sizes are those of the machine that translates, which is the machine that compiles: Smelt does not cross-compile.
"""

from __future__ import annotations

import struct
from functools import cached_property
from typing import Literal

from smelt.records import field, record


@record(frozen=True)
class Type:
    """Base of all types. `str()` of a type is how messages and dumps spell it."""

    def __str__(self) -> str:
        raise NotImplementedError


@record(frozen=True)
class CVoid(Type):
    def __str__(self) -> str:
        return "void"


@record(frozen=True)
class CInt(Type):
    """A C integer.

    `name` is how the source spells it, `c` how C does; `rank` orders the standard types for promotion (char 0, short 1,
    int 2, long 3, long long 4); `bits` is its width on this machine. `exact` is False for an extern typedef whose width
    only the C compiler knows: conversions then ask C for its limits.
    """

    name: str = field(compare=False)  # a typedef of the source is the type that it names
    c: str
    rank: int
    signed: bool
    bits: int
    exact: bool = field(default=True, compare=False)

    def __str__(self) -> str:
        return self.name

    @cached_property
    def min(self) -> int:
        return -(1 << (self.bits - 1)) if self.signed else 0

    @cached_property
    def max(self) -> int:
        return (1 << (self.bits - self.signed)) - 1


@record(frozen=True)
class CBool(CInt):
    """``bint``: a C int that is a truth value and becomes ``True`` or ``False`` in Python."""


@record(frozen=True)
class CChar(CInt):
    """Plain ``char`` and ``unsigned char`` spelled as characters are still integers in Python; see `rules`."""


@record(frozen=True)
class CFloat(Type):
    """`rank` orders float 0, double 1, long double 2. `storage` names a form that only memory has, that of
    elements of views: ``half`` numbers have 16 bits there and are C floats wherever they are computed with.
    """

    name: str = field(compare=False)
    c: str = field(compare=False)  # the type may be a typedef of a header, which only the C compiler knows
    rank: int
    storage: str = ""

    def __str__(self) -> str:
        return self.name


@record(frozen=True)
class CComplex(Type):
    real: CFloat

    @property
    def c(self) -> str:
        return f"{self.real.c} _Complex"

    def __str__(self) -> str:
        return f"{self.real} complex"


@record(frozen=True)
class Const(Type):
    """``const T``; only as the target of a pointer, the element of a view, or a declared type, see `strip_const`."""

    base: Type

    def __str__(self) -> str:
        return f"const {self.base}"


@record(frozen=True)
class Ptr(Type):
    target: Type

    def __str__(self) -> str:
        return f"{self.target} *"


@record(frozen=True)
class Ref(Type):
    """A C++ reference."""

    target: Type

    def __str__(self) -> str:
        return f"{self.target} &"


@record(frozen=True)
class CArray(Type):
    """`length` is None for an incomplete array."""

    element: Type
    length: int | None

    def __str__(self) -> str:
        inner, dims = self, ""
        while isinstance(inner, CArray):
            dims += f"[{'' if inner.length is None else inner.length}]"
            inner = inner.element  # type: ignore[assignment]
        return f"{inner}{dims}"


@record(frozen=True)
class Vector(Type):
    """As many numbers as the target computes at once; only passes make it."""

    element: CInt | CFloat

    def __str__(self) -> str:
        return f"vector of {self.element}"


@record(eq=False)
class Record:
    """What a struct, union or extern class declaration says; completed after a forward declaration."""

    fields: dict[str, Type] | None = None
    field_cnames: dict[str, str] = field(default_factory=dict)


@record(frozen=True)
class Struct(Type):
    """A struct or union, nominal: equal only to itself through its `record`."""

    name: str
    c: str  # how C spells the type: ``struct point`` or a typedef's name
    kind: Literal["struct", "union"]
    packed: bool
    record: Record = field(repr=False)
    extern: bool = False

    def __str__(self) -> str:
        return self.name

    @property
    def fields(self) -> dict[str, Type]:
        return self.record.fields or {}


@record(frozen=True)
class Enum(CInt):
    """A C enum: an int with a name of its own."""

    members: tuple[str, ...] = field(default=(), compare=False)


Access = Literal["direct", "indirect", "generic"]
Packing = Literal["strided", "contig", "follow"]


@record(frozen=True)
class Axis:
    """One axis of a view.

    `access` tells whether items are reached directly or through pointers; `packing` is ``contig`` where the items lie
    side by side, ``follow`` where the stride follows from the extents of the contiguous axes (C or Fortran contiguity),
    else ``strided``.
    """

    access: Access = "direct"
    packing: Packing = "strided"


@record(frozen=True)
class View(Type):
    """A typed memoryview. `const` views are read-only."""

    dtype: Type
    axes: tuple[Axis, ...]
    const: bool = False

    @property
    def ndim(self) -> int:
        return len(self.axes)

    @cached_property
    def order(self) -> Literal["c", "fortran", "strided"]:
        """``c`` or ``fortran`` where the whole view is contiguous that way, else ``strided``."""
        packings = [a.packing for a in self.axes]
        if self.direct and packings:
            if packings[-1] == "contig" and all(p == "follow" for p in packings[:-1]):
                return "c"
            if packings[0] == "contig" and all(p == "follow" for p in packings[1:]):
                return "fortran"
        return "strided"

    @cached_property
    def direct(self) -> bool:
        """Whether no axis goes, or may go, through pointers."""
        return all(a.access == "direct" for a in self.axes)

    def __str__(self) -> str:
        return f"{'const ' if self.const else ''}{self.dtype}[{', '.join(self._spell(a) for a in self.axes)}]"

    def _spell(self, axis: Axis) -> str:
        match axis:
            case Axis("direct", "contig"):
                return "::1" if self.order != "strided" else "::contiguous"
            case Axis("direct"):
                return ":"
            case Axis("generic", "contig"):
                return "::generic_contiguous"
            case Axis("indirect", "contig"):
                return "::indirect_contiguous"
        return f"::{axis.access}"


@record(frozen=True)
class PyObj(Type):
    """Any Python object."""

    def __str__(self) -> str:
        return "object"


@record(frozen=True)
class Builtin(PyObj):
    """An object of exactly the builtin type `name` or None, as Cython has it; `exact` types refuse subclasses."""

    name: str

    @property
    def exact(self) -> bool:
        return self.name != "type" and not self.name[0].isupper()  # exceptions are taken with their subclasses

    def __str__(self) -> str:
        return self.name


@record(eq=False)
class Method:
    """A C method of an extension type.

    `owner` is the class whose vtable struct has the entry (the first in the line of bases that declares the name), None
    for a static method and for one of a final class, which are called directly. `symbol` is sema's `CFunction`.
    """

    name: str
    func: Func
    owner: ExtType | None
    symbol: object = field(default=None, repr=False)
    cpdef: bool = False
    static: bool = False


@record(eq=False)
class ExtInfo:
    """What is known of an extension type's layout and methods; its own only, those of bases are found through `base`.

    `base` is an extension type, a builtin one, or None for ``object``. `own` tells that this module defines the type,
    `laid_out` that Smelt's rules say how its struct looks (other types are structs of C headers), `vtable` that its
    objects have a vtable, `introduces` that it is the first in line that has one.
    """

    fields: dict[str, Type] = field(default_factory=dict)
    base: PyObj | None = None
    field_cnames: dict[str, str] = field(default_factory=dict)
    methods: dict[str, Method] = field(default_factory=dict)
    visibility: dict[str, str] = field(default_factory=dict)
    own: bool = False
    laid_out: bool = False
    final: bool = False
    vtable: bool = False
    introduces: bool = False
    special_fields: set[str] = field(default_factory=set)  # ``__dict__``, ``__weakref__``
    python_names: set[str] = field(default_factory=set)
    fused: dict[str, object] = field(default_factory=dict)  # sema's `FusedFunction` of methods of fused types
    buffer_defaults: dict[str, object] = field(default_factory=dict)  # ``__cythonbufferdefaults__``


@record(frozen=True)
class ExtType(PyObj):
    """An extension type: `module.name` in Python, the struct `c` in C, the type object `type_c`."""

    name: str
    module: str | None
    c: str = "PyObject"
    type_c: str | None = None
    info: ExtInfo = field(default_factory=ExtInfo, repr=False, compare=False)

    def __str__(self) -> str:
        return self.name

    def line(self) -> list[ExtType]:
        """The type and those extension types that it inherits from, nearest first."""
        found: list[ExtType] = []
        at: PyObj | None = self
        while isinstance(at, ExtType):
            found.append(at)
            at = at.info.base
        return found

    def find_field(self, name: str) -> tuple[ExtType, Type] | None:
        """A C attribute and the type in the line whose struct has it."""
        return next(((t, t.info.fields[name]) for t in self.line() if name in t.info.fields), None)

    def find_method(self, name: str) -> Method | None:
        return next((t.info.methods[name] for t in self.line() if name in t.info.methods), None)


@record(frozen=True)
class Buffer(PyObj):
    """An object with buffer syntax: ``np.ndarray[T, ndim=N]``. An object; indexing with N integers goes to memory.

    `owner` is the type of the object (`PyObj` for ``object[...]``), `view` the layout that is acquired from it, `mode`
    how the declaration calls it.
    """

    owner: PyObj
    view: View
    negative_indices: bool = True
    cast: bool = False
    mode: str = "strided"

    def __str__(self) -> str:
        return f"{self.owner}[{self.view.dtype}, ndim={self.view.ndim}]"


ExceptKind = Literal["none", "value", "maybe", "always", "object", "plus"]


@record(frozen=True)
class Func(Type):
    """A C function.

    `except_kind`: ``none`` reports nothing; ``object`` returns NULL on error; ``value`` returns `except_value` only
    on error; ``maybe`` returns it perhaps also without error; ``always`` (``except *``) has to be asked after each
    call; ``plus`` throws C++ exceptions.
    """

    returns: Type
    params: tuple[Type, ...]
    names: tuple[str, ...] = field(default=(), compare=False)
    optional: int = 0  # how many of the last parameters may be left out
    vararg: bool = False
    except_kind: ExceptKind = "none"
    except_value: object = None
    nogil: bool = False
    with_gil: bool = False

    def __str__(self) -> str:
        return f"{self.returns} ({', '.join(map(str, self.params))})"


@record(frozen=True)
class Fused(Type):
    """One of several types, told apart from others of the same members by its name.

    `labels` are the members as Python spells them in an index: a typedef by its own name.
    """

    name: str
    members: tuple[Type, ...]
    labels: tuple[str, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return self.name

    def label(self, member: Type) -> str:
        """How Python spells a member."""
        return self.labels[self.members.index(member)]


@record(frozen=True)
class FusedFunc(Type):
    """A function of fused types of which no specialisation has been chosen yet; `symbol` is the function."""

    name: str
    symbol: object = field(repr=False)

    def __str__(self) -> str:
        return f"fused function {self.name}"


@record(frozen=True)
class CTuple(Type):
    """A C tuple ``(int, double)``: a struct of its items."""

    items: tuple[Type, ...]

    def __str__(self) -> str:
        return f"({', '.join(map(str, self.items))})"


@record(frozen=True)
class Unknown(Type):
    """The type of what was already reported as wrong: silences what would follow from it."""

    def __str__(self) -> str:
        return "<error>"


def _bits(code: str) -> int:
    return 8 * struct.calcsize(code)


def _standard() -> dict[str, CInt]:
    rows = [("short", "h", 1), ("int", "i", 2), ("long", "l", 3), ("long long", "q", 4)]
    found: dict[str, CInt] = {}
    for name, code, rank in rows:
        found[name] = CInt(name, name, rank, True, _bits(code))
        found[f"unsigned {name}"] = CInt(f"unsigned {name}", f"unsigned {name}", rank, False, _bits(code))
    found["char"] = CChar("char", "char", 0, True, 8)
    found["signed char"] = CChar("signed char", "signed char", 0, True, 8)
    found["unsigned char"] = CChar("unsigned char", "unsigned char", 0, False, 8)
    return found


C_INTS = _standard()
SHORT, INT, LONG, LONGLONG = (C_INTS[n] for n in ("short", "int", "long", "long long"))
UINT, ULONG, ULONGLONG = (C_INTS[f"unsigned {n}"] for n in ("int", "long", "long long"))
CHAR, SCHAR, UCHAR = C_INTS["char"], C_INTS["signed char"], C_INTS["unsigned char"]
BINT = CBool("bint", "int", 2, True, _bits("i"))
SSIZE = CInt("Py_ssize_t", "Py_ssize_t", LONG.rank if LONG.bits == _bits("P") else LONGLONG.rank, True, _bits("P"))
SIZE = CInt("size_t", "size_t", SSIZE.rank, False, _bits("P"))
UCS4 = CInt("Py_UCS4", "Py_UCS4", 2, False, 32)
FLOAT, DOUBLE, LONGDOUBLE = (
    CFloat("float", "float", 0),
    CFloat("double", "double", 1),
    CFloat("long double", "long double", 2),
)
C_FLOATS = ("float", "double", "long double")  # C's own names; all others are typedefs of headers
HALF = CFloat("float16_t", "unsigned short", 0, "half")
FLOAT_COMPLEX, DOUBLE_COMPLEX, LONGDOUBLE_COMPLEX = CComplex(FLOAT), CComplex(DOUBLE), CComplex(LONGDOUBLE)
VOID, OBJECT, UNKNOWN = CVoid(), PyObj(), Unknown()
CHAR_PTR, VOID_PTR = Ptr(CHAR), Ptr(VOID)
STR, BYTES, BYTEARRAY, LIST, TUPLE, DICT, SET, FROZENSET, PYINT, PYFLOAT, PYCOMPLEX, PYBOOL, TYPE, SLICE = (
    Builtin(n) for n in [
        "str", "bytes", "bytearray", "list", "tuple", "dict", "set", "frozenset", "int", "float", "complex", "bool",
        "type", "slice",
    ]
)  # fmt: skip
MEMORYVIEW, RANGE = Builtin("memoryview"), Builtin("range")


def strip_const(type_: Type) -> Type:
    return type_.base if isinstance(type_, Const) else type_


def value_type(type_: Type) -> Type:
    """The type that the value of an element has: of numbers with a storage form of their own, what they are read as."""
    return FLOAT if isinstance(type_, CFloat) and type_.storage else type_


def is_number(type_: Type) -> bool:
    """Whether the type is one of C's arithmetic types (enums and bint included)."""
    return isinstance(type_, CInt | CFloat | CComplex)


@record(frozen=True)
class CCounter(CInt):
    """An inferred C integer that stands for a Python int: a loop counter, or arithmetic on such.

    Nobody declared it, so it must behave as a Python int: `low` and `high` bound its values, and arithmetic whose
    bounds leave the C type is done on objects instead.
    """

    low: int = 0
    high: int = 0


def counter(low: int, high: int) -> CCounter | None:
    """The counter type for values in ``[low, high]``, None where Py_ssize_t cannot hold them."""
    if SSIZE.min <= low and high <= SSIZE.max:
        return CCounter("Py_ssize_t", "Py_ssize_t", SSIZE.rank, True, SSIZE.bits, True, low, high)
    return None
