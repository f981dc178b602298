"""Python function objects, as ``MakeFunction`` makes them."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import DICT, OBJECT, TUPLE, VOID_PTR

# definition (smelt_def *), closure tuple or NULL, defaults, kwdefaults, annotations (each may be NULL)
make_function = Row(
    "make_function", "smelt_make_function", (VOID_PTR, TUPLE, TUPLE, DICT, DICT), OBJECT, part="function"
)
# for `binding=False`: a builtin function that calls the given one's compiled entry
as_builtin = Row("as_builtin", "smelt_as_builtin", (OBJECT,), OBJECT, part="builtin_function")
# table (const smelt_fused_table *), functions, types that tell members apart, defaults, kwdefaults, annotations
make_fused = Row("make_fused", "smelt_make_fused", (VOID_PTR, TUPLE, TUPLE, TUPLE, DICT, DICT), OBJECT, part="fused")
