"""Which name belongs to which scope: Python's binding rules over the whole module, comprehension scopes included.

Before: a tree. After: a `Scope` for the module and for every function, lambda, generator expression, comprehension and
class body, each with the variables that it binds; free variables are resolved and marked as captured.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable
from typing import Literal

from smelt.records import field, record
from smelt.sema.symbols import Symbol, Variable
from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax import nodes as c

ScopeKind = Literal["module", "function", "comprehension", "class"]
FunctionNode = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda | ast.GeneratorExp | c.CFuncDef
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)


@record(eq=False)
class Scope:
    """Names bound in one place. A comprehension's variables live in the frame of the function around it."""

    kind: ScopeKind
    name: str
    parent: Scope | None
    node: ast.AST | None = None
    variables: dict[str, Symbol] = field(default_factory=dict)
    global_names: set[str] = field(default_factory=set)
    nonlocal_names: set[str] = field(default_factory=set)
    used: dict[str, ast.AST] = field(default_factory=dict)
    free: dict[str, Variable] = field(default_factory=dict)  # of functions: captured variables of outer ones
    is_generator: bool = False
    bridge: str | None = None  # why the function runs as a CPython code object
    exec_names: bool = False  # `locals()`, `exec` or star imports need names at run time

    @property
    def function(self) -> Scope:
        """The scope whose frame holds this scope's variables: a function or the module."""
        scope = self
        while scope.kind == "comprehension":
            assert scope.parent is not None
            scope = scope.parent
        return scope

    @property
    def qualname(self) -> str:
        parts = [self.name]
        scope = self.parent
        while scope is not None and scope.kind != "module":
            if scope.kind == "function":
                parts.append("<locals>")
                parts.append(scope.name)
            elif scope.kind == "class":
                parts.append(scope.name)
            scope = scope.parent
        return ".".join(reversed(parts))


@record()
class ScopeTable:
    module: Scope
    of: dict[ast.AST, Scope] = field(default_factory=dict)
    open_lists: bool = False  # language level 2: the scope around a list comprehension has its variables


def analyse(tree: ast.Module, source: SourceFile, diagnostics: Diagnostics, language_level: int = 3) -> ScopeTable:
    """Build the scopes of a module and resolve free names."""
    module = Scope("module", "<module>", None, tree)
    table = ScopeTable(module, {tree: module}, language_level == 2)
    walker = _Walker(table, source, diagnostics)
    for statement in tree.body:
        walker.visit(statement)
    for scope in dict.fromkeys(table.of.values()):
        _resolve(scope, source, diagnostics)
    return table


def analyse_function(
    node: ast.FunctionDef | c.CFuncDef, parent: Scope, table: ScopeTable, source: SourceFile, diagnostics: Diagnostics
) -> Scope:
    """Add the scopes of a function that was not there when the module was analysed: a copy of one that was."""
    known = len(table.of)
    walker = _Walker(table, source, diagnostics)
    walker.scope = parent
    walker.function(node)
    for scope in dict.fromkeys(list(table.of.values())[known:]):
        _resolve(scope, source, diagnostics)
    return table.of[node]


class _Walker(ast.NodeVisitor):
    def __init__(self, table: ScopeTable, source: SourceFile, diagnostics: Diagnostics) -> None:
        self.table = table
        self.scope = table.module
        self.source = source
        self.diagnostics = diagnostics

    # --- binding ---

    def bind(self, name: str, value: ast.AST | str, node: ast.AST, scope: Scope | None = None) -> None:
        scope = scope or self.scope
        if name in scope.global_names and scope.kind != "module":
            self.bind(name, "global", node, self.table.module)
            return
        if name in scope.nonlocal_names:
            scope.used.setdefault(name, node)
            owner = scope.parent
            while owner is not None and name not in owner.variables:
                owner = owner.parent
            found = owner.variables[name] if owner is not None else None
            if isinstance(found, Variable):
                found.values.append(value)
            return
        found = scope.variables.get(name)
        if found is None:
            places: dict[str, Literal["pyglobal", "class"]] = {"module": "pyglobal", "class": "class"}
            found = Variable(name, places.get(scope.kind, "local"), span=Span.of(self.source, node))
            scope.variables[name] = found
        if isinstance(found, Variable):
            found.values.append(value)

    def bind_target(self, target: ast.AST, value: ast.AST | str) -> None:
        match target:
            case ast.Name():
                self.bind(target.id, value, target)
            case ast.Tuple() | ast.List():
                for index, item in enumerate(target.elts):
                    part: ast.AST | str = "unpacked"
                    if isinstance(value, ast.Tuple | ast.List) and len(value.elts) == len(target.elts):
                        if not any(isinstance(e, ast.Starred) for e in [*value.elts, *target.elts]):
                            part = value.elts[index]
                    self.bind_target(item, part)
            case ast.Starred():
                self.bind_target(target.value, "list")
            case _:
                self.visit(target)

    def visit_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.scope.used.setdefault(node.id, node)
            if node.id in ("locals", "vars", "dir", "eval", "exec"):
                self.scope.function.exec_names = True
        else:
            self.bind(node.id, "other", node)

    def visit_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        for target in node.targets:
            self.bind_target(target, node.value)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self.visit(node.value)
        if isinstance(node.target, ast.Name):
            self.scope.used.setdefault(node.target.id, node.target)
            self.bind(node.target.id, node, node.target)
        else:
            self.visit(node.target)

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if self.scope.kind in ("module", "class") or not node.simple:
            self.visit(node.annotation)
        if node.value is not None:
            self.visit(node.value)
        if isinstance(node.target, ast.Name):
            if node.value is not None or self.scope.kind != "module":
                self.bind(node.target.id, node.value if node.value is not None else "annotation", node.target)
        else:
            self.visit(node.target)

    def visit_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        scope = self.scope
        while scope.kind == "comprehension" or isinstance(scope.node, ast.GeneratorExp):
            assert scope.parent is not None
            inner, scope = scope, scope.parent
            if node.target.id not in scope.global_names and scope.function is not inner.function:
                if node.target.id not in inner.variables:
                    inner.nonlocal_names.add(node.target.id)
        self.bind(node.target.id, node.value, node.target, scope)
        self.scope.used.setdefault(node.target.id, node.target)

    def visit_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.bind_target(node.target, node)
        self._all(node.body)
        self._all(node.orelse)

    visit_AsyncFor = visit_For

    def visit_CForFrom(self, node: c.CForFrom) -> None:
        for part in (node.low, node.high, node.step):
            if part is not None:
                self.visit(part)
        self.bind_target(node.target, node)
        self._all(node.body)
        self._all(node.orelse)

    def visit_With(self, node: ast.With | ast.AsyncWith) -> None:
        for item in node.items:
            self.visit(item.context_expr)
            if item.optional_vars is not None:
                self.bind_target(item.optional_vars, "other")
        self._all(node.body)

    visit_AsyncWith = visit_With

    def visit_ExceptHandler(self, node: ast.ExceptHandler) -> None:
        if node.type is not None:
            self.visit(node.type)
        if node.name:
            self.bind(node.name, "exception", node)
        self._all(node.body)

    def visit_Import(self, node: ast.Import) -> None:
        for alias in node.names:
            self.bind(alias.asname or alias.name.split(".")[0], "import", node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        for alias in node.names:
            if alias.name == "*":
                self.scope.exec_names = True
            else:
                self.bind(alias.asname or alias.name, "import", node)

    def visit_Delete(self, node: ast.Delete) -> None:
        for target in node.targets:
            self._delete(target)

    def _delete(self, target: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.scope.used.setdefault(target.id, target)
            self.bind(target.id, "deleted", target)
        elif isinstance(target, ast.Tuple | ast.List):
            for item in target.elts:
                self._delete(item)
        else:
            self.visit(target)

    def visit_Global(self, node: ast.Global) -> None:
        for name in node.names:
            if self.scope.kind != "module" and isinstance(self.scope.variables.get(name), Variable):
                self._declared_late(node, name, "global")
            self.scope.global_names.add(name)
            if self.scope.kind != "module":
                self.bind(name, "global", node, self.table.module)

    def visit_Nonlocal(self, node: ast.Nonlocal) -> None:
        for name in node.names:
            if isinstance(self.scope.variables.get(name), Variable):
                self._declared_late(node, name, "nonlocal")
            self.scope.nonlocal_names.add(name)
            self.scope.used.setdefault(name, node)

    def _declared_late(self, node: ast.AST, name: str, word: str) -> None:
        self.diagnostics.error(
            "E0301", Span.of(self.source, node), f"name '{name}' is assigned to or used before its {word} declaration",
            f"move '{word} {name}' to the beginning of the function",
        )  # fmt: skip

    # --- inner scopes ---

    def _all(self, items: Iterable[ast.AST | None]) -> None:
        for item in items:
            if item is not None:
                self.visit(item)

    def enter(self, kind: ScopeKind, name: str, node: ast.AST) -> Scope:
        scope = Scope(kind, name, self.scope, node)
        self.table.of[node] = scope
        self.scope = scope
        return scope

    def leave(self) -> None:
        assert self.scope.parent is not None
        self.scope = self.scope.parent

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> None:
        self._all(node.decorator_list)
        self._signature(node.args)
        if node.returns is not None:
            self.visit(node.returns)
        self.bind(node.name, "function", node)
        self.function(node)

    visit_AsyncFunctionDef = visit_FunctionDef

    def function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | c.CFuncDef) -> None:
        """The scope of a function with a body, and those in it."""
        scope = self.enter("function", node.name, node)
        if isinstance(node, ast.AsyncFunctionDef):
            scope.bridge = "async function"
        elif getattr(node, "type_params", None):
            scope.bridge = "generic function"
        self._parameters(node.args)
        self._all(node.body or ())
        self.leave()

    def visit_CFuncDef(self, node: c.CFuncDef) -> None:
        self._all(node.decorator_list)
        self._signature(node.args)
        if node.body is not None:
            if node.kind == "cpdef" and is_ext_class(self.scope):
                self.bind(node.name, "function", node)
            self.function(node)

    def visit_Lambda(self, node: ast.Lambda) -> None:
        self._signature(node.args)
        self.enter("function", "<lambda>", node)
        self._parameters(node.args)
        self.visit(node.body)
        self.leave()

    def _signature(self, args: ast.arguments) -> None:
        """What a signature evaluates outside of the function: defaults and annotations."""
        self._all(d for d in [*args.defaults, *args.kw_defaults] if d is not None)
        for arg in all_args(args):
            if arg.annotation is not None:
                self.visit(arg.annotation)

    def _parameters(self, args: ast.arguments) -> None:
        for arg in all_args(args):
            if arg.arg in self.scope.variables:
                self.diagnostics.error(
                    "E0302", Span.of(self.source, arg), f"duplicate argument '{arg.arg}' in function definition"
                )
            self.scope.variables[arg.arg] = Variable(arg.arg, "param", span=Span.of(self.source, arg))

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> None:
        self.visit(node.generators[0].iter)
        scope = self.enter("function", "<genexpr>", node)
        scope.is_generator = True
        scope.variables[".0"] = Variable(".0", "param")
        self._generators(node.generators, skip_first=True)
        self.visit(node.elt)
        self.leave()

    def _comprehension(self, node: ast.ListComp | ast.SetComp | ast.DictComp) -> None:
        self.visit(node.generators[0].iter)
        outer = self.scope
        if self.table.open_lists and isinstance(node, ast.ListComp):
            self.table.of[node] = outer
        else:
            self.enter("comprehension", "<comprehension>", node)
        self._generators(node.generators, skip_first=True)
        if isinstance(node, ast.DictComp):
            self.visit(node.key)
            self.visit(node.value)
        else:
            self.visit(node.elt)
        self.scope = outer

    visit_ListComp = visit_SetComp = visit_DictComp = _comprehension

    def _generators(self, generators: list[ast.comprehension], skip_first: bool) -> None:
        for index, generator in enumerate(generators):
            if index or not skip_first:
                self.visit(generator.iter)
            self.bind_target(generator.target, generator)
            self._all(generator.ifs)
            if generator.is_async:
                self.scope.function.bridge = "async comprehension"

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._all(node.decorator_list)
        self._all(node.bases)
        self._all(k.value for k in node.keywords)
        self.bind(node.name, "class", node)
        self.enter("class", node.name, node)
        self._all(node.body)
        self.leave()
        self._needs_bridge("class body")

    def _needs_bridge(self, reason: str) -> None:
        scope = self.scope.function
        if scope.kind == "function" and scope.bridge is None:
            scope.bridge = reason

    def visit_Match(self, node: ast.Match) -> None:
        self.generic_visit(node)
        self._needs_bridge("match statement")

    def visit_MatchAs(self, node: ast.MatchAs) -> None:
        if node.name:
            self.bind(node.name, "other", node)
        self.generic_visit(node)

    def visit_MatchStar(self, node: ast.MatchStar) -> None:
        if node.name:
            self.bind(node.name, "other", node)

    def visit_MatchMapping(self, node: ast.MatchMapping) -> None:
        if node.rest:
            self.bind(node.rest, "other", node)
        self.generic_visit(node)

    def visit_TryStar(self, node: ast.AST) -> None:
        self.generic_visit(node)
        self._needs_bridge("except* clause")

    def visit_Await(self, node: ast.Await) -> None:
        self.generic_visit(node)
        self._needs_bridge("await")

    def visit_Yield(self, node: ast.Yield | ast.YieldFrom) -> None:
        self.generic_visit(node)
        self.scope.function.is_generator = True

    visit_YieldFrom = visit_Yield

    # --- C declarations: the names that they bind are declared by `declare`; here only what they use ---

    def visit_CVarDef(self, node: c.CVarDef) -> None:
        for var in node.vars:
            if self.scope.kind != "module" and not is_ext_class(self.scope):
                self.scope.variables.setdefault(var.name, Variable(var.name, "local", span=Span.of(self.source, var)))
            if var.value is not None:
                self.visit(var.value)

    def visit_CCast(self, node: c.CCast) -> None:
        if isinstance(node.type, c.CViewType):
            for axis in node.type.axes:
                self.visit(axis)  # the extents of an array
        self.visit(node.value)

    def visit_CSizeOf(self, node: c.CSizeOf) -> None:
        return

    def _skip(self, node: ast.AST) -> None:
        return

    visit_CTypedef = visit_CStruct = visit_CEnum = visit_CFused = visit_CExtern = visit_CppClass = _skip
    visit_CImport = visit_CImportFrom = visit_CInclude = visit_CDefine = visit_CArg = _skip

    def visit_CClassDef(self, node: c.CClassDef) -> None:
        if self.scope.kind == "module":
            self.bind(node.name, "class", node)
        if node.body is None or node.visibility == "extern":
            return
        self._all(node.decorator_list)
        self.enter("class", node.name, node)
        self._all(node.body)
        self.leave()

    def visit_CProperty(self, node: c.CProperty) -> None:
        self.bind(node.name, "property", node)
        self.enter("class", node.name, node)
        self._all(node.body)
        self.leave()


def is_ext_class(scope: Scope | None) -> bool:
    """Whether a scope is the body of an extension type."""
    return scope is not None and scope.kind == "class" and isinstance(scope.node, c.CClassDef)


def all_args(args: ast.arguments) -> list[ast.arg]:
    """All parameters of a signature in the order of the source."""
    found = [*args.posonlyargs, *args.args]
    if args.vararg:
        found.append(args.vararg)
    found += args.kwonlyargs
    if args.kwarg:
        found.append(args.kwarg)
    return found


def find(scope: Scope, name: str) -> tuple[Scope, Symbol] | None:
    """The scope that binds `name` as seen from `scope`, by Python's rules; None means a builtin or unknown name."""
    at: Scope | None = scope
    while at is not None:
        if at.kind == "class" and at is not scope:
            at = at.parent
            continue
        if name in at.global_names and at.kind != "module":
            while at.parent is not None:
                at = at.parent
            found = at.variables.get(name)
            return (at, found) if found is not None else None
        if name not in at.nonlocal_names:
            found = at.variables.get(name)
            if found is not None:
                return at, found
        at = at.parent
    return None


def _resolve(scope: Scope, source: SourceFile, diagnostics: Diagnostics) -> None:
    """Mark what inner functions use of outer ones as captured, and list it as free in every function between."""
    for name, node in scope.used.items():
        hit = find(scope, name)
        if name in scope.nonlocal_names and (hit is None or hit[0].kind == "module"):
            diagnostics.error("E0303", Span.of(source, node), f"no binding for nonlocal '{name}' found")
            continue
        if hit is None:
            continue
        owner, symbol = hit
        if not isinstance(symbol, Variable) or owner.kind in ("module", "class"):
            continue
        frame = owner.function
        inner = scope.function
        while inner is not frame:
            symbol.captured = True
            inner.free.setdefault(_key(owner, name), symbol)
            assert inner.parent is not None
            inner = inner.parent.function
            if inner.kind == "class":
                assert inner.parent is not None
                inner = inner.parent.function


def _key(owner: Scope, name: str) -> str:
    """Free variables are keyed by name and, for those of comprehensions, by the scope that binds them."""
    return name if owner.kind == "function" else f"{name}@{id(owner)}"
