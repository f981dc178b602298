"""How C functions report errors: what ``except -1``, ``except? 0``, ``except +`` and no clause at all mean."""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Any

from smelt.sema.constants import constant_value
from smelt.sema.symbols import Constant, Symbol, Variable
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import (
    DOUBLE,
    FLOAT,
    LONGDOUBLE,
    CComplex,
    CFloat,
    CInt,
    CVoid,
    ExceptKind,
    Ptr,
    PyObj,
    Type,
    Unknown,
    strip_const,
)

if TYPE_CHECKING:
    from smelt.sema.typeexpr import TypeResolver


class Handler:
    """The function of ``except +handler``, known by name where the exception is declared."""

    def __init__(self, name: str, members: dict[str, Symbol]) -> None:
        self.name = name
        self.members = members


def exception_clause(
    r: TypeResolver, clause: c.CException | None, result: Type, extern: bool = False
) -> tuple[ExceptKind, object]:
    """How a function of the result type reports errors: the clause, or Cython 3's default without one."""
    if isinstance(result, PyObj) and (clause is None or clause.kind != "plus" or not extern):
        if clause is not None and clause.kind != "plus":
            r.env.error(
                "E0520", clause, "exception clause not allowed for a function that returns a Python object",
                "such a function reports errors by returning NULL anyway",
            )  # fmt: skip
        return "object", None
    if clause is None:
        if extern or r.env.directives.get("legacy_implicit_noexcept"):
            return "none", None
        return default_exception(result)
    match clause.kind:
        case "none":
            return "none", None
        case "star":
            return "always", None
        case "plus":
            name = clause.value.id if isinstance(clause.value, ast.Name) else ""
            known = getattr(builtins, name, None)
            raises = isinstance(known, type) and issubclass(known, Exception)
            always = isinstance(clause.value, ast.Constant) and clause.value.value == "*"
            if name and not raises:
                return "plus", Handler(name, r.env.members)
            return "plus", "*" if always else name if raises else None
    value = constant_value(clause.value, r.env)
    if isinstance(clause.value, c.CNull):
        value = None
    elif value is None and _known_to_c(r, clause.value):
        return "always", None  # no test against a value that only C knows: the exception itself is asked for
    elif value is None:
        r.env.error("E0521", clause.value or clause, "exception value must be constant")
    if isinstance(result, CVoid):
        r.env.error("E0522", clause.value or clause, "a void function has no exception value", "use 'except *'")
        return "always", None
    return "maybe" if clause.kind == "maybe" else "value", _exception_value(r, clause, value, strip_const(result))


def _known_to_c(r: TypeResolver, node: ast.expr | None) -> bool:
    """Whether an expression is of constants and variables of C headers."""
    names = [n for n in trees.walk(node) if isinstance(n, ast.Name)] if node is not None else []
    found = [r.lookup(n) for n in names]
    return bool(found) and all(
        (isinstance(s, Constant) and s.cname is not None) or (isinstance(s, Variable) and s.place == "extern")
        for s in found
    )


def _exception_value(r: TypeResolver, clause: c.CException, value: Any, result: Type) -> object:
    """The exception value as one of the result type; what is none is reported."""
    null = isinstance(clause.value, c.CNull)
    if isinstance(result, CInt) and isinstance(value, str | bytes) and len(value) == 1:
        return ord(value)
    if isinstance(result, Unknown) or isinstance(clause.value, c.CCast) or (value is None and not null):
        return value
    wanted: tuple[type, ...] = ()
    if isinstance(result, CInt):
        wanted = (int,)
    elif isinstance(result, CFloat | CComplex):
        wanted = (int, float, complex) if isinstance(result, CComplex) else (int, float)
    elif isinstance(result, Ptr) and null:
        return None
    if not isinstance(value, wanted):
        spelled = "NULL" if null else repr(value)
        hint = "use 'except *', which needs no value"
        if isinstance(result, Ptr):
            hint = "use 'except NULL'"
        elif wanted:
            hint = f"it must be {'an integer' if wanted == (int,) else 'a number'}, such as 'except? -1'"
        message = f"the exception value {spelled} is not of the function's return type '{result}'"
        r.env.error("E0523", clause.value or clause, message, hint)
        return -1
    return value


def default_exception(result: Type) -> tuple[ExceptKind, object]:
    """What Cython 3 takes where a cdef function has no clause: every error propagates."""
    result = strip_const(result)
    if isinstance(result, CInt) or result in (FLOAT, DOUBLE, LONGDOUBLE):
        return "maybe", -1
    if isinstance(result, Ptr):
        return "maybe", None
    return "always", None
