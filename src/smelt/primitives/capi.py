"""C functions and variables that modules have for each other."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import OBJECT, VOID, Func, Ptr

_O = OBJECT

FUNCTION = Ptr(Func(VOID, ()))  # a function of whatever type
ADDRESS = Ptr(VOID)

# name, type as text, address
export_function = Row("export_function", "smelt_export_function", (_O, _O, FUNCTION), None, "minus", part="capi")
export_variable = Row("export_variable", "smelt_export_variable", (_O, _O, ADDRESS), None, "minus", part="capi")
# module, name, type as text
import_function = Row("import_function", "smelt_import_function", (_O, _O, _O), FUNCTION, "null", part="capi")
import_variable = Row("import_variable", "smelt_import_variable", (_O, _O, _O), ADDRESS, "null", part="capi")
