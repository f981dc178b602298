"""Names of the module and of builtins; imports. Names are interned str constants."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import INT, OBJECT

_O = OBJECT

get_global = Row("get_global", "smelt_get_global", (_O,), part="globals")
set_global = Row("set_global", "smelt_set_global", (_O, _O), None, "minus", part="module_dict")
del_global = Row("del_global", "smelt_del_global", (_O,), None, "minus", part="globals")
get_builtin = Row("get_builtin", "smelt_get_builtin", (_O,), part="globals")
globals_dict = Row("globals", "smelt_globals", (), part="module_dict")  # globals()
# name, tuple of names or None, level: what `import a.b` gives is the top package, with a tuple the module itself
import_name = Row("import_name", "smelt_import_name", (_O, _O, INT), part="imports")
import_from = Row("import_from", "smelt_import_from", (_O, _O), part="imports")  # module, name
import_star = Row("import_star", "smelt_import_star", (_O,), None, "minus", part="imports")
import_dotted = Row("import_dotted", "smelt_import_dotted", (_O,), part="imports")  # `import a.b as c`: a.b itself
