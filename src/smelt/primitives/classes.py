"""Extension types: what the bodies of classes, methods and attributes need of the runtime."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.records import record
from smelt.types import (
    BINT,
    CHAR,
    INT,
    OBJECT,
    SSIZE,
    TUPLE,
    VOID,
    VOID_PTR,
    ExceptKind,
    Func,
    Ptr,
    Record,
    Struct,
    Type,
)

_O = OBJECT

class_set = Row("class_set", "smelt_class_set", (_O, _O, _O), None, "minus", part="ext")  # class, name, value
class_put = Row("class_put", "smelt_class_put", (_O, _O, _O), None, "minus", part="ext")  # leaves type slots alone
class_get = Row("class_get", "smelt_class_get", (_O, _O), part="ext")  # class, name
class_done = Row("class_done", "smelt_class_done", (_O,), None, "minus", part="ext")
new_object = Row("new_object", "smelt_new_object", (_O, TUPLE), part="ext")  # class, arguments
check_self = Row("check_self", "smelt_check_self", (_O, _O, _O), None, "minus", part="ext")  # o, class, method
# o, name, the method's Python side: what a Python class has put in its place; NULL is nothing
override = Row("override", "smelt_override", (_O, _O, _O), error="null_or_end", part="ext_override")

_BUFFER_FIELDS: dict[str, Type] = {
    "buf": VOID_PTR, "obj": OBJECT, "len": SSIZE, "itemsize": SSIZE, "readonly": BINT, "ndim": INT,
    "format": Ptr(CHAR), "shape": Ptr(SSIZE), "strides": Ptr(SSIZE), "suboffsets": Ptr(SSIZE), "internal": VOID_PTR,
}  # fmt: skip
PY_BUFFER = Struct("Py_buffer", "Py_buffer", "struct", False, Record(_BUFFER_FIELDS), extern=True)


@record(frozen=True)
class Special:
    """A special method that Python does not call by name: C code of the type calls it with C arguments.

    `params` are those behind the object; `error` says how it reports errors.
    """

    params: tuple[Type, ...]
    error: ExceptKind

    def func(self, self_type: Type) -> Func:
        return Func(VOID, (self_type, *self.params), except_kind=self.error)


@record(frozen=True)
class TypeSlot:
    """A type slot that calls the function object of a special method straight away, without a search for its name.

    `head` is the C function's head, `body` its only statement: ``{f}`` stands for the function object. Methods that are
    not in the table are found by CPython's own slot functions.
    """

    slot: str
    head: str
    body: str


_UNARY = "PyObject *{}(PyObject *self)"
_BINARY = "PyObject *{}(PyObject *self, PyObject *other)"
_CALLED = "PyObject *{}(PyObject *self, PyObject *args, PyObject *kwargs)"

TYPE_SLOTS: dict[str, tuple[TypeSlot, ...]] = {
    "__init__": (
        TypeSlot("tp_init", "int {}(PyObject *self, PyObject *args, PyObject *kwargs)",
                 "return smelt_init_self({f}, self, args, kwargs);"),
    ),
    "__call__": (TypeSlot("tp_call", _CALLED, "return smelt_call_self({f}, self, args, kwargs);"),),
    "__iter__": (TypeSlot("tp_iter", _UNARY, "return smelt_call_1({f}, self);"),),
    "__next__": (TypeSlot("tp_iternext", _UNARY, "return smelt_call_1({f}, self);"),),
    "__getitem__": (
        TypeSlot("mp_subscript", _BINARY, "return smelt_call_2({f}, self, other);"),
        TypeSlot("sq_item", "PyObject *{}(PyObject *self, Py_ssize_t index)",
                 "return smelt_call_index({f}, self, index);"),
    ),
    "__contains__": (
        TypeSlot("sq_contains", "int {}(PyObject *self, PyObject *other)",
                 "return smelt_truth_of(smelt_call_2({f}, self, other));"),
    ),
    "__bool__": (TypeSlot("nb_bool", "int {}(PyObject *self)", "return smelt_truth_of(smelt_call_1({f}, self));"),),
    "__len__": (
        TypeSlot("mp_length", "Py_ssize_t {}(PyObject *self)", "return smelt_length_of(smelt_call_1({f}, self));"),
        TypeSlot("sq_length", "Py_ssize_t {}(PyObject *self)", "return smelt_length_of(smelt_call_1({f}, self));"),
    ),
    "__richcmp__": (
        TypeSlot("tp_richcompare", "PyObject *{}(PyObject *self, PyObject *other, int op)",
                 "return smelt_call_compare({f}, self, other, op);"),
    ),
}  # fmt: skip

SPECIALS: dict[str, Special] = {
    "__dealloc__": Special((), "none"),
    "__getbuffer__": Special((Ptr(PY_BUFFER), INT), "always"),
    "__releasebuffer__": Special((Ptr(PY_BUFFER),), "none"),
}
