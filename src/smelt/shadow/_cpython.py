"""CPython's C interface for uncompiled runs, as far as Python code can play its part."""

from __future__ import annotations

import array as _array
from collections.abc import Callable
from typing import Any

from smelt.shadow import _libc


class array(_array.array):  # type: ignore[type-arg]
    """``cpython.array.array``: Python's, which may also be subscripted with a type."""

    def __class_getitem__(cls, item: Any) -> Any:
        return cls


def _array_module() -> dict[str, Any]:
    def clone(template: Any, length: int, zero: bool = True) -> Any:
        return _array.array(template.typecode, bytes(length * template.itemsize))

    def resize(target: Any, length: int) -> int:
        extra = length - len(target)
        if extra < 0:
            del target[length:]
        else:
            target.frombytes(bytes(extra * target.itemsize))
        return 0

    def extend(target: Any, other: Any) -> int:
        target.extend(other)
        return 0

    def zero(target: Any) -> None:
        for i in range(len(target)):
            target[i] = 0

    return {
        "array": array, "clone": clone, "copy": lambda a: a[:], "resize": resize, "resize_smart": resize,
        "extend": extend, "zero": zero,
    }  # fmt: skip


def _memory() -> dict[str, Any]:
    found: dict[str, Any] = {}
    for prefix in ("PyMem", "PyMem_Raw", "PyObject"):
        mark = "" if prefix.endswith("Raw") else "_"
        found[f"{prefix}{mark}Malloc"] = _libc.malloc
        found[f"{prefix}{mark}Calloc"] = _libc.calloc
        found[f"{prefix}{mark}Realloc"] = _libc.realloc
        found[f"{prefix}{mark}Free"] = _libc.free
    return found


def _references() -> dict[str, Any]:
    names = ("Py_INCREF", "Py_DECREF", "Py_XINCREF", "Py_XDECREF", "Py_CLEAR")
    return {**dict.fromkeys(names, lambda _: None), "PyObject": object, "PyTypeObject": type}


def _bool() -> dict[str, Any]:
    return {"bool": bool, "PyBool_Check": lambda o: isinstance(o, bool)}


def _types() -> dict[str, Any]:
    found: dict[str, Any] = {}
    named = {"List": list, "Tuple": tuple, "Dict": dict, "Set": set, "Bytes": bytes, "Unicode": str, "Long": int,
             "Float": float, "Complex": complex, "ByteArray": bytearray, "Slice": slice}  # fmt: skip
    for name, type_ in named.items():
        found[f"Py{name}_Check"] = lambda o, _t=type_: isinstance(o, _t)
        found[f"Py{name}_CheckExact"] = lambda o, _t=type_: type(o) is _t
    return found


def _everything() -> dict[str, Any]:
    return {**_memory(), **_references(), **_bool(), **_types()}


_WORDS = (
    "bytes bytearray complex dict exc float iterator list long mapping module number object sequence set slice tuple "
    "type unicode"
)

MODULES: dict[str, Callable[[], dict[str, Any]]] = {
    "cpython": lambda: {**_everything(), "array": __import__("types").SimpleNamespace(**_array_module())},
    "cpython.array": _array_module,
    "cpython.mem": _memory,
    "cpython.ref": _references,
    "cpython.bool": _bool,
    **{f"cpython.{word}": _everything for word in _WORDS.split()},
}
