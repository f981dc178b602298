"""Fused functions: calls of them, their specialisations as values, and what Python sees of them.

A C function has the specialisations that something in the module asks for. A def or cpdef function has all of them, as
function objects of their own, and one object before them that chooses by the arguments of a call (`ir.FusedTable`).
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.ir import nodes as ir
from smelt.primitives import containers, objects
from smelt.primitives import functions as rows
from smelt.primitives import globals as global_rows
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder
from smelt.sema.build.members import class_name_of, ext_type, method_of
from smelt.sema.build.names import function_value, name_const
from smelt.sema.build.parameters import parameter_kinds
from smelt.sema.build.signatures import docstring, signature_text
from smelt.sema.fused import FunctionNode, as_type, combinations, fused_types, typed_parameters
from smelt.sema.specialise import candidates, choose, fused_method, indexed_members, matching, specialisation
from smelt.sema.symbols import CFunction, FusedFunction, Variable
from smelt.sema.typeexpr import TypeResolver, decay
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    BYTES,
    DICT,
    OBJECT,
    STR,
    TUPLE,
    UNKNOWN,
    VOID_PTR,
    Buffer,
    Builtin,
    CArray,
    CBool,
    CChar,
    CComplex,
    CFloat,
    CInt,
    Enum,
    ExtType,
    Func,
    Fused,
    Ptr,
    PyObj,
    Struct,
    Type,
    View,
    strip_const,
)
from smelt.types.fused import bound, fused_in, specialisation_key

if TYPE_CHECKING:
    from smelt.sema.build.module import ModuleBuilder

_MOST = 4096  # specialisations of one function


# --- from C -----------------------------------------------------------------------------------------------------------


def fused_symbol(b: FunctionBuilder, node: ast.expr) -> FusedFunction | None:
    """The fused C function that a name stands for."""
    hit = b.typer.symbol(node, b.scope)
    symbol = hit[1] if hit is not None else None
    return symbol if isinstance(symbol, FusedFunction) and not symbol.ufunc else None


def fused_call(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    """A call of a fused C function or method; None if it is none, or a method of which the run chooses."""
    from smelt.sema.build.calls import call_function, call_object

    found = chosen(b, node)
    if isinstance(found, FusedFunction):
        return call_object(b, convert_fused(b, found, OBJECT, node.func), node)
    if found is None:
        method = method_named(b, node.func)
        return None if method is None else _call_method(b, node, *method)
    if is_nothing(found):
        for arg in node.args:
            b.expr(arg.value if isinstance(arg, ast.Starred) else arg)
        return ir.Const(UNKNOWN, 0)
    return call_function(b, found, node)


def _call_method(b: FunctionBuilder, node: ast.Call, named: ast.Attribute, symbol: FusedFunction) -> ir.Expr | None:
    """``object.method(…)`` for a C method of fused types; None where it is left to the run."""
    from smelt.sema.build.calls import call_method, method_of_class

    owner = class_name_of(b, named.value)
    if isinstance(node.func, ast.Subscript):
        members = members_at(b, symbol, node.func.slice)
    else:
        chosen_ = by_arguments(b, symbol, node, 0 if symbol.static or owner is not None else 1)
        if isinstance(chosen_, FusedFunction):
            return None
        members = chosen_
    key = specialisation_key(symbol.name, members) if members is not None else ""
    if owner is not None:
        method = owner.find_method(key)
        return method_of_class(b, method, node) if method is not None else ir.Const(UNKNOWN, 0)
    base = b.expr(named.value)
    method = method_of(base.type, key)
    return call_method(b, base, method, node, named) if method is not None else ir.Const(UNKNOWN, 0)


def chosen(b: FunctionBuilder, node: ast.Call) -> CFunction | FusedFunction | None:
    """The specialisation that a call means: by its index or its arguments.

    The fused function itself where only the run can tell; None if no fused function is called. What is wrong with the
    choice is reported, and the answer is then a specialisation that does not count.
    """
    if isinstance(node.func, ast.Subscript):
        symbol = fused_symbol(b, node.func.value)
        if symbol is None or _left_to_the_run(b, symbol, node.func.slice):
            return None
        return by_index(b, symbol, node.func.slice)
    symbol = fused_symbol(b, node.func)
    if symbol is None:
        return None
    members = by_arguments(b, symbol, node)
    if isinstance(members, FusedFunction):
        return members
    return _nothing(symbol) if members is None else _found(b, symbol, members, node)


def by_arguments(
    b: FunctionBuilder, symbol: FusedFunction, node: ast.Call, skip: int = 0
) -> tuple[Type, ...] | FusedFunction | None:
    """The members that a call chooses; the function itself where the run does it, None where nothing fits, which is
    reported. The first `skip` parameters are given otherwise."""
    choice = choose(b.typer, symbol, node, b.scope, skip)
    if len(choice.members) == 1:
        return choice.members[0]
    if symbol.kind == "cpdef" and choice.run_time and not b.nogil:
        return symbol
    types = ", ".join(str(b.typer.type_of(a, b.scope)) for a in node.args if not isinstance(a, ast.Starred))
    if choice.members:
        b.error(
            "E0616", node, f"the call of '{symbol.name}' with ({types}) is ambiguous between its specialisations",
            f"choose one of {candidates(symbol, choice.members)}",
        )  # fmt: skip
    else:
        known = candidates(symbol, combinations(symbol.fused))
        b.error("E0617", node, f"no specialisation of '{symbol.name}' takes ({types})", f"there are {known}")
    return None


def method_named(b: FunctionBuilder, func: ast.expr) -> tuple[ast.Attribute, FusedFunction] | None:
    """The method of fused types that ``object.method`` or ``object.method[…]`` means."""
    named = func.value if isinstance(func, ast.Subscript) else func
    if not isinstance(named, ast.Attribute) or b.typer.symbol(named, b.scope) is not None:
        return None
    type_ = class_name_of(b, named.value) or ext_type(b.typer.type_of(named.value, b.scope))
    symbol = fused_method(type_, named.attr) if type_ is not None else None
    return None if symbol is None else (named, symbol)


def by_index(b: FunctionBuilder, symbol: FusedFunction, index: ast.expr) -> CFunction:
    """The specialisation that ``f[index]`` names; what is none is reported."""
    members = members_at(b, symbol, index)
    return _nothing(symbol) if members is None else _found(b, symbol, members, index)


def members_at(b: FunctionBuilder, symbol: FusedFunction, index: ast.expr) -> tuple[Type, ...] | None:
    """The members that an index names; None, reported, if it names none."""
    members = indexed_members(b.env, symbol, index)
    if isinstance(members, str):
        b.error("E0618", index, members, f"there are {candidates(symbol, combinations(symbol.fused))}")
        return None
    return members


def _found(b: FunctionBuilder, symbol: FusedFunction, members: tuple[Type, ...], node: ast.AST) -> CFunction:
    if symbol.module == b.module.root.env.name and symbol not in b.module.root.env.fused_functions:
        b.error(
            "E0365", node, f"the fused function '{symbol.name}' is declared, but not defined in this module",
            "define it, or declare it in an extern block if C code defines it",
        )  # fmt: skip
        return _nothing(symbol)
    return specialisation(b.env, symbol, members) or _nothing(symbol)


def _nothing(symbol: FusedFunction) -> CFunction:
    """Stands for a specialisation where there is none."""
    return CFunction(symbol.name, Func(UNKNOWN, ()), symbol.name)


def is_nothing(function: CFunction) -> bool:
    return function.func.returns == UNKNOWN


def index_value(b: FunctionBuilder, node: ast.Subscript) -> ir.Expr | None:
    """``f[double]`` as a value; None if it is no index of a fused function."""
    symbol = fused_symbol(b, node.value)
    if symbol is not None:
        if _left_to_the_run(b, symbol, node.slice):
            function = convert_fused(b, symbol, OBJECT, node.value)
            return b.op(objects.get_item, *b.in_order(lambda: function, lambda: b.object(node.slice)), node=node)
        found = by_index(b, symbol, node.slice)
        return ir.Const(UNKNOWN, 0) if is_nothing(found) else function_value(b, found, node)
    method = method_named(b, node)
    if method is not None:
        fused, named = method[1].fused, method[1].name
        if method[1].kind == "cdef":
            return b.error("E0580", node, f"the C method '{named}' is no value", "call it, or make it cpdef")
        members = members_at(b, method[1], node.slice)
    else:
        definition = _python_definition(b, node.value)
        if definition is None:
            return None
        fused = fused_types(b.env, definition)
        if not fused:
            return None
        members_ = indexed_members(b.env, FusedFunction(definition.name, definition, fused), node.slice)
        members = None if isinstance(members_, str) else members_
        if members is None:
            return None  # whatever it is, Python finds out
    if members is None:
        return ir.Const(UNKNOWN, 0)
    key = "|".join(f.label(m) for f, m in zip(fused, members, strict=True))
    return b.op(objects.get_item, b.object(node.value), ir.PyConst(STR, key), node=node)


def _left_to_the_run(b: FunctionBuilder, symbol: FusedFunction, index: ast.expr) -> bool:
    """Whether an index of a cpdef function is an object that only the run knows."""
    items = index.elts if isinstance(index, ast.Tuple) else [index]
    unknown = any(not isinstance(i, ast.Constant) and as_type(b.env, i) is None for i in items)
    return symbol.kind == "cpdef" and unknown


def _python_definition(b: FunctionBuilder, node: ast.expr) -> ast.FunctionDef | None:
    """The def function that a name of the module stands for, if nothing else is ever bound to it."""
    hit = b.typer.symbol(node, b.scope) if isinstance(node, ast.Name) else None
    if hit is None or not isinstance(hit[1], Variable) or hit[1].values != ["function"]:
        return None
    return next((n for n in b.module.tree.body if isinstance(n, ast.FunctionDef) and n.name == hit[1].name), None)


def convert_fused(b: FunctionBuilder, symbol: FusedFunction, target: Type, node: ast.AST) -> ir.Expr:
    """A fused function where a value of the type `target` is needed: its Python side, or one that the pointer takes."""
    if isinstance(target, PyObj):
        if symbol.kind == "cpdef" and symbol in b.env.fused_functions:
            return b.op(global_rows.get_global, name_const(symbol.name), node=node)
        return b.error("E0551", node, f"the fused C function '{symbol.name}' has no Python form",
                       f"choose a specialisation: {candidates(symbol, combinations(symbol.fused))}")  # fmt: skip
    wanted = target.target if isinstance(target, Ptr) else target
    found = matching(b.env, symbol, wanted) if isinstance(wanted, Func) else None
    if found is None:
        return b.error("E0619", node, f"no specialisation of '{symbol.name}' is {article(target)}",
                       f"there are {candidates(symbol, combinations(symbol.fused))}")  # fmt: skip
    return b.convert(function_value(b, found, node), target, node)  # type: ignore[arg-type]


# --- for Python -------------------------------------------------------------------------------------------------------


def too_many(b: FunctionBuilder, node: FunctionNode, fused: tuple[Fused, ...]) -> bool:
    """Report a function of which Python would get more specialisations than anyone wants."""
    count = 1
    for type_ in fused:
        count *= len(type_.members)
    if count > _MOST:
        b.error("E0607", node, f"'{node.name}' has {count} specialisations", f"at most {_MOST} are made for Python")
    return count > _MOST


def dispatcher(
    b: FunctionBuilder, node: FunctionNode, name: str, functions: list[ir.Expr],
    defaults: tuple[ir.Expr, ir.Expr, ir.Expr], directives: dict[str, object], doc: str | None,
) -> ir.Expr:  # fmt: skip
    """The object that Python calls: it chooses one of the `functions`, which are in the order of `combinations`."""
    fused = fused_types(b.env, node)
    types: list[ir.Expr] = []
    has_default = {arg: default for arg, _, default in parameter_kinds(node.args)}
    positional = [*node.args.posonlyargs, *node.args.args]
    params: list[ir.FusedParam] = []
    resolver = TypeResolver(b.env, fused=True)
    for arg in typed_parameters(node.args):
        type_ = strip_const(resolver.resolve(arg.ctype))
        concerned = fused_in(type_)
        if len(concerned) != 1:
            continue  # several in one type: they are known by other parameters, or not at all
        at = positional.index(arg) if arg in positional else -1
        by_name = arg not in node.args.posonlyargs
        choices = _choices(type_, concerned[0], types)
        params.append(ir.FusedParam(arg.arg, at, by_name, fused.index(concerned[0]), choices))
    table = ir.FusedTable(
        b.module.unique(name), name, b.module.scopes.of[node].qualname, doc, signature_text(node.args), node.lineno,
        bool({**b.directives, **directives}.get("binding", True)), [len(f.members) for f in fused],
        ["|".join(f.label(m) for f, m in zip(fused, members, strict=True)) for members in combinations(fused)],
        params, sum(not default for arg, default in has_default.items() if arg in positional), len(positional),
    )  # fmt: skip
    b.module.fused_tables.append(table)
    held = b.op(containers.build_tuple, *functions, node=node, hint="functions")
    kinds = b.op(containers.build_tuple, *types, hint="types") if types else ir.PyConst(TUPLE, ())
    return b.op(rows.make_fused, ir.CName(VOID_PTR, ir.fused_table_name(table.key)), held, kinds, *defaults, hint=name)


def _choices(type_: Type, fused: Fused, types: list[ir.Expr]) -> list[ir.FusedChoice]:
    """How the members of a fused type are told apart by an argument, in the order in which they are tried."""
    found: dict[str, tuple[tuple[int, ...], ir.FusedChoice]] = {}
    views: list[ir.FusedChoice] = []
    objects: list[tuple[int, ir.FusedChoice]] = []
    fallback: list[ir.FusedChoice] = []
    for index, member in enumerate(fused.members):
        actual = strip_const(decay(bound(type_, {fused: member})))
        view = actual.view if isinstance(actual, Buffer) else actual
        if isinstance(view, View):
            views.append(ir.FusedChoice("v", index, view))
        elif isinstance(actual, Builtin | ExtType):
            objects.append((-_depth(actual), ir.FusedChoice("t", index, None, len(types))))
            types.append(type_object(actual))
        elif isinstance(actual, PyObj):
            fallback.append(ir.FusedChoice("o", index))
        elif isinstance(actual, Ptr | CArray | Struct):
            kind = _python_type(actual)
            if kind is not None:
                objects.append((0, ir.FusedChoice("t", index, None, len(types))))
                types.append(type_object(kind))
        else:
            how, rank = _number(actual)
            if how and (how not in found or found[how][0] < rank):
                found[how] = (rank, ir.FusedChoice(how, index))
    numbers = [found[how][1] for how in "bifc" if how in found]
    loose = [ir.FusedChoice(how.upper(), found[how][1].member) for how in "if" if how in found]
    objects.sort(key=lambda pair: pair[0])
    return [*numbers, *(choice for _, choice in objects), *views, *fallback, *loose]


def _number(type_: Type) -> tuple[str, tuple[int, ...]]:
    """The Python number that a C number is made of, and what makes it the better one of several."""
    match type_:
        case CBool():
            return "b", (0,)
        case CInt():
            return "i", (not isinstance(type_, Enum), type_.bits, type_.rank, type_.signed)
        case CFloat():
            return "f", (type_.rank,)
        case CComplex():
            return "c", (type_.real.rank,)
    return "", ()


def _depth(type_: PyObj) -> int:
    """How far an extension type is from the root: derived ones are tried first."""
    depth = 0
    while isinstance(type_, ExtType) and type_.info.base is not None:
        type_, depth = type_.info.base, depth + 1
    return depth


def _python_type(type_: Type) -> Builtin | None:
    """The Python type that a pointer or a struct is made of."""
    if isinstance(type_, Struct):
        return DICT
    inner = type_.target if isinstance(type_, Ptr) else type_.element if isinstance(type_, CArray) else None
    return BYTES if inner is not None and isinstance(strip_const(inner), CChar) else None


def build_fused_functions(module: ModuleBuilder, b: FunctionBuilder, built: set[CFunction]) -> None:
    """Build what has been asked for and is not `built` yet; that may ask for more."""
    from smelt.sema.build.cfunctions import build_c_function

    todo = True
    while todo:
        todo = False
        for symbol in module.env.fused_functions:
            for function in list(symbol.known.values()):
                if function not in built:
                    built.add(function)
                    todo = True
                    assert isinstance(function.node, c.CFuncDef)
                    with module.env.diagnostics.one_a_place():
                        build_c_function(b, function, function.node)


def check_uncalled(module: ModuleBuilder, b: FunctionBuilder, built: set[CFunction]) -> None:
    """Build one specialisation of what nothing calls, for its mistakes alone."""
    kept = len(module.functions)
    for symbol in module.env.fused_functions:
        if not symbol.known:
            specialisation(module.env, symbol, combinations(symbol.fused)[0])
            build_fused_functions(module, b, built)
    del module.functions[kept:]


def specialise_for_others(b: FunctionBuilder) -> None:
    """Make all specialisations of what others than this module's code can call."""
    for symbol in b.env.fused_functions:
        assert isinstance(symbol.node, c.CFuncDef)
        if (symbol.kind == "cpdef" or symbol.shared or symbol.ufunc) and not too_many(b, symbol.node, symbol.fused):
            for members in combinations(symbol.fused):
                specialisation(b.env, symbol, members)


def python_function(b: FunctionBuilder, symbol: FusedFunction, node: c.CFuncDef, defaults: ir.Expr) -> ir.Expr:
    """The Python side of a fused cpdef function."""
    functions: list[ir.Expr] = []
    for members in combinations(symbol.fused):
        function = symbol.known.get(members)
        if function is None or function not in b.module.python_sides:
            return PYTHON_NONE  # there was an error in it
        made = b.temp(OBJECT, symbol.name)
        b.emit(ir.MakeFunction(made, b.module.python_sides[function], defaults, NULL_OBJECT, NULL_OBJECT, []))
        functions.append(ir.Load(OBJECT, made))
    return dispatcher(b, node, symbol.name, functions, (defaults, NULL_OBJECT, NULL_OBJECT), {}, docstring(node.body))
