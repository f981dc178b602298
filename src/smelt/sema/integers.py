"""Between which bounds integers lie, and arithmetic of Python's on them, which may leave any C integer."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.syntax import tree as trees
from smelt.types import OBJECT, SSIZE, Buffer, CArray, CBool, CInt, Ptr, Type, View, strip_const
from smelt.types.kinds import UCS4, Enum
from smelt.types.rules import bounds, result_bounds

if TYPE_CHECKING:
    from smelt.sema.infer import Typer
    from smelt.sema.scopes import Scope

Interval = tuple[int, int]
_OPERATORS = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}


def exact_bounds(typer: Typer, node: ast.AST, scope: Scope) -> Interval | None:
    """Between which indices a sum or product lies that is a number of Python's, where it is an index at all.

    None where it is a C integer anyway, or made of anything but C integers that are indices.
    """
    if not isinstance(node, ast.BinOp) or type(node.op) not in _OPERATORS or typer.type_of(node, scope) != OBJECT:
        return None
    left, right = (_known(typer, side, scope) for side in (node.left, node.right))
    if left is None or right is None:
        return None
    return clipped(_OPERATORS[type(node.op)], left, right)


def clipped(op: str, left: Interval, right: Interval) -> Interval:
    """Between which indices a sum, difference or product lies, if it is one."""
    found = result_bounds(op, left, right)
    assert found is not None
    return max(found[0], SSIZE.min), min(found[1], SSIZE.max)


def _known(typer: Typer, node: ast.expr, scope: Scope) -> Interval | None:
    """Of a C integer, or of such arithmetic."""
    return integer_bounds(typer, node, scope) or exact_bounds(typer, node, scope)


def integer_bounds(typer: Typer, node: ast.expr, scope: Scope) -> Interval | None:
    """Between which values a literal or a C integer lies, if all of them are indices."""
    value = typer.literal(node)
    if value is not None:
        return value, value
    type_ = strip_const(typer.type_of(node, scope))
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Attribute) and node.value.attr == "shape":
        if type_ == SSIZE:
            return 0, SSIZE.max  # an extent is never negative
    if isinstance(node, ast.Call) and type_ == SSIZE and typer.is_builtin(node.func, "len", scope):
        return 0, SSIZE.max
    return _of_indices(type_)


def item_bounds(typer: Typer, node: ast.expr, scope: Scope) -> Interval | None:
    """Between which numbers the items of a view of integers are, if that is no more than a counter holds."""
    type_ = strip_const(typer.type_of(node, scope))
    if not isinstance(type_, View) or type_.ndim > 1:
        return None
    element = strip_const(type_.dtype)
    if not isinstance(element, CInt) or isinstance(element, CBool | Enum) or element == UCS4:
        return None
    return _of_indices(element)


def _of_indices(type_: Type) -> Interval | None:
    """Between which values those of a type lie, if all of them are indices."""
    found = bounds(type_)
    return found if found is not None and SSIZE.min <= found[0] and found[1] <= SSIZE.max else None


def range_bounds(typer: Typer, node: ast.expr, scope: Scope) -> Interval | None:
    """The least and greatest value of ``range(…)`` over C integers with bounds known from their types."""
    args = typer.range_args(node, scope)
    found = [known for arg in args or () if (known := _known(typer, arg, scope)) is not None]
    if args is None or len(found) < len(args):
        return None
    start, stop = ((0, 0), found[0]) if len(found) == 1 else (found[0], found[1])
    step = found[2] if len(found) > 2 else (1, 1)
    if step[0] > 0:
        return start[0], max(start[0], stop[1] - 1)
    if step[1] < 0:
        return min(start[1], stop[0] + 1), start[1]
    return min(start[0], stop[0] + 1), max(start[1], stop[1] - 1)


def used_otherwise(typer: Typer, scope: Scope) -> set[str]:
    """The names of a scope whose values are used for anything but indices of C memory and ends of ranges.

    Of all others it makes no difference whether they are Python's numbers: what is too large for a C integer is too
    large for what they are used for.
    """
    found = typer.used_otherwise.get(scope)
    if found is None:
        uses = _Uses(typer, scope)
        for child in trees.children(scope.node) if scope.node is not None else ():
            uses.look(child, False)
        found = typer.used_otherwise[scope] = uses.found
        left = set(found)
        while left:
            left = {name for target in left for name in uses.parts_of.get(target, ())} - found
            found |= left
    return found


class _Uses:
    """Goes through a scope and notes what names are used for.

    Attributes
    ----------
    found
        Those that are used for something else than an index.
    parts_of
        The names in sums and products that become values of a variable: they are used as it is.
    """

    def __init__(self, typer: Typer, scope: Scope) -> None:
        self.typer = typer
        self.scope = scope
        self.found: set[str] = set()
        self.parts_of: dict[str, set[str]] = {}

    def look(self, node: ast.AST, index: bool) -> None:
        """Note what a part reads; `index` says that its own value is used as an index."""
        match node:
            case ast.Name(id=name):
                if not index and not isinstance(node.ctx, ast.Store):
                    self.found.add(name)
            case ast.BinOp(op=op, left=left, right=right) if type(op) in _OPERATORS:
                self.look(left, index)
                self.look(right, index)
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.BinOp() as value):
                self.parts_of.setdefault(name, set()).update(_summands(value))
                self.look(value, True)
            case ast.Subscript(value=value, slice=key) if self.is_memory(value):
                self.look(value, False)
                for part in key.elts if isinstance(key, ast.Tuple) else [key]:
                    self.look(part, True)
            case ast.For(target=target, iter=source) if args := self.typer.range_args(source, self.scope):
                for arg in args:
                    self.look(arg, True)
                for inside in (target, *node.body, *node.orelse):
                    self.look(inside, False)
            case _:
                for child in trees.children(node):
                    self.look(child, False)

    def is_memory(self, node: ast.expr) -> bool:
        return isinstance(self.typer.type_of(node, self.scope), View | Buffer | Ptr | CArray)


def _summands(node: ast.expr) -> set[str]:
    """The names in sums and products."""
    if isinstance(node, ast.Name):
        return {node.id}
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _summands(node.left) | _summands(node.right)
    return set()
