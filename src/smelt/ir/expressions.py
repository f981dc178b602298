"""Slots and the pure expressions of the IR; `nodes` has the statements, and is where both are imported from."""

from __future__ import annotations

from enum import Enum as PyEnum

from smelt.primitives.row import Row
from smelt.records import record
from smelt.types import VOID_PTR, ExtType, Ptr, Ref, Type


class Storage(PyEnum):
    LOCAL = "local"  # a C local of the function
    PARAM = "param"  # a C parameter; objects and views in it are borrowed from the caller
    FRAME = "frame"  # a member of the generator's frame (set by the pass `generators`)
    CELL = "cell"  # inside the cell object that `Slot.cell` holds: shared with other functions
    GLOBAL = "global"  # a C static of the module (`cdef` at module level)
    MEMBER = "member"  # an attribute of the extension type `Slot.of`, of the object that `Slot.cell` holds


@record(eq=False)
class Slot:
    """A variable: named, or a temporary of the builder. Compared by identity.

    Object slots start as NULL (unbound), view slots with owner NULL and extents 0. `name` is the source's name or a
    short hint for temporaries; `emit.names` makes it unique and safe in C. `cname` is fixed for globals of other
    modules.
    """

    name: str
    type: Type
    storage: Storage = Storage.LOCAL
    temp: bool = False
    cell: Slot | None = None
    cname: str | None = None
    of: ExtType | None = None
    maybe_unbound: bool = False  # a read may come before any assignment
    borrowed: bool = False  # set by ownership: this slot never owns what it holds
    nullable: bool = False  # set by ownership: NULL whenever it owns nothing; it starts as NULL and moves reset it

    def __repr__(self) -> str:
        return f"%{self.name}"


@record()
class Node:
    """`span` is the last field of all nodes and not part of equality."""


# --- expressions: pure ------------------------------------------------------------------------------------------------


@record()
class Expr(Node):
    """All expressions have a `type`."""

    type: Type


@record()
class Const(Expr):
    """A C constant: int, float, complex or bool of a C type; None is NULL; bytes is a C string literal (char *)."""

    value: int | float | complex | bool | bytes | None


@record()
class PyConst(Expr):
    """A Python constant of the module's pool, made once at import: None, True, False, Ellipsis, NotImplemented, int,
    float, complex, str, bytes, or a tuple/frozenset of such. Always available, never NULL. `interned` for names."""

    value: object
    interned: bool = False


@record()
class BuiltinConst(Expr):
    """A member of `builtins` (``len``, ``ValueError``), looked up once at import. A name that this Python lacks
    becomes a lookup at run time, so that the NameError comes where it would in Python."""

    name: str


@record()
class TypeConst(Expr):
    """The type object of an extension type that another module defines (``numpy.ndarray``): imported with this module,
    which fails to import where it is not found."""

    of: ExtType


@record()
class Load(Expr):
    """Reads a slot; also the lvalue of assignments to it."""

    slot: Slot


@record()
class Move(Expr):
    """After ownership: the last read of an owned slot; takes its reference and leaves NULL behind. `known` unless the
    slot may be NULL."""

    slot: Slot
    known: bool = True


@record()
class NewRef(Expr):
    """After ownership: an object or a view with a reference of its own. Only a view may be NULL."""

    operand: Expr


@record()
class CName(Expr):
    """A C identifier or constant expression known by name: an extern variable, an enumerator, a function, ``stdin``."""

    text: str


@record()
class Unary(Expr):
    """op in ``-`` ``~`` ``!`` (operands already of the computed type)"""

    op: str
    operand: Expr


@record()
class Binary(Expr):
    """op is C's: ``+ - * / % << >> & | ^ < <= > >= == != && ||``. ``/`` and ``%`` are C's truncating ones."""

    op: str
    left: Expr
    right: Expr


@record()
class Cast(Expr):
    """A C conversion to `type`; also between object types and between pointers (then without any check)."""

    operand: Expr


@record()
class Select(Expr):
    """``test ? then : other`` with pure operands"""

    test: Expr
    then: Expr
    other: Expr


@record()
class Deref(Expr):
    """``*pointer``; an lvalue"""

    pointer: Expr


@record()
class Index(Expr):
    """``base[index]`` of a pointer or C array; an lvalue"""

    base: Expr
    index: Expr


@record()
class Field(Expr):
    """``base.name``, printed ``base->name`` where base is a Deref; an lvalue. `name` is C's name of the field; of a C++
    method that is a template, `of` are the arguments that the call names."""

    base: Expr
    name: str
    of: tuple[Type, ...] = ()


@record()
class AddressOf(Expr):
    operand: Expr


@record()
class SizeOf(Expr):
    """Of a type; the type of the expression is size_t"""

    of: Type


@record()
class PureCall(Expr):
    """A call of a C function or macro without effects and errors, of a row with `pure` (``sqrt``,
    ``smelt_floordiv_long``).
    """

    row: Row
    args: list[Expr]


@record()
class ViewItem(Expr):
    """An element of a view, one index an axis, all in range already (see `CheckIndex`); an lvalue."""

    view: Slot
    indices: list[Expr]


@record()
class ViewExtent(Expr):
    """``shape[axis]`` (Py_ssize_t)"""

    view: Slot
    axis: int


@record()
class ViewStride(Expr):
    """``strides[axis]`` in bytes (Py_ssize_t)"""

    view: Slot
    axis: int


@record()
class ViewSuboffset(Expr):
    """``suboffsets[axis]`` in bytes (Py_ssize_t), -1 where the axis is direct"""

    view: Slot
    axis: int


@record()
class ViewIsNone(Expr):
    """Whether the view holds None (bint)"""

    view: Slot


@record()
class ViewUsable(Expr):
    """Whether the view is bound and not None (bint)"""

    view: Slot


@record()
class Initializer(Expr):
    """``{a, b}`` for a struct, a C tuple or an array"""

    items: list[Expr]


@record()
class CppName(Expr):
    """A name of C++: `text`, within the class `scope` where there is one, with template arguments `of`:
    ``std::make_unique<int>``. Without `text` it is the class itself, called as its constructor."""

    text: str
    scope: Type | None = None
    of: tuple[Type, ...] = ()


@record()
class CppOperator(Expr):
    """Only as the target of a `Call`: an operator of C++ on the arguments of the call.

    `op` is what C++ writes behind the word ``operator``: ``+``, ``[]``, ``()``, ``new`` and ``delete``; ``cast`` stands
    for a conversion, and ``x++`` and ``x--`` are the operators behind their operand. `of` is the type of ``new`` and
    ``cast``."""

    op: str
    of: Type | None = None


def nowhere(type_: Ref) -> Deref:
    """What a function gives that returns a reference and has nothing to refer to: its caller looks at the exception."""
    return Deref(type_.target, Cast(Ptr(type_.target), CName(VOID_PTR, "smelt_nowhere")))
