"""Arithmetic of objects. The rows with a C operand do exactly what Python does with the number boxed."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import BINT, LONG, OBJECT

_O = OBJECT

add = Row("add", "smelt_add", (_O, _O), part="numbers")
sub = Row("sub", "smelt_sub", (_O, _O), part="numbers")
mul = Row("mul", "smelt_mul", (_O, _O), part="numbers")
true_div = Row("true_div", "smelt_true_div", (_O, _O), part="numbers")
floor_div = Row("floor_div", "PyNumber_FloorDivide", (_O, _O))
mod = Row("mod", "PyNumber_Remainder", (_O, _O))
pow = Row("pow", "smelt_pow", (_O, _O), part="numbers")
pow_mod = Row("pow_mod", "PyNumber_Power", (_O, _O, _O))  # pow(a, b, c)
lshift = Row("lshift", "PyNumber_Lshift", (_O, _O))
rshift = Row("rshift", "PyNumber_Rshift", (_O, _O))
and_ = Row("and", "PyNumber_And", (_O, _O))
or_ = Row("or", "PyNumber_Or", (_O, _O))
xor = Row("xor", "PyNumber_Xor", (_O, _O))
matmul = Row("matmul", "PyNumber_MatrixMultiply", (_O, _O))
divmod = Row("divmod", "PyNumber_Divmod", (_O, _O))
neg = Row("neg", "PyNumber_Negative")
pos = Row("pos", "PyNumber_Positive")
invert = Row("invert", "PyNumber_Invert")
abs = Row("abs", "PyNumber_Absolute")

inplace_add = Row("inplace_add", "smelt_inplace_add", (_O, _O), part="numbers")
inplace_sub = Row("inplace_sub", "smelt_inplace_sub", (_O, _O), part="numbers")
inplace_mul = Row("inplace_mul", "smelt_inplace_mul", (_O, _O), part="numbers")
inplace_true_div = Row("inplace_true_div", "smelt_inplace_true_div", (_O, _O), part="numbers")
inplace_floor_div = Row("inplace_floor_div", "PyNumber_InPlaceFloorDivide", (_O, _O))
inplace_mod = Row("inplace_mod", "PyNumber_InPlaceRemainder", (_O, _O))
inplace_pow = Row("inplace_pow", "smelt_inplace_pow", (_O, _O), part="numbers")
inplace_lshift = Row("inplace_lshift", "PyNumber_InPlaceLshift", (_O, _O))
inplace_rshift = Row("inplace_rshift", "PyNumber_InPlaceRshift", (_O, _O))
inplace_and = Row("inplace_and", "PyNumber_InPlaceAnd", (_O, _O))
inplace_or = Row("inplace_or", "PyNumber_InPlaceOr", (_O, _O))
inplace_xor = Row("inplace_xor", "PyNumber_InPlaceXor", (_O, _O))
inplace_matmul = Row("inplace_matmul", "PyNumber_InPlaceMatrixMultiply", (_O, _O))

# The right operand is a C long: no object is made of it where the left one is exactly an int or a float.
add_int = Row("add_int", "smelt_add_int", (_O, LONG), part="numbers_int")
sub_int = Row("sub_int", "smelt_sub_int", (_O, LONG), part="numbers_int")
mul_int = Row("mul_int", "smelt_mul_int", (_O, LONG), part="numbers_int")
inplace_add_int = Row("inplace_add_int", "smelt_inplace_add_int", (_O, LONG), part="numbers_int")
inplace_sub_int = Row("inplace_sub_int", "smelt_inplace_sub_int", (_O, LONG), part="numbers_int")
inplace_mul_int = Row("inplace_mul_int", "smelt_inplace_mul_int", (_O, LONG), part="numbers_int")
lt_int_bool = Row("lt_int_bool", "smelt_lt_int_bool", (_O, LONG), BINT, "minus", part="compare_int")
le_int_bool = Row("le_int_bool", "smelt_le_int_bool", (_O, LONG), BINT, "minus", part="compare_int")
eq_int_bool = Row("eq_int_bool", "smelt_eq_int_bool", (_O, LONG), BINT, "minus", part="compare_int")
ne_int_bool = Row("ne_int_bool", "smelt_ne_int_bool", (_O, LONG), BINT, "minus", part="compare_int")
gt_int_bool = Row("gt_int_bool", "smelt_gt_int_bool", (_O, LONG), BINT, "minus", part="compare_int")
ge_int_bool = Row("ge_int_bool", "smelt_ge_int_bool", (_O, LONG), BINT, "minus", part="compare_int")

# By the operator as the source writes it.
BINARY = {
    "+": add,
    "-": sub,
    "*": mul,
    "/": true_div,
    "//": floor_div,
    "%": mod,
    "**": pow,
    "<<": lshift,
    ">>": rshift,
    "&": and_,
    "|": or_,
    "^": xor,
    "@": matmul,
}
INPLACE = {
    "+": inplace_add,
    "-": inplace_sub,
    "*": inplace_mul,
    "/": inplace_true_div,
    "//": inplace_floor_div,
    "%": inplace_mod,
    "**": inplace_pow,
    "<<": inplace_lshift,
    ">>": inplace_rshift,
    "&": inplace_and,
    "|": inplace_or,
    "^": inplace_xor,
    "@": inplace_matmul,
}
UNARY = {"-": neg, "+": pos, "~": invert}
BINARY_INT = {"+": add_int, "-": sub_int, "*": mul_int}
INPLACE_INT = {"+": inplace_add_int, "-": inplace_sub_int, "*": inplace_mul_int}
COMPARE_INT_BOOL = {
    "<": lt_int_bool,
    "<=": le_int_bool,
    "==": eq_int_bool,
    "!=": ne_int_bool,
    ">": gt_int_bool,
    ">=": ge_int_bool,
}
