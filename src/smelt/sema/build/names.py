"""Names: reading, binding and deleting variables of all kinds."""

from __future__ import annotations

import ast
import builtins

from smelt.ir import nodes as ir
from smelt.primitives import classes as class_rows
from smelt.primitives import globals as rows
from smelt.primitives import objects, pyclasses, views
from smelt.sema.build.convert import type_object
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, expression, is_unknown
from smelt.sema.build.cppops import store_into
from smelt.sema.build.cython_names import cython_value
from smelt.sema.build.elsewhere import foreign_function, foreign_variable
from smelt.sema.build.inlined import inlined_key
from smelt.sema.build.literals import constant_expr
from smelt.sema.scopes import Scope
from smelt.sema.symbols import (
    CFunction,
    Constant,
    CythonName,
    FusedFunction,
    ModuleName,
    Symbol,
    TypeName,
    Variable,
)
from smelt.sema.typeexpr import NAMED_TYPES
from smelt.sema.wording import article, is_cython, name_hint
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import (
    BINT,
    OBJECT,
    STR,
    UNKNOWN,
    Buffer,
    Builtin,
    CArray,
    Const,
    Enum,
    ExtType,
    FusedFunc,
    PyObj,
    Type,
    View,
)
from smelt.types.fused import fused_in

MODULE_NAMES = {
    "__name__", "__file__", "__doc__", "__package__", "__spec__", "__loader__", "__path__", "__builtins__",
    "__annotations__", "__dict__", "__cached__", "__test__",
}  # fmt: skip
# Builtins of some versions and platforms only, and what gettext and the interactive interpreter put there.
SOMETIMES = {
    "_", "WindowsError", "BaseExceptionGroup", "ExceptionGroup", "aiter", "anext", "EncodingWarning",
    "PythonFinalizationError", "_IncompleteInputError", "exit", "quit", "copyright", "credits", "license", "help",
}  # fmt: skip
PYTHON2 = {"unicode": "str", "basestring": "str", "xrange": "range", "raw_input": "input", "unichr": "chr"}
# What `globals()`, `locals()` and friends need is answered where they are called, see `builtins`.


def name_const(name: str) -> ir.Expr:
    return ir.PyConst(STR, name, True)


@expression(ast.Name)
def load_name(b: FunctionBuilder, node: ast.Name) -> ir.Expr:
    hit = b.typer.symbol(node, b.scope)
    if hit is not None:
        return load_symbol(b, hit[1], node)
    return _global_or_builtin(b, node)


def load_symbol(b: FunctionBuilder, symbol: Symbol, node: ast.expr) -> ir.Expr:
    """The value of what a name stands for."""
    match symbol:
        case Variable():
            return load_variable(b, symbol, node)
        case Constant(cname=str() as cname):
            b.env.need(symbol.header)
            assert symbol.type is not None
            return ir.CName(symbol.type, cname)
        case Constant():
            value = constant_expr(symbol.value)
            if isinstance(value, ir.Const) and symbol.type is not None and isinstance(symbol.value, int):
                return ir.Const(symbol.type, symbol.value)
            return value
        case CFunction() | FusedFunction() if symbol.ufunc:
            return b.op(rows.get_global, name_const(symbol.name), node=node)
        case CFunction():
            return function_value(b, symbol, node)
        case FusedFunction():
            return ir.CName(FusedFunc(symbol.name, symbol), symbol.name)
        case ModuleName():
            return _module_object(b, symbol, node)
        case CythonName():
            return cython_value(b, symbol.path, node)
        case TypeName():
            return _type_value(b, symbol, node)
    raise AssertionError(symbol)


def function_value(b: FunctionBuilder, symbol: CFunction, node: ast.expr) -> ir.Expr:
    """A C function as a value: its address, or for a cpdef function in Python code its Python form."""
    b.env.need(symbol.header)
    if symbol.kind != "extern" and symbol not in b.env.functions and not _is_specialisation(b, symbol):
        key = inlined_key(b.module, symbol)
        return ir.CName(symbol.func, key) if key is not None else foreign_function(b, symbol, node)
    target = symbol.cname if symbol.kind == "extern" else b.module.function_key(symbol)
    return ir.CName(symbol.func, target)


def _is_specialisation(b: FunctionBuilder, symbol: CFunction) -> bool:
    return any(symbol in fused.known.values() for fused in b.env.fused_functions)


def _module_object(b: FunctionBuilder, symbol: ModuleName, node: ast.expr) -> ir.Expr:
    """A cimported module as a Python object: the Python import of the same name."""
    variable = b.module.scopes.module.variables.get(symbol.name)
    if isinstance(variable, Variable):
        return b.op(rows.get_global, name_const(symbol.name), node=node)
    return b.error(
        "E0570", node, f"the cimported module '{symbol.path}' is no Python object",
        f"add 'import {symbol.path}' for its Python side",
    )  # fmt: skip


def _type_value(b: FunctionBuilder, symbol: TypeName, node: ast.expr) -> ir.Expr:
    if fused_in(symbol.type):
        b.typer.resolver.resolve(node)
        return ir.Const(UNKNOWN, 0)
    if isinstance(symbol.type, ExtType | Builtin) and not isinstance(symbol.type, Buffer):
        return type_object(symbol.type)
    variable = b.module.scopes.module.variables.get(symbol.name)
    if isinstance(variable, Variable) or _python_enum(b, symbol):
        return b.op(rows.get_global, name_const(symbol.name), node=node)
    return b.error(
        "E0571", node, f"'{symbol.name}' is a C type, not a value", "types stand in declarations, casts and sizeof"
    )


def _python_enum(b: FunctionBuilder, symbol: TypeName) -> bool:
    """Whether the type is a cpdef enum of this module, which is a class in Python."""
    return isinstance(symbol.type, Enum) and any(
        isinstance(n, c.CEnum) and n.cpdef and n.name == symbol.name for n in [*b.module.tree.body, *b.env.declared]
    )


def load_variable(b: FunctionBuilder, variable: Variable, node: ast.expr) -> ir.Expr:
    type_ = b.variable_type(variable)
    if _used_too_early(b, variable, type_, node):
        return ir.Const(UNKNOWN, 0)
    if variable.place == "pyglobal":
        b.need_gil(node, f"reading the Python variable '{variable.name}'")
        return b.op(rows.get_global, name_const(variable.name), node=node, hint=variable.name)
    if variable.place == "class":
        space = class_space(b)
        if space is not None:
            return b.op(pyclasses.class_name, space, name_const(variable.name), node=node, hint=variable.name)
        return b.op(class_rows.class_get, class_object(b), name_const(variable.name), node=node, hint=variable.name)
    if variable.place == "extern":
        b.env.need(variable.header)
        if variable.visibility == "elsewhere":
            return foreign_variable(b, variable, node)
        return ir.CName(type_, variable.cname or variable.name)
    slot = b.slot(variable)
    value = ir.Load(type_, slot)
    if isinstance(type_, PyObj):
        if not b.nogil and (slot.storage is ir.Storage.GLOBAL and type_ == OBJECT):
            b.emit(ir.CheckBound(slot))
        elif variable.captured or node in b.unbound:
            free = variable.captured and variable not in b.scope.function.variables.values()
            b.emit(ir.CheckBound(slot, free))
    elif isinstance(type_, View) and variable.place == "local" and node in b.unbound:
        _check_bound_view(b, slot)
    return value


def _check_bound_view(b: FunctionBuilder, slot: ir.Slot) -> None:
    """A view that may be unbound raises where it is read, not only where its items are."""
    owner = ir.Field(OBJECT, ir.Load(slot.type, slot), "owner")
    message = f"local variable '{slot.name}' referenced before assignment"
    b.emit(ir.Check("unbound", ir.Binary(BINT, "==", owner, NULL_OBJECT), "UnboundLocalError", message))


def _used_too_early(b: FunctionBuilder, variable: Variable, type_: Type, node: ast.expr) -> bool:
    """Report a local that is read before its declaration, or before all that binds it where it hides a C name."""
    if variable.place != "local" or variable.span is None or not is_cython(b.env):
        return False
    here = b.env.span(node)
    first = variable.span
    own = b.scope.function.variables.get(variable.name) is variable
    if not own or (here.line, here.col) >= (first.line, first.col):
        return False
    if variable.declared and not isinstance(type_, PyObj):
        b.error("E0579", node, f"'{variable.name}' is used before its declaration in line {first.line}",
                "declare it at the beginning of the function")  # fmt: skip
        return True
    hidden = b.env.members.get(variable.name)
    if node in b.unbound and not b.loops and isinstance(hidden, CFunction | Constant | ModuleName):
        hint = f"line {first.line} assigns to it, so it hides the C name '{variable.name}': name it otherwise"
        b.error("E0579", node, f"the local variable '{variable.name}' is read before it is assigned", hint)
        return True
    return False


def _global_or_builtin(b: FunctionBuilder, node: ast.Name) -> ir.Expr:
    name = node.id
    if name in MODULE_NAMES or b.module.scopes.module.exec_names:
        if name not in MODULE_NAMES and hasattr(builtins, name) and not b.module.star_imports:
            return ir.BuiltinConst(OBJECT, name)
        return b.op(rows.get_global, name_const(name), node=node, hint=name)
    if hasattr(builtins, name):
        return ir.BuiltinConst(OBJECT, name)
    if name in SOMETIMES:
        return b.op(rows.get_global, name_const(name), node=node, hint=name)
    if name in PYTHON2 and is_cython(b.env):
        return ir.BuiltinConst(OBJECT, PYTHON2[name])
    if name in NAMED_TYPES and name not in PYTHON2:
        return b.error(
            "E0571", node, f"'{name}' is a C type, not a value", "types stand in declarations, casts and sizeof"
        )
    if is_cython(b.env) or b.nogil:
        if not b.module.report_unknown(b.scope, name):
            return ir.Const(UNKNOWN, 0)
        return b.error("E0572", node, f"unknown name '{name}'", name_hint(name, b.scope, b.env))
    # it may be put into the module's dict from outside: Python finds out at run time
    if b.module.report_unknown(b.scope, name):
        b.env.diagnostics.warning("W0503", b.env.span(node), f"unknown name '{name}'", name_hint(name, b.scope, b.env))
    return b.op(rows.get_global, name_const(name), node=node, hint=name)


def is_known(b: FunctionBuilder, node: ast.Name) -> bool:
    """Whether a name is bound, declared or builtin, as far as can be told at compile time."""
    if b.typer.symbol(node, b.scope) is not None or b.module.star_imports or b.module.scopes.module.exec_names:
        return True
    return node.id in MODULE_NAMES | SOMETIMES | PYTHON2.keys() or hasattr(builtins, node.id)


# --- binding ----------------------------------------------------------------------------------------------------------


def store_name(b: FunctionBuilder, node: ast.Name, value: ir.Expr, value_node: ast.AST) -> None:
    """Bind a name to a value that was computed before."""
    hit = b.typer.symbol(node, b.scope)
    symbol = hit[1] if hit is not None else None
    if symbol is None or isinstance(symbol, ModuleName | CythonName):
        store_global(b, node.id, b.convert(value, OBJECT, value_node), node)
        return
    if isinstance(symbol, Variable):
        store_variable(b, symbol, value, node, value_node)
        return
    words = {Constant: "a constant", TypeName: "a type"}
    what = words.get(type(symbol), "a C function")
    b.error("E0573", node, f"cannot assign to '{node.id}', which is {what}")


def class_scope(b: FunctionBuilder) -> Scope:
    """The scope of the class whose body is being run."""
    scope = b.scope
    while scope.kind == "comprehension" and scope.parent is not None:
        scope = scope.parent
    return scope


def class_space(b: FunctionBuilder) -> ir.Expr | None:
    """The namespace of a Python class; None in the body of an extension type."""
    return b.class_spaces.get(class_scope(b))


def class_object(b: FunctionBuilder) -> ir.Expr:
    """The extension type whose body is being run."""
    scope = class_scope(b)
    assert isinstance(scope.node, c.CClassDef)
    return type_object(b.env.classes[scope.node.name].type)


def store_global(b: FunctionBuilder, name: str, value: ir.Expr, node: ast.AST) -> None:
    b.op(rows.set_global, name_const(name), value, node=node)


def store_variable(
    b: FunctionBuilder, variable: Variable, value: ir.Expr, node: ast.AST, value_node: ast.AST | None = None
) -> None:
    if variable.place == "class":
        held = b.convert(value, OBJECT, value_node or node)
        space = class_space(b)
        if space is not None:
            b.op(objects.set_item, space, name_const(variable.name), held, node=node)
            return
        b.op(class_rows.class_set, class_object(b), name_const(variable.name), held, node=node)
        return
    if variable.place == "pyglobal":
        store_global(b, variable.name, b.convert(value, OBJECT, value_node or node), node)
        return
    type_ = b.variable_type(variable)
    if variable.constant or isinstance(type_, Const):
        b.error("E0574", node, f"cannot assign to '{variable.name}', which is declared const")
        return
    if isinstance(type_, CArray) and not isinstance(value.type, CArray | PyObj):
        b.error(
            "E0575",
            node,
            f"cannot assign {article(value.type)} to the C array '{variable.name}'",
            "assign its elements: a[:] = …",
        )
        return
    if variable.place == "extern":
        b.env.need(variable.header)
        target: ir.Expr = ir.CName(type_, variable.cname or variable.name)
        if variable.visibility == "elsewhere":
            target = foreign_variable(b, variable, node)
            if is_unknown(target):
                return
        b.emit(ir.Assign(target, b.convert(value, type_, value_node or node, variable.name)))
        return
    if isinstance(type_, Buffer):
        store_buffer(b, variable, type_, value, value_node or node)
        return
    slot = b.slot(variable)
    if isinstance(type_, View) and isinstance(value.type, PyObj):
        _acquire_into(b, slot, type_, value, variable, value_node or node)
        return
    if isinstance(slot.type, PyObj) and b.nogil:
        b.need_gil(node, f"assigning to the Python object '{variable.name}'")
        return
    store_into(b, ir.Load(type_, slot), value, value_node or node, variable.name)


def _acquire_into(
    b: FunctionBuilder, slot: ir.Slot, type_: View, value: ir.Expr, variable: Variable, node: ast.AST
) -> None:
    if isinstance(value, ir.PyConst) and value.value is None:
        b.emit(ir.Assign(ir.Load(type_, slot), ir.Initializer(type_, [PYTHON_NONE])))
        return
    if not b.need_gil(node, "making a view of a Python object"):
        return
    fresh = b.temp(type_, variable.name)
    b.emit(ir.AcquireView(fresh, value, variable.name))
    b.emit(ir.Assign(ir.Load(type_, slot), ir.Load(type_, fresh)))


def store_buffer(b: FunctionBuilder, variable: Variable, type_: Buffer, value: ir.Expr, node: ast.AST) -> None:
    """The buffer is acquired along with the object.

    Before another one is acquired the old one is given back: an exporter may have room for one only. If that fails, the
    variable keeps its object, and the buffer of that is acquired once more.
    """
    held = b.keep(b.convert(value, type_.owner, node, variable.name))
    first = variable not in b.buffers and not _bound_in_loop(b, variable.name)
    view, slot = b.buffer(variable), b.slot(variable)
    fresh = b.temp(view.type, variable.name)
    again = None if first else ir.Load(type_, slot)
    if again is not None:
        b.emit(ir.Unbind(view))
    b.emit(ir.AcquireView(fresh, held, variable.name, buffer=type_.mode, cast=type_.cast, again=again))
    b.emit(ir.Assign(ir.Load(view.type, view), ir.Load(view.type, fresh)))
    if again is not None:
        b.op(views.settle_buffer, node=node)
    b.emit(ir.Assign(ir.Load(type_, slot), held))


def _bound_in_loop(b: FunctionBuilder, name: str) -> bool:
    """Whether a loop of the function assigns to a variable, so that what comes first may come again."""
    function = b.scope.function.node
    loops = [n for n in trees.walk(function) if isinstance(n, ast.For | ast.While)] if function is not None else []
    names = (n for loop in loops for n in trees.walk(loop) if isinstance(n, ast.Name) and n.id == name)
    return any(not isinstance(n.ctx, ast.Load) for n in names)


def delete_name(b: FunctionBuilder, node: ast.Name) -> None:
    hit = b.typer.symbol(node, b.scope)
    symbol = hit[1] if hit is not None else None
    if isinstance(symbol, Variable) and symbol.place in ("local", "param"):
        type_ = b.variable_type(symbol)
        if not isinstance(type_, PyObj | View):
            b.error("E0576", node, f"cannot delete the C variable '{node.id}'")
            return
        slot = b.slot(symbol)
        if isinstance(type_, PyObj):
            b.emit(ir.CheckBound(slot, symbol.captured and symbol not in b.scope.function.variables.values()))
        b.emit(ir.Unbind(slot))
        return
    space = class_space(b) if isinstance(symbol, Variable) and symbol.place == "class" else None
    if space is not None:
        b.op(objects.del_item, space, name_const(node.id), node=node)
        return
    if symbol is None or (isinstance(symbol, Variable) and symbol.place == "pyglobal"):
        b.op(rows.del_global, name_const(node.id), node=node)
        return
    b.error("E0576", node, f"cannot delete '{node.id}', which is no Python variable")


@expression(ast.NamedExpr)
def walrus(b: FunctionBuilder, node: ast.NamedExpr) -> ir.Expr:
    value = b.keep(b.expr(node.value))
    store_name(b, node.target, value, node.value)
    return value


@expression(ast.Starred)
def starred(b: FunctionBuilder, node: ast.Starred) -> ir.Expr:
    return b.error("E0577", node, "a starred expression cannot stand here")
