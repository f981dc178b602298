"""What threads may not do with the variables of a parallel loop: found in the source, with hints.

* ``x += …`` on a C number that is not otherwise assigned in the body makes it a reduction: each thread has a part of
  it, which nobody can read before the loop is over.
* A variable that is assigned in the body is each thread's own: it has no value before that.

What they may not do with memory is found later, in the IR: see `affine.races`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from smelt.ir import nodes as ir
from smelt.sema.symbols import Variable
from smelt.syntax import tree as trees
from smelt.types import CFloat, CInt, strip_const
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
    seen = {n.id for n in trees.walk(node.target) if isinstance(n, ast.Name)}
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


def check_block(b: FunctionBuilder, node: ast.With) -> None:
    """Report what the threads of a parallel block reduce beside the loops that they share: nobody would add it up."""
    block = list(_beside(b, node.body))
    reduced = [s for s in block if isinstance(s, ast.AugAssign) and isinstance(s.target, ast.Name)]
    places = {id(stmt.target) for stmt in reduced}
    stored = (n for s in block for n in trees.walk(s) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store))
    assigned = {name.id for name in stored if id(name) not in places}
    for stmt in reduced:
        assert isinstance(stmt.target, ast.Name)
        hit = b.typer.symbol(stmt.target, b.scope)
        if stmt.target.id in assigned or hit is None or not isinstance(hit[1], Variable):
            continue
        if isinstance(strip_const(b.variable_type(hit[1])), CInt | CFloat | CComplex):
            b.error(
                "E0636", stmt, f"'{stmt.target.id}' is each thread's own, and nobody adds up what they are",
                "reduce in a loop over prange, or set it first in the block",
            )  # fmt: skip


def _beside(b: FunctionBuilder, block: list[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements of a parallel block, at any depth, that are in no loop over prange."""
    for stmt in block:
        yield stmt
        if isinstance(stmt, ast.For) and isinstance(stmt.iter, ast.Call) and b.typer.is_prange(stmt.iter.func, b.scope):
            continue
        for name in ("body", "orelse", "finalbody", "handlers"):
            inner = getattr(stmt, name, [])
            for part in inner if isinstance(inner, list) else []:
                yield from _beside(b, part.body if isinstance(part, ast.ExceptHandler) else [part])


def _statements(node: ast.For) -> Iterator[ast.stmt]:
    for stmt in node.body:
        for inner in trees.walk(stmt):
            if isinstance(inner, ast.stmt):
                yield inner


def _names(node: ast.For) -> Iterator[ast.Name]:
    for stmt in node.body:
        for inner in trees.walk(stmt):
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
    for inner in trees.walk(node):
        if isinstance(inner, ast.Name):
            yield inner
