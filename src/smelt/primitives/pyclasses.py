"""Python classes: what their compiled bodies need of the runtime."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import OBJECT, TUPLE

_O = OBJECT

# name, qualified name, bases, keywords or NULL: metaclass, namespace, keywords that are left, bases
class_begin = Row("class_begin", "smelt_class_begin", (_O, _O, _O, _O), TUPLE, part="pyclass")
class_end = Row("class_end", "smelt_class_end", (_O, _O), part="pyclass")  # what class_begin gave, name
class_name = Row("class_name", "smelt_class_name", (_O, _O), part="pyclass")  # namespace, name
