"""What the functions of one module share while they are printed: names, constants, types, and the parts they use."""

from __future__ import annotations

import re

from smelt.emit import generator, runtime
from smelt.emit.constants import Constants
from smelt.emit.dtypes import Dtypes
from smelt.emit.function import FunctionPrinter
from smelt.emit.names import Names, identifier
from smelt.emit.viewcopy import wants_dtype, work_definition, work_parts
from smelt.emit.viewobjects import made_definition
from smelt.emit.viewparts import runtime_parts
from smelt.ir.nodes import FUSED_TABLE, CName, Expr, Function, Module, NewRef, ParseArgs, Return, Slot, Yield
from smelt.primitives import views
from smelt.primitives.viewcopy import WorkRow
from smelt.primitives.viewobjects import ArrayRow, ObjectRow
from smelt.primitives.viewparts import PartRow
from smelt.types import Type, View

_DEFINITION = "smelt_def:"


class Context:
    """See the module's docstring.

    Attributes
    ----------
    parts
        Names of runtime parts that the text needs.
    headers
        System headers that it needs.
    mentioned
        The module's own functions that were called so far, by key.
    """

    def __init__(self, module: Module) -> None:
        self.module = module
        self.cplus = module.cplus
        self.constants = Constants()
        self.parts: set[str] = {"core"}
        self.headers: set[str] = set()
        self.mentioned: set[str] = set()
        self._names = Names()
        self.dtypes = Dtypes(self._names, self.parts)
        self.functions = {f.name: f for f in module.functions}
        self.function_names = {f.name: self._function_name(f) for f in module.functions}
        self._globals: dict[Slot, str] = {}
        self.view_parts: dict[str, PartRow] = {}
        self.view_work: dict[str, WorkRow] = {}
        self.view_objects: dict[str, ObjectRow | ArrayRow] = {}
        self._members: dict[Slot, str] = {}
        self._member_names: dict[str, Names] = {}

    def _function_name(self, function: Function) -> str:
        if function.visibility != "private":
            return function.name
        return self._names.unique(f"f_{identifier(re.sub(r'[^0-9A-Za-z_]+', '_', function.name).strip('_'))}")

    def need(self, part: str | None) -> None:
        """Note that a runtime part or a system header is used."""
        if part is None:
            return
        if part.startswith(("<", '"')):
            self.headers.add(part)
        else:
            self.parts.add(part)

    def cname(self, text: str) -> str:
        """The C text of a name: of the module's own functions and definitions, or as it is."""
        if text.startswith(_DEFINITION):
            self.need("function")
            return "&" + self.definition_name(text.removeprefix(_DEFINITION))
        if text.startswith(FUSED_TABLE):
            return "&" + self.fused_name(text.removeprefix(FUSED_TABLE))
        if text in self.function_names:
            self.mentioned.add(text)
            return self.function_names[text]
        return text

    def fused_name(self, key: str) -> str:
        """The table of a fused function's object."""
        return f"t_{identifier(key)}"

    def definition_name(self, wrapper: str) -> str:
        return f"d_{self.function_names[wrapper].removeprefix('f_')}"

    def global_name(self, slot: Slot) -> str:
        if slot.cname is not None:
            return slot.cname
        if slot not in self._globals:
            self._globals[slot] = self._names.unique(f"g_{identifier(slot.name)}")
        return self._globals[slot]

    def member(self, function: Function, slot: Slot) -> str:
        """The name of a slot in the frame of a generator."""
        if slot not in self._members:
            names = self._member_names.setdefault(function.name, Names())
            self._members[slot] = names.local(slot.name)
        return self._members[slot]

    def takes_self(self, target: Expr) -> bool:
        """Whether the function that is called gets the function object first."""
        return (
            isinstance(target, CName) and target.text in self.functions and bool(self.functions[target.text].freevars)
        )

    def view_part(self, row: PartRow) -> None:
        """Note that a part of a view is made."""
        if row.c not in self.view_parts:
            self.view_parts[row.c] = row
            self.parts.update(runtime_parts(row))

    def view_operation(self, row: WorkRow) -> None:
        """Note that something is done with the memory of a view."""
        if row.c not in self.view_work:
            self.view_work[row.c] = row
            self.parts.update(work_parts(row))
            wanted = wants_dtype(row)
            if wanted is not None:
                self.dtype(wanted)

    def work_definitions(self) -> list[str]:
        """The functions that `view_operation` noted."""
        lines: list[str] = []
        for _, row in sorted(self.view_work.items()):
            wanted = wants_dtype(row)
            lines += work_definition(row, self.dtype(wanted) if wanted is not None else None)
        return lines

    def view_object(self, row: ObjectRow | ArrayRow) -> None:
        """Note that a view becomes an object, or memory an array."""
        if row.c not in self.view_objects:
            self.view_objects[row.c] = row
            made_definition(self, row)  # notes what the function will need

    def object_definitions(self) -> list[str]:
        """The functions that `view_object` noted."""
        return [line for _, row in sorted(self.view_objects.items()) for line in made_definition(self, row)]

    def dtype(self, type_: Type, const: bool = False) -> str:
        """The variable that describes a view's element type."""
        return self.dtypes.variable(type_, const)

    def all_parts(self) -> list[str]:
        """The runtime's parts that the text uses, in their order."""
        parts = runtime.in_order(self.parts)
        if views.PART in parts:
            self.need("dtype_match" if self.dtypes.composed else "dtype_check")
        return runtime.in_order(self.parts)

    # --- statements that need more than their function ----------------------------------------------------------------

    def leave(self, printer: FunctionPrinter, stmt: Return) -> None:
        """A `Return`, by the kind of its function."""
        value = stmt.value
        if printer.function.kind == "generator":
            generator.put_return(printer, stmt)
            return
        if value is None:
            printer.put("return;")
            return
        if isinstance(value, NewRef) and isinstance(value.type, View):
            view = printer.text(value.operand)
            printer.put(f"Py_XINCREF({view}.owner);")
            printer.put(f"return {view};")
            return
        text = printer.text(value)
        printer.taken()
        printer.put(f"return {text};")

    def parse_args(self, printer: FunctionPrinter, stmt: ParseArgs) -> None:
        """The arguments of a vectorcall go to the parameters' slots."""
        plain = [p for p in stmt.params if p.kind in ("posonly", "pos")]
        plain += [p for p in stmt.params if p.kind == "kwonly"]
        rest = [p for kind in ("vararg", "kwarg") for p in stmt.params if p.kind == kind]
        count = len(plain) + len(rest)
        if not count:
            self.need("args")
            printer.put(
                "if (smelt_args(self, args, nargsf, kwnames, 0, NULL) == NULL && PyErr_Occurred()) return NULL;"
            )
            return
        simple = not rest and all(p.kind != "kwonly" and not p.has_default for p in plain)
        if simple:
            self.need("args")
            printer.extra["values"] = f"PyObject *argspace[{count}], *const *values;"
            printer.put(f"values = smelt_args(self, args, nargsf, kwnames, {count}, argspace);")
            printer.put("if (values == NULL) return NULL;")
        else:
            self.need("parse")
            printer.extra["values"] = f"PyObject *values[{count}];"
            printer.put("if (smelt_parse_args(self, args, nargsf, kwnames, values) < 0) return NULL;")
        for index, param in enumerate([*plain, *rest]):
            printer.put(f"{printer.lvalue(param.slot)[0]} = values[{index}];")

    def yield_(self, printer: FunctionPrinter, stmt: Yield) -> None:
        """A `Yield`."""
        generator.put_yield(printer, stmt)
