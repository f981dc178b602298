"""Specialisations of fused C functions: making them, and choosing one by an index or by the arguments of a call.

The choice is the specialisation whose parameters cost least: nothing for a type that is met exactly, little where C
loses nothing, much for conversions to and from Python. Two that cost the same are ambiguous.
"""

from __future__ import annotations

import ast
from itertools import product

from smelt.records import record
from smelt.sema.declare import function_signature
from smelt.sema.env import ModuleEnv
from smelt.sema.fused import as_type, copied, specialised
from smelt.sema.infer import Typer
from smelt.sema.scopes import Scope, analyse_function
from smelt.sema.symbols import CFunction, FusedFunction
from smelt.sema.typeexpr import TypeResolver, decay
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    BYTES,
    CHAR_PTR,
    DICT,
    DOUBLE,
    DOUBLE_COMPLEX,
    LONG,
    OBJECT,
    PYBOOL,
    PYCOMPLEX,
    PYFLOAT,
    PYINT,
    Buffer,
    Builtin,
    CArray,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    Const,
    ExtType,
    Func,
    Fused,
    FusedFunc,
    Ptr,
    PyObj,
    Struct,
    Type,
    View,
    is_number,
    strip_const,
)
from smelt.types.fused import bound, fused_in, label
from smelt.types.rules import bounds, coercion, same_signature

Members = tuple[Type, ...]


def specialisation(env: ModuleEnv, symbol: FusedFunction, members: Members) -> CFunction | None:
    """The function for a choice of types, made if it is asked for the first time; None if it has errors.

    One of another module has that module's names, and its scopes are made by `inlined` where its code is built here.
    """
    found = symbol.known.get(members)
    if found is not None:
        return found
    node = symbol.node
    assert isinstance(node, c.CFuncDef)
    home = home_of(env, symbol)
    scope = home.scopes.of.get(node) if home.scopes is not None else None
    hidden = frozenset(scope.variables) if scope is not None else frozenset[str]()
    copy = specialised(home, node, dict(zip(symbol.fused, members, strict=True)), hidden)
    assert isinstance(copy, c.CFuncDef)
    if home.scopes is not None and scope is not None and scope.parent is not None:
        analyse_function(copy, scope.parent, home.scopes, home.source, home.diagnostics)
    with home.diagnostics.one_a_place():
        func = function_signature(home, copy)
    if func is None:
        return None
    cname = "_".join([node.name, *map(label, members)])
    made = CFunction(node.name, func, cname, symbol.kind, copy, symbol.module, bool(node.inline), span=symbol.span)
    made.defaults, made.default_slots = list(copy.args.defaults), symbol.default_slots
    # the name that Cython gives it: its modules and Smelt's can call each other
    numbers = [str(f.members.index(m)) for f, m in zip(symbol.fused, members, strict=True)]
    made.shared_name = f"__pyx_fuse_{'_'.join(numbers)}{node.name}"
    symbol.known[members] = made
    return made


def home_of(env: ModuleEnv, symbol: FusedFunction) -> ModuleEnv:
    """The module whose names a function's types are spelled in."""
    return env if symbol.module == env.name else env.modules.get(symbol.module or "", env)


# --- by index ---------------------------------------------------------------------------------------------------------


def indexed_members(env: ModuleEnv, symbol: FusedFunction, index: ast.expr) -> Members | str:
    """The members that ``f[index]`` names, or what is wrong with it."""
    items = index.elts if isinstance(index, ast.Tuple) else [index]
    if len(items) == 1 and isinstance(items[0], ast.Constant) and isinstance(items[0].value, str):
        items = [ast.copy_location(ast.Constant(part), items[0]) for part in items[0].value.split("|")]
    if len(items) != len(symbol.fused):
        names = ", ".join(map(str, symbol.fused))
        words = "one fused type" if len(symbol.fused) == 1 else f"{len(symbol.fused)} fused types"
        return f"'{symbol.name}' has {words} ({names}), found {len(items)} in its index"
    members: list[Type] = []
    for fused, item in zip(symbol.fused, items, strict=True):
        if isinstance(item, ast.Constant) and isinstance(item.value, str):
            words = item.value
            named = [m for m, name in zip(fused.members, fused.labels, strict=True) if name == words]
            type_ = named[0] if named else None
        else:
            words, type_ = ast.unparse(item), as_type(env, item)
            type_ = type_ if type_ in fused.members else None
        if type_ is None:
            return f"'{words}' is not in the fused type '{fused}'"
        members.append(type_)
    return tuple(members)


# --- by arguments -----------------------------------------------------------------------------------------------------


@record()
class Choice:
    """What fits a call best: one element, or several that fit as well, or none. `run_time` says that an argument is an
    object whose type only the run shows."""

    members: list[Members]
    run_time: bool = False


def _bound_type(env: ModuleEnv, node: ast.arg, type_: Type, binding: dict[Fused, Type]) -> Type:
    """The type of a parameter, fused as `type_`, in a specialisation."""
    if isinstance(type_, Ptr | Func) and isinstance(node, c.CArg) and node.ctype is not None:
        # how a function reports errors follows from its result
        return decay(TypeResolver(env).resolve(copied(env, node.ctype, binding)))
    return decay(bound(type_, binding))


def fused_method(type_: Type, name: str) -> FusedFunction | None:
    """The method of fused types that an object of the type has under a name."""
    for known in type_.line() if isinstance(type_, ExtType) else ():
        found = known.info.fused.get(name)
        if isinstance(found, FusedFunction):
            return found
    return None


def choose(typer: Typer, symbol: FusedFunction, node: ast.Call, scope: Scope, skip: int = 0) -> Choice:
    """The specialisations that fit the arguments of a call best; the first `skip` parameters are given otherwise."""
    given = _arguments(symbol, node, skip)
    assert isinstance(symbol.node, c.CFuncDef)
    nodes = [*symbol.node.args.posonlyargs, *symbol.node.args.args]
    parameters = parameter_types(typer.env, symbol)
    total: dict[Members, int] = dict.fromkeys(product(*(f.members for f in symbol.fused)), 0)
    run_time = False
    for position, arg in given.items():
        type_ = parameters[position]
        concerned = fused_in(type_)
        if not concerned:
            continue
        source = argument_type(typer, arg, scope)
        run_time = run_time or source == OBJECT
        at = [symbol.fused.index(f) for f in concerned]
        costs = {
            part: cost(
                source,
                _bound_type(
                    home_of(typer.env, symbol), nodes[position], type_, dict(zip(concerned, part, strict=True))
                ),
            )
            for part in product(*(f.members for f in concerned))
        }
        for members in list(total):
            found = costs[tuple(members[i] for i in at)]
            if found is None:
                del total[members]
            else:
                total[members] += found
    least = min(total.values(), default=0)
    return Choice([members for members, value in total.items() if value == least], run_time)


def fused_method_type(typer: Typer, node: ast.Call, scope: Scope) -> Type:
    """The type of ``object.method(…)`` and ``object.method[…](…)`` for a method of fused types; else object."""
    named = node.func.value if isinstance(node.func, ast.Subscript) else node.func
    if not isinstance(named, ast.Attribute):
        return OBJECT
    symbol = fused_method(strip_const(typer.type_of(named.value, scope)), named.attr)
    if symbol is None:
        return OBJECT
    if isinstance(node.func, ast.Subscript):
        members = indexed_members(typer.env, symbol, node.func.slice)
        return OBJECT if isinstance(members, str) or members not in symbol.known else symbol.known[members].func.returns
    return call_type(typer, symbol, node, scope, 0 if symbol.static else 1)


def call_type(typer: Typer, symbol: FusedFunction, node: ast.Call, scope: Scope, skip: int = 0) -> Type:
    """The type of a call's result; object where it is the run that chooses, or nothing fits."""
    choice = choose(typer, symbol, node, scope, skip)
    found = specialisation(typer.env, symbol, choice.members[0]) if len(choice.members) == 1 else None
    return found.func.returns if found is not None else OBJECT


def index_type(env: ModuleEnv, function: FusedFunc, index: ast.expr) -> Type:
    """The type of ``f[index]``; object where the index is wrong."""
    assert isinstance(function.symbol, FusedFunction)
    members = indexed_members(env, function.symbol, index)
    found = specialisation(env, function.symbol, members) if not isinstance(members, str) else None
    return found.func if found is not None else OBJECT


def _arguments(symbol: FusedFunction, node: ast.Call, skip: int) -> dict[int, ast.expr]:
    """The arguments of a call by the position of their parameters, as far as they match."""
    assert isinstance(symbol.node, c.CFuncDef)
    names = [a.arg for a in [*symbol.node.args.posonlyargs, *symbol.node.args.args]]
    positional = enumerate(node.args, skip)
    given = {i: arg for i, arg in positional if i < len(names) and not isinstance(arg, ast.Starred)}
    given.update({names.index(k.arg): k.value for k in node.keywords if k.arg in names})
    return given


def parameter_types(env: ModuleEnv, symbol: FusedFunction) -> list[Type]:
    """The types of the parameters, fused ones as they are."""
    assert isinstance(symbol.node, c.CFuncDef)
    resolver = TypeResolver(home_of(env, symbol), fused=True)
    return [
        strip_const(resolver.resolve(arg.ctype if isinstance(arg, c.CArg) else None))
        for arg in [*symbol.node.args.posonlyargs, *symbol.node.args.args]
    ]


def argument_type(typer: Typer, node: ast.expr, scope: Scope) -> Type:
    """The type of an argument for the choice: that of an integer literal or a loop's counter is C's long."""
    type_ = strip_const(typer.type_of(node, scope))
    if isinstance(type_, CCounter) or typer.literal(node) is not None:
        return LONG
    if isinstance(type_, CArray):
        return Ptr(type_.element)
    return type_.owner if isinstance(type_, Buffer) else type_


_NATURAL: dict[Type, Type] = {
    PYINT: LONG, PYFLOAT: DOUBLE, PYCOMPLEX: DOUBLE_COMPLEX, PYBOOL: BINT, BYTES: CHAR_PTR,
}  # fmt: skip
_STEP, _INEXACT, _OTHER_KIND, _OBJECT = 4, 200, 10_000, 1_000_000


def cost(source: Type, target: Type) -> int | None:
    """How far a parameter's type is from an argument's; None if it cannot take it."""
    target = strip_const(target)
    if source == target:
        return 0
    if isinstance(source, PyObj):
        return _from_object(source, target)
    if isinstance(target, PyObj):
        return None if coercion(source, target) == "no" else 2 * _OBJECT
    if isinstance(source, View) and isinstance(target, View):
        same = source.dtype == target.dtype and source.ndim == target.ndim and not (source.const and not target.const)
        if not same or coercion(source, target) == "no":
            return None
        return 1 + (source.const != target.const) + 2 * (source.axes != target.axes)
    if is_number(source) and is_number(target):
        return _between_numbers(source, target)
    if isinstance(source, Func) and isinstance(target, Ptr):
        return 0 if same_signature(source, target.target) else None  # type: ignore[arg-type]
    if isinstance(source, Ptr) and isinstance(target, Ptr) and strip_const(target.target) == strip_const(source.target):
        return None if isinstance(source.target, Const) and not isinstance(target.target, Const) else 1
    return None if coercion(source, target) == "no" else _OTHER_KIND


def _from_object(source: PyObj, target: Type) -> int | None:
    how = coercion(source, target)
    if isinstance(target, PyObj):
        if how == "no":
            return None
        return (1 if target != OBJECT else 2) if how == "same" else _OBJECT
    natural = _NATURAL.get(source)
    if natural is not None:
        found = cost(natural, target)
        return None if found is None else found + 1
    if isinstance(source, Builtin) and not isinstance(target, View):
        return _OTHER_KIND if source == DICT and isinstance(target, Struct) and how != "no" else None
    return None if how == "no" else _OBJECT


def _between_numbers(source: Type, target: Type) -> int | None:
    if coercion(source, target) == "no":
        return None
    if isinstance(source, CInt) and isinstance(target, CInt):
        if isinstance(target, type(BINT)) or isinstance(source, type(BINT)):
            return _OTHER_KIND
        wide, narrow = bounds(target), bounds(source)
        fits = wide is not None and narrow is not None and wide[0] <= narrow[0] and narrow[1] <= wide[1]
        distance = abs(target.bits - source.bits) // 8 + abs(target.rank - source.rank)
        distance += target.signed != source.signed
        return _STEP * (1 + distance) if fits else _INEXACT + distance
    if isinstance(source, CFloat) and isinstance(target, CFloat):
        distance = target.rank - source.rank
        return _STEP * distance if distance > 0 else _INEXACT - distance
    if isinstance(source, CComplex) and isinstance(target, CComplex):
        distance = target.real.rank - source.real.rank
        return _STEP * distance if distance > 0 else _INEXACT - distance
    real = target.real if isinstance(target, CComplex) else target
    less = abs(real.rank - DOUBLE.rank) if isinstance(real, CFloat) else 0
    return _OTHER_KIND * (2 if isinstance(target, CComplex) else 1) + less


# --- by the type of a pointer -----------------------------------------------------------------------------------------


def matching(env: ModuleEnv, symbol: FusedFunction, wanted: Func) -> CFunction | None:
    """The specialisation that a pointer to functions of the type `wanted` can point to."""
    assert isinstance(symbol.node, c.CFuncDef)
    nodes = [*symbol.node.args.posonlyargs, *symbol.node.args.args]
    parameters = parameter_types(env, symbol)
    for members in product(*(f.members for f in symbol.fused)):
        binding: dict[Fused, Type] = dict(zip(symbol.fused, members, strict=True))
        own = [_bound_type(home_of(env, symbol), a, t, binding) for a, t in zip(nodes, parameters, strict=True)]
        if tuple(map(strip_const, own)) == tuple(map(strip_const, wanted.params)):
            return specialisation(env, symbol, members)
    return None


def spelled(symbol: FusedFunction, members: Members) -> str:
    """How messages name a specialisation: ``f[double, int]``."""
    return f"{symbol.name}[{', '.join(map(str, members))}]"


def candidates(symbol: FusedFunction, found: list[Members]) -> str:
    """A list of specialisations for a hint."""
    names = [spelled(symbol, members) for members in found[:6]]
    return ", ".join(names) + (", …" if len(found) > 6 else "")
