"""Calls of builtins that have a shorter way than the Python call, C values first of all.

A builtin is itself only where the program does not bind its name.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from smelt.ir import nodes as ir
from smelt.ir.visit import expressions
from smelt.primitives import arith, calls, containers, numbers, objects, strings
from smelt.primitives import globals as global_rows
from smelt.primitives.row import Row
from smelt.sema.build.core import FunctionBuilder, is_declared, is_unknown
from smelt.sema.build.cpp import object_size
from smelt.sema.build.literals import constant_expr
from smelt.sema.build.names import name_const
from smelt.sema.build.operators import combine
from smelt.sema.build.views import as_slot
from smelt.sema.resulttypes import common_type
from smelt.sema.symbols import TypeName, Variable
from smelt.sema.wording import article
from smelt.types import (
    BINT,
    CHAR,
    DOUBLE,
    LONG,
    OBJECT,
    SIZE,
    SSIZE,
    Builtin,
    CArray,
    CChar,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    Const,
    CTuple,
    ExtType,
    Ptr,
    PyObj,
    Type,
    View,
    counter,
    strip_const,
)
from smelt.types.cpp import CppClass, methods_on
from smelt.types.rules import arithmetic_literal, boxable, promote

Special = Callable[[FunctionBuilder, ast.Call], ir.Expr | None]
_SPECIAL: dict[str, Special] = {}


def special(name: str) -> Callable[[Special], Special]:
    def register(function: Special) -> Special:
        _SPECIAL[name] = function
        return function

    return register


def builtin_call(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    """The special form of a builtin's call; None if there is none."""
    if not isinstance(node.func, ast.Name) or node.func.id not in _SPECIAL:
        return None
    if node.keywords or any(isinstance(a, ast.Starred) for a in node.args):
        return None
    if not b.typer.is_builtin(node.func, node.func.id, b.scope):
        return None
    return _SPECIAL[node.func.id](b, node)


def _types(b: FunctionBuilder, node: ast.Call) -> list[Type]:
    return [strip_const(b.typer.type_of(a, b.scope)) for a in node.args]


@special("len")
def _len(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) != 1:
        return None
    value = b.expr(node.args[0])
    if is_unknown(value):
        return value
    type_ = strip_const(value.type)
    if isinstance(type_, View):
        slot = as_slot(b, value)
        b.emit(ir.CheckView(slot, "take the length of"))
        return ir.ViewExtent(SSIZE, slot, 0)
    if isinstance(type_, CArray) and type_.length is not None and not _is_text(type_.element):
        return ir.Const(SSIZE, type_.length)
    if isinstance(type_, CTuple):
        return ir.Const(SSIZE, len(type_.items))
    if (isinstance(type_, Ptr) and _is_text(type_.target)) or (isinstance(type_, CArray) and _is_text(type_.element)):
        row = Row("strlen", "strlen", (Ptr(Const(CHAR)),), SIZE, "never", gil=False, pure=True, part="<string.h>")
        return ir.Cast(SSIZE, ir.PureCall(SIZE, row, [ir.Cast(Ptr(Const(CHAR)), value)]))
    if isinstance(type_, CppClass) and any(not m.func.params for m in methods_on(value.type, "size")):
        return b.convert(object_size(b, value, node), SSIZE, node)
    if not isinstance(type_, PyObj) and is_declared(b, node.args[0]):
        return b.error("E0615", node, f"{article(type_)} has no length")
    found = counter(0, SSIZE.max)
    assert found is not None
    return ir.Cast(found, b.op(objects.len, b.convert(value, OBJECT, node), node=node))


def _is_text(type_: object) -> bool:
    return isinstance(type_, Type) and isinstance(strip_const(type_), CChar)


@special("abs")
def _abs(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) != 1:
        return None
    value = b.expr(node.args[0])
    type_ = strip_const(value.type)
    if isinstance(value, ir.Const) and isinstance(value.value, int | float | complex):
        return constant_expr(abs(value.value))
    if isinstance(type_, CCounter) or type_ == BINT:
        return b.op(numbers.abs, b.convert(value, OBJECT, node))
    if isinstance(type_, CInt):
        common = promote(type_, type_)
        assert isinstance(common, CInt)
        if not common.signed:
            return value
        return ir.PureCall(common, arith.absolute(common), [b.convert(value, common, node)])
    if isinstance(type_, CFloat):
        return ir.PureCall(type_, arith.absolute(type_), [value])
    if isinstance(type_, CComplex):
        return ir.PureCall(type_.real, arith.absolute(type_), [value])
    if isinstance(type_, PyObj):
        return b.op(numbers.abs, value, node=node)
    return None


def _extreme(word: str) -> Special:
    def build(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
        """``min``/``max`` of C numbers: each compared with the best so far; the first of equals stays, as in Python."""
        types = _types(b, node)
        if len(types) < 2:
            return None
        literals = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, int | float)]
        if len(literals) == len(node.args):
            return constant_expr(min(literals) if word == "<" else max(literals))
        if not all((isinstance(t, CInt | CFloat) and not isinstance(t, CCounter)) or _small_literal(b, a)
                   for t, a in zip(types, node.args, strict=True)):  # fmt: skip
            return None
        common = common_type(types)
        if not isinstance(common, CInt | CFloat):
            return None
        values = b.in_order(*[lambda a=a: _settled(b, _unwidened(b.typed(a, common))) for a in node.args])
        narrow = _narrowest(values, common)
        values = [_as_type(narrow, value) for value in values]
        best = values[0]
        for value in values[1:]:
            if not _repeatable(best):
                best = b.keep(best, "best")
            best = ir.Select(narrow, ir.Binary(BINT, word, value, best), value, best)
        return _as_type(common, best)

    return build


def _as_type(type_: Type, value: ir.Expr) -> ir.Expr:
    if isinstance(value, ir.Const) and isinstance(value.value, int) and isinstance(type_, CInt):
        return ir.Const(type_, value.value)
    return value if value.type == type_ else ir.Cast(type_, value)


def _unwidened(value: ir.Expr) -> ir.Expr:
    """An integer as it was before it was converted to a type that holds all of its type's values."""
    while isinstance(value, ir.Cast) and _holds(value.type, value.operand.type):
        value = value.operand
    return value


def _narrowest(values: list[ir.Expr], common: CInt | CFloat) -> Type:
    """The type to compare values in that are converted to `common`: C compilers know the extremes of ints best where
    nothing is converted before and after."""
    types = [_own_type(value) for value in values]
    if not isinstance(common, CInt) or not all(isinstance(type_, CInt) for type_ in types):
        return common
    found: Type | None = types[0]
    for type_ in types[1:]:
        found = promote(found, type_) if found is not None else None
    found = promote(found, found) if found is not None else None
    return (
        found
        if found is not None and all(_holds(t, of) for t, of in [(common, found), *((found, t) for t in types)])
        else common
    )


def _own_type(value: ir.Expr) -> Type:
    """A type that holds a value: constants may have a narrower one than they are written in."""
    if isinstance(value, ir.Const) and isinstance(value.value, int):
        return arithmetic_literal(value.value)
    return value.type


def _holds(type_: Type, other: Type) -> bool:
    """Whether a type of integers has all values of another."""
    if not (isinstance(type_, CInt) and isinstance(other, CInt) and type_.exact and other.exact):
        return False
    return type_.min <= other.min and other.max <= type_.max


def _small_literal(b: FunctionBuilder, node: ast.expr) -> bool:
    return b.typer.literal(node) is not None


def _repeatable(value: ir.Expr) -> bool:
    """Whether writing a value twice costs nothing worth a temporary."""
    nodes = [value, *expressions(value)]
    return len(nodes) <= 4 and not any(isinstance(n, ir.PureCall | ir.Select) for n in nodes)


def _settled(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    return value if _repeatable(value) else b.keep(value)


special("min")(_extreme("<"))
special("max")(_extreme(">"))


@special("float")
def _float(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) != 1:
        return None
    value = b.expr(node.args[0])
    type_ = strip_const(value.type)
    if isinstance(type_, CInt | CFloat):
        return b.convert(value, DOUBLE, node) if not (isinstance(type_, CFloat) and type_.rank == 2) else value
    if isinstance(type_, PyObj):
        return b.op(calls.call, ir.BuiltinConst(OBJECT, "float"), value, node=node)
    return None


@special("int")
def _int(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) != 1:
        return None
    value = b.expr(node.args[0])
    type_ = strip_const(value.type)
    if isinstance(type_, CInt) and type_ != BINT:
        return value
    return b.op(calls.call, ir.BuiltinConst(OBJECT, "int"), b.convert(value, OBJECT, node), node=node)


@special("bool")
def _bool(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.condition(node.args[0]) if len(node.args) == 1 else None


@special("isinstance")
def _isinstance(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) != 2 or b.nogil:
        return None
    hit = b.typer.symbol(node.args[1], b.scope)
    type_ = hit[1].type if hit is not None and isinstance(hit[1], TypeName) else None
    if isinstance(type_, ExtType):
        value = b.object(node.args[0])
        return ir.PureCall(BINT, objects.is_instance, [value, ir.TypeConst(OBJECT, type_)])
    return b.op(objects.isinstance, *b.objects(node.args), node=node)


@special("issubclass")
def _issubclass(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.issubclass, *b.objects(node.args), node=node) if len(node.args) == 2 else None


@special("callable")
def _callable(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.callable, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("type")
def _type(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.type_of, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("iter")
def _iter(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.iter, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("next")
def _next(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.next, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("repr")
def _repr(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(strings.repr_of, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("str")
def _str(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(strings.str_of, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("list")
def _list(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if not node.args:
        return b.op(containers.list_new, ir.Const(SSIZE, 0), node=node)
    return b.op(containers.to_list, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("tuple")
def _tuple(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if not node.args:
        return ir.PyConst(Builtin("tuple"), ())
    return b.op(containers.to_tuple, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("set")
def _set(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if not node.args:
        return b.op(containers.set_new, node=node)
    return b.op(containers.to_set, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("dict")
def _dict(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(containers.dict_new, node=node) if not node.args else None


@special("sorted")
def _sorted(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(containers.sorted_list, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("getattr")
def _getattr(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) == 2:
        return b.op(objects.get_attr, *b.objects(node.args), node=node)
    return b.op(objects.getattr3, *b.objects(node.args), node=node) if len(node.args) == 3 else None


@special("hasattr")
def _hasattr(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.hasattr, *b.objects(node.args), node=node) if len(node.args) == 2 else None


@special("globals")
def _globals(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(global_rows.globals_dict, node=node) if not node.args else None


@special("locals")
def _locals(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    """A dict of the local variables that are bound at this point."""
    if node.args:
        return None
    return locals_dict(b, node)


def _runs_source(name: str) -> Special:
    def build(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
        """``exec`` and ``eval`` without namespaces run in those of this place, not in the caller's."""
        if len(node.args) != 1:
            return None
        source = b.object(node.args[0])
        names = [b.op(global_rows.globals_dict, node=node)]
        if b.scope.function.kind != "module":
            names.append(locals_dict(b, node))
        return b.op(calls.call, ir.BuiltinConst(OBJECT, name), source, *names)

    return build


special("exec")(_runs_source("exec"))
special("eval")(_runs_source("eval"))


@special("vars")
def _vars(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return locals_dict(b, node) if not node.args else None


@special("dir")
def _dir(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if node.args:
        return b.op(objects.dir, b.object(node.args[0]), node=node) if len(node.args) == 1 else None
    return b.op(containers.sorted_list, locals_dict(b, node), node=node)


def locals_dict(b: FunctionBuilder, node: ast.AST) -> ir.Expr:
    if b.scope.function.kind == "module":
        return b.op(global_rows.globals_dict, node=node)
    result = b.op(containers.dict_new, node=node, hint="locals")
    scope = b.scope.function
    names = {**scope.variables, **scope.free}
    for name, variable in names.items():
        if not isinstance(variable, Variable) or not variable.name.isidentifier():
            continue
        type_ = b.variable_type(variable)
        slot = b.slot(variable)
        if isinstance(type_, PyObj):
            store: ir.Block = []
            with b.into(store):
                b.op(containers.dict_set, result, name_const(name.split("@")[0]), ir.Load(OBJECT, slot))
            b.emit(ir.If(ir.Binary(BINT, "!=", ir.Load(type_, slot), ir.Const(OBJECT, None)), store))
        elif boxable(type_) and not isinstance(type_, View):
            b.op(
                containers.dict_set,
                result,
                name_const(name.split("@")[0]),
                b.convert(ir.Load(type_, slot), OBJECT, node),
            )
    return result


@special("pow")
def _pow(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) == 3:
        return b.op(numbers.pow_mod, *b.objects(node.args), node=node)
    if len(node.args) != 2:
        return None
    left, right = b.in_order(lambda: b.expr(node.args[0]), lambda: b.expr(node.args[1]))
    return combine(b, "**", left, right, node, node.args[0], node.args[1])


@special("divmod")
def _divmod(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(numbers.divmod, *b.objects(node.args), node=node) if len(node.args) == 2 else None


@special("hash")
def _hash(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    return b.op(objects.hash, b.object(node.args[0]), node=node) if len(node.args) == 1 else None


@special("ord")
def _ord(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    if len(node.args) != 1:
        return None
    if (
        isinstance(node.args[0], ast.Constant)
        and isinstance(node.args[0].value, str | bytes)
        and len(node.args[0].value) == 1
    ):
        value = node.args[0].value
        return ir.Const(LONG, ord(value) if isinstance(value, str) else value[0])
    type_ = strip_const(b.typer.type_of(node.args[0], b.scope))
    if isinstance(type_, CChar) or (isinstance(type_, CInt) and type_.name in ("Py_UCS4", "Py_UNICODE")):
        return b.convert(b.expr(node.args[0]), LONG, node)
    return None
