"""Objects of C++ classes: how they are made, passed, and asked for their members and operators.

An object is an lvalue: what is called on it, and what takes it by reference, gets the object itself and no copy. Where
parts of an expression have to be evaluated in order, its address is what is kept.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence

from smelt.ir import nodes as ir
from smelt.primitives import calls
from smelt.primitives.cpp import move
from smelt.primitives.row import Row
from smelt.records import replace
from smelt.sema.build.core import VOID_RESULT, FunctionBuilder, expression, is_unknown
from smelt.sema.closest import close_to
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    BYTES,
    CHAR,
    STR,
    UNKNOWN,
    VOID,
    Const,
    Func,
    Ptr,
    PyObj,
    Ref,
    Type,
    Unknown,
    strip_const,
)
from smelt.types.cpp import (
    CppClass,
    CppMethod,
    ScopedEnum,
    as_class,
    constructors_of,
    field_of,
    is_rvalue,
    member_names,
    methods_of,
    methods_on,
    python_form,
    strip_ref,
)
from smelt.types.overloads import CharLiteral, choose

LVALUES = (ir.Load, ir.Deref, ir.Index, ir.Field, ir.ViewItem, ir.CName, ir.CppName)


def object_of(value: ir.Expr) -> ir.Expr:
    """The object itself of an object or a pointer to one."""
    type_ = strip_ref(value.type)
    return ir.Deref(type_.target, value) if isinstance(type_, Ptr) else value


def address(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    """The address of an object; what is stored nowhere is stored first."""
    if isinstance(value, ir.Deref):
        return value.pointer
    if not isinstance(value, LVALUES):
        value = b.keep(value, "object")
    return ir.AddressOf(Ptr(value.type), value)


def at_address(pointer: ir.Expr) -> ir.Expr:
    """The object at an address that `address` gave."""
    if isinstance(pointer, ir.AddressOf):
        return pointer.operand
    assert isinstance(pointer.type, Ptr)
    return ir.Deref(pointer.type.target, pointer)


# --- calls ------------------------------------------------------------------------------------------------------------


def overloaded_call(
    b: FunctionBuilder, methods: Sequence[CppMethod], args: list[ast.expr], node: ast.AST, what: str,
    target: Callable[[CppMethod, list[ir.Expr]], ir.Expr], given: Sequence[Type] = (),
    before: Callable[[], ir.Expr] | None = None,
) -> ir.Expr:  # fmt: skip
    """Call the overload that fits the arguments; `target` says what is called, `before` is evaluated before them."""
    for arg in args:
        if isinstance(arg, ast.Starred):
            return b.error("E0611", arg, f"a C++ function cannot be called with '*' arguments: {what}")
    parts: list[Callable[[], ir.Expr]] = [lambda a=a: b.expr(a) for a in args]  # type: ignore[misc]
    values = b.in_order(*([before] if before is not None else []), *parts)
    first = values.pop(0) if before is not None else None
    if is_unknown(*values):
        return ir.Const(UNKNOWN, 0)
    method = choose(methods, [argument_type(v) for v in values], given)
    if method is None:
        return no_overload(b, methods, values, node, what)
    name = target(method, [first] if first is not None else [])
    return call_chosen(b, name, method, values, args, node, what)


def argument_type(value: ir.Expr) -> Type:
    """The type by which an argument chooses the overload."""
    if isinstance(value, ir.PyConst) and isinstance(value.value, bytes | str) and len(value.value) == 1:
        return CharLiteral(str(value.type))
    return value.type


def call_chosen(
    b: FunctionBuilder, target: ir.Expr, method: CppMethod, values: list[ir.Expr], nodes: Sequence[ast.AST],
    node: ast.AST, what: str, receiver: ir.Expr | None = None,
) -> ir.Expr:  # fmt: skip
    """Emit the call of a method whose arguments are known to fit; `receiver` comes first for operators."""
    func = method.func
    passed: list[ir.Expr] = []
    for index, (value, arg) in enumerate(zip(values, nodes, strict=True)):
        param = func.params[index] if index < len(func.params) else None
        forwards = method.templates and param is not None and is_rvalue(param) and isinstance(value, LVALUES)
        # A template's T&& takes variables as they are.
        passed.append(value if forwards and not is_temporary(value) else pass_argument(b, value, param, arg))
    if receiver is not None:
        passed.insert(0, receiver)
        func = replace(func, params=(receiver.type, *func.params))
    return emit_call(b, target, func, passed, node, what)


def emit_call(
    b: FunctionBuilder, target: ir.Expr, func: Func, args: list[ir.Expr], node: ast.AST, what: str
) -> ir.Expr:
    """A call of C++: its result is a value, or for a reference the object that it refers to."""
    if b.nogil and not func.nogil and not func.with_gil:
        return b.error("E0602", node, f"{what} cannot be called without the GIL",
                       "declare it nogil, or call it in a 'with gil:' block")  # fmt: skip
    returns = strip_const(func.returns)
    if isinstance(returns, Ref):
        slot = b.temp(Ptr(returns.target), "refers")
        b.emit(ir.Call(slot, target, b.handled(func), args))
        return ir.Deref(returns.target, ir.Load(slot.type, slot))
    result = b.call_c(target, func, args)
    return VOID_RESULT if result is None else result


def unused(b: FunctionBuilder, value: ir.Expr) -> None:
    """Nobody wants a value that was just computed: an object or a reference need not be kept."""
    inner = value.pointer if isinstance(value, ir.Deref) else value
    last = b.block[-1] if b.block else None
    if isinstance(last, ir.Call) and isinstance(inner, ir.Load) and last.dest is inner.slot and inner.slot.temp:
        if isinstance(value, ir.Deref) or isinstance(inner.type, CppClass):
            last.dest = None


def pass_argument(b: FunctionBuilder, value: ir.Expr, param: Type | None, node: ast.AST) -> ir.Expr:
    """An argument as its parameter takes it."""
    if param is None:
        return _vararg(b, value, node)
    type_ = strip_const(param)
    if not isinstance(type_, Ref):
        return b.convert(value, type_, node)
    wanted = strip_ref(type_)
    if is_rvalue(type_):
        if is_moved(value):
            return value
        return moved(_stored(b, b.convert(value, wanted, node), own=not isinstance(wanted, CppClass)))
    if isinstance(wanted, CppClass):
        if is_moved(value):
            return value
        return _stored(b, value if as_class(value.type) == wanted else b.convert(value, wanted, node))
    have = strip_ref(value.type)
    if have == wanted and isinstance(value, LVALUES):
        return value
    return _stored(b, b.convert(value, wanted, node), own=True)


def _stored(b: FunctionBuilder, value: ir.Expr, own: bool = False) -> ir.Expr:
    """The value where a reference can refer to it; `own` for a place of its own."""
    if isinstance(value, LVALUES) and not (own and isinstance(value, ir.CName)):
        return value
    slot = b.temp(value.type, "value")
    b.emit(ir.Assign(ir.Load(slot.type, slot), value))
    return ir.Load(slot.type, slot)


def moved(value: ir.Expr) -> ir.Expr:
    """What is in `value` may be taken out of it."""
    return ir.PureCall(value.type, move(value.type), [value])


def is_temporary(value: ir.Expr) -> bool:
    return isinstance(value, ir.Load) and value.slot.temp


def is_moved(value: ir.Expr) -> bool:
    return isinstance(value, ir.PureCall) and value.row.name == "move"


def _vararg(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    if isinstance(value, ir.PyConst) and isinstance(value.value, str | bytes):
        return b.convert(value, Ptr(Const(CHAR)), node)
    if isinstance(value, ir.PyConst) and isinstance(value.value, bool):
        return b.convert(value, BINT, node)
    if isinstance(value.type, PyObj):
        b.error("E0715", node, "a Python object in the place of an argument of any C++ type",
                "cast it to the type that is meant")  # fmt: skip
        return ir.Const(UNKNOWN, 0)
    return value


def no_overload(
    b: FunctionBuilder, methods: Sequence[CppMethod], values: list[ir.Expr], node: ast.AST, what: str
) -> ir.Expr:
    """Report that no overload takes the arguments, with those that there are."""
    given = ", ".join(str(strip_ref(v.type)) for v in values)
    known = list(dict.fromkeys(signature(m) for m in methods))
    hint = "; ".join(known[:4]) + ("; …" if len(known) > 4 else "")
    return b.error(
        "E0711", node, f"{what} takes no arguments of the types ({given})" if given else f"{what} needs arguments",
        f"it is declared {hint}" if known else None,
    )  # fmt: skip


def signature(method: CppMethod) -> str:
    """A method as messages show it."""
    func = method.func
    params = [str(p) for p in func.params]
    for index in range(len(params) - func.optional, len(params)):
        params[index] += "=*"
    if func.vararg:
        params.append("...")
    return f"{method.name}({', '.join(params)})"


# --- making objects ---------------------------------------------------------------------------------------------------


def construct(b: FunctionBuilder, cls: CppClass, node: ast.Call | c.CNew, heap: bool = False) -> ir.Expr:
    """``T(args)`` and ``new T(args)``"""
    if isinstance(node, ast.Call) and node.keywords:
        return b.error("E0714", node.keywords[0], f"a constructor takes no keyword arguments: '{cls}'")

    def target(method: CppMethod, _: list[ir.Expr]) -> ir.Expr:
        return ir.CppOperator(method.func, "new", cls) if heap else ir.CppName(method.func, "", cls)

    methods = constructors_of(cls)
    if heap:
        methods = [replace(m, func=replace(m.func, returns=Ptr(cls))) for m in methods]
    return overloaded_call(b, methods, list(node.args), node, f"the constructor of '{cls}'", target)


def construct_from(b: FunctionBuilder, cls: CppClass, values: list[ir.Expr], node: ast.AST) -> ir.Expr:
    """An object made of values that were computed before."""
    method = choose(constructors_of(cls), [argument_type(v) for v in values])
    if method is None:
        return no_overload(b, constructors_of(cls), values, node, f"the constructor of '{cls}'")
    target = ir.CppName(method.func, "", cls)
    return call_chosen(b, target, method, values, [node] * len(values), node, f"the constructor of '{cls}'")


@expression(c.CNew)
def new(b: FunctionBuilder, node: c.CNew) -> ir.Expr:
    type_ = b.typer.resolver.resolve(node.type)
    if isinstance(type_, Unknown):
        return ir.Const(UNKNOWN, 0)
    if not isinstance(type_, CppClass):
        return b.error("E0716", node, f"'new' makes objects of C++ classes, found '{type_}'",
                       "memory for C types comes from malloc")  # fmt: skip
    return construct(b, type_, node, heap=True)


def delete(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> None:
    """``del p``"""
    if not isinstance(strip_const(value.type), Ptr):
        b.error("E0716", node, f"'del' of an object of '{strip_ref(value.type)}'",
                "it ends with its function; what 'new' gave is deleted by its pointer")  # fmt: skip
        return
    func = Func(VOID, (value.type,), nogil=True)
    b.emit(ir.Call(None, ir.CppOperator(func, "delete"), func, [value]))


# --- members ----------------------------------------------------------------------------------------------------------


def method_call(
    b: FunctionBuilder, base: ir.Expr, cls: CppClass, node: ast.Call, func: ast.Attribute, given: tuple[Type, ...] = ()
) -> ir.Expr:
    """``object.method(args)``, also of a pointer to an object."""
    methods = methods_on(base.type, func.attr)
    if not methods and python_form(cls) == "bytes" and hasattr(bytes, func.attr):
        name = ir.PyConst(STR, func.attr, True)
        return b.op(calls.call_method, name, as_bytes(b, base), *b.objects(node.args), node=node)
    if not methods:
        found = field_of(cls, func.attr)
        if found is None:
            return no_member(b, cls, func)
        return call_value(b, object_field(b, base, cls, func), node)
    if node.keywords:
        return b.error("E0714", node.keywords[0], f"the C++ method '{func.attr}' takes no keyword arguments")
    held = base

    def target(method: CppMethod, first: list[ir.Expr]) -> ir.Expr:
        if method.static:
            return ir.CppName(method.func, method.cname, cls, given)
        return ir.Field(method.func, object_of(first[0]), method.cname, given)

    return overloaded_call(
        b, methods, list(node.args), node, f"the method '{func.attr}' of '{cls}'", target, given, before=lambda: held
    )


def object_size(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """``len(object)``: its ``size()``."""
    method = next(m for m in methods_on(value.type, "size") if not m.func.params)
    target = ir.Field(method.func, object_of(value), method.cname)
    return call_chosen(b, target, method, [], [], node, "the method 'size'")


def as_bytes(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    """A string as a bytes object, whatever the directives make of strings else."""
    row = Row("string_as_bytes", "smelt_string_as_bytes", (strip_ref(value.type),), BYTES, part="cpp_string")
    return b.op(row, object_of(value))


def static_call(
    b: FunctionBuilder, cls: CppClass, node: ast.Call, func: ast.Attribute, given: tuple[Type, ...] = ()
) -> ir.Expr:
    """``Class.method(args)``"""
    methods = methods_of(cls, func.attr)
    if not methods:
        return no_member(b, cls, func)
    static = [m for m in methods if m.static]
    if not static:
        return b.error("E0714", func, f"the method '{func.attr}' of '{cls}' is called on an object",
                       "a static method is declared with '@staticmethod'")  # fmt: skip
    return overloaded_call(
        b, static, list(node.args), node, f"the static method '{func.attr}' of '{cls}'",
        lambda method, _: ir.CppName(method.func, method.cname, cls, given), given,
    )  # fmt: skip


def call_value(b: FunctionBuilder, value: ir.Expr, node: ast.Call) -> ir.Expr:
    """``object(args)``: the call operator, or what a field holds."""
    from smelt.sema.build.calls import call_pointer

    if is_unknown(value):
        return value
    type_ = strip_ref(value.type)
    if isinstance(type_, Ptr) and isinstance(type_.target, Func):
        return call_pointer(b, value, type_.target, node)
    if not isinstance(type_, CppClass):
        return b.error("E0610", node, f"{article(type_)} cannot be called")
    methods = methods_of(type_, "operator()")
    if not methods:
        return b.error("E0610", node, f"an object of '{type_}' cannot be called", "it declares no operator()")
    return overloaded_call(
        b, methods, list(node.args), node, f"the call operator of '{type_}'",
        lambda method, first: first[0], before=lambda: value,
    )  # fmt: skip


def object_field(b: FunctionBuilder, base: ir.Expr, cls: CppClass, node: ast.Attribute) -> ir.Expr:
    """A field as an lvalue."""
    found = field_of(cls, node.attr)
    if found is None:
        if methods_of(cls, node.attr):
            return b.error("E0714", node, f"the method '{node.attr}' of '{cls}' is no value", "call it: …()")
        return no_member(b, cls, node)
    type_, cname = found
    constant = isinstance(object_of(base).type, Const) and not isinstance(type_, Const | Ref)
    owner = object_of(base)
    if not isinstance(owner, LVALUES):
        owner = b.keep(owner, "object")
    return ir.Field(Const(type_) if constant else strip_ref(type_) if isinstance(type_, Ref) else type_, owner, cname)


def class_constant(b: FunctionBuilder, type_: Type, node: ast.Attribute) -> ir.Expr | None:
    """``Color.red``: a member of a scoped enum, or of an enum in a class; None for other attributes."""
    if isinstance(type_, ScopedEnum):
        if node.attr in type_.members:
            return ir.CName(type_, type_.members[node.attr])
        close = close_to(node.attr, type_.members)
        return b.error("E0710", node, f"the enum '{type_}' has no member '{node.attr}'",
                       f"did you mean '{close[0]}'?" if close else f"it has {', '.join(type_.members)}")  # fmt: skip
    if isinstance(type_, CppClass) and node.attr in type_.info.constants:
        found, cname = type_.info.constants[node.attr]
        return ir.CppName(found, cname, type_)
    return None


def no_member(b: FunctionBuilder, cls: CppClass, node: ast.Attribute) -> ir.Expr:
    names = member_names(cls)
    close = close_to(node.attr, names)
    hint = f"did you mean '{close[0]}'?" if close else None
    if not cls.info.defined:
        hint = "the class is declared without its members"
    return b.error("E0710", node, f"'{cls}' has no method or field '{node.attr}'", hint)
