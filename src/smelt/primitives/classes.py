"""Extension types: what the bodies of classes, methods and attributes need of the runtime."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.records import record
from smelt.types import BINT, CHAR, INT, OBJECT, SSIZE, VOID, VOID_PTR, ExceptKind, Func, Ptr, Record, Struct, Type

_O = OBJECT

class_set = Row("class_set", "smelt_class_set", (_O, _O, _O), None, "minus", part="ext")  # class, name, value
class_get = Row("class_get", "smelt_class_get", (_O, _O), part="ext")  # class, name
class_done = Row("class_done", "smelt_class_done", (_O,), None, "minus", part="ext")
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


SPECIALS: dict[str, Special] = {
    "__dealloc__": Special((), "none"),
    "__getbuffer__": Special((Ptr(PY_BUFFER), INT), "always"),
    "__releasebuffer__": Special((Ptr(PY_BUFFER),), "none"),
}
