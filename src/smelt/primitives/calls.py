"""Calls of Python objects, by vectorcall.

Arguments of the variadic rows come in the order of vectorcall: positional ones, then the values of the keywords that
`kwnames`, a constant tuple of str, names. For methods the receiver is the first of them.
"""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import OBJECT, TUPLE

_O = OBJECT

call = Row("call", "smelt_call", (_O, None), part="calls")  # f, *args
call_kw = Row("call_kw", "smelt_call_kw", (_O, TUPLE, None), part="calls")  # f, kwnames, *args and values
call_method = Row("call_method", "smelt_call_method", (_O, None), part="calls")  # name, self, *args
call_method_kw = Row("call_method_kw", "smelt_call_method_kw", (_O, TUPLE, None), part="calls")  # name, kwnames, self…
call_tuple = Row("call_tuple", "PyObject_Call", (_O, TUPLE, _O))  # f, tuple, dict or NULL
call_none = Row("call_none", "PyObject_CallNoArgs", (_O,))
call_one = Row("call_one", "PyObject_CallOneArg", (_O, _O))
