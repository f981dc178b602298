"""Text: formatting, f-strings, and C strings and characters."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import BYTES, CHAR, CHAR_PTR, OBJECT, SSIZE, STR, UCS4, Const, Ptr

_O = OBJECT
_TEXT = Ptr(Const(CHAR))

format = Row("format", "PyObject_Format", (_O, _O), STR)  # object, spec
format_simple = Row("format_simple", "smelt_format_simple", (_O,), STR, part="fstrings")  # f"{o}"
str_of = Row("str_of", "PyObject_Str", (_O,), STR)
repr_of = Row("repr_of", "PyObject_Repr", (_O,), STR)
ascii_of = Row("ascii_of", "PyObject_ASCII", (_O,), STR)
build_string = Row("build_string", "smelt_build_string", (None,), STR, part="fstrings")  # the pieces of an f-string

# C strings. What is made from a NULL pointer is a ValueError.
bytes_from_ptr = Row("bytes_from_ptr", "smelt_bytes_from_ptr", (_TEXT,), BYTES, part="cstrings")
bytes_from_ptr_len = Row("bytes_from_ptr_len", "smelt_bytes_from_ptr_len", (_TEXT, SSIZE), BYTES, part="cstrings")
bytes_from_span = Row("bytes_from_span", "smelt_bytes_from_span", (_TEXT, SSIZE), BYTES, part="cstrings")
str_from_ptr = Row("str_from_ptr", "smelt_str_from_ptr", (_TEXT,), STR, part="cstrings")  # UTF-8
str_from_ptr_len = Row("str_from_ptr_len", "smelt_str_from_ptr_len", (_TEXT, SSIZE), STR, part="cstrings")
# pointer, encoding, errors as C strings, NULL for the defaults
decode_ptr = Row("decode_ptr", "smelt_decode_ptr", (_TEXT, _TEXT, _TEXT), STR, part="cstrings")
decode_ptr_len = Row("decode_ptr_len", "smelt_decode_ptr_len", (_TEXT, SSIZE, _TEXT, _TEXT), STR, part="cstrings")
# from start to stop, as Python counts them; PY_SSIZE_T_MAX for the end
decode_slice = Row("decode_slice", "smelt_decode_slice", (_TEXT, SSIZE, SSIZE, _TEXT, _TEXT), STR, part="cstrings")
# The pointer lives as long as the object does.
ptr_from_bytes = Row("ptr_from_bytes", "smelt_ptr_from_bytes", (_O,), CHAR_PTR, part="cstrings")
ptr_from_str = Row("ptr_from_str", "smelt_ptr_from_str", (_O,), CHAR_PTR, part="cstrings")  # str as UTF-8, or bytes
ptr_from_ascii = Row("ptr_from_ascii", "smelt_ptr_from_ascii", (_O,), CHAR_PTR, part="cstrings")  # ASCII str, or bytes
str_to_bytes = Row("str_to_bytes", "PyUnicode_AsUTF8String", (_O,), BYTES)

ucs4_from_str = Row("ucs4_from_str", "smelt_ucs4_from_str", (_O,), UCS4, "maybe_minus", part="cstrings")
str_from_ucs4 = Row("str_from_ucs4", "smelt_str_from_ucs4", (UCS4,), STR, part="cstrings")
# s[i] of a str typed variable as a character, without making a str of it
str_char = Row("str_char", "smelt_str_char", (STR, SSIZE), UCS4, "maybe_minus", part="cstrings")
str_length = Row("str_length", "PyUnicode_GetLength", (STR,), SSIZE, "minus")
char_from_bytes = Row("char_from_bytes", "smelt_char_from_bytes", (_O,), CHAR, "maybe_minus", part="cstrings")
