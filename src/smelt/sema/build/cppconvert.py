"""Objects of C++ classes as values of other types: of C, of other classes, and of Python.

The containers of the library and their Python forms are converted by functions that the module gets for each type that
it needs; they are built of the same loops and conversions as the functions of the source.
"""

from __future__ import annotations

import ast
from collections.abc import Callable

from smelt.ir import nodes as ir
from smelt.primitives import calls, containers, objects
from smelt.primitives.row import Row
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder
from smelt.sema.build.cpp import address, at_address, call_chosen, construct_from, emit_call, object_size, unused
from smelt.sema.build.cppops import convert_by, truth_of, unary_operator
from smelt.sema.wording import article
from smelt.types import (
    BINT,
    BYTEARRAY,
    BYTES,
    CHAR,
    INT,
    OBJECT,
    SIZE,
    SSIZE,
    STR,
    UNKNOWN,
    Builtin,
    Const,
    Func,
    Ptr,
    PyObj,
    Ref,
    Type,
)
from smelt.types.cpp import (
    STRING,
    CppClass,
    CppMethod,
    ScopedEnum,
    elements_of,
    is_derived,
    methods_on,
    python_form,
    strip_ref,
)
from smelt.types.overloads import constructor_from, converter_to, same_template
from smelt.types.rules import boxable, unboxable

_TEXT = Ptr(Const(CHAR))


def convert_class(
    b: FunctionBuilder, value: ir.Expr, source: Type, target: Type, node: ast.AST, what: str | None
) -> ir.Expr | None:
    """A conversion from or to a class or a scoped enum; None where there is none."""
    if isinstance(source, ScopedEnum) or isinstance(target, ScopedEnum):
        return _scoped(b, value, source, target, node)
    if isinstance(target, CppClass):
        return _to_class(b, value, source, target, node, what)
    assert isinstance(source, CppClass)
    if isinstance(target, PyObj):
        return to_python(b, value, source, target, node)
    if target == BINT:
        return truth_of(b, value, node)
    name = converter_to(source, target)
    if name is None:
        return None
    return convert_by(b, value, source, target, name, node)


def _scoped(b: FunctionBuilder, value: ir.Expr, source: Type, target: Type, node: ast.AST) -> ir.Expr | None:
    """A scoped enum becomes a Python integer and is made of one; in C only a cast converts it."""
    if isinstance(source, ScopedEnum) and isinstance(target, PyObj):
        return b.convert(ir.Cast(source.underlying, value), target, node)
    if isinstance(target, ScopedEnum) and isinstance(source, PyObj):
        return ir.Cast(target, b.convert(value, target.underlying, node))
    return None


def _to_class(
    b: FunctionBuilder, value: ir.Expr, source: Type, target: CppClass, node: ast.AST, what: str | None
) -> ir.Expr | None:
    if isinstance(source, CppClass):
        if is_derived(source, target) or constructor_from(target, source) is not None or same_template(source, target):
            return ir.Cast(target, value)
        return None
    literal = value.value if isinstance(value, ir.PyConst) else None
    if isinstance(literal, str) and literal.isascii():
        literal = literal.encode()
    if isinstance(literal, bytes) and target.c == STRING and not target.outer:
        text = ir.Const(_TEXT, literal)
        size = ir.Const(SIZE, len(literal))
        func = Func(target, (_TEXT, SIZE), except_kind="plus", nogil=True)
        return emit_call(b, ir.CppName(func, "", target), func, [text, size], node, "the constructor of 'string'")
    if isinstance(source, PyObj):
        return from_python(b, value, target, node, what)
    if constructor_from(target, source) is None:
        return None
    return construct_from(b, target, [value], node)


# --- to Python --------------------------------------------------------------------------------------------------------


def to_python(b: FunctionBuilder, value: ir.Expr, cls: CppClass, target: PyObj, node: ast.AST) -> ir.Expr | None:
    """The Python form of an object."""
    if not b.need_gil(node, f"making a Python object of {article(cls)}"):
        return PYTHON_NONE
    form = python_form(cls)
    if form is None or not boxable(cls):
        number = next(
            (t for t in (BINT,) if converter_to(cls, t) == "operator bool" and target == Builtin("bool")), None
        )
        return b.convert(truth_of(b, value, node), target, node) if number is not None else None
    if cls.c == STRING:
        made: ir.Expr | None = _string_to_python(b, value, target)
    elif form == "complex":
        made = _complex_to_python(b, value, cls, node)
    else:
        made = _container_to_python(b, value, cls, node)
    return b.convert(made, target, node) if made is not None else None


def _string_to_python(b: FunctionBuilder, value: ir.Expr, target: PyObj) -> ir.Expr:
    kind, encoding = b.directives.get("c_string_type"), _encoding(b)
    type_ = value.type
    if target == STR or (kind in ("str", "unicode") and target == OBJECT):
        if encoding is not None:
            row = Row("string_as_str", "smelt_string_as_str", (type_, _TEXT), STR, part="cpp_string")
            return b.op(row, value, ir.Const(_TEXT, encoding.encode()))
    elif target == BYTEARRAY or (kind == "bytearray" and target == OBJECT):
        row = Row("string_as_bytearray", "smelt_string_as_bytearray", (type_,), BYTEARRAY, part="cpp_string")
        return b.op(row, value)
    return b.op(Row("string_as_bytes", "smelt_string_as_bytes", (type_,), BYTES, part="cpp_string"), value)


def _encoding(b: FunctionBuilder) -> str | None:
    encoding = b.directives.get("c_string_encoding")
    return None if not encoding else "utf8" if encoding == "default" else str(encoding)


def _complex_to_python(b: FunctionBuilder, value: ir.Expr, cls: CppClass, node: ast.AST) -> ir.Expr | None:
    parts = []
    for name in ("real", "imag"):
        part = Func(cls.args[0], (), nogil=True)
        parts.append(emit_call(b, ir.Field(part, value, name), part, [], node, name))
    return b.op(calls.call, ir.BuiltinConst(OBJECT, "complex"), *[b.convert(p, OBJECT, node) for p in parts])


def _container_to_python(b: FunctionBuilder, value: ir.Expr, cls: CppClass, node: ast.AST) -> ir.Expr:
    func = Func(OBJECT, (Ptr(cls),), ("object",), except_kind="object")
    key = helper(b, ("to_python", cls), f"{cls.name}_to_python", func, lambda fb: _build_to_python(fb, cls, node), node)
    pointer = address(b, value)
    made = b.call_c(ir.CName(func, key), func, [ir.Cast(Ptr(cls), pointer) if pointer.type != Ptr(cls) else pointer])
    assert made is not None
    return ir.Cast(Builtin(python_form(cls) or "list"), made)


def _build_to_python(b: FunctionBuilder, cls: CppClass, node: ast.AST) -> None:
    pointer = b.function.params[0]
    source = ir.Deref(cls, ir.Load(pointer.type, pointer))
    form = python_form(cls)
    if form == "tuple":
        items = [
            b.convert(ir.Field(t, source, n), OBJECT, node) for n, t in zip(("first", "second"), cls.args, strict=False)
        ]
        b.emit(ir.Return(b.op(containers.build_tuple, *items)))
        return
    if form == "dict":
        result = b.op(containers.dict_new)
    elif form == "set":
        result = b.op(containers.set_new)
    else:
        sized = any(not m.func.params for m in methods_on(cls, "size"))
        count = b.convert(object_size(b, source, node), SSIZE, node) if sized else ir.Const(SSIZE, 0)
        result = b.op(containers.list_new, count)

    def body(item: ir.Expr) -> None:
        if form == "dict":
            key, held = cls.args[:2]
            b.op(containers.dict_set, result, b.convert(ir.Field(key, item, "first"), OBJECT, node),
                 b.convert(ir.Field(held, item, "second"), OBJECT, node))  # fmt: skip
        else:
            b.op(containers.set_add if form == "set" else containers.list_append, result, b.convert(item, OBJECT, node))

    over_object(b, source, cls, node, body)
    b.emit(ir.Return(result))


# --- from Python ------------------------------------------------------------------------------------------------------


def from_python(b: FunctionBuilder, value: ir.Expr, cls: CppClass, node: ast.AST, what: str | None) -> ir.Expr | None:
    """An object of a Python object that has its form."""
    form = python_form(cls)
    if form is None or not unboxable(cls):
        return None
    if not b.need_gil(node, f"converting a Python object to '{cls}'"):
        return ir.Const(UNKNOWN, 0)
    slot = b.temp(cls, what or cls.name)
    place = ir.Load(cls, slot)
    # A temporary in a loop still holds what it held the round before.
    empty = Func(cls, (), nogil=True, except_kind="plus")
    b.emit(ir.Call(slot, ir.CppName(empty, "", cls), empty, []))
    pointer = ir.AddressOf(Ptr(cls), place)
    if cls.c == STRING:
        row = Row("string_from_python", "smelt_string_from_python", (OBJECT, _TEXT, Ptr(cls)), None, "minus",
                  part="cpp_string")  # fmt: skip
        encoding = _encoding(b)
        b.op(row, b.convert(value, OBJECT, node), ir.Const(_TEXT, encoding.encode() if encoding else None), pointer)
        return place
    func = Func(INT, (OBJECT, Ptr(cls)), ("value", "object"), except_kind="value", except_value=-1)
    key = helper(
        b, ("from_python", cls), f"{cls.name}_from_python", func, lambda fb: _build_from_python(fb, cls, node), node
    )
    b.call_c(ir.CName(func, key), func, [b.convert(value, OBJECT, node), pointer])
    return place


def _build_from_python(b: FunctionBuilder, cls: CppClass, node: ast.AST) -> None:
    from smelt.sema.build.loops import iterate_value

    value, pointer = b.function.params
    source: ir.Expr = ir.Load(OBJECT, value)
    place = ir.Deref(cls, ir.Load(pointer.type, pointer))
    form, types = python_form(cls), elements_of(cls)
    if form == "complex":
        _complex_from_python(b, source, place, cls, node)
    elif form == "tuple":
        items = b.op(objects.unpack, source, ir.Const(SSIZE, 2))
        for index, (name, type_) in enumerate(zip(("first", "second"), types, strict=True)):
            part = b.convert(b.op(objects.tuple_item, items, ir.Const(SSIZE, index)), type_, node)
            b.emit(ir.Assign(ir.Field(type_, place, name), part))
    else:
        if form == "dict":
            source = b.op(calls.call_method, ir.PyConst(STR, "items", True), source)

        def body(item: ir.Expr) -> None:
            if form == "dict":
                pair = b.op(objects.unpack, item, ir.Const(SSIZE, 2))
                parts = [b.op(objects.tuple_item, pair, ir.Const(SSIZE, i)) for i in range(2)]
                key, held = (b.convert(p, t, node) for p, t in zip(parts, types, strict=True))
                # The key is where it belongs before its value is stored.
                target = Ptr(held.type)
                func = Func(Ref(held.type), (cls, key.type), nogil=True, except_kind="plus")
                at = b.temp(target, "at")
                b.emit(ir.Call(at, ir.CppOperator(func, "[]"), func, [place, key]))
                b.emit(ir.Assign(ir.Deref(held.type, ir.Load(target, at)), held))
                return
            name = "insert" if form == "set" else "push_back"
            converted = b.convert(item, types[0], node)
            func = Func(INT, (converted.type,), nogil=True, except_kind="plus")
            b.emit(ir.Call(None, ir.Field(func, place, name), func, [converted]))

        iterate_value(b, source, node, body)
    b.emit(ir.Return(ir.Const(INT, 0)))


def _complex_from_python(b: FunctionBuilder, value: ir.Expr, place: ir.Expr, cls: CppClass, node: ast.AST) -> None:
    made = b.keep(b.op(calls.call, ir.BuiltinConst(OBJECT, "complex"), value))
    parts = []
    for name in ("real", "imag"):
        attribute = b.op(objects.get_attr, made, ir.PyConst(STR, name, True))
        parts.append(b.convert(attribute, cls.args[0], node))
    func = Func(cls, (cls.args[0], cls.args[0]), nogil=True)
    made_object = emit_call(b, ir.CppName(func, "", cls), func, parts, node, "the constructor")
    b.emit(ir.Assign(place, made_object))


# --- helpers ----------------------------------------------------------------------------------------------------------


def helper(
    b: FunctionBuilder, what: object, name: str, func: Func, fill: Callable[[FunctionBuilder], None], node: ast.AST
) -> str:
    """The key of a function that converts, made where the module first needs it."""
    module = b.module
    encoding = (b.directives.get("c_string_type"), b.directives.get("c_string_encoding"))
    known = module.helpers.get((what, encoding))
    if known is not None:
        return known
    key = module.helpers[what, encoding] = module.unique(name)
    function = ir.Function(key, "c", func, [], [], b.env.span(node), py_name=name, qualname=name)
    inner = FunctionBuilder(module, function, module.scopes.module, b.directives)
    inner.span = b.env.span(node)
    for parameter, type_ in zip(func.names, func.params, strict=True):
        function.params.append(ir.Slot(parameter, type_, ir.Storage.PARAM))
    fill(inner)
    module.functions.append(function)
    return key


def over_object(
    b: FunctionBuilder, source: ir.Expr, cls: CppClass, node: ast.AST, body: Callable[[ir.Expr], None],
    names: tuple[str, str] = ("begin", "end"),
) -> ir.While | None:  # fmt: skip
    """A loop over what a class has between its ``begin()`` and its ``end()``."""
    begin, end = (next((m for m in methods_on(source.type, n) if not m.func.params), None) for n in names)
    if begin is None or end is None:
        b.error(
            "E0713",
            node,
            f"an object of '{cls}' cannot be iterated over",
            f"it declares no {names[0]}() and {names[1]}()",
        )
        return None
    held = b.keep(address(b, source), "container") if not isinstance(source, ir.Load) else None
    source = at_address(held) if held is not None else source
    first = _call(b, source, begin, node)
    at = b.flag(strip_ref(first.type), "at")
    place = ir.Load(at.type, at)
    b.emit(ir.Assign(place, first))
    prelude: ir.Block = []
    with b.into(prelude):
        test = _differs(b, place, _call(b, source, end, node), node)
    inner: ir.Block = []
    update: ir.Block = []
    loop = ir.While(prelude, test, inner, update, span=b.span)
    with b.into(inner):
        type_ = place.type
        item = ir.Deref(type_.target, place) if isinstance(type_, Ptr) else unary_operator(b, "*", place, node)
        body(item)
    with b.into(update):
        if isinstance(place.type, Ptr):
            b.emit(ir.Assign(place, ir.Binary(place.type, "+", place, ir.Const(SSIZE, 1))))
        else:
            unused(b, unary_operator(b, "++", place, node))
    b.emit(loop)
    return loop


def _call(b: FunctionBuilder, source: ir.Expr, method: CppMethod, node: ast.AST) -> ir.Expr:
    target = ir.Field(method.func, source, method.cname)
    return call_chosen(b, target, method, [], [], node, f"the method '{method.name}'")


def _differs(b: FunctionBuilder, one: ir.Expr, other: ir.Expr, node: ast.AST) -> ir.Expr:
    from smelt.sema.build.cppops import binary_operator

    if isinstance(strip_ref(one.type), CppClass):
        return b.convert(binary_operator(b, "!=", one, other, node), BINT, node)
    return ir.Binary(BINT, "!=", one, other)
