"""The module's pool of Python constants: each made once, when the module is loaded.

Names are made from one table by a loop. All else takes a statement each; a tuple comes after its items.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from smelt.emit.cprinter import c_string
from smelt.emit.names import Names, identifier
from smelt.types import ExtType
from smelt.types.cythonview import type_maker

_SINGLETONS = {
    None: "Py_None",
    True: "Py_True",
    False: "Py_False",
    Ellipsis: "Py_Ellipsis",
    NotImplemented: "Py_NotImplemented",
}
# Builtins that C knows by name. Exceptions of newer Pythons are looked up like any other name.
_ERRORS = """
Arithmetic Assertion Attribute BlockingIO BrokenPipe Buffer ChildProcess ConnectionAborted Connection ConnectionRefused
ConnectionReset EOF FileExists FileNotFound FloatingPoint Import Indentation Index Interrupted IsADirectory Key Lookup
Memory ModuleNotFound Name NotADirectory NotImplemented OS Overflow Permission ProcessLookup Recursion Reference Runtime
Syntax System Tab Timeout Type UnboundLocal UnicodeDecode UnicodeEncode Unicode UnicodeTranslate Value ZeroDivision
"""
_WARNINGS = """
Bytes Deprecation Future Import PendingDeprecation Resource Runtime Syntax Unicode User
"""
_OTHERS = "BaseException Exception GeneratorExit KeyboardInterrupt StopAsyncIteration StopIteration SystemExit Warning"
_EXCEPTIONS = frozenset(
    [*(f"{name}Error" for name in _ERRORS.split()), *(f"{name}Warning" for name in _WARNINGS.split()), *_OTHERS.split()]
)
_TYPES = {
    "int": "PyLong_Type", "float": "PyFloat_Type", "complex": "PyComplex_Type", "bool": "PyBool_Type", "str":
    "PyUnicode_Type", "bytes": "PyBytes_Type", "bytearray": "PyByteArray_Type", "list": "PyList_Type", "tuple":
    "PyTuple_Type", "dict": "PyDict_Type", "set": "PySet_Type", "frozenset": "PyFrozenSet_Type", "type": "PyType_Type",
    "object": "PyBaseObject_Type", "slice": "PySlice_Type", "range": "PyRange_Type", "enumerate": "PyEnum_Type",
    "zip": "PyZip_Type", "map": "PyMap_Type", "filter": "PyFilter_Type", "reversed": "PyReversed_Type",
    "memoryview": "PyMemoryView_Type", "property": "PyProperty_Type", "super": "PySuper_Type",
}  # fmt: skip


def filled(items: Sequence[str], head: str, tail: str, each: bool = False) -> list[str]:
    """The items with commas between them, as many on a line as fit. `head` begins each line; `tail` ends each line, or
    the last one only.
    """
    lines: list[str] = []
    for item in items:
        if lines and len(lines[-1]) + len(item) < 110:
            lines[-1] += f", {item}"
        else:
            lines.append(head + item)
    return [line + (tail if each or line is lines[-1] else ",") for line in lines]


class Constants:
    """The constants that the text uses, by their C names."""

    def __init__(self) -> None:
        self._names = Names()  # of all kinds but builtins, which have a prefix of their own
        self._known: dict[object, str] = {}
        self._words: list[tuple[str, str]] = []  # interned strings: name, text
        self._made: list[tuple[str, str]] = []  # name, the C expression that makes it
        self._builtins: dict[str, str] = {}
        self._types: dict[ExtType, str] = {}

    def name(self, value: object, interned: bool = False) -> str:
        """The C expression for a constant."""
        if value is None or value is ... or value is NotImplemented or isinstance(value, bool):
            return _SINGLETONS[value]
        key = _key(value), interned
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._add(value, interned)
        return found

    def builtin(self, name: str) -> str:
        """The C expression for a member of builtins."""
        if name in _EXCEPTIONS:
            return f"PyExc_{name}"
        if name in _TYPES:
            return f"(PyObject *)&{_TYPES[name]}"
        if name not in self._builtins:
            self._builtins[name] = f"b_{identifier(name)}"
        return self._builtins[name]

    def type_object(self, type_: ExtType) -> str:
        """The C expression for the type object of an extension type."""
        if type_.type_c is not None:
            return f"(PyObject *)&{type_.type_c}"
        if type_ not in self._types:
            self._types[type_] = self._names.unique(f"t_{identifier(type_.name.rpartition('.')[2])}")
        return self._types[type_]

    def _add(self, value: object, interned: bool) -> str:
        match value:
            case str():
                if interned and _is_word(value):
                    name = self._named(value)
                    self._words.append((name, value))
                    return name
                text = value.encode("utf-8", "surrogatepass")
                return self._make(f'PyUnicode_DecodeUTF8({c_string(text)}, {len(text)}, "surrogatepass")')
            case bytes():
                return self._make(f"PyBytes_FromStringAndSize({c_string(value)}, {len(value)})")
            case int():
                return self._make(_make_int(value))
            case float():
                return self._make(f"PyFloat_FromDouble({_double(value)})")
            case complex():
                return self._make(f"PyComplex_FromDoubles({_double(value.real)}, {_double(value.imag)})")
            case tuple():
                items = [self.name(item, isinstance(item, str)) for item in value]
                return self._make(f"PyTuple_Pack({', '.join([str(len(items)), *items])})")
            case frozenset():
                # The order of a set of str changes from run to run, that of the text must not.
                items_ = tuple(sorted(value, key=lambda item: (type(item).__name__, repr(item))))
                return self._make(f"PyFrozenSet_New({self.name(items_)})")
        raise TypeError(f"no constant for {value!r}")

    def _named(self, text: str) -> str:
        return self._names.unique(f"s_{identifier(text)[:40]}" if identifier(text).strip("_") else "s_")

    def _numbered(self) -> str:
        return self._names.unique(f"k{len(self._made) + 1}")

    def _make(self, expression: str) -> str:
        name = self._numbered()
        self._made.append((name, expression))
        return name

    def declarations(self) -> list[str]:
        """The static variables."""
        names = [name for name, _ in (*self._words, *self._made)]
        names += [*self._builtins.values(), *self._types.values()]
        return filled([f"*{name}" for name in names], "static PyObject ", ";", each=True)

    def make_function(self) -> list[str]:
        """The function that makes all of them; empty if there are none."""
        lookups = {name: self.name(name, True) for name in self._builtins}
        if not (self._words or self._made or any(not t.info.own for t in self._types)):
            return []
        lines = ["static SMELT_COLD int smelt_make_constants(void)", "{"]
        if self._words:
            lines += _word_table(self._words)
        for name, expression in self._made:
            lines.append(f"    if (({name} = {expression}) == NULL) return -1;")
        for name, variable in self._builtins.items():
            lines.append(f"    if (({variable} = smelt_get_builtin({lookups[name]})) == NULL) return -1;")
        for type_, variable in self._types.items():
            if type_.info.own:
                continue  # the module makes it
            maker = type_maker(type_)
            if maker is not None:
                lines.append(f"    if (({variable} = {maker}()) == NULL) return -1;")
                continue
            module, name = c_string((type_.module or "builtins").encode()), c_string(type_.name.encode())
            source = f"{variable}_module"
            lines += [
                f"    PyObject *{source} = PyImport_ImportModule({module});",
                f"    {variable} = {source} == NULL ? NULL : PyObject_GetAttrString({source}, {name});",
                f"    Py_XDECREF({source});",
                f"    if ({variable} == NULL) return -1;",
            ]
        return [*lines, "    return 0;", "}"]


def _word_table(words: list[tuple[str, str]]) -> list[str]:
    rows = [f"{{&{name}, {c_string(text.encode())}}}" for name, text in words]
    head = "    static const struct { PyObject **slot; const char *text; } words[] = {"
    table = [f"{head}{rows[0]}}};"] if len(rows) == 1 else [head, *filled(rows, "        ", "};")]
    return [
        *table,
        "    for (size_t i = 0; i < sizeof words / sizeof *words; i++)",
        "        if ((*words[i].slot = PyUnicode_InternFromString(words[i].text)) == NULL) return -1;",
    ]


def _is_word(text: str) -> bool:
    """Whether C can hold the text as a string that ends with a zero, in UTF-8."""
    return "\0" not in text and not any("\ud800" <= c <= "\udfff" for c in text)


def _key(value: object) -> object:
    """Equal constants of different types, and zeros of different sign, are different constants."""
    if isinstance(value, tuple):
        return tuple, tuple(_key(item) for item in value)
    if isinstance(value, frozenset):
        return frozenset, frozenset(_key(item) for item in value)
    if isinstance(value, float):
        return float, repr(value)
    if isinstance(value, complex):
        return complex, repr(value.real), repr(value.imag)
    return type(value), value


def _make_int(value: int) -> str:
    if -(1 << 31) < value < 1 << 31:
        return f"PyLong_FromLong({value})"
    if -(1 << 63) < value < 1 << 63:
        return f"PyLong_FromLongLong({value}LL)"
    return f'PyLong_FromString("{hex(value)}", NULL, 16)'


def _double(value: float) -> str:
    if math.isnan(value):
        return "NAN"
    if math.isinf(value):
        return "INFINITY" if value > 0 else "-INFINITY"
    return repr(value)
