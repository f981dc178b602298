"""Types of local variables without a declaration.

Such a variable gets a C type only where no program can tell the difference: floats, complex numbers, pointers,
structs, views, truth values of C comparisons, loop counters whose bounds are known, and integers that are used as
indices only. With ``infer_types=True`` all integers join them.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.sema.integers import exact_bounds, integer_bounds, item_bounds, range_bounds, used_otherwise
from smelt.sema.scopes import Scope
from smelt.sema.symbols import Variable
from smelt.syntax import tree as trees
from smelt.types import (
    BINT,
    BYTES,
    DICT,
    DOUBLE,
    LIST,
    LONG,
    OBJECT,
    SET,
    SSIZE,
    TUPLE,
    Buffer,
    CArray,
    CBool,
    CChar,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    CTuple,
    ExtType,
    Ptr,
    Struct,
    Type,
    View,
    counter,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass, ScopedEnum, common_pointer
from smelt.types.kinds import UCS4, Enum
from smelt.types.rules import promote

if TYPE_CHECKING:
    from smelt.sema.infer import Typer


def infer_variable(t: Typer, variable: Variable, scope: Scope) -> Type:
    """The type that the variable's values allow; ``object`` where Python could tell it from that."""
    if variable.place != "local" or variable.captured or not variable.values:
        return OBJECT
    if _in_parallel(t, variable, scope):
        return _range_type(t, variable, scope)
    directive = _all_types(t, scope)
    if directive is False or scope.function.exec_names:
        return OBJECT
    if variable.unbound and not directive:
        return _deleted(t, variable, scope)
    if any(isinstance(v, ast.For) for v in variable.values):
        return _range_type(t, variable, scope) if directive else _counter(t, variable, scope)
    if all(isinstance(v, ast.comprehension) for v in variable.values):
        return _comprehended(t, variable, scope)
    held = _held(t, variable, scope)
    if held is not None and not directive:
        return held
    types: list[Type] = []
    for value in variable.values:
        if isinstance(value, str | ast.For | ast.comprehension):
            if value == "annotation":
                continue
            return OBJECT
        if isinstance(value, ast.AugAssign):
            types.append(t.augmented(value, types[0] if types else OBJECT, scope))
        else:
            types.append(decayed(t.type_of(value, scope)))
    return _join(t, types, variable, scope)


def _all_types(t: Typer, scope: Scope) -> object:
    """The value of ``infer_types`` in a scope: None infers what is safe, True integers too, False nothing."""
    at: Scope | None = scope
    while at is not None:
        if at in t.settings:
            return t.settings[at].get("infer_types")
        at = at.parent
    return t.env.directives.get("infer_types")


def _deleted(t: Typer, variable: Variable, scope: Scope) -> Type:
    """The type of a variable that may have no value: an extension type, or a pointer to an object of C++.

    `del p` of such a pointer ends the object, and leaves the variable as it is.
    """
    values = [value for value in variable.values if value != "deleted"]
    types = [_bound_type(t, value, scope) for value in values if isinstance(value, ast.expr | ast.For)]
    if not types or len(types) != len(values):
        return OBJECT
    if isinstance(types[0], ExtType) and all(type_ == types[0] for type_ in types):
        return types[0]
    return (common_pointer(types) if t.env.options.cplus else None) or OBJECT


def _in_parallel(t: Typer, variable: Variable, scope: Scope) -> bool:
    """Whether a variable is that of parallel loops alone: it has a C type, and no value if none of them ran."""
    calls = [value.iter for value in variable.values if isinstance(value, ast.For)]
    return len(calls) == len(variable.values) and all(
        isinstance(call, ast.Call) and t.is_prange(call.func, scope) for call in calls
    )


def _bound_type(t: Typer, value: ast.AST, scope: Scope) -> Type:
    """The type of a value, or of the items of a loop."""
    if isinstance(value, ast.For):
        found = t.iteration_type(value.iter, scope, value.target) if isinstance(value.target, ast.Name) else None
        return found or OBJECT
    return t.type_of(value, scope)


def _comprehended(t: Typer, variable: Variable, scope: Scope) -> Type:
    """The type of the variable of a comprehension over an object of C++ whose items are objects too."""
    found: Type = OBJECT
    for value in variable.values:
        assert isinstance(value, ast.comprehension)
        if isinstance(value.target, ast.Name):
            found = t.iteration_type(value.iter, scope) or OBJECT
    return found if len(variable.values) == 1 and isinstance(found, CppClass | Ptr | View) else OBJECT


def _range_type(t: Typer, variable: Variable, scope: Scope) -> Type:
    """With ``infer_types=True``: the C type of what is counted, for every binding by a ``for`` over a range."""
    joined: Type | None = None
    for value in variable.values:
        if not isinstance(value, ast.For) or not isinstance(value.target, ast.Name):
            return OBJECT
        args = t.range_args(value.iter, scope)
        if args is None:
            return OBJECT
        for arg in args:
            type_ = strip_const(t.type_of(arg, scope))
            if not isinstance(type_, CInt):
                return OBJECT
            if t.literal(arg) is None:
                joined = type_ if joined is None else promote(joined, type_)
    return joined or LONG


def _counter(t: Typer, variable: Variable, scope: Scope) -> Type:
    """A counter, where every binding of the variable is a ``for`` over a range of C integers."""
    low = high = 0
    first = True
    declared: Type | None = None
    for value in variable.values:
        if not isinstance(value, ast.For) or not isinstance(value.target, ast.Name):
            return OBJECT
        span = range_bounds(t, value.iter, scope) or item_bounds(t, value.iter, scope)
        if span is None:
            element = t.iteration_type(value.iter, scope, value.target)
            if element is None or (declared is not None and declared != element):
                return OBJECT
            declared = element
            continue
        low, high = span if first else (min(low, span[0]), max(high, span[1]))
        first = False
    if declared is not None:
        return declared if first else OBJECT
    if variable.unbound:
        return OBJECT
    return counter(low, high) or OBJECT


def _held(t: Typer, variable: Variable, scope: Scope) -> Type | None:
    """A counter, where every value is an extent or another C integer whose bounds are known."""
    low, high = SSIZE.max, SSIZE.min
    plain = True
    for value in variable.values:
        if not isinstance(value, ast.expr):
            return None
        span = integer_bounds(t, value, scope)
        if span is None:
            span = exact_bounds(t, value, scope)
            if span is None or variable.name in used_otherwise(t, scope):
                return None
            low, high, plain = min(low, span[0]), max(high, span[1]), False
            continue
        literal = t.literal(value) is not None
        type_ = strip_const(t.type_of(value, scope))
        if not literal and (type_ == UCS4 or not isinstance(type_, CInt) or isinstance(type_, CBool | CChar | Enum)):
            return None
        low, high = min(low, span[0]), max(high, span[1])
        plain = plain and literal
    return None if plain else counter(low, high)


def _join(t: Typer, types: list[Type], variable: Variable, scope: Scope) -> Type:
    """One type for values of all these, where the variable may have it."""
    if not types:
        return OBJECT
    first = types[0]
    if any(type_ != first for type_ in types):
        pointer = common_pointer(types)
        if pointer is not None:
            return pointer
        if _all_types(t, scope) and all(map(is_number, types)):
            joined: Type | None = first
            for type_ in types[1:]:
                joined = promote(joined, type_) if joined is not None else None
            return joined or OBJECT
        return OBJECT
    if isinstance(first, CCounter):
        return OBJECT
    if isinstance(first, CFloat | CComplex) and not _all_types(t, scope):
        if variable.name in _powers(t, scope):
            return OBJECT  # Python's power raises, or turns complex, where C's does not
    if isinstance(first, CInt) and first != BINT:
        return first if _all_types(t, scope) else OBJECT
    if first in (DOUBLE, BINT, LIST, DICT, SET, BYTES, TUPLE) or isinstance(
        first, CFloat | Ptr | Struct | View | CTuple | CppClass | ScopedEnum
    ):
        return first
    if isinstance(first, CComplex) or (isinstance(first, ExtType) and not isinstance(first, Buffer)):
        return first
    return OBJECT


def _powers(t: Typer, scope: Scope) -> set[str]:
    """The names that are operands of ``**`` anywhere in a scope."""
    found = t.power_names.get(scope)
    if found is None:
        found = set()
        for node in trees.walk(scope.node) if scope.node is not None else ():
            if isinstance(node, ast.BinOp | ast.AugAssign) and isinstance(node.op, ast.Pow):
                found |= {n.id for n in trees.walk(node) if isinstance(n, ast.Name)}
        t.power_names[scope] = found
    return found


def computed(scope: Scope) -> set[str]:
    """The names that are operands of arithmetic anywhere in a scope, whose results could leave a C type."""
    found: set[str] = set()
    for node in trees.walk(scope.node) if scope.node is not None else ():
        if isinstance(node, ast.BinOp | ast.AugAssign | ast.UnaryOp) and not isinstance(node.op, ast.Not):
            found |= {n.id for n in trees.children(node) if isinstance(n, ast.Name)}
    return found


def decayed(type_: Type) -> Type:
    """The type of a variable that gets a value of this type: arrays become pointers."""
    return Ptr(type_.element) if isinstance(type_, CArray) else strip_const(type_)
