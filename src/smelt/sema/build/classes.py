"""Extension types: the body of a ``cdef class``, and what its C methods need beside those of functions.

A type is made when the module is loaded; where its class statement stands, the body runs and gives the type its Python
attributes: methods as function objects, properties, constants.
"""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import calls, errors
from smelt.primitives import classes as rows
from smelt.primitives.classes import SPECIALS, TYPE_SLOTS
from smelt.records import replace
from smelt.sema.bound import unbound_reads
from smelt.sema.build.builtin_calls import special
from smelt.sema.build.cfunctions import c_parameter
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, statement
from smelt.sema.build.functions import function_object, split_decorators
from smelt.sema.build.local_variables import declare_locals, new_cells
from smelt.sema.build.members import member, method_symbol
from smelt.sema.build.names import load_variable, name_const, store_global
from smelt.sema.build.parameters import class_of, parameter_kinds
from smelt.sema.build.signatures import docstring, without_docstring
from smelt.sema.symbols import CFunction, ExtClass, Variable
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    INT,
    OBJECT,
    STR,
    VOID_PTR,
    CInt,
    CVoid,
    ExtType,
    Func,
    PyObj,
    Type,
    strip_const,
)
from smelt.types.rules import boxable, unboxable

_OLD_NAMES = {"__long__": "__int__", "__nonzero__": "__bool__"}
_NO_METHODS = {
    "__new__": "write __cinit__, which makes what an object needs",
    "__del__": None,
}  # fmt: skip


def prepare(b: FunctionBuilder) -> None:
    """What is known of the module's classes before their bodies: so that functions in front of them can use them."""
    for known in b.env.classes.values():
        type_ = known.type
        if known.node is None:
            if known.header is not None:
                b.env.diagnostics.error("E0398", known.header, f"the class '{type_}' is declared, but not defined here")
            continue
        made = ir.Class(type_, docstring(known.node.body))
        b.module.classes[type_] = made
        b.module.need_layout(type_)
        known.directives, decorators = split_decorators(b, known.node.decorator_list)
        for decorator in decorators:
            b.error("E0661", decorator, "an extension type takes no Python decorators", "make it a Python class")
        made.collected = not known.directives.get("no_gc")
        _entries(b, known, made)
        _accessors(b, known, made)
        for method in type_.info.methods.values():
            if method_symbol(method).node is None or getattr(method_symbol(method).node, "body", None) is None:
                if method_symbol(method) not in b.env.functions:
                    node = method_symbol(method).node
                    assert node is not None
                    b.error("E0398", node, f"the method '{type_}.{method.name}' is declared, but not defined")


def first_values(b: FunctionBuilder) -> None:
    """C variables of the module that hold objects hold None before anything is assigned to them."""
    for variable in b.env.cglobals:
        if variable.slot is not None and isinstance(variable.slot.type, PyObj):
            b.emit(ir.Assign(ir.Load(variable.slot.type, variable.slot), ir.PyConst(OBJECT, None)))


# --- the vtable -------------------------------------------------------------------------------------------------------


def _entries(b: FunctionBuilder, known: ExtClass, made: ir.Class) -> None:
    """The places in the vtable that the class fills: those of its own methods, and those that they override."""
    type_ = known.type
    for method in type_.info.methods.values():
        symbol = method_symbol(method)
        if method.static or symbol not in b.env.functions:
            continue
        _dispatched(b, known, symbol)
        key = b.module.dispatch_keys.get(symbol) or b.module.function_key(symbol)
        for base in type_.line():
            declared = base.info.methods.get(method.name)
            if declared is None or declared.owner is not base:
                continue
            entry = key
            if len(declared.func.params) != len(symbol.func.params):
                entry = _adapter(b, symbol, declared.func, key)
            made.entries.append(ir.Entry(base, method.name, declared.func, entry))


def _dispatched(b: FunctionBuilder, known: ExtClass, symbol: CFunction) -> None:
    """A cpdef method that a Python class may override has two functions: its code, and one that looks for that."""
    if symbol.kind != "cpdef":
        return
    b.module.python_slots[symbol] = ir.Slot(f"{symbol.cname}_function", OBJECT, ir.Storage.GLOBAL)
    if not (known.type.info.final or symbol.final):
        b.module.dispatch_keys[symbol] = b.module.unique(f"{symbol.cname}_dispatch")


def _adapter(b: FunctionBuilder, symbol: CFunction, func: Func, key: str) -> str:
    """The method as a base declares it, with fewer parameters: those left out have their defaults."""
    from smelt.sema.build.calls import default_argument

    assert symbol.node is not None
    name = b.module.unique(f"{symbol.cname}_short")
    function = ir.Function(name, "c", func, [], [], b.env.span(symbol.node), py_name=symbol.name, qualname=symbol.name)
    fb = FunctionBuilder(b.module, function, b.scope, b.directives)
    values: list[ir.Expr] = []
    for position, type_ in enumerate(symbol.func.params):
        if position < len(func.params):
            slot = ir.Slot(f"a{position}", func.params[position], ir.Storage.PARAM)
            function.params.append(slot)
            values.append(ir.Load(slot.type, slot))
        else:
            values.append(default_argument(fb, symbol, symbol.func, position, symbol.node))
            assert type_ is not None
    result = fb.call_c(ir.CName(symbol.func, key), symbol.func, values)
    fb.emit(ir.Return(result))
    b.module.functions.append(function)
    return name


def build_dispatch(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef) -> None:
    """The function that asks whether a Python class overrides a cpdef method, and calls what it finds."""
    key = b.module.dispatch_keys.get(symbol)
    if key is None or symbol.owner is None:
        return
    function = ir.Function(
        key, "c", symbol.func, [], [], b.env.span(node), py_name=node.name, qualname=f"{symbol.owner}.{node.name}",
        line=node.lineno,
    )  # fmt: skip
    fb = FunctionBuilder(b.module, function, b.scope, b.directives)
    fb.span = b.env.span(node)
    values: list[ir.Expr] = []
    for name, type_ in zip(symbol.func.names, symbol.func.params, strict=True):
        slot = ir.Slot(name, strip_const(type_), ir.Storage.PARAM)
        function.params.append(slot)
        values.append(ir.Load(slot.type, slot))
    body: ir.Block = []
    with fb.into(body):
        own = b.module.python_slots[symbol]
        found = fb.op(rows.override, values[0], name_const(node.name), ir.Load(OBJECT, own), hint="override")
        inner: ir.Block = []
        with fb.into(inner):
            arguments = [fb.convert(v, OBJECT, node) for v in values[1:]]
            result = fb.op(calls.call, found, *arguments)
            void = isinstance(symbol.func.returns, CVoid)
            fb.emit(ir.Return(None if void else fb.convert(result, symbol.func.returns, node)))
        fb.emit(ir.If(ir.Binary(BINT, "!=", found, NULL_OBJECT), inner))
    if symbol.func.nogil:
        fb.emit(ir.GilBlock(True, body))
    else:
        function.body += body
    result_ = fb.call_c(ir.CName(symbol.func, b.module.function_key(symbol)), symbol.func, values)
    fb.emit(ir.Return(result_))
    b.module.functions.append(function)


# --- attributes that Python sees --------------------------------------------------------------------------------------


def _accessors(b: FunctionBuilder, known: ExtClass, made: ir.Class) -> None:
    type_ = known.type
    for name, visibility in type_.info.visibility.items():
        field = strip_const(type_.info.fields[name])
        assert known.node is not None
        node = _declaration(known.node, name) or known.node
        if not isinstance(field, PyObj) and not boxable(field):
            b.error("E0551", node, f"the public attribute '{name}' has no Python form: its type is '{field}'",
                    "leave 'public' or 'readonly' out, and write a property")  # fmt: skip
            continue
        getter = _getter(b, type_, name, node)
        setter = None
        if visibility == "public":
            if not isinstance(field, PyObj) and not unboxable(field):
                b.error("E0551", node, f"the public attribute '{name}' cannot be set by Python: its type is '{field}'",
                        "declare it readonly, or write a property")  # fmt: skip
                continue
            setter = _setter(b, type_, name, field, node)
        made.accessors.append(ir.Accessor(name, getter, setter))


def _declaration(node: c.CClassDef, name: str) -> ast.AST | None:
    for inner in node.body or ():
        if isinstance(inner, c.CVarDef):
            for var in inner.vars:
                if var.name == name:
                    return var
    return None


def _accessor(b: FunctionBuilder, type_: ExtType, name: str, word: str, func: Func, node: ast.AST) -> FunctionBuilder:
    key = b.module.unique(f"{type_.name}_{name}_{word}")
    function = ir.Function(
        key, "c", func, [], [], b.env.span(node), py_name=f"{name}.__{word}__", qualname=f"{type_}.{name}.__{word}__",
        line=getattr(node, "lineno", 1),
    )  # fmt: skip
    names = ("self", "closure") if word == "get" else ("self", "value", "closure")
    for param, of in zip(names, func.params, strict=True):
        function.params.append(ir.Slot(param, of, ir.Storage.PARAM))
    fb = FunctionBuilder(b.module, function, b.scope, b.directives)
    fb.span = b.env.span(node)
    fb.not_none.add(function.params[0])
    b.module.functions.append(function)
    return fb


def _getter(b: FunctionBuilder, type_: ExtType, name: str, node: ast.AST) -> str:
    fb = _accessor(b, type_, name, "get", Func(OBJECT, (type_, VOID_PTR), except_kind="object"), node)
    value = member(fb, ir.Load(type_, fb.function.params[0]), name)
    assert value is not None
    fb.emit(ir.Return(fb.convert(value, OBJECT, node)))
    return fb.function.name


def _setter(b: FunctionBuilder, type_: ExtType, name: str, field: Type, node: ast.AST) -> str:
    func = Func(INT, (type_, OBJECT, VOID_PTR), except_kind="value", except_value=-1)
    fb = _accessor(b, type_, name, "set", func, node)
    self_, given = (ir.Load(s.type, s) for s in fb.function.params[:2])
    deleted = ir.Binary(BINT, "==", given, NULL_OBJECT)
    gone: ir.Block = []
    with fb.into(gone):
        if isinstance(field, PyObj):
            target = member(fb, self_, name)
            assert target is not None
            fb.emit(ir.Assign(target, PYTHON_NONE))
            fb.emit(ir.Return(ir.Const(INT, 0)))
        else:
            message = ir.PyConst(STR, f"the attribute '{name}' of '{type_}' objects cannot be deleted")
            made = fb.op(calls.call, ir.BuiltinConst(OBJECT, "TypeError"), message)
            fb.op(errors.raise_, made, NULL_OBJECT)
    fb.emit(ir.If(deleted, gone))
    value = fb.convert(given, field, node, name)
    target = member(fb, self_, name)
    assert target is not None
    fb.emit(ir.Assign(target, value))
    fb.emit(ir.Return(ir.Const(INT, 0)))
    return fb.function.name


# --- the body ---------------------------------------------------------------------------------------------------------


@statement(c.CClassDef)
def class_(b: FunctionBuilder, node: c.CClassDef) -> None:
    """The class statement: its body runs, and the module gets the name."""
    if b.scope.kind != "module":
        b.error("E0653", node, "this declaration is only allowed at module level")
        return
    known = b.env.classes.get(node.name)
    if known is None or known.node is not node or known.type not in b.module.classes:
        return
    function = _body(b, node, known, b.module.classes[known.type])
    func = function.func
    b.call_c(ir.CName(func, function.name), func, [])
    if not known.directives.get("internal"):
        store_global(b, node.name, type_object(known.type), node)


def _body(b: FunctionBuilder, node: c.CClassDef, known: ExtClass, made: ir.Class) -> ir.Function:
    """The body of a class as a function: one for all would be more than C compilers like."""
    function = ir.Function(
        b.module.unique(f"{node.name}_body"), "c", Func(INT, (), except_kind="value", except_value=-1), [], [],
        b.env.span(node), py_name=node.name, qualname=node.name, line=node.lineno, cold=True,
    )  # fmt: skip
    fb = FunctionBuilder(b.module, function, b.module.scopes.of[node], {**b.directives, **known.directives})
    for inner in without_docstring(node.body):
        fb.span = b.env.span(inner)
        _in_body(fb, inner, made)
    fb.span = b.env.span(node)
    names = known.type.info.python_names
    if not names.isdisjoint(("__eq__", "__richcmp__")) and "__hash__" not in names:
        fb.op(rows.class_set, type_object(known.type), name_const("__hash__"), PYTHON_NONE)
    fb.op(rows.class_done, type_object(known.type))
    fb.emit(ir.Return(ir.Const(INT, 0)))
    b.module.functions.append(function)
    return function


def _in_body(b: FunctionBuilder, node: ast.stmt, made: ir.Class) -> None:
    if isinstance(node, c.CVarDef):
        return
    if isinstance(node, ast.FunctionDef):
        if node.name in SPECIALS:
            _special(b, node, made)
            return
        if node.name == "__cinit__" or (node.name in TYPE_SLOTS and not node.decorator_list):
            _called(b, node, made)
            return
        other = _OLD_NAMES.get(node.name)
        if other is not None and other not in made.type.info.python_names:
            _renamed(b, node, other, made)
            return
        hint = _NO_METHODS.get(node.name)
        if hint is not None:
            b.error("E0399", node, f"an extension type cannot define '{node.name}'", hint)
            return
        if node.name in ("__pow__", "__rpow__", "__ipow__") and not node.args.defaults:
            node.args.defaults = [ast.copy_location(ast.Constant(None), a) for a in node.args.args[2:]]
    if isinstance(node, ast.ClassDef | c.CClassDef | ast.AsyncFunctionDef | ast.Match):
        b.error("E0680", node, "this statement cannot stand in an extension type", "move it to the module's level")
        return
    b.statement(node)


def _called(b: FunctionBuilder, node: ast.FunctionDef, made: ir.Class) -> None:
    """A special method that is kept where the type's C code finds it; Python sees all but two of them as well."""
    directives, _ = split_decorators(b, node.decorator_list)
    slot = made.called[node.name] = ir.Slot(f"{made.type.name}_{node.name.strip('_')}", OBJECT, ir.Storage.GLOBAL)
    if node.name == "__cinit__":
        made.bare = len(parameter_kinds(node.args)) == 1
    value = b.keep(function_object(b, node, b.module.scopes.of[node], node.name, directives))
    b.emit(ir.Assign(ir.Load(OBJECT, slot), value))
    if node.name not in ("__cinit__", "__richcmp__"):
        b.op(rows.class_put, type_object(made.type), name_const(node.name), value)


def _renamed(b: FunctionBuilder, node: ast.FunctionDef, name: str, made: ir.Class) -> None:
    """A special method of Python 2 under the name that it has now."""
    value = function_object(b, node, b.module.scopes.of[node], name, {})
    b.op(rows.class_set, type_object(made.type), name_const(name), value)


def _special(b: FunctionBuilder, node: ast.FunctionDef, made: ir.Class) -> None:
    """A special method that C calls, as a C function."""
    special = SPECIALS[node.name]
    func = special.func(made.type)
    scope = b.module.scopes.of[node]
    args = [*node.args.posonlyargs, *node.args.args]
    extra = node.args.vararg or node.args.kwarg or next(iter(node.args.kwonlyargs), None)
    if len(args) != len(func.params) or extra is not None:
        wanted = f"{len(func.params)} parameter{'s' if len(func.params) != 1 else ''}"
        b.error("E0399", node, f"'{node.name}' takes {wanted}, the object included, found {len(args)}")
        return
    directives, decorators = split_decorators(b, node.decorator_list)
    if decorators:
        b.error("E0661", decorators[0], f"'{node.name}' takes no decorators")
    settings = {**b.directives, **directives}
    if directives:
        b.typer.settings[scope] = settings
    function = ir.Function(
        b.module.unique(f"{made.type.name}_{node.name.strip('_')}"), "c", func, [], [], b.env.span(node),
        py_name=node.name, qualname=f"{made.type}.{node.name}", line=node.lineno,
    )  # fmt: skip
    fb = FunctionBuilder(b.module, function, scope, settings)
    fb.span = b.env.span(node)
    fb.unbound = unbound_reads(scope, b.module.scopes)
    for arg, type_ in zip(args, func.params, strict=True):
        if isinstance(arg, c.CArg) and arg.ctype is not None and type_ is not made.type:
            spelled = strip_const(b.typer.resolver.resolve(arg.ctype))
            if str(spelled) == str(type_):
                func = replace(func, params=tuple(spelled if t is type_ else t for t in func.params))
                type_ = spelled  # a struct that the source declares anew
            elif not (isinstance(spelled, CInt) and isinstance(type_, CInt)):
                b.error("E0399", arg, f"parameter '{arg.arg}' of '{node.name}' is '{type_}', not '{spelled}'")
        c_parameter(fb, scope, arg, type_)
    fb.not_none.add(function.params[0])
    declare_locals(fb, scope, node.body)
    new_cells(fb, scope, skip_params=True)
    fb.statements(without_docstring(node.body))
    fb.emit(ir.Return(None))
    b.module.functions.append(function)
    made.specials[node.name] = function.name


@special("super")
def super_(b: FunctionBuilder, node: ast.Call) -> ir.Expr | None:
    """``super()`` in a method of an extension type."""
    scope = b.scope.function
    type_ = class_of(b.env, scope.parent)
    args = getattr(scope.node, "args", None)
    if node.args or type_ is None or not isinstance(args, ast.arguments):
        return None
    first = next(iter([*args.posonlyargs, *args.args]), None)
    variable = scope.variables.get(first.arg) if first is not None else None
    if not isinstance(variable, Variable):
        return None
    self_ = load_variable(b, variable, node)
    return b.op(calls.call, ir.BuiltinConst(OBJECT, "super"), type_object(type_), b.convert(self_, OBJECT, node))


@statement(c.CProperty)
def property_(b: FunctionBuilder, node: c.CProperty) -> None:
    """The block ``property name:`` makes a property of its functions."""
    type_ = class_of(b.env, b.scope)
    if type_ is None:
        b.error("E0653", node, "a property block belongs into an extension type")
        return
    parts: dict[str, ir.Expr] = {}
    outer = b.scope
    b.scope = b.module.scopes.of[node]
    for inner in without_docstring(node.body):
        b.span = b.env.span(inner)
        if isinstance(inner, ast.FunctionDef) and inner.name in ("__get__", "__set__", "__del__"):
            value = function_object(b, inner, b.module.scopes.of[inner], inner.name, {})
            parts[inner.name] = b.keep(value)
        elif not isinstance(inner, ast.Pass):
            b.error("E0399", inner, "a property block holds __get__, __set__ and __del__ only")
    b.scope = outer
    doc = docstring(node.body)
    values = [parts.get(n, PYTHON_NONE) for n in ("__get__", "__set__", "__del__")]
    if doc is not None:
        values.append(ir.PyConst(STR, doc))
    made = b.op(calls.call, ir.BuiltinConst(OBJECT, "property"), *values)
    b.op(rows.class_set, type_object(type_), name_const(node.name), made)
