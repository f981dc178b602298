"""Objects of C++ classes: how they are made, passed, and asked for their members and operators.

An object is an lvalue: what is called on it, and what takes it by reference, gets the object itself and no copy. Where
parts of an expression have to be evaluated in order, its address is what is kept.
"""

from __future__ import annotations

import ast
import difflib
from collections.abc import Callable, Sequence

from smelt.ir import nodes as ir
from smelt.primitives import calls, objects
from smelt.primitives.cpp import move
from smelt.primitives.row import Row
from smelt.records import replace
from smelt.sema.build.core import VOID_RESULT, FunctionBuilder, expression, is_unknown
from smelt.sema.cimports import module_members
from smelt.sema.cppinfer import class_behind as class_behind
from smelt.sema.symbols import TypeName
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    BYTES,
    CHAR,
    DOUBLE,
    OBJECT,
    STR,
    UNKNOWN,
    VOID,
    CFloat,
    Const,
    Func,
    Ptr,
    PyObj,
    Ref,
    Type,
    Unknown,
    is_number,
    strip_const,
)
from smelt.types.cpp import (
    CppClass,
    CppMethod,
    ScopedEnum,
    as_class,
    constructors_of,
    field_of,
    is_default_constructible,
    is_rvalue,
    member_names,
    methods_of,
    methods_on,
    python_form,
    strip_ref,
)
from smelt.types.overloads import CharLiteral, choose, rank

_LVALUES = (ir.Load, ir.Deref, ir.Index, ir.Field, ir.ViewItem, ir.CName, ir.CppName)


def object_of(value: ir.Expr) -> ir.Expr:
    """The object itself of an object or a pointer to one."""
    type_ = strip_ref(value.type)
    return ir.Deref(type_.target, value) if isinstance(type_, Ptr) else value


def address(b: FunctionBuilder, value: ir.Expr) -> ir.Expr:
    """The address of an object; what is stored nowhere is stored first."""
    if isinstance(value, ir.Deref):
        return value.pointer
    if not isinstance(value, _LVALUES):
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
        return _no_overload(b, methods, values, node, what)
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
        passed.append(pass_argument(b, value, param, arg))
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
        if as_class(value.type) is not None and is_moved(value):
            return value
        return _stored(b, b.convert(value, wanted, node))
    have = strip_ref(value.type)
    if have == wanted and isinstance(value, _LVALUES):
        return value
    return _stored(b, b.convert(value, wanted, node), own=True)


def _stored(b: FunctionBuilder, value: ir.Expr, own: bool = False) -> ir.Expr:
    """The value where a reference can refer to it; `own` for a place of its own."""
    if isinstance(value, _LVALUES) and not (own and isinstance(value, ir.CName)):
        return value
    slot = b.temp(value.type, "value")
    b.emit(ir.Assign(ir.Load(slot.type, slot), value))
    return ir.Load(slot.type, slot)


def moved(value: ir.Expr) -> ir.Expr:
    """What is in `value` may be taken out of it."""
    return ir.PureCall(value.type, move(value.type), [value])


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


def _no_overload(
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
        return _no_overload(b, constructors_of(cls), values, node, f"the constructor of '{cls}'")
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
    if not isinstance(owner, _LVALUES):
        owner = b.keep(owner, "object")
    return ir.Field(Const(type_) if constant else strip_ref(type_) if isinstance(type_, Ref) else type_, owner, cname)


def class_constant(b: FunctionBuilder, type_: Type, node: ast.Attribute) -> ir.Expr | None:
    """``Color.red``: a member of a scoped enum, or of an enum in a class; None for other attributes."""
    if isinstance(type_, ScopedEnum):
        if node.attr in type_.members:
            return ir.CName(type_, type_.members[node.attr])
        close = difflib.get_close_matches(node.attr, type_.members, 1)
        return b.error("E0710", node, f"the enum '{type_}' has no member '{node.attr}'",
                       f"did you mean '{close[0]}'?" if close else f"it has {', '.join(type_.members)}")  # fmt: skip
    if isinstance(type_, CppClass) and node.attr in type_.info.constants:
        found, cname = type_.info.constants[node.attr]
        return ir.CppName(found, cname, type_)
    return None


def no_member(b: FunctionBuilder, cls: CppClass, node: ast.Attribute) -> ir.Expr:
    names = member_names(cls)
    close = difflib.get_close_matches(node.attr, names, 1)
    hint = f"did you mean '{close[0]}'?" if close else None
    if not cls.info.defined:
        hint = "the class is declared without its members"
    return b.error("E0710", node, f"'{cls}' has no method or field '{node.attr}'", hint)


# --- operators --------------------------------------------------------------------------------------------------------


def operator_methods(b: FunctionBuilder, op: str, left: Type, right: Type) -> list[CppMethod]:
    """The overloads of a binary operator as functions of two operands: of both classes, and of the module."""
    from smelt.sema.symbols import CFunction

    found: list[CppMethod] = []
    for type_ in dict.fromkeys((as_class(left), as_class(right))):
        if type_ is None:
            continue
        for method in methods_of(type_, f"operator{op}"):
            func = method.func
            if len(func.params) == 1 and rank(left, type_) is not None:
                func = replace(func, params=(Ref(type_), *func.params), names=())
            if len(func.params) == 2:
                found.append(replace(method, func=func))
    free = b.env.members.get(f"operator{op}")
    if isinstance(free, CFunction):
        found += [
            CppMethod(f.name, f.cname, f.func, f.templates) for f in (free, *free.overloads) if len(f.func.params) == 2
        ]
    return found


def binary_operator(b: FunctionBuilder, op: str, left: ir.Expr, right: ir.Expr, node: ast.AST) -> ir.Expr:
    """``left op right`` where one of them is an object."""
    methods = operator_methods(b, op, left.type, right.type)
    method = choose(methods, [argument_type(left), argument_type(right)])
    if method is None:
        converted = _as_numbers(b, left, right, node)
        if converted is not None:
            from smelt.sema.build.operators import combine

            return combine(b, op, *converted, node, node, node)
        lt, rt = strip_ref(left.type), strip_ref(right.type)
        hint = f"it is declared {'; '.join(signature(m) for m in methods[:3])}" if methods else None
        return b.error("E0713", node, f"there is no operator '{op}' for '{lt}' and '{rt}'", hint)
    return call_chosen(
        b, ir.CppOperator(method.func, op), method, [left, right], [node, node], node, f"operator '{op}'"
    )


def _as_numbers(b: FunctionBuilder, left: ir.Expr, right: ir.Expr, node: ast.AST) -> tuple[ir.Expr, ir.Expr] | None:
    """Both operands as Python objects or numbers, where an object of C++ has such a form and no operator."""
    from smelt.types.overloads import converter_to

    found = []
    for value in (left, right):
        cls = as_class(value.type)
        if cls is not None:
            target = next((t for t in (DOUBLE,) if converter_to(cls, t) is not None), None)
            if target is None:
                return None
            value = b.convert(value, target, node)
        found.append(value)
    return found[0], found[1]


def unary_operator(b: FunctionBuilder, op: str, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """``op value``; ``x++`` and ``x--`` are the operators behind their operand."""
    cls = as_class(value.type)
    assert cls is not None
    postfix = op in ("x++", "x--")
    name = f"operator{op[1:] if postfix else op}"
    methods = [
        m for m in methods_of(cls, name) if len(m.func.params) == int(postfix) or (postfix and not m.func.params)
    ]
    if not methods:
        word = op.replace("x", "…")
        return b.error("E0713", node, f"'{cls}' has no unary operator '{word}'")
    method = replace(methods[0], func=replace(methods[0].func, params=()))
    if postfix:  # what was there before is a value, whatever the declaration says
        method = replace(method, func=replace(method.func, returns=strip_ref(method.func.returns)))
    place = value if isinstance(value, _LVALUES) else b.keep(value, "object")
    return call_chosen(b, ir.CppOperator(method.func, op if op != "*" else "deref"), method, [], [], node,
                       f"operator '{op}'", place)  # fmt: skip


_ARRAYS = {"std::vector", "std::deque", "std::string", "std::array", "std::span"}


def object_item(b: FunctionBuilder, base: ir.Expr, index: ast.expr, node: ast.AST) -> ir.Expr:
    """``object[index]`` as what the operator returns: mostly an lvalue."""
    cls = as_class(base.type)
    assert cls is not None
    methods = methods_on(base.type, "operator[]")
    if isinstance(index, ast.Slice) and python_form(cls) == "bytes":
        from smelt.sema.build.subscripts import subscript_key

        return b.op(objects.get_item, as_bytes(b, base), b.convert(subscript_key(b, index), OBJECT, index), node=node)
    if isinstance(index, ast.Slice):
        return b.error(
            "E0713", node, f"an object of '{cls}' has no slices", "copy the part, or make a view of its data"
        )
    if not methods:
        return b.error("E0713", node, f"an object of '{cls}' cannot be indexed: it has no operator []")
    values = b.in_order(lambda: base, lambda: b.expr(index))
    if is_unknown(*values):
        return ir.Const(UNKNOWN, 0)
    method = choose(methods, [argument_type(values[1])])
    if method is None:
        return _no_overload(b, methods, values[1:], node, f"operator [] of '{cls}'")
    place = values[0] if isinstance(values[0], _LVALUES) else b.keep(values[0], "object")
    returns = strip_const(method.func.returns)
    if cls.c in _ARRAYS and cls.outer is None and method.func.except_kind == "none":
        # Elements of arrays are memory like C's: reading them twice, or not at all, does nothing.
        return ir.Index(
            returns.target if isinstance(returns, Ref) else returns,
            place,
            b.convert(values[1], strip_ref(method.func.params[0]), index),
        )
    return call_chosen(b, ir.CppOperator(method.func, "[]"), method, values[1:], [index], node,
                       f"operator [] of '{cls}'", place)  # fmt: skip


def truth_of(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """Whether an object is true: its operator bool."""
    cls = as_class(value.type)
    assert cls is not None
    from smelt.types.overloads import converter_to

    name = converter_to(cls, BINT)
    if name is None:
        hint = "ask for its '.empty()' or '.size()'" if methods_of(cls, "empty") else None
        return b.error("E0713", node, f"an object of '{cls}' is neither true nor false: it has no operator bool", hint)
    return convert_by(b, value, cls, BINT, name, node)


def convert_by(b: FunctionBuilder, value: ir.Expr, cls: CppClass, target: Type, name: str, node: ast.AST) -> ir.Expr:
    """The value that a conversion operator of a class gives."""
    method = methods_of(cls, name)[0]
    result = strip_ref(method.func.returns)
    method = replace(method, func=replace(method.func, returns=result, params=()))
    place = value if isinstance(value, _LVALUES) else b.keep(value, "object")
    made = call_chosen(b, ir.CppOperator(method.func, "cast", result), method, [], [], node, name, place)
    return b.convert(made, target, node)


STEPS = {
    "dereference": "*", "preincrement": "++", "predecrement": "--", "postincrement": "x++", "postdecrement": "x--",
}  # fmt: skip


def step(b: FunctionBuilder, name: str, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """The functions of ``cython.operator`` on an object, a pointer or a number."""
    op = STEPS[name]
    type_ = strip_ref(value.type)
    if isinstance(type_, CppClass):
        return unary_operator(b, op, value, node)
    if op == "*":
        if isinstance(type_, Ptr):
            return ir.Deref(type_.target, value)
        return b.error("E0713", node, f"{article(type_)} cannot be dereferenced")
    if not (isinstance(type_, Ptr) or is_number(type_)) or not isinstance(value, _LVALUES):
        return b.error("E0713", node, f"{article(type_)} cannot be stepped: it is no variable of a number or pointer")
    old = value
    if op[0] == "x":
        slot = b.temp(type_, "old")
        b.emit(ir.Assign(ir.Load(type_, slot), value))
        old = ir.Load(type_, slot)
    one = ir.Const(type_ if is_number(type_) else BINT, 1.0 if isinstance(type_, CFloat) else 1)
    b.emit(ir.Assign(value, ir.Binary(type_, "+" if "++" in op else "-", value, one)))
    return old


def store_into(b: FunctionBuilder, target: ir.Expr, value: ir.Expr, node: ast.AST, what: str | None = None) -> None:
    """``target = value`` for a place of any type; of an object by the operator = that its class declares, if any."""
    cls = as_class(target.type)
    if cls is not None and is_default_constructible(cls) and not isinstance(value.type, PyObj):
        method = choose(methods_of(cls, "operator="), [argument_type(value)])
        if method is not None:
            unused(
                b,
                call_chosen(b, ir.CppOperator(method.func, "="), method, [value], [node], node, "operator '='", target),
            )
            return
    converted = b.convert(value, target.type, node, what)
    if not is_unknown(converted):
        b.emit(ir.Assign(target, converted))


@expression(c.CTypeId)
def type_id(b: FunctionBuilder, node: c.CTypeId) -> ir.Expr:
    """``typeid(T)`` or ``typeid(object)``: the description that C++ has of a type."""
    members = module_members(b.env, "libcpp.typeinfo", node)
    symbol = members.get("type_info") if members is not None else None
    info = symbol.type if isinstance(symbol, TypeName) else UNKNOWN
    b.env.need(symbol.header if symbol is not None else None)
    func = Func(Ref(Const(info)), (), except_kind="plus", nogil=True)
    named = isinstance(node.operand, ast.Name | ast.Attribute) and isinstance(
        (b.typer.symbol(node.operand, b.scope) or (None, None))[1], TypeName
    )
    if named or type(node.operand).__module__.startswith("smelt."):
        of = b.typer.resolver.resolve(node.operand)
        return emit_call(b, ir.CppOperator(func, "typeid", of), func, [], node, "typeid")
    value = b.expr(node.operand)
    if isinstance(value.type, PyObj):
        return b.error("E0713", node, "typeid of a Python object", "its type is type(x)")
    target = ir.CppOperator(func, "typeid")
    return emit_call(b, target, replace(func, params=(value.type,)), [value], node, "typeid")


# --- casts ------------------------------------------------------------------------------------------------------------


def cast_class(b: FunctionBuilder, value: ir.Expr, source: Type, target: Type, node: ast.AST) -> ir.Expr:
    """``<T> value`` where one of the types is a class or a scoped enum."""
    if isinstance(source, PyObj):
        return b.convert(value, target, node)
    if isinstance(source, ScopedEnum) or isinstance(target, ScopedEnum):
        numbers = all(is_number(t) or isinstance(t, ScopedEnum) for t in (source, target))
        return ir.Cast(target, value) if numbers else b.convert(value, target, node)
    return b.convert(value, target, node)


def cast_reference(b: FunctionBuilder, value: ir.Expr, target: Ref, node: ast.AST) -> ir.Expr:
    """``<T&> value``: the same object, taken as a T."""
    if isinstance(value.type, PyObj):
        return b.error(
            "E0550", node, f"cannot convert '{value.type}' to '{target}'", "a Python object has no C++ reference"
        )
    inner = target.target
    return ir.Deref(inner, ir.Cast(Ptr(inner), address(b, value)))
