"""Tuples, lists, sets, dicts: displays, comprehensions, unpacking into them, and methods of typed receivers.

A receiver of a builtin type is exactly of that type, or None: then the call raises what Python would.
"""

from __future__ import annotations

from smelt.primitives.row import Error, Row
from smelt.types import BINT, BYTES, DICT, LIST, OBJECT, SET, SSIZE, STR, TUPLE, Type

_O = OBJECT

# --- displays ---------------------------------------------------------------------------------------------------------
build_tuple = Row("build_tuple", "smelt_build_tuple", (None,), TUPLE, part="containers")
build_list = Row("build_list", "smelt_build_list", (None,), LIST, part="containers")
build_set = Row("build_set", "smelt_build_set", (None,), SET, part="containers")
# for displays and comprehensions: the container is known to be a fresh one
list_new = Row("list_new", "smelt_list_new", (SSIZE,), LIST, part="containers")  # empty; how many items may come
list_append = Row("list_append", "smelt_list_append", (LIST, _O), None, "minus", part="containers")
list_extend = Row("list_extend", "smelt_list_extend", (LIST, _O), None, "minus", part="unpackings")  # [*x]
list_to_tuple = Row("list_to_tuple", "PyList_AsTuple", (LIST,), TUPLE)
set_new = Row("set_new", "smelt_set_new", (), SET, part="containers")
set_add = Row("set_add", "PySet_Add", (SET, _O), None, "minus")
set_update = Row("set_update", "smelt_set_update", (SET, _O), None, "minus", part="unpackings")  # {*x}
dict_new = Row("dict_new", "PyDict_New", (), DICT)
dict_set = Row("dict_set", "PyDict_SetItem", (DICT, _O, _O), None, "minus")
dict_update = Row("dict_update", "smelt_dict_update", (DICT, _O), None, "minus", part="unpackings")  # {**m}
# f(**m): dict, mapping, f for the message
dict_merge_kwargs = Row(
    "dict_merge_kwargs", "smelt_dict_merge_kwargs", (DICT, _O, _O), None, "minus", part="unpackings"
)
# f(*x) with nothing else before: x, f for the message. f(a, *x) is a list with list_extend, then list_to_tuple.
star_to_tuple = Row("star_to_tuple", "smelt_star_to_tuple", (_O, _O), TUPLE, part="unpackings")

# --- conversions, as the builtin types called with one argument -------------------------------------------------------
to_list = Row("to_list", "PySequence_List", (_O,), LIST)
to_tuple = Row("to_tuple", "PySequence_Tuple", (_O,), TUPLE)
to_set = Row("to_set", "PySet_New", (_O,), SET)
to_frozenset = Row("to_frozenset", "PyFrozenSet_New", (_O,))
sorted_list = Row("sorted", "smelt_sorted", (_O,), LIST, part="containers")

# --- methods of typed receivers ---------------------------------------------------------------------------------------
METHODS: dict[tuple[str, str, int], Row] = {}


def method(type_name: str, name: str, arguments: int) -> Row | None:
    """The row of ``receiver.name(...)`` with so many arguments, all positional, if there is a faster way than a call.

    The receiver is the row's first argument. A row without result stands for a method that returns None.
    """
    return METHODS.get((type_name, name, arguments))


_ALSO_OF_DISPLAYS = {("list", "append"), ("list", "extend"), ("dict", "update"), ("set", "add")}


def _method(
    owner: str, name: str, params: tuple[Type, ...], result: Type | None = OBJECT, error: Error = "null", tag: str = ""
) -> None:
    # Those that displays and comprehensions have too, for receivers that cannot be None, are told apart.
    prefix = "smelt_method" if (owner, name) in _ALSO_OF_DISPLAYS else "smelt"
    c = f"{prefix}_{owner}_{name}{tag}"
    METHODS[owner, name, len(params) - 1] = Row(f"{owner}.{name}", c, params, result, error, part=f"{owner}_methods")


_method("list", "append", (LIST, _O), None, "minus")
_method("list", "extend", (LIST, _O), None, "minus")
_method("list", "insert", (LIST, SSIZE, _O), None, "minus")
_method("list", "pop", (LIST,))
_method("list", "pop", (LIST, SSIZE), tag="_at")
_method("list", "sort", (LIST,), None, "minus")
_method("list", "reverse", (LIST,), None, "minus")
_method("list", "clear", (LIST,), None, "minus")
_method("list", "copy", (LIST,), LIST)
_method("list", "index", (LIST, _O))
_method("list", "count", (LIST, _O))
_method("list", "remove", (LIST, _O), None, "minus")

_method("dict", "get", (DICT, _O))
_method("dict", "get", (DICT, _O, _O), tag="_default")
_method("dict", "keys", (DICT,))
_method("dict", "items", (DICT,))
_method("dict", "values", (DICT,))
_method("dict", "setdefault", (DICT, _O, _O))
_method("dict", "pop", (DICT, _O))
_method("dict", "pop", (DICT, _O, _O), tag="_default")
_method("dict", "update", (DICT, _O), None, "minus")
_method("dict", "clear", (DICT,), None, "minus")
_method("dict", "copy", (DICT,), DICT)

_method("set", "add", (SET, _O), None, "minus")
_method("set", "discard", (SET, _O), None, "minus")
_method("set", "remove", (SET, _O), None, "minus")
_method("set", "pop", (SET,))
_method("set", "clear", (SET,), None, "minus")
_method("set", "copy", (SET,), SET)

_method("str", "join", (STR, _O), STR)
_method("str", "startswith", (STR, _O), BINT, "minus")
_method("str", "endswith", (STR, _O), BINT, "minus")
_method("str", "split", (STR,), LIST)
_method("str", "split", (STR, _O), LIST, tag="_by")
_method("str", "replace", (STR, _O, _O), STR)
_method("str", "encode", (STR,), BYTES)
_method("str", "format", (STR,), STR)
_method("str", "format", (STR, _O), STR, tag="_1")

_method("bytes", "join", (BYTES, _O), BYTES)
_method("bytes", "decode", (BYTES,), STR)
_method("bytes", "startswith", (BYTES, _O), BINT, "minus")
_method("bytes", "endswith", (BYTES, _O), BINT, "minus")
