"""Values of one type as values of another: `rules.coercion` says how, this file emits it."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import arith, calls, containers, objects, strings, views
from smelt.primitives import convert as rows
from smelt.sema.build.core import PYTHON_NONE, VOID_RESULT, FunctionBuilder, is_unknown
from smelt.sema.build.view_attributes import extents_pointer, is_extents
from smelt.sema.build.viewobjects import box_view, view_of_array
from smelt.sema.build.views import as_layout
from smelt.sema.symbols import Variable
from smelt.sema.wording import article, cast_hint, is_cython, spelled
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    BYTEARRAY,
    BYTES,
    CHAR,
    FLOAT,
    LIST,
    OBJECT,
    SSIZE,
    STR,
    TUPLE,
    UNKNOWN,
    Buffer,
    Builtin,
    CArray,
    CBool,
    CChar,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    Const,
    CTuple,
    Enum,
    ExtType,
    Func,
    FusedFunc,
    Ptr,
    PyObj,
    Struct,
    Type,
    View,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass, ScopedEnum, is_copyable, python_form, strip_ref
from smelt.types.rules import coercion


def convert(b: FunctionBuilder, value: ir.Expr, target: Type, node: ast.AST, what: str | None = None) -> ir.Expr:
    """`value` as a value of type `target`; `what` names the parameter or variable in run-time messages."""
    if value.type is target and type(target) is PyObj:
        return value  # by far most
    target = strip_ref(target)
    source = strip_ref(value.type)
    if is_unknown(value) or target == UNKNOWN:
        return ir.Const(target, 0) if target != UNKNOWN else value
    if isinstance(source, FusedFunc):
        from smelt.sema.build.fused import convert_fused

        return convert_fused(b, source.symbol, target, node)  # type: ignore[arg-type]
    if source != target and isinstance(source, CFloat) and source.storage:
        value, source = ir.PureCall(FLOAT, views.half_value, [value]), FLOAT
    if source != target and isinstance(target, CFloat) and target.storage:
        return ir.PureCall(target, views.half_of, [convert(b, value, FLOAT, node, what)])
    literal = _literal(value, target)
    if literal is not None:
        return literal
    if source == target:
        if isinstance(source, CppClass) and not is_copyable(source):
            need_rvalue(b, value, source, node)
        return value
    if isinstance(source, CppClass | ScopedEnum) or isinstance(target, CppClass | ScopedEnum):
        from smelt.sema.build.cppconvert import convert_class

        found = convert_class(b, value, source, target, node, what) if value is not VOID_RESULT else None
        return found if found is not None else no_conversion(b, source, target, node)
    if isinstance(target, Buffer) and isinstance(source, PyObj):
        target = target.owner
        if source == target:
            return value
    if isinstance(source, Buffer):
        source = source.owner
    if isinstance(value, ir.PyConst) and isinstance(target, View) and value.value is None:
        return ir.Initializer(target, [PYTHON_NONE])
    if value is VOID_RESULT and not isinstance(target, PyObj):
        b.error("E0555", node, f"the call returns nothing (void), where {article(target)} is needed")
        return ir.Const(target, 0)
    if isinstance(node, ast.Constant) and node.value is None and is_number(target) and target != BINT:
        b.error("E0550", node, f"cannot convert None to '{target}'")
        return ir.Const(target, 0)
    if isinstance(target, Ptr) and strip_const(target.target) == SSIZE and is_extents(source):
        return ir.Cast(target, extents_pointer(b, value))
    match coercion(source, target):
        case "same":
            return value if not isinstance(target, PyObj) or not isinstance(source, Func) else box(b, value, node)
        case "convert":
            return _convert_c(b, value, target, node, what)
        case "box" if target == BYTES and _is_c_text(source):
            return b.op(strings.bytes_from_ptr, ir.Cast(strings.bytes_from_ptr.params[0] or source, value))
        case "box":
            return _typed_box(b, box(b, value, node), target, node)
        case "unbox":
            return unbox(b, value, target, node, what)
        case "check":
            return _check(b, value, target, node)
    return no_conversion(b, source, target, node)


def need_rvalue(b: FunctionBuilder, value: ir.Expr, type_: CppClass, node: ast.AST) -> None:
    """Report the copy of an object that can only be moved."""
    fresh = (isinstance(value, ir.Load) and value.slot.temp) or isinstance(value, ir.PureCall | ir.Initializer)
    if not fresh:
        b.error("E0717", node, f"an object of '{type_}' cannot be copied", "move it: move(…), from libcpp.utility")


def no_conversion(b: FunctionBuilder, source: Type, target: Type, node: ast.AST) -> ir.Expr:
    """Report that there is no way from one type to the other, with what would help."""
    hint = None
    if isinstance(source, CFloat) and isinstance(target, CInt):
        hint = f"cast it: {cast_hint(b.env, spelled(b.env, target))}, if the fraction may be lost"
    elif isinstance(source, CComplex) and not isinstance(target, PyObj):
        hint = "take its '.real' or '.imag'"
    elif isinstance(source, Ptr | CArray) and isinstance(target, Ptr):
        hint = f"cast it: {cast_hint(b.env, spelled(b.env, target))}"
    elif isinstance(source, Ptr) and isinstance(target, PyObj):
        hint = "only char * has a Python form; index the pointer, or make a view of its memory"
    elif isinstance(source, PyObj) and isinstance(target, Ptr):
        address = "&v[0]" if is_cython(b.env) else "cython.address(v[0])"
        hint = f"take the address of C memory, or of an element of a view: {address}"
    elif isinstance(source, Ptr) and isinstance(target, View):
        extents = ", ".join([":n", ":m", ":k", *[":…"] * 5][: target.ndim])
        hint = (
            f"cast it with its extents: {cast_hint(b.env, f'{spelled(b.env, strip_const(target.dtype))}[{extents}]')}"
        )
    elif isinstance(source, CArray) and isinstance(target, View):
        hint = "a view of a C array has its elements and its dimensions"
    elif isinstance(source, View) and isinstance(target, View):
        hint = "views convert only between layouts of the same element type and dimensions"
    elif isinstance(source, CArray) and isinstance(target, CArray):
        hint = "only arrays of the same length and element type are copied by an assignment"
    elif source in (STR, BYTES) and isinstance(target, CFloat | CComplex):
        hint = f"read the number from the text: {'complex' if isinstance(target, CComplex) else 'float'}(…)"
    elif source in (STR, BYTES) and isinstance(target, CInt):
        hint = "read the number from the text: int(…), or take a character's code: ord(…)"
    elif isinstance(source, CppClass) and isinstance(target, PyObj):
        hint = "a class has no Python form: wrap it in a Python class, or convert its fields"
        if python_form(source) is not None:
            hint = "its elements have no Python form"
    elif isinstance(target, ScopedEnum) or isinstance(source, ScopedEnum):
        hint = f"cast it: {cast_hint(b.env, spelled(b.env, target))}"
    b.error("E0550", node, f"cannot convert '{source}' to '{target}'", hint)
    return ir.Const(target, 0)


def _literal(value: ir.Expr, target: Type) -> ir.Expr | None:
    """Literals take the form of the target at compile time."""
    if isinstance(value, ir.Const) and value.value is not None:
        held = value.value
        if isinstance(target, PyObj):
            if isinstance(held, bytes):
                return None
            names = {"int": int, "float": float, "complex": complex, "bool": bool}
            if isinstance(target, Builtin) and not (target.name in names and type(held) is names[target.name]):
                return None
            return ir.PyConst(target if target != OBJECT else _python_type(held), held)
        if isinstance(target, CFloat) and isinstance(held, int | float):
            try:
                return ir.Const(target, float(held))
            except OverflowError:
                return None
        if isinstance(target, CComplex) and not isinstance(held, bytes):
            return ir.Const(target, complex(held))
        if isinstance(target, CInt) and isinstance(held, int) and not isinstance(target, CCounter):
            if target == BINT:
                return ir.Const(BINT, bool(held))
            if target.min <= held <= target.max:
                return ir.Const(target, int(held))
    if isinstance(value, ir.PyConst):
        return python_literal(value.value, target) or character_code(value.value, target)
    return None


def character_code(held: object, target: Type) -> ir.Expr | None:
    """A literal of one character is its code where an integer is needed: bytes as C's char."""
    if not isinstance(target, CInt) or isinstance(target, CCounter | Enum) or target == BINT:
        return None
    if not isinstance(held, str | bytes) or len(held) != 1:
        return None
    code = ord(held) if isinstance(held, str) else held[0] - 256 * (held[0] >= 128)
    return ir.Const(target, code) if target.min <= code <= target.max else None


def _python_type(held: object) -> PyObj:
    name = type(held).__name__
    return Builtin(name) if name in ("int", "float", "complex", "bool") else OBJECT


def python_literal(held: object, target: Type) -> ir.Expr | None:
    match held:
        case str() if isinstance(target, CInt) and len(held) == 1 and target.name in ("Py_UCS4", "Py_UNICODE"):
            return ir.Const(target, ord(held))
        case str() if isinstance(target, CChar) and len(held) == 1 and ord(held) < 128:
            return ir.Const(target, ord(held))
        case bytes() if isinstance(target, CChar) and len(held) == 1:
            code = held[0] if not target.signed or held[0] < 128 else held[0] - 256
            return ir.Const(target, code)
        case bytes() if isinstance(target, Ptr) and isinstance(strip_const(target.target), CChar):
            return ir.Cast(target, ir.Const(Ptr(Const(strip_const(target.target))), held))
        case str() if isinstance(target, Ptr) and isinstance(strip_const(target.target), CChar) and held.isascii():
            return ir.Cast(target, ir.Const(Ptr(Const(strip_const(target.target))), held.encode()))
    return None


def _typed_box(b: FunctionBuilder, value: ir.Expr, target: Type, node: ast.AST) -> ir.Expr:
    """The boxed value in the builtin type that is wanted: its usual form may be another."""
    if target == OBJECT or value.type == target or is_unknown(value):
        return value
    if value.type == LIST and target == TUPLE:
        return b.op(containers.list_to_tuple, value)
    if value.type == BYTES and target == BYTEARRAY:
        return ir.Cast(target, b.op(calls.call, type_object(BYTEARRAY), value))
    encoding = b.directives.get("c_string_encoding")
    if value.type == BYTES and target == STR and encoding:
        known = ir.PyConst(STR, "utf8" if encoding == "default" else str(encoding))
        return ir.Cast(target, b.op(calls.call_method, ir.PyConst(STR, "decode", True), value, known))
    if isinstance(value.type, Builtin):
        hint = "decode it: text.decode('utf8')" if (value.type, target) == (BYTES, STR) else None
        b.error("E0550", node, f"cannot convert '{value.type}' to '{target}'", hint)
        return ir.Cast(target, value)
    return _check(b, value, target, node)


def box(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> ir.Expr:
    """The Python object of a C value."""
    type_ = strip_const(value.type)
    if not b.need_gil(node, f"making a Python object of {article(type_)}"):
        return PYTHON_NONE
    match type_:
        case CCounter():
            return b.op(rows.to_python(SSIZE), ir.Cast(SSIZE, value))
        case Struct():
            return _box_struct(b, value, type_, node)
        case CTuple():
            base = b.keep(value)
            items = [convert(b, ir.Field(item, base, f"f{i}"), OBJECT, node) for i, item in enumerate(type_.items)]
            return b.op(containers.build_tuple, *items)
        case CArray():
            if isinstance(strip_const(type_.element), CChar):
                return b.op(strings.bytes_from_ptr, ir.Cast(Ptr(Const(strip_const(type_.element))), value))
            return _box_array(b, value, type_, node)
        case Ptr() if _is_c_text(type_):
            text = ir.Cast(strings.bytes_from_ptr.params[0] or type_, value)
            if b.directives.get("c_string_type") in ("str", "unicode") and b.directives.get("c_string_encoding"):
                return b.op(strings.str_from_ptr, text)
            return b.op(strings.bytes_from_ptr, text)
        case Func() if isinstance(value, ir.CName):
            from smelt.sema.build.cfunctions import python_side

            return python_side(b, value, node)
        case View():
            return box_view(b, value, type_)
        case Func():
            return no_python_form(b, type_, node)
    if not rows.has_python_form(type_):
        return no_conversion(b, type_, OBJECT, node)
    return b.op(rows.to_python(type_), value)


def no_python_form(b: FunctionBuilder, type_: Type, node: ast.AST) -> ir.Expr:
    """Report a C function that Python cannot have: what is called has no name that a wrapper could stand for."""
    return b.error(
        "E0551", node, f"{article(type_)} has no Python form", "call it here, or write a def function that does"
    )


def _is_c_text(type_: Type) -> bool:
    return isinstance(type_, Ptr) and isinstance(strip_const(type_.target), CChar)


def _box_struct(b: FunctionBuilder, value: ir.Expr, type_: Struct, node: ast.AST) -> ir.Expr:
    """A struct becomes a dict of its fields, as in Cython."""
    base = b.keep(value)
    result = b.op(containers.dict_new, hint="fields")
    for name, field_type in type_.fields.items():
        item = convert(b, ir.Field(field_type, base, type_.record.field_cnames.get(name, name)), OBJECT, node)
        b.op(containers.dict_set, result, ir.PyConst(STR, name, True), item)
    return result


def _box_array(b: FunctionBuilder, value: ir.Expr, type_: CArray, node: ast.AST) -> ir.Expr:
    result = b.op(containers.list_new, ir.Const(SSIZE, type_.length or 0), hint="items")
    counter = b.temp(SSIZE, "i")
    body: ir.Block = []
    with b.into(body):
        item = convert(b, ir.Index(type_.element, value, ir.Load(SSIZE, counter)), OBJECT, node)
        b.op(containers.list_append, result, item)
    b.emit(ir.ForRange(counter, ir.Const(SSIZE, 0), ir.Const(SSIZE, type_.length or 0), ir.Const(SSIZE, 1), body))
    return result


def unbox(b: FunctionBuilder, value: ir.Expr, target: Type, node: ast.AST, what: str | None) -> ir.Expr:
    """The C value of a Python object; may fail at run time."""
    if not b.need_gil(node, f"converting a Python object to '{target}'"):
        return ir.Const(target, 0)
    if isinstance(target, CBool) and target.c != BINT.c:
        # C++'s bool has no room for the answer that something went wrong.
        return ir.Cast(target, b.convert(value, BINT, node, what))
    match target:
        case View():
            slot = b.temp(target, what or "view")
            b.emit(ir.AcquireView(slot, value, what or "value"))
            return ir.Load(target, slot)
        case Struct():
            return _unbox_struct(b, value, target, node)
        case CTuple():
            items = b.op(objects.unpack, value, ir.Const(SSIZE, len(target.items)))
            parts = [
                convert(b, b.op(objects.tuple_item, items, ir.Const(SSIZE, i)), t, node)
                for i, t in enumerate(target.items)
            ]
            return ir.Initializer(target, parts)
        case CCounter():
            return b.op(rows.from_python(SSIZE), value)
        case CArray():
            return _unbox_array(b, value, target, node)
        case Ptr() if value.type == STR and not b.directives.get("c_string_encoding"):
            b.env.error(
                "E0552", node, "a str has no bytes until it is encoded",
                "encode it first: text.encode(), and keep the bytes object in a variable",
            )  # fmt: skip
            return ir.Const(target, None)
        case Ptr():
            if not _held_elsewhere(b, value, node):
                b.env.error(
                    "E0553", node,
                    "a C string is taken of a temporary Python object, which dies before the string is used",
                    "assign the object to a variable first",
                )  # fmt: skip
            encoded = b.directives.get("c_string_encoding")
            row = strings.ptr_from_str if encoded else rows.from_python(Ptr(CHAR))
            return ir.Cast(target, b.op(row, value)) if row.result != target else b.op(row, value)
    if not rows.has_python_form(target):
        return no_conversion(b, value.type, target, node)
    return b.op(rows.from_python(target), value, hint=what or "t")


def _held_elsewhere(b: FunctionBuilder, value: ir.Expr, node: ast.AST) -> bool:
    """Whether an object lives on by itself: in a variable or in memory that owns it."""
    if not isinstance(value, ir.Load):
        return value.type == OBJECT or isinstance(value, ir.Field | ir.Deref | ir.Index)
    if not value.slot.temp:
        return True
    while isinstance(node, c.CCast):
        node = node.value
    hit = b.typer.symbol(node, b.scope) if isinstance(node, ast.Name) else None
    return hit is not None and isinstance(hit[1], Variable) and hit[1].place == "pyglobal"


def _unbox_struct(b: FunctionBuilder, value: ir.Expr, target: Struct, node: ast.AST) -> ir.Expr:
    """A mapping of the fields becomes a struct."""
    slot = b.flag(target, target.name)
    held = b.keep(value)
    if target.kind == "union":
        return _unbox_union(b, held, target, slot, node)
    for name, field_type in target.fields.items():
        item = b.op(objects.get_struct_item, held, ir.PyConst(STR, name, True))
        lvalue = ir.Field(field_type, ir.Load(target, slot), target.record.field_cnames.get(name, name))
        b.emit(ir.Assign(lvalue, convert(b, item, field_type, node)))
    return ir.Load(target, slot)


def _unbox_union(b: FunctionBuilder, held: ir.Expr, target: Struct, slot: ir.Slot, node: ast.AST) -> ir.Expr:
    """A mapping with one of the fields becomes a union."""
    b.emit(ir.Assign(ir.Load(target, slot), ir.Initializer(target, [])))
    found = b.op(objects.union_field, held, ir.PyConst(TUPLE, tuple(target.fields)))
    for index, (name, field_type) in enumerate(target.fields.items()):
        body: ir.Block = []
        with b.into(body):
            item = b.op(objects.get_struct_item, held, ir.PyConst(STR, name, True))
            lvalue = ir.Field(field_type, ir.Load(target, slot), target.record.field_cnames.get(name, name))
            b.emit(ir.Assign(lvalue, convert(b, item, field_type, node)))
        b.emit(ir.If(ir.Binary(BINT, "==", found, ir.Const(SSIZE, index)), body))
    return ir.Load(target, slot)


def _unbox_array(b: FunctionBuilder, value: ir.Expr, target: CArray, node: ast.AST) -> ir.Expr:
    slot = b.flag(target, "array")
    length = ir.Const(SSIZE, target.length or 0)
    items = b.op(objects.array_items, value, length)
    counter = b.temp(SSIZE, "i")
    body: ir.Block = []
    with b.into(body):
        item = convert(b, b.op(objects.tuple_item, items, ir.Load(SSIZE, counter)), target.element, node)
        b.emit(ir.Assign(ir.Index(target.element, ir.Load(target, slot), ir.Load(SSIZE, counter)), item))
    b.emit(ir.ForRange(counter, ir.Const(SSIZE, 0), length, ir.Const(SSIZE, 1), body))
    return ir.Load(target, slot)


def type_object(type_: PyObj) -> ir.Expr:
    """The type object that instances of `type_` have."""
    if isinstance(type_, Buffer):
        return type_object(type_.owner)
    if isinstance(type_, ExtType):
        return ir.TypeConst(OBJECT, type_)
    assert isinstance(type_, Builtin)
    return ir.BuiltinConst(OBJECT, type_.name)


def _check(b: FunctionBuilder, value: ir.Expr, target: Type, node: ast.AST) -> ir.Expr:
    """A run-time test that an object is of a builtin or extension type, or None; or of a view's layout."""
    if isinstance(target, View):
        return as_layout(b, value, target, node)
    if isinstance(value, ir.PyConst):
        if value.value is None or value.type == target:
            return value
    held = b.keep(value)
    assert isinstance(target, PyObj)
    exact = isinstance(target, Builtin) and target.exact
    b.op(objects.check_exact_type if exact else objects.check_type, held, type_object(target), node=node)
    return ir.Cast(target, held)


def _convert_c(b: FunctionBuilder, value: ir.Expr, target: Type, node: ast.AST, what: str | None) -> ir.Expr:
    source = strip_const(value.type)
    if target == BINT:
        if isinstance(source, View):
            return b.op(objects.is_true, box(b, value, node))
        if isinstance(source, CComplex):
            return ir.Unary(BINT, "!", ir.PureCall(BINT, arith.complex_is_zero(source), [value]))
        zero: ir.Expr = ir.Const(source, None) if isinstance(source, Ptr | CArray | Func) else ir.Const(source, 0)
        if isinstance(source, CFloat):
            zero = ir.Const(source, 0.0)
        return ir.Binary(BINT, "!=", value, zero)
    if isinstance(target, CInt) and isinstance(value, ir.Const) and isinstance(value.value, int):
        if not (target.min <= value.value <= target.max) and target.exact:
            held = value.value & ((1 << target.bits) - 1)
            b.env.diagnostics.warning(
                "W0501", b.env.span(node), f"the constant {value.value} does not fit '{target}'",
                f"it becomes {held - (1 << target.bits) if target.signed and held > target.max else held}",
            )  # fmt: skip
    if isinstance(target, CTuple) and isinstance(source, CTuple):
        base = b.keep(value)
        parts = [
            convert(b, ir.Field(s, base, f"f{i}"), t, node)
            for i, (s, t) in enumerate(zip(source.items, target.items, strict=True))
        ]
        return ir.Initializer(target, parts)
    if isinstance(source, CArray) and isinstance(target, CArray):
        return value
    if isinstance(target, View):
        return view_of_array(b, value, target, node, what)
    return ir.Cast(target, value)
