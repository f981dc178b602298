"""What threads may not do with the variables and the memory of a parallel loop: found in the source, with hints.

* ``x += …`` on a C number that is not otherwise assigned in the body makes it a reduction: each thread has a part of
  it, which nobody can read before the loop is over.
* A variable that is assigned in the body is each thread's own: it has no value before that.
* A store to an item whose place is the same in every round races, unless the GIL is held, or a condition that depends
  on the loop's variable stands in front of it.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from smelt.ir import nodes as ir
from smelt.sema.symbols import Variable
from smelt.types import CArray, CFloat, CInt, Ptr, PyObj, View, strip_const
from smelt.types.kinds import CComplex

if TYPE_CHECKING:
    from smelt.sema.build.core import FunctionBuilder

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "+",  # each thread's part begins with 0, and the parts are added
    ast.Mult: "*",
    ast.BitAnd: "&",
    ast.BitOr: "|",
    ast.BitXor: "^",
}


def reductions(b: FunctionBuilder, node: ast.For) -> list[tuple[str, ir.Slot]]:
    """The variables that the body of a loop over prange reduces, each with the operator."""
    plain = {n.id for n in _names(node) if isinstance(n.ctx, ast.Store) and not _is_in_place(node, n)}
    found: dict[str, str] = {}
    slots: list[tuple[str, ir.Slot]] = []
    for stmt in _statements(node):
        if not isinstance(stmt, ast.AugAssign) or not isinstance(stmt.target, ast.Name):
            continue
        name = stmt.target.id
        hit = b.typer.symbol(stmt.target, b.scope)
        if name in plain or hit is None or not isinstance(hit[1], Variable):
            continue
        if not isinstance(strip_const(b.variable_type(hit[1])), CInt | CFloat | CComplex):
            continue
        op = _OPERATORS.get(type(stmt.op))
        if op is None:
            b.error(
                "E0636",
                stmt,
                f"'{name}' is reduced by an operator that has no order of its own",
                "reductions are made by +=, -=, *=, &=, |= and ^=; collect into an array, and reduce it afterwards",
            )
            continue
        if name in found and found[name] != op:
            b.error("E0636", stmt, f"'{name}' is reduced by two operators", "use a variable for each")
        elif name not in found:
            found[name] = op
            slots.append((op, b.slot(hit[1])))
    return slots


def check_body(b: FunctionBuilder, node: ast.For, reduced: list[str]) -> None:
    """Report what races in the body of a loop over prange, and what has no value there."""
    targets = {id(s.target) for s in _statements(node) if isinstance(s, ast.AugAssign)}
    for name in reduced:
        for use in _names(node):
            if use.id == name and isinstance(use.ctx, ast.Load) and id(use) not in targets:
                b.error(
                    "E0636",
                    use,
                    f"'{name}' is a reduction: its value is known after the loop only",
                    "read another variable, or leave the in-place operator",
                )
                break
    assigned = {n.id for n in _names(node) if isinstance(n.ctx, ast.Store) and not _is_in_place(node, n)} - set(reduced)
    seen = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
    for use in _in_order(node.body):
        if use.id not in assigned or use.id in seen:
            continue
        seen.add(use.id)
        hit = b.typer.symbol(use, b.scope)
        number = hit is not None and isinstance(hit[1], Variable) and isinstance(
            strip_const(b.variable_type(hit[1])), CInt | CFloat | CComplex
        )  # fmt: skip
        if isinstance(use.ctx, ast.Load) and number:
            b.error(
                "E0636",
                use,
                f"'{use.id}' is each thread's own, and read before it is assigned",
                "assign it first, or let only an in-place operator change it",
            )
    _Races(b, node).block(node.body, False)


class _Races:
    """Looks for stores whose place does not depend on the round."""

    def __init__(self, b: FunctionBuilder, node: ast.For) -> None:
        self.b = b
        self.varying = {n.id for n in ast.walk(node.target) if isinstance(n, ast.Name)}
        self.own = {n.id for n in _names(node) if isinstance(n.ctx, ast.Store)}
        self.round = ast.unparse(node.target)
        changed = True
        while changed:
            count = len(self.varying)
            for stmt in _statements(node):
                self.spread(stmt)
            changed = len(self.varying) > count

    def spread(self, stmt: ast.stmt) -> None:
        """Variables that are computed from what varies do so as well; what a call gives may be anything."""
        targets: list[ast.expr] = []
        values: list[ast.expr | None] = []
        match stmt:
            case ast.Assign(targets=places, value=value):
                targets, values = list(places), [value]
            case ast.AugAssign(target=target, value=value) | ast.AnnAssign(target=target, value=value):
                targets, values = [target], [value]
            case ast.For(target=target, iter=over):
                targets, values = [target], list(over.args) if isinstance(over, ast.Call) else [over]
            case ast.If(test=test) | ast.While(test=test) if self.varies(test):
                targets = [n for n in ast.walk(stmt) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)]
                self.varying.update(n.id for n in targets if isinstance(n, ast.Name))
                return
        if any(value is not None and self.varies(value) for value in values):
            for target in targets:
                stored = (n for n in ast.walk(target) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
                self.varying.update(n.id for n in stored)

    def varies(self, value: ast.AST) -> bool:
        known = (
            ast.Name,
            ast.Constant,
            ast.BinOp,
            ast.UnaryOp,
            ast.operator,
            ast.unaryop,
            ast.expr_context,
            ast.Compare,
            ast.cmpop,
            ast.BoolOp,
            ast.boolop,
            ast.Tuple,
            ast.Slice,
            ast.Subscript,
            ast.Attribute,
        )
        for part in ast.walk(value):
            if isinstance(part, ast.Name) and part.id in self.varying:
                return True
            if not isinstance(part, known):
                return True
        return False

    def block(self, block: list[ast.stmt], safe: bool) -> None:
        for stmt in block:
            match stmt:
                case ast.Assign(targets=targets) if not safe:
                    for target in targets:
                        self.store(target, False)
                case ast.AugAssign(target=target) if not safe:
                    self.store(target, True)
                case ast.If(test=test, body=body, orelse=orelse):
                    inside = safe or self.varies(test)
                    self.block(body, inside)
                    self.block(orelse, inside)
                case ast.For(body=body, orelse=orelse):
                    self.block([*body, *orelse], safe)
                case ast.While(test=test, body=body, orelse=orelse):
                    self.block([*body, *orelse], safe or self.varies(test))
                case ast.With(body=body):
                    self.block(body, True)
                case ast.Try(body=body, orelse=orelse, finalbody=final):
                    self.block([*body, *orelse, *final], safe)

    def store(self, target: ast.expr, in_place: bool) -> None:
        if isinstance(target, ast.Tuple | ast.List):
            for part in target.elts:
                self.store(part, in_place)
            return
        if not isinstance(target, ast.Subscript) or self.varies(target):
            return
        base = target.value
        while isinstance(base, ast.Subscript | ast.Attribute):
            base = base.value
        if not isinstance(base, ast.Name) or base.id in self.own:
            return
        type_ = strip_const(self.b.typer.type_of(target.value, self.b.scope))
        if isinstance(type_, PyObj) or not isinstance(type_, View | Ptr | CArray):
            return
        hint = (
            "make it a scalar reduction: a C variable that only this operator changes, stored after the loop"
            if in_place else f"store to an item that depends on '{self.round}', or after the loop"
        )  # fmt: skip
        self.b.error("E0637", target, f"threads race: every round stores to '{ast.unparse(target)}'", hint)


def _statements(node: ast.For) -> Iterator[ast.stmt]:
    for stmt in node.body:
        for inner in ast.walk(stmt):
            if isinstance(inner, ast.stmt):
                yield inner


def _names(node: ast.For) -> Iterator[ast.Name]:
    for stmt in node.body:
        for inner in ast.walk(stmt):
            if isinstance(inner, ast.Name):
                yield inner


def _is_in_place(node: ast.For, name: ast.Name) -> bool:
    return any(isinstance(stmt, ast.AugAssign) and stmt.target is name for stmt in _statements(node))


def _in_order(block: list[ast.stmt]) -> Iterator[ast.Name]:
    """The names of statements in the order in which they are evaluated; of an in-place operator's target the read."""
    for stmt in block:
        match stmt:
            case ast.Assign(targets=targets, value=value):
                yield from _loads(value)
                for target in targets:
                    yield from _loads(target)
            case ast.AugAssign(target=target, value=value):
                if isinstance(target, ast.Name):
                    yield ast.copy_location(ast.Name(target.id, ast.Load()), target)
                yield from _loads(value)
            case ast.For(target=target, iter=over, body=body, orelse=orelse):
                yield from _loads(over)
                yield from _loads(target)
                yield from _in_order([*body, *orelse])
            case _:
                for _, value in ast.iter_fields(stmt):
                    if isinstance(value, list) and value and isinstance(value[0], ast.stmt):
                        yield from _in_order(value)
                    else:
                        for part in value if isinstance(value, list) else [value]:
                            if isinstance(part, ast.AST):
                                yield from _loads(part)


def _loads(node: ast.AST) -> Iterator[ast.Name]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name):
            yield inner
