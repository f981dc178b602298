"""The extension types of ``cython.view``: their objects are structs of the runtime (cyarray.h, memoryview.h)."""

from __future__ import annotations

from smelt.types.kinds import BINT, BYTES, CHAR_PTR, INT, SSIZE, STR, VOID, VOID_PTR, ExtInfo, ExtType, Func, Ptr

MODULE = "cython.view"

VIEW_ARRAY = ExtType(
    "array", MODULE, "smelt_cyarray", None,
    ExtInfo(fields={
        "data": CHAR_PTR, "len": SSIZE, "format": CHAR_PTR, "ndim": INT, "_shape": Ptr(SSIZE), "_strides": Ptr(SSIZE),
        "itemsize": SSIZE, "mode": STR, "_format": BYTES, "callback_free_data": Ptr(Func(VOID, (VOID_PTR,))),
        "free_data": BINT, "dtype_is_object": BINT,
    }),
)  # fmt: skip
VIEW_OBJECT = ExtType("memoryview", MODULE, "smelt_memoryview", None)

_BY_PATH = {"cython.view.array": VIEW_ARRAY, "cython.view.memoryview": VIEW_OBJECT}


def view_type(path: str) -> ExtType | None:
    """The type that a name of ``cython`` stands for, if it is one of these."""
    return _BY_PATH.get(path)


def type_maker(type_: ExtType) -> str | None:
    """The C function of the runtime (in memoryview_type.h) that gives the type object; None for all other types."""
    if type_.module != MODULE:
        return None
    return "smelt_get_cyarray_type" if type_ == VIEW_ARRAY else "smelt_get_memoryview_type"
