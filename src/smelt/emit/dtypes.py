"""The variables that tell the runtime what the elements of a module's views are.

Numbers and objects are described by a row of numbers (`primitives.views`); structs, and arrays that are elements, also
by their fields, whose places the C compiler finds:

    static const struct smelt_field dtype_point_fields[] = {{"x", &dtype_double, offsetof(struct point, x), {0}}, ...
"""

from __future__ import annotations

from smelt.emit.ctypes import declare, mangle
from smelt.emit.names import Names
from smelt.primitives import views
from smelt.types import CArray, Struct, Type, strip_const


class Dtypes:
    """The descriptions of one module, each once for each name that the source has for the type."""

    def __init__(self, names: Names, parts: set[str]) -> None:
        self._names = names
        self._parts = parts
        self._variables: dict[tuple[Type, str], str] = {}
        self._lines: list[str] = []
        self.composed = False

    def variable(self, type_: Type, const: bool = False) -> str:
        """The variable that describes elements of a type, by the name that the source calls it."""
        type_ = strip_const(type_)
        name = f"{'const ' if const else ''}{type_}"
        key = (type_, name)
        if key not in self._variables:
            self._parts.add(views.dtype_part(type_))
            fields = self._fields(type_) if isinstance(type_, Struct | CArray) else None
            variable = self._variables[key] = self._names.unique(f"dtype_{mangle(type_)}")
            self._define(variable, type_, name, fields)
        return self._variables[key]

    def definitions(self) -> list[str]:
        """The variables as C text."""
        return self._lines

    def _fields(self, type_: Type) -> list[str]:
        """The initializers of the fields; their own types are described first."""
        self.composed = True
        rows = []
        for name, cname, inner, extents in views.dtype_fields(type_):
            place = f"offsetof({declare(type_)}, {cname})" if cname else "0"
            sizes = ", ".join([*map(str, extents), "0"])
            rows.append(f'{{"{name}", &{self.variable(inner)}, {place}, {{{sizes}}}}}')
        return rows

    def _define(self, variable: str, type_: Type, name: str, fields: list[str] | None) -> None:
        if fields is None:
            self._lines.append(f"static const smelt_dtype {variable} = {views.dtype_initializer(type_, name)};")
            return
        whole, aligned = declare(type_), type_
        while isinstance(aligned, CArray):
            aligned = strip_const(aligned.element)
        rows = ", ".join([*fields, "{NULL, NULL, 0, {0}}"])
        self._lines += [
            f"static const struct smelt_field {variable}_fields[] = {{{rows}}};",
            f"static const smelt_dtype {variable} = {{\"{name}\", 'S', SMELT_ALIGNOF({declare(aligned)}), 0, "
            f'sizeof({whole}), "", {variable}_fields}};',
        ]
