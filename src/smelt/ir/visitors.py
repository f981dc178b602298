"""Functions that walk and copy the nodes of one class, made of what its fields hold when the class is first met.

A loop over the names of fields is most of what passes would do otherwise. So each class has code of its own, as
if written by hand; of `Binary`::

    def expressions(node, add):                     def copy(node, new):
        value = node.left                               copy = make(cls)
        add(value)                                      copy.type = node.type
        below = known[value.__class__]                  copy.op = node.op
        if below is not None:                           value = node.left
            below(value, add)                           copy.left = known[value.__class__](value, new)
        ...                                             ...
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from smelt.ir.expressions import Expr, Node
from smelt.records import fields

# What the annotations of fields say. Evaluating them would take longer than the passes over a small module.
_EXPRS = ("Expr", "Expr | None")
_EXPR_LISTS = ("list[Expr]",)
_SLOTS = ("Slot", "Slot | None")
_SLOT_LISTS = ("list[Slot]",)
_BLOCKS = ("Block", "list[Stmt]")


class Shape:
    """Which fields of one node class hold what; `inner` are those with expressions, `named` those with slots."""

    __slots__ = ("blocks", "expr_lists", "exprs", "inner", "leaf", "named", "optional", "slot_lists", "slots")

    def __init__(self, cls: type[Node]) -> None:
        hints: dict[str, str] = {}
        for base in reversed(cls.__mro__):
            hints.update(getattr(base, "__annotations__", {}))

        def of(*kinds: str) -> tuple[str, ...]:
            return tuple(name for name, hint in hints.items() if hint in kinds)

        self.exprs = of(*_EXPRS)
        self.expr_lists = of(*_EXPR_LISTS)
        self.slots = of(*_SLOTS)
        self.slot_lists = of(*_SLOT_LISTS)
        self.blocks = of(*_BLOCKS)
        self.optional = frozenset(of("Expr | None"))
        self.inner = bool(self.exprs or self.expr_lists)
        self.named = bool(self.slots or self.slot_lists or cls.__name__ == "ParseArgs")
        self.leaf = not (self.inner or self.slots or self.slot_lists or self.blocks)


class _Shapes(dict[type[Node], Shape]):
    def __missing__(self, cls: type[Node]) -> Shape:
        found = self[cls] = Shape(cls)
        return found


SHAPES = _Shapes()


class _Made(dict[type, Any]):
    """Functions by class, from texts that `write` gives; None where that gives none."""

    def __init__(self, write: Callable[[type], list[str] | None]) -> None:
        super().__init__()
        self.write = write

    def __missing__(self, cls: type) -> Any:
        lines = self.write(cls)
        if lines is None:
            found = None
        else:
            space: dict[str, Any] = {"known": self, "make": object.__new__, "cls": cls}
            exec("\n    ".join(lines), space)  # our own text
            found = space["made"]
        self[cls] = found
        return found


def _expressions(cls: type) -> list[str] | None:
    form = SHAPES[cls]
    if not form.inner:
        return None
    visit = ["add(value)", "below = known[value.__class__]", "if below is not None:", "    below(value, add)"]
    lines = ["def made(node, add):"]
    for name in form.exprs:
        lines += [f"value = node.{name}", "if value is not None:", *(f"    {line}" for line in visit)]
    for name in form.expr_lists:
        lines += [f"for value in node.{name}:", *(f"    {line}" for line in visit)]
    return lines


def _operands(cls: type) -> list[str] | None:
    form = SHAPES[cls]
    if not form.inner:
        return None
    parts = [f"node.{name}" for name in form.exprs] + [f"*node.{name}" for name in form.expr_lists]
    found = f"[{', '.join(parts)}]"
    return ["def made(node):", f"return [e for e in {found} if e is not None]" if form.optional else f"return {found}"]


def _statements(cls: type) -> list[str] | None:
    blocks = SHAPES[cls].blocks
    if not blocks:
        return None
    lines = ["def made(node, add):"]
    for name in blocks:
        lines += [f"for stmt in node.{name}:", "    add(stmt)", "    below = known[stmt.__class__]"]
        lines += ["    if below is not None:", "        below(stmt, add)"]
    return lines


def _duplicate(cls: type) -> list[str]:
    return [
        "def made(node):",
        "copy = make(cls)",
        *(f"copy.{f.name} = node.{f.name}" for f in fields(cls)),
        "return copy",
    ]


def _copy(cls: type) -> list[str]:
    form = SHAPES[cls]
    if form.leaf and issubclass(cls, Expr):
        return ["def made(node, new):", "return node"]  # nobody changes a constant or a name
    lines = ["def made(node, new):", "copy = make(cls)"]
    for name in (f.name for f in fields(cls)):
        if name in form.exprs:
            lines += [f"value = node.{name}"]
            lines += [f"copy.{name} = None if value is None else known[value.__class__](value, new)"]
        elif name in form.expr_lists or name in form.blocks:
            lines += [f"copy.{name} = [known[value.__class__](value, new) for value in node.{name}]"]
        elif name in form.slots:
            lines += [f"value = node.{name}", f"copy.{name} = new.get(value, value)"]
        elif name in form.slot_lists:
            lines += [f"copy.{name} = [new.get(value, value) for value in node.{name}]"]
        else:
            lines += [f"copy.{name} = node.{name}"]
    return [*lines, "return copy"]


# (node, add): calls `add` with each expression below a node; None of classes that have none.
EXPRESSIONS = _Made(_expressions)
# (node): the expressions directly below; None of classes that have none.
OPERANDS = _Made(_operands)
# (stmt, add): calls `add` with each statement inside of one; None of classes that have none.
STATEMENTS = _Made(_statements)
# (node): the same node again, or the same slot.
DUPLICATES = _Made(_duplicate)
# (node, new): a node of its own, with all that is below it; `new` has slots to be there instead of others. Expressions
# without parts and slots, which nothing changes, are shared.
COPIES = _Made(_copy)
