"""Definite assignment: which reads of local variables may come before any assignment.

One forward walk over a function's statements with the set of names that are certainly bound. Reads outside of it are
collected; they get a run-time test, all others none.
"""

from __future__ import annotations

import ast
from typing import Any

from smelt.sema.scopes import COMPREHENSIONS, Scope, ScopeTable, all_args
from smelt.sema.symbols import Variable
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees

State = set[str] | None  # None: this point is not reached


def unbound_reads(scope: Scope, table: ScopeTable) -> set[ast.AST]:
    """The `ast.Name` nodes of a function's own frame that may read an unbound local variable.

    The variables are marked, so that inference leaves them as objects, which can be unbound.
    """
    found = _reads(scope, table)
    for node in found:
        variable = scope.variables.get(node.id) if isinstance(node, ast.Name) else None
        if isinstance(variable, Variable):
            variable.unbound = True
    return found


def _reads(scope: Scope, table: ScopeTable) -> set[ast.AST]:
    walker = _Walker(scope, table)
    node = scope.node
    state: State = set()
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | c.CFuncDef | ast.Lambda):
        state = {a.arg for a in all_args(node.args)}
    if isinstance(node, ast.Lambda):
        walker.expression(node.body, state)
    elif isinstance(node, ast.GeneratorExp):
        walker.comprehension(node, {".0"}, scope)
    else:
        assert node is not None
        walker.block(node.body, state)  # type: ignore[attr-defined]
    return walker.found


def _meet(left: State, right: State) -> State:
    if left is None:
        return right
    if right is None:
        return left
    return left & right


class _Walker:
    def __init__(self, scope: Scope, table: ScopeTable) -> None:
        self.scope = scope
        self.table = table
        self.found: set[ast.AST] = set()
        self.breaks: list[State] = []
        self.unstable = {
            name
            for name, var in scope.variables.items()
            if isinstance(var, Variable) and not {"deleted", "exception"}.isdisjoint(var.values)
        }

    def block(self, statements: list[Any], state: State) -> State:
        for node in statements:
            state = self.statement(node, state)
        return state

    def statement(self, node: Any, state: State) -> State:
        if state is None:
            # unreached code is still compiled: every name in it counts as bound
            self._skim(node)
            return None
        match node:
            case ast.If():
                self.expression(node.test, state)
                return _meet(self.block(node.body, set(state)), self.block(node.orelse, set(state)))
            case ast.While():
                return self._while(node, state)
            case ast.For() | ast.AsyncFor():
                self.expression(node.iter, state)
                return self._loop(node, state)
            case c.CForFrom():
                for part in (node.low, node.high, node.step):
                    self.expression(part, state)
                return self._loop(node, state)
            case ast.Try():
                return self._try(node, state)
            case ast.With() | ast.AsyncWith():
                return self._with(node, state)
            case ast.Return() | ast.Raise():
                for child in trees.children(node):
                    self.expression(child, state)
                return None
            case ast.Break():
                if self.breaks:
                    self.breaks[-1] = _meet(self.breaks[-1], set(state))
                return None
            case ast.Continue():
                return None
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
                self._definition(node, state)
                return state | {node.name}
            case ast.Import() | ast.ImportFrom():
                return state | {a.asname or a.name.split(".")[0] for a in node.names}
            case ast.Delete():
                for target in node.targets:
                    self._delete(target, state)
                return state
            case c.CVarDef():
                for var in node.vars:
                    if var.value is not None:
                        self.expression(var.value, state)
                        state.add(var.name)
                return state
            case ast.Assign():
                self.expression(node.value, state)
                for target in node.targets:
                    self._bind(target, state)
                return state
            case ast.AugAssign():
                self.expression(node.value, state)
                if isinstance(node.target, ast.Name):
                    self._read(node.target, state)
                else:
                    self.expression(node.target, state)
                return state
            case ast.AnnAssign():
                if node.value is not None:
                    self.expression(node.value, state)
                    self._bind(node.target, state)
                return state
        for child in trees.children(node):
            self.expression(child, state)
        return state

    def _skim(self, node: ast.AST) -> None:
        """Nothing to find in code that is never reached."""

    def _while(self, node: ast.While, state: set[str]) -> State:
        self.expression(node.test, state)
        self.breaks.append(None)
        self.block(node.body, set(state))
        endless = isinstance(node.test, ast.Constant) and bool(node.test.value)
        after = None if endless else self.block(node.orelse, set(state))
        return _meet(after, self.breaks.pop())

    def _loop(self, node: Any, state: set[str]) -> State:
        self.breaks.append(None)
        inside = set(state)
        self._bind(node.target, inside)
        self.block(node.body, inside)
        after = self.block(node.orelse, set(state))
        return _meet(after, self.breaks.pop())

    def _try(self, node: ast.Try, state: set[str]) -> State:
        before = set(state)
        after = self.block(node.orelse, self.block(node.body, set(state)))
        for handler in node.handlers:
            inside = set(before)
            if handler.type is not None:
                self.expression(handler.type, inside)
            if handler.name:
                inside.add(handler.name)
            end = self.block(handler.body, inside)
            if end is not None and handler.name:
                end.discard(handler.name)
            after = _meet(after, end)
        if node.finalbody:
            end = self.block(node.finalbody, set(before))
            if end is None:
                return None
            return None if after is None else after | end
        return after

    def _with(self, node: Any, state: set[str]) -> State:
        for item in node.items:
            self.expression(item.context_expr, state)
            if item.optional_vars is not None:
                self._bind(item.optional_vars, state)
        after = self.block(node.body, set(state))
        names = [i.context_expr for i in node.items]
        if all(_is_gil_word(n) for n in names):
            return after
        return state  # an exception inside may be suppressed

    def _definition(self, node: Any, state: set[str]) -> None:
        for child in node.decorator_list:
            self.expression(child, state)
        if isinstance(node, ast.ClassDef):
            return
        for default in [*node.args.defaults, *node.args.kw_defaults]:
            if default is not None:
                self.expression(default, state)

    def _delete(self, target: ast.expr, state: set[str]) -> None:
        match target:
            case ast.Name():
                self._read(target, state)
                state.discard(target.id)
            case ast.Tuple() | ast.List():
                for item in target.elts:
                    self._delete(item, state)
            case _:
                self.expression(target, state)

    def _bind(self, target: ast.AST, state: set[str]) -> None:
        match target:
            case ast.Name():
                state.add(target.id)
            case ast.Tuple() | ast.List():
                for item in target.elts:
                    self._bind(item, state)
            case ast.Starred():
                self._bind(target.value, state)
            case _:
                self.expression(target, state)

    def _read(self, node: ast.Name, state: set[str]) -> None:
        if node.id not in state or node.id in self.unstable:
            self.found.add(node)

    def expression(self, node: ast.AST | None, state: State) -> None:
        if node is None or state is None:
            return
        match node:
            case ast.Name():
                if isinstance(node.ctx, ast.Load):
                    self._read(node, state)
            case ast.NamedExpr():
                self.expression(node.value, state)
                state.add(node.target.id)
            case ast.BoolOp():
                self.expression(node.values[0], state)
                inside = set(state)
                for value in node.values[1:]:
                    self.expression(value, inside)
            case ast.IfExp():
                self.expression(node.test, state)
                self.expression(node.body, set(state))
                self.expression(node.orelse, set(state))
            case ast.Compare():
                self.expression(node.left, state)
                self.expression(node.comparators[0], state)
                inside = set(state)
                for value in node.comparators[1:]:
                    self.expression(value, inside)
            case ast.Lambda():
                for default in [*node.args.defaults, *node.args.kw_defaults]:
                    self.expression(default, state)
            case ast.GeneratorExp():
                self.expression(node.generators[0].iter, state)
            case _ if isinstance(node, COMPREHENSIONS):
                self.expression(node.generators[0].iter, state)
                self.comprehension(node, set(state), self.table.of[node])
            case _:
                for child in trees.children(node):
                    self.expression(child, state)

    def comprehension(self, node: Any, state: set[str], scope: Scope) -> None:
        """The parts of a comprehension after its first iterable; its own names shadow those around it."""
        if scope.node is node:  # else it has no names of its own, see `ScopeTable.open_lists`
            state -= set(scope.variables) - {".0"}
        for index, generator in enumerate(node.generators):
            if index:
                self.expression(generator.iter, state)
            self._bind(generator.target, state)
            for test in generator.ifs:
                self.expression(test, state)
        if isinstance(node, ast.DictComp):
            self.expression(node.key, state)
            self.expression(node.value, state)
        else:
            self.expression(node.elt, state)


def _is_gil_word(node: ast.AST) -> bool:
    name = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
    return name in ("nogil", "gil")
