"""How C spells types, declarations, and the structs of views."""

from __future__ import annotations

from smelt.primitives.vectors import vector_name
from smelt.types import (
    CArray,
    CComplex,
    CFloat,
    CInt,
    Const,
    CTuple,
    CVoid,
    Func,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    Vector,
    View,
    strip_const,
)
from smelt.types.cpp import CppClass, RvalueRef, ScopedEnum
from smelt.types.kinds import Enum


def declare(type_: Type, name: str = "") -> str:
    """A C declaration of `name` without semicolon; the type alone if there is no name."""
    prefix, middle = _declarator(type_, name)
    if not middle:
        return prefix
    return f"{prefix}{'' if prefix.endswith(('*', '&')) else ' '}{middle}"


def _declarator(type_: Type, name: str) -> tuple[str, str]:
    """Split a declaration into the base type and the declarator around the name, from the inside out."""
    while True:
        match type_:
            case Const(base=Ptr() as base):
                name = f"const {name}" if name else "const"
                type_ = base
            case Const(base=base):
                prefix, middle = _declarator(base, name)
                return f"const {prefix}", middle
            case Ptr(target=CArray() | Func() as target):
                name = f"(*{name})"
                type_ = target
            case Ptr(target=target):
                name = f"*{name}"
                type_ = target
            case RvalueRef(target=target):
                name = f"&&{name}"
                type_ = target
            case Ref(target=target):
                name = f"&{name}"
                type_ = target
            case CArray(element=element, length=length):
                name = f"{name}[{'' if length is None else length}]"
                type_ = element
            case Func():
                name = f"{name}({parameters(type_)})"
                type_ = type_.returns
            case PyObj():
                return "PyObject", f"*{name}"
            case _:
                return base_name(type_), name


def parameters(func: Func) -> str:
    """The parameter types of a function type; views are passed member by member, see `viewargs`."""
    params: list[str] = []
    for type_ in func.params:
        params += [member for member, _ in view_members(type_)] if isinstance(type_, View) else [declare(type_)]
    if func.vararg:
        params.append("...")
    return ", ".join(params) or "void"


def base_name(type_: Type) -> str:
    """C's name of a type that is not built from others."""
    match type_:
        case CVoid():
            return "void"
        case View():
            return view_name(type_)
        case CTuple():
            return ctuple_name(type_)
        case Vector():
            return vector_name(type_)
        case CInt() | CFloat() | CComplex() | Struct():
            return type_.c
        case PyObj():
            return "PyObject *"
        case CppClass():
            return class_name(type_)
        case ScopedEnum():
            return type_.c
    raise TypeError(f"no C type for {type_}")


def class_name(cls: CppClass) -> str:
    """A class with its template arguments, within the class around it."""
    name = cls.c
    if cls.args:
        name += f"<{', '.join(declare(arg) for arg in cls.args)}>"
    return f"{class_name(cls.outer)}::{name}" if cls.outer is not None else name


def has_strides(view: View) -> bool:
    """Whether a view's struct holds strides; those of contiguous views follow from the shape."""
    return view.order == "strided"


def axis_stride(view: View, axis: int, base: str) -> str:
    """The stride of an axis in bytes, of the view that `base` names: factors, not in parentheses.

    A constant where the type says that the items of the axis, or the pointers to them, lie side by side; else read from
    the struct, or for contiguous views computed from the extents.
    """
    access, packing = view.axes[axis].access, view.axes[axis].packing
    if has_strides(view):
        if packing != "contig" or access == "generic":
            return f"{base}.strides[{axis}]"
        return "(Py_ssize_t)sizeof(char *)" if access == "indirect" else _item_size(view)
    inner = range(axis + 1, view.ndim) if view.order == "c" else range(axis)
    return " * ".join([_item_size(view), *(f"{base}.shape[{k}]" for k in inner)])


def _item_size(view: View) -> str:
    return f"(Py_ssize_t)sizeof({declare(strip_const(view.dtype))})"


def view_name(view: View) -> str:
    """The struct of a view: what kind of element it has does not matter."""
    return f"smelt_view_{view.ndim}{'c' if not has_strides(view) else 's' if view.direct else 'i'}"


def view_members(view: View) -> list[tuple[str, str]]:
    """The C type and the access of each member of a view's struct, arrays taken apart, in their order."""
    axes = range(view.ndim)
    found = [("PyObject *", "owner"), ("char *", "data")]
    found += [("Py_ssize_t", f"shape[{axis}]") for axis in axes]
    if has_strides(view):
        found += [("Py_ssize_t", f"strides[{axis}]") for axis in axes]
    if not view.direct:
        found += [("Py_ssize_t", f"suboffsets[{axis}]") for axis in axes]
    return found


def view_definition(view: View) -> str:
    """The typedef of a view's struct."""
    n = view.ndim
    strides = f", strides[{n}]" if has_strides(view) else ""
    strides += "" if view.direct else f", suboffsets[{n}]"
    fields = f"PyObject *owner; char *data; Py_ssize_t shape[{n}]{strides};"
    return f"typedef struct {{ {fields} }} {view_name(view)};"


def ctuple_name(type_: CTuple) -> str:
    """The struct of a C tuple, by its items: equal tuples of different modules are one type."""
    return "smelt_tuple_" + "_".join(mangle(item) for item in type_.items)


def mangle(type_: Type) -> str:
    """A type as part of an identifier."""
    text = declare(type_).replace("*", "p").replace("[", "_").replace("]", "_")
    return "".join(c if c.isalnum() or c == "_" else "" if c == " " else "_" for c in text)


def record_definition(type_: Struct | CTuple | Enum) -> str | None:
    """The definition of a struct, a union, an enum or a C tuple; None for those of C headers."""
    match type_:
        case CTuple(items=items):
            fields = "".join(f"    {declare(item, f'f{i}')};\n" for i, item in enumerate(items))
            return f"typedef struct {{\n{fields}}} {ctuple_name(type_)};"
        case Enum(members=members):
            head = type_.c if type_.c.startswith("enum ") else "enum"
            return f"{head} {{ {', '.join(members)} }};" if members else None
        case Struct(extern=True):
            return None
        case Struct(kind=kind):
            names = type_.record.field_cnames
            fields = "".join(f"    {declare(t, names.get(n, n))};\n" for n, t in type_.fields.items())
            body = f"{{\n{fields}}}{' __attribute__((packed))' if type_.packed else ''}"
            if type_.c.startswith(f"{kind} "):
                return f"{type_.c} {body};"
            return f"typedef {kind} {body} {type_.c};"
    return None
