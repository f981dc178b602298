"""What every object can do: attributes, items, comparison, iteration, unpacking."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import BINT, OBJECT, SLICE, SSIZE, TUPLE

_O = OBJECT

# --- attributes: names are interned constants -------------------------------------------------------------------------
get_attr = Row("get_attr", "PyObject_GetAttr", (_O, _O))
set_attr = Row("set_attr", "PyObject_SetAttr", (_O, _O, _O), None, "minus")
del_attr = Row("del_attr", "PyObject_DelAttr", (_O, _O), None, "minus")

# --- items ------------------------------------------------------------------------------------------------------------
get_item = Row("get_item", "smelt_get_item", (_O, _O), part="items")
set_item = Row("set_item", "PyObject_SetItem", (_O, _O, _O), None, "minus")
del_item = Row("del_item", "PyObject_DelItem", (_O, _O), None, "minus")
get_item_int = Row("get_item_int", "smelt_get_item_int", (_O, SSIZE), part="items")
set_item_int = Row("set_item_int", "smelt_set_item_int", (_O, SSIZE, _O), None, "minus", part="items")
del_item_int = Row("del_item_int", "smelt_del_item_int", (_O, SSIZE), None, "minus", part="items")
# o[start:stop]: a bound that the source leaves out is a NULL Const.
get_slice = Row("get_slice", "smelt_get_slice", (_O, _O, _O), part="slices")
set_slice = Row("set_slice", "smelt_set_slice", (_O, _O, _O, _O), None, "minus", part="slices")  # o, start, stop, value
del_slice = Row("del_slice", "smelt_del_slice", (_O, _O, _O), None, "minus", part="slices")
slice_new = Row("slice_new", "PySlice_New", (_O, _O, _O), SLICE)  # start, stop, step; NULL is None

# --- truth and comparison ---------------------------------------------------------------------------------------------
is_true = Row("is_true", "smelt_is_true", (_O,), BINT, "minus", part="truth")

lt = Row("lt", "smelt_lt", (_O, _O), part="compare")
le = Row("le", "smelt_le", (_O, _O), part="compare")
eq = Row("eq", "smelt_eq", (_O, _O), part="compare")
ne = Row("ne", "smelt_ne", (_O, _O), part="compare")
gt = Row("gt", "smelt_gt", (_O, _O), part="compare")
ge = Row("ge", "smelt_ge", (_O, _O), part="compare")
lt_bool = Row("lt_bool", "smelt_lt_bool", (_O, _O), BINT, "minus", part="compare")
le_bool = Row("le_bool", "smelt_le_bool", (_O, _O), BINT, "minus", part="compare")
eq_bool = Row("eq_bool", "smelt_eq_bool", (_O, _O), BINT, "minus", part="compare")
ne_bool = Row("ne_bool", "smelt_ne_bool", (_O, _O), BINT, "minus", part="compare")
gt_bool = Row("gt_bool", "smelt_gt_bool", (_O, _O), BINT, "minus", part="compare")
ge_bool = Row("ge_bool", "smelt_ge_bool", (_O, _O), BINT, "minus", part="compare")
contains = Row("contains", "smelt_contains", (_O, _O), BINT, "minus", part="compare")  # item, container

COMPARE = {"<": lt, "<=": le, "==": eq, "!=": ne, ">": gt, ">=": ge}
COMPARE_BOOL = {"<": lt_bool, "<=": le_bool, "==": eq_bool, "!=": ne_bool, ">": gt_bool, ">=": ge_bool}

# --- builtin functions of one object ----------------------------------------------------------------------------------
len = Row("len", "PyObject_Size", (_O,), SSIZE, "minus")
hash = Row("hash", "PyObject_Hash", (_O,), SSIZE, "minus")
isinstance = Row("isinstance", "PyObject_IsInstance", (_O, _O), BINT, "minus")
# of a type that a declaration names, which nothing but the type itself has a say in
is_instance = Row("is_instance", "smelt_is_instance", (_O, _O), BINT, "never", pure=True, part="typetest")
issubclass = Row("issubclass", "PyObject_IsSubclass", (_O, _O), BINT, "minus")
type_of = Row("type_of", "PyObject_Type", (_O,))
callable = Row("callable", "PyCallable_Check", (_O,), BINT, "never")
dir = Row("dir", "PyObject_Dir", (_O,))
getattr3 = Row("getattr3", "smelt_getattr_default", (_O, _O, _O), part="attributes")  # o, name, default
hasattr = Row("hasattr", "smelt_hasattr", (_O, _O), BINT, "minus", part="attributes")
# A value for a slot of a builtin or extension type: TypeError unless `o` is None or an instance.
check_type = Row("check_type", "smelt_check_type", (_O, _O), None, "minus", part="typetest")  # o, type
check_exact_type = Row("check_exact_type", "smelt_check_exact_type", (_O, _O), None, "minus", part="typetest")
check_not_none = Row("check_not_none", "smelt_check_not_none", (_O, _O), None, "minus", part="typetest")  # o, name

# --- iteration --------------------------------------------------------------------------------------------------------
iter = Row("iter", "PyObject_GetIter", (_O,))
get_iter = Row("get_iter", "smelt_get_iter", (_O,), part="iterate")  # of a `for` loop
iter_next = Row("iter_next", "smelt_iter_next", (_O,), error="null_or_end", part="iterate")
next = Row("next", "smelt_next", (_O,), part="iterate")  # next(it): StopIteration at the end

# --- unpacking --------------------------------------------------------------------------------------------------------
unpack = Row("unpack", "smelt_unpack", (_O, SSIZE), TUPLE, part="unpack")  # a tuple of exactly so many
# before, after: the tuple has before + 1 + after items, the middle one a list
array_items = Row("array_items", "smelt_array_items", (_O, SSIZE), TUPLE, part="unpack")  # for a C array
unpack_star = Row("unpack_star", "smelt_unpack_star", (_O, SSIZE, SSIZE), TUPLE, part="unpack")
tuple_item = Row("tuple_item", "PyTuple_GET_ITEM", (_O, SSIZE), OBJECT, "never", borrowed=True, pure=True)
tuple_size = Row("tuple_size", "PyTuple_GET_SIZE", (_O,), SSIZE, "never", pure=True)
list_item = Row("list_item", "PyList_GET_ITEM", (_O, SSIZE), OBJECT, "never", borrowed=True, pure=True)
list_size = Row("list_size", "PyList_GET_SIZE", (_O,), SSIZE, "never", pure=True)

# --- arguments: o, type, name of the parameter ------------------------------------------------------------------------
check_argument = Row("check_argument", "smelt_check_argument", (_O, _O, _O), None, "minus", part="argument")
check_argument_exact = Row(
    "check_argument_exact", "smelt_check_argument_exact", (_O, _O, _O), None, "minus", part="argument"
)
check_argument_none = Row(
    "check_argument_none", "smelt_check_argument_none", (_O, _O, _O), None, "minus", part="argument"
)
check_cast = Row("check_cast", "smelt_check_cast", (_O, _O), None, "minus", part="argument")  # o, type: ``<T?> o``
union_field = Row("union_field", "smelt_union_field", (_O, _O), SSIZE, "minus", part="struct_item")  # mapping, names
get_struct_item = Row("get_struct_item", "smelt_get_struct_item", (_O, _O), part="struct_item")  # mapping, field's name
