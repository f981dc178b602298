"""The remaining statements: expressions, if, return, imports, pass, and what only declares."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import calls, containers, objects
from smelt.primitives import globals as rows
from smelt.sema.build.assign import store
from smelt.sema.build.clists import c_display
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder, is_unknown, statement
from smelt.sema.build.cpp import unused
from smelt.sema.build.names import function_value, load_symbol, name_const, store_global
from smelt.sema.symbols import CFunction, Constant, CythonName, TypeName, Variable
from smelt.syntax import nodes as c
from smelt.types import INT, OBJECT, TUPLE, CTuple, CVoid, PyObj, strip_const


@statement(ast.Expr)
def expression_statement(b: FunctionBuilder, node: ast.Expr) -> None:
    if isinstance(node.value, ast.Constant):
        return
    if isinstance(node.value, ast.Name) and not b.nogil:
        b.expr(node.value)  # a name alone may still raise NameError
        return
    unused(b, b.expr(node.value))


@statement(ast.Pass, ast.Nonlocal, ast.Global)
def nothing(b: FunctionBuilder, node: ast.stmt) -> None:
    """These say all at compile time."""


@statement(ast.If)
def if_(b: FunctionBuilder, node: ast.If) -> None:
    test = b.condition(node.test)
    body: ir.Block = []
    orelse: ir.Block = []
    with b.into(body):
        b.statements(node.body)
    with b.into(orelse):
        b.statements(node.orelse)
    b.emit(ir.If(test, body, orelse, span=b.env.span(node.test)))


@statement(ast.Return)
def return_(b: FunctionBuilder, node: ast.Return) -> None:
    result = b.function.func.returns
    generator = b.function.kind == "generator"
    if isinstance(result, CVoid):
        if node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None):
            b.error("E0651", node.value, "a void function returns no value", "give the function a return type")
            return
        b.emit(ir.Return(None))
        return
    if node.value is None:
        if not isinstance(result, PyObj):
            b.error("E0652", node, f"return value expected: the function returns '{result}'")
            return
        b.emit(ir.Return(PYTHON_NONE))
        return
    shaped = c_display(b, node.value, result) if isinstance(strip_const(result), CTuple) and not generator else None
    b.emit(ir.Return(shaped or b.typed(node.value, OBJECT if generator else result)))


# --- imports ----------------------------------------------------------------------------------------------------------


def _known_at_compile_time(b: FunctionBuilder, name: str) -> bool:
    return isinstance(b.env.members.get(name), CythonName)


def _bind_import(b: FunctionBuilder, name: str, value: ir.Expr, node: ast.stmt) -> None:
    """Bind what was imported; a module may import its own types and C functions, which it has already, for Python."""
    target = ast.copy_location(ast.Name(name, ast.Store()), node)
    hit = b.typer.symbol(target, b.scope)
    if b.scope.kind == "module" and hit is not None and isinstance(hit[1], CFunction | TypeName):
        store_global(b, name, value, node)
    else:
        store(b, target, value, node)


@statement(ast.Import)
def import_(b: FunctionBuilder, node: ast.Import) -> None:
    for alias in node.names:
        if alias.name in ("cython", "smelt.shadow") and _known_at_compile_time(
            b, alias.asname or alias.name.split(".")[0]
        ):
            continue
        if alias.asname is None:
            module = b.op(rows.import_name, name_const(alias.name), PYTHON_NONE, ir.Const(INT, 0), node=node)
            name = alias.name.split(".")[0]
        elif "." in alias.name:
            module = b.op(rows.import_dotted, name_const(alias.name), node=node)
            name = alias.asname
        else:
            module = b.op(rows.import_name, name_const(alias.name), PYTHON_NONE, ir.Const(INT, 0), node=node)
            name = alias.asname
        _bind_import(b, name, module, node)


@statement(ast.ImportFrom)
def import_from(b: FunctionBuilder, node: ast.ImportFrom) -> None:
    if node.module == "__future__" and not node.level:
        pass  # its effect is at compile time, but the names are bound as well
    if node.module in ("cython", "smelt.shadow") and not node.level:
        if all(_known_at_compile_time(b, a.asname or a.name) for a in node.names):
            return
    if node.module == "smelt" and all(a.name == "shadow" for a in node.names):
        return
    names = tuple(a.name for a in node.names)
    module = b.op(
        rows.import_name, ir.PyConst(OBJECT, node.module or "", True), ir.PyConst(TUPLE, names),
        ir.Const(INT, node.level or 0), node=node, hint="module",
    )  # fmt: skip
    for alias in node.names:
        if alias.name == "*":
            b.op(rows.import_star, module, node=node)
            continue
        value = b.op(rows.import_from, module, name_const(alias.name), hint=alias.name)
        _bind_import(b, alias.asname or alias.name, value, node)


# --- C declarations inside of functions -------------------------------------------------------------------------------


@statement(c.CVarDef)
def variables(b: FunctionBuilder, node: c.CVarDef) -> None:
    for var in node.vars:
        if var.value is None:
            continue
        hit = b.typer.symbol(ast.copy_location(ast.Name(var.name, ast.Store()), var), b.scope)
        wanted = b.variable_type(hit[1]) if hit is not None and isinstance(hit[1], Variable) else OBJECT
        value = c_display(b, var.value, wanted) or b.expr(var.value)
        if not is_unknown(value):
            _initialise(b, var, value, var.value)


def _initialise(b: FunctionBuilder, var: c.CVar, value: ir.Expr, value_node: ast.expr) -> None:
    """Give a variable its first value, the only one that a constant takes."""
    target = ast.copy_location(ast.Name(var.name, ast.Store()), var)
    hit = b.typer.symbol(target, b.scope)
    symbol = hit[1] if hit is not None else None
    if not isinstance(symbol, Variable) or not symbol.constant:
        store(b, target, value, value_node)
        return
    symbol.constant = False
    store(b, target, value, value_node)
    symbol.constant = True


@statement(c.CEnum)
def enum(b: FunctionBuilder, node: c.CEnum) -> None:
    """A cpdef enum is also a Python one: a class of flags, whose members are names of the module too."""
    declaration(b, node)
    public = node.visibility == "public"
    if not (node.cpdef or public) or b.scope.kind != "module":
        return
    values: list[tuple[str, ir.Expr]] = []
    for item in node.items:
        symbol = b.env.members.get(item.name)
        if isinstance(symbol, Constant):
            values.append((item.name, load_symbol(b, symbol, ast.copy_location(ast.Name(item.name, ast.Load()), node))))
    members = b.op(containers.dict_new, node=node, hint="members")
    for name, value in values:
        b.op(containers.dict_set, members, name_const(name), b.convert(value, OBJECT, node))
    if node.name is None or not node.cpdef:
        b.op(containers.dict_update, b.op(rows.globals_dict), members)
        return
    module = b.op(rows.import_name, name_const("enum"), PYTHON_NONE, ir.Const(INT, 0), node=node)
    flag = b.op(objects.get_attr, module, name_const("IntFlag"))
    keywords = ir.PyConst(TUPLE, ("module",))
    made = b.op(calls.call_kw, flag, keywords, name_const(node.name), members, ir.PyConst(OBJECT, b.env.name))
    store_global(b, node.name, made, node)
    if not node.scoped:
        known = b.op(objects.get_attr, made, name_const("__members__"))
        b.op(containers.dict_update, b.op(rows.globals_dict), known)


@statement(c.CTypedef, c.CStruct, c.CFused, c.CExtern, c.CImport, c.CImportFrom, c.CppClass)
def declaration(b: FunctionBuilder, node: ast.stmt) -> None:
    """Declared before; only a module may declare types."""
    if b.scope.kind != "module":
        b.error("E0653", node, "this declaration is only allowed at module level")

    if isinstance(node, c.CExtern):
        for inner in node.body:
            symbol = b.env.members.get(inner.name) if isinstance(inner, c.CFuncDef) else None
            if isinstance(symbol, CFunction) and isinstance(inner, c.CFuncDef) and inner.kind == "cpdef":
                target = function_value(b, symbol, ast.copy_location(ast.Name(inner.name, ast.Load()), inner))
                store_global(b, inner.name, b.convert(target, OBJECT, inner), inner)


@statement(c.CPrint)
def print_(b: FunctionBuilder, node: c.CPrint) -> None:
    """The print statement of language level 2, as a call of the print function."""
    values = b.objects(node.values)
    names: list[str] = []
    extra: list[ir.Expr] = []
    if not node.newline:
        names.append("end")
        extra.append(ir.PyConst(OBJECT, " "))
    if node.dest is not None:
        names.append("file")
        extra.append(b.object(node.dest))
    function = ir.BuiltinConst(OBJECT, "print")
    if names:
        b.op(calls.call_kw, function, ir.PyConst(TUPLE, tuple(names)), *values, *extra, node=node)
    else:
        b.op(calls.call, function, *values, node=node)


@statement(c.CExec)
def exec_(b: FunctionBuilder, node: c.CExec) -> None:
    scope = b.object(node.globals) if node.globals is not None else b.op(rows.globals_dict, node=node)
    args = [b.object(node.body), scope]
    if node.locals is not None:
        args.append(b.object(node.locals))
    b.op(calls.call, ir.BuiltinConst(OBJECT, "exec"), *args, node=node)
