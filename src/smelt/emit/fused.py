"""The tables by which the Python objects of fused functions choose: constant data for ``runtime/fused.h``."""

from __future__ import annotations

from smelt.emit.context import Context
from smelt.emit.cprinter import c_string
from smelt.ir.nodes import FusedChoice, FusedTable
from smelt.primitives import views


def prepare(context: Context) -> None:
    """Name what the tables need of the rest of the text, before that is written."""
    for table in context.module.fused:
        context.need("fused")
        for param in table.params:
            for choice in param.choices:
                if choice.view is not None:
                    context.need("fused_views")
                    context.dtype(choice.view.dtype)


def definitions(context: Context) -> list[str]:
    """The definition of every table, with that of the function object that goes with it."""
    return [line for table in context.module.fused for line in _table(context, table)]


def _table(context: Context, table: FusedTable) -> list[str]:
    name = context.fused_name(table.key)
    # a digit, with which no name begins, tells the parts of one table from another table
    part = {w: context.fused_name(f"0{w}_{table.key}") for w in ("def", "params", "sizes", "labels")}
    doc = "NULL" if table.doc is None else c_string(table.doc.encode("utf-8", "surrogatepass"))
    inside = table.signature.strip().removeprefix("(").removesuffix(")")
    own = [c_string(text.encode()) for text in (table.py_name, table.qualname)]
    stub = c_string(f"lambda{' ' if inside else ''}{inside}: None".encode())
    flags = "0" if table.binding else "SMELT_UNBOUND"
    values = ", ".join([*own, doc, stub, "smelt_fused_call", str(table.line), flags, "NULL"])
    lines = [f"static smelt_def {part['def']} = {{{values}}};"]
    params = []
    for number, param in enumerate(table.params):
        choices = ", ".join(_choice(context, choice) for choice in param.choices)
        own_choices = context.fused_name(f"0choices{number}_{table.key}")
        lines.append(f"static const smelt_fused_choice {own_choices}[] = {{{choices}}};")
        spelled = c_string(param.name.encode()) if param.by_name else "NULL"
        params.append(f"{{{spelled}, {param.position}, {param.fused}, {len(param.choices)}, {own_choices}}}")
    labels = ", ".join(c_string(label.encode()) for label in table.labels)
    lines.append(f"static const smelt_fused_param {part['params']}[] = {{{', '.join(params)}}};")
    lines.append(f"static const int {part['sizes']}[] = {{{', '.join(map(str, table.sizes))}}};")
    lines.append(f"static const char *const {part['labels']}[] = {{{labels}}};")
    viewed = any(choice.view is not None for param in table.params for choice in param.choices)
    counts = [len(table.params), len(table.sizes), len(table.labels), table.least, table.positional]
    values = ", ".join([
        f"&{part['def']}", *map(str, counts), part["params"], part["sizes"], part["labels"],
        "smelt_fused_view" if viewed else "NULL",
    ])  # fmt: skip
    return [*lines, f"static const smelt_fused_table {name} = {{{values}}};"]


def _choice(context: Context, choice: FusedChoice) -> str:
    dtype, ndim, flags = "NULL", 0, "0"
    if choice.view is not None:
        view = choice.view
        dtype, ndim, flags = f"&{context.dtype(view.dtype)}", view.ndim, views.acquire_flags(view, False)
    return f"{{'{choice.how}', {choice.member}, {choice.index}, {dtype}, {ndim}, {flags}}}"
