"""The walk over a module that puts the readers of this package to work, block by block."""

from __future__ import annotations

import ast
from typing import Any, ClassVar

from smelt.syntax import nodes as c
from smelt.syntax.header import header_comments
from smelt.syntax.pure import api
from smelt.syntax.pure.functions import Traits, after_docstring
from smelt.syntax.pure.names import Path, hidden_by
from smelt.syntax.pure.statements import StatementReader
from smelt.syntax.pure.typeexpr import place

# Fields that hold types, so that the names of `cython` in them are read as types.
_TYPE_FIELDS: dict[type[ast.AST], frozenset[str]] = {
    c.CVar: frozenset({"type"}),
    c.CArg: frozenset({"ctype"}),
    c.CFuncDef: frozenset({"returns"}),
    c.CFuncType: frozenset({"returns"}),
    c.CCast: frozenset({"type"}),
    c.CNew: frozenset({"type"}),
    c.CTypedef: frozenset({"type"}),
    c.CFused: frozenset({"types"}),
    c.CSizeOf: frozenset({"operand"}),
    c.CPointerType: frozenset({"base"}),
    c.CReferenceType: frozenset({"base"}),
    c.CConstType: frozenset({"base"}),
    c.CArrayType: frozenset({"base"}),
    c.CViewType: frozenset({"base"}),
    c.CTemplateType: frozenset({"base", "args", "keywords"}),
    c.CTupleType: frozenset({"items"}),
    c.CEnum: frozenset({"underlying"}),
    c.CppClass: frozenset({"bases"}),
    c.CClassDef: frozenset({"bases"}),
}


class Normaliser(StatementReader, ast.NodeTransformer):
    """Rewrites one module in place."""

    in_type = False
    _methods: ClassVar[dict[type[ast.AST], Any]] = {}

    def module(self, tree: ast.Module) -> ast.Module:
        tree.body = self.block(tree.body)
        return tree

    def read_header(self) -> None:
        """Take `annotation_typing` and `language_level` from the comments that open the file."""
        for key, value, _ in header_comments(self.source):
            if key == "annotation_typing":
                self.typing_enabled = value != "False"
            elif key == "language_level":
                self.level = 2 if value == "2" else 3

    def value(self, node: ast.expr) -> ast.expr:
        found: ast.expr = self.visit(node)
        return found

    # --- blocks ---

    def block(self, body: list[ast.stmt]) -> list[ast.stmt]:
        """The statements of a module, function or class; declarations from inside a compound one go before it."""
        made: list[ast.stmt] = []
        for statement in body:
            outer, self.hoisted = self.hoisted, []
            self.nested = not isinstance(statement, _SIMPLE)
            found = self.visit(statement)
            made += self.hoisted
            self.hoisted = outer
            made += found if isinstance(found, list) else [found]
        self.nested = False
        return made

    def _inner(self, body: list[ast.stmt], where: str, hidden: set[str] | None = None) -> list[ast.stmt]:
        """The body of a function or class, in a scope of its own."""
        state = self.where, self.nested, self.hidden, self.declared, self.dataclass
        self.where, self.nested, self.declared = where, False, {}
        if hidden:
            self.hidden = self.hidden | hidden
        made = self.block(body)
        self.where, self.nested, self.hidden, self.declared, self.dataclass = state
        return made

    def visit(self, node: ast.AST) -> Any:
        """What takes the place of a node. Expressions stay as they are where nothing stands for `cython`."""
        if isinstance(node, ast.expr) and not (self.names.cython or self.names.dotted):
            return node
        method: Any = self._methods.get(node.__class__)
        if method is None:
            method = getattr(type(self), f"visit_{node.__class__.__name__}", type(self).generic_visit)
            self._methods[node.__class__] = method
        return method(self, node)

    def generic_visit(self, node: ast.AST) -> ast.AST:
        """Visit the children, fields that hold types as types."""
        typed = _TYPE_FIELDS.get(type(node), frozenset())
        for name, old in ast.iter_fields(node):
            if isinstance(old, ast.AST):
                setattr(node, name, self._child(old, name in typed))
            elif isinstance(old, list):
                old[:] = self._children(old, name in typed)
        return node

    def _child(self, node: ast.AST, typed: bool) -> Any:
        outer, self.in_type = self.in_type, typed or (self.in_type and isinstance(node, ast.keyword))
        found = self.visit(node)
        self.in_type = outer
        return found

    def _children(self, nodes: list[Any], typed: bool) -> list[Any]:
        made: list[Any] = []
        for node in nodes:
            found = self._child(node, typed) if isinstance(node, ast.AST) else node
            made += found if isinstance(found, list) else [found]
        return made

    # --- functions and classes ---

    def visit_FunctionDef(self, node: ast.FunctionDef | ast.AsyncFunctionDef) -> ast.stmt:
        traits = self.traits(node.decorator_list)
        if self.misplaced(node, traits, self.where):
            traits.kind = None
        outer = self.typing_enabled
        self._typing_decorator(traits.kept)
        returns = traits.returns or (self.returned(node.returns) if traits.kind else None)
        self._function(node, traits, traits.kind or "def")
        self.typing_enabled = outer
        if traits.kind is None or isinstance(node, ast.AsyncFunctionDef):
            node.decorator_list = traits.kept
            return node
        return self.c_function(node, traits, returns)

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_CFuncDef(self, node: c.CFuncDef) -> ast.stmt:
        traits = self.traits(node.decorator_list)
        if traits.kind_at is not None:
            self.error("E0216", traits.kind_at, "this is a C function already", "leave the decorator away")
        if node.returns is not None:
            node.returns = self._child(node.returns, True)
        outer = self.typing_enabled
        self._typing_decorator(traits.kept)
        if node.body is None and traits.locals:
            # A declaration that augments a .py file: the types of its variables go on to the definition.
            words = [place(ast.keyword(name, type_), type_) for name, type_ in traits.locals.items()]
            first = node.decorator_list[0]
            traits.kept.append(place(ast.Call(self.canonical(("locals",), first), [], words), first))
        self._function(node, traits, node.kind)
        self.typing_enabled = outer
        node.decorator_list = traits.kept
        node.exception = traits.exception or node.exception
        node.nogil = node.nogil or traits.nogil is not None
        node.with_gil = node.with_gil or traits.with_gil is not None
        node.inline = node.inline or traits.inline is not None
        return node

    def _function(self, node: ast.FunctionDef | ast.AsyncFunctionDef | c.CFuncDef, traits: Traits, kind: str) -> None:
        """Type the parameters, then normalise decorators and defaults outside and the body inside."""
        hidden = hidden_by(node)
        traits.kept[:] = [self.value(item) for item in traits.kept]
        static = any(isinstance(item, ast.Name) and item.id == "staticmethod" for item in traits.kept)
        names = self.parameters(node.args, traits.locals, kind, self.where in ("class", "cclass") and not static)
        arguments = node.args
        for arg in [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]:
            if isinstance(arg, c.CArg) and arg.ctype is not None:
                arg.ctype = self._child(arg.ctype, True)
        arguments.defaults = [self.value(item) for item in arguments.defaults]
        arguments.kw_defaults = [None if item is None else self.value(item) for item in arguments.kw_defaults]
        if node.body is None:
            return
        body = self._inner(node.body, "function", hidden)
        position = after_docstring(body)
        body[position:position] = self.local_declarations(traits, names)
        node.body = body

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        arguments = node.args
        arguments.defaults = [self.value(item) for item in arguments.defaults]
        arguments.kw_defaults = [None if item is None else self.value(item) for item in arguments.kw_defaults]
        outer = self.hidden
        self.hidden = outer | hidden_by(node)
        node.body = self.value(node.body)
        self.hidden = outer
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.stmt:
        marks = [item for item in node.decorator_list if self._decorates(item, "cclass")]
        for item in node.decorator_list:
            if self._decorates(item, "cfunc", "ccall"):
                self.error(
                    "E0215", item, "this decorator is for functions", "an extension type is marked with @cython.cclass"
                )
        if marks and self.where == "function":
            self.error("E0207", marks[0], "an extension type can not be defined in a function", "move it to the module")
            marks = []
        kept = [item for item in node.decorator_list if not self._decorates(item, "cclass", "cfunc", "ccall")]
        body = self._class_body(node.body, kept, "cclass" if marks else "class")
        decorators = [self.value(item) for item in kept]
        bases = [self.value(item) for item in node.bases]
        if not marks:
            node.keywords = [self.visit(item) for item in node.keywords]
            node.body, node.decorator_list, node.bases = body, decorators, bases
            return node
        for keyword in node.keywords:
            hint = "leave @cython.cclass away for a Python class"
            self.error("E0217", keyword.value, "an extension type takes no keyword arguments", hint)
        return ast.copy_location(c.CClassDef(node.name, bases, body, decorators), node)

    def visit_CClassDef(self, node: c.CClassDef) -> ast.stmt:
        kept = [item for item in node.decorator_list if not self._decorates(item, "cclass")]
        if node.body is not None:
            node.body = self._class_body(node.body, kept, "cclass")
        node.decorator_list = [self.value(item) for item in kept]
        node.bases = self._children(node.bases, True)
        return node

    def _class_body(self, body: list[ast.stmt], decorators: list[ast.expr], where: str) -> list[ast.stmt]:
        outer = self.typing_enabled, self.dataclass
        self._typing_decorator(decorators)
        self.dataclass = any(self._decorates(item, "dataclasses") for item in decorators)
        made = self._inner(body, where)
        self.typing_enabled, self.dataclass = outer
        return made

    def _decorates(self, decorator: ast.expr, *words: str) -> bool:
        path = self.path(decorator.func if isinstance(decorator, ast.Call) else decorator)
        return bool(path) and path is not None and path[0] in words

    def _typing_decorator(self, decorators: list[ast.expr]) -> None:
        for item in decorators:
            self._typing_call(item)

    def _typing_call(self, node: ast.expr) -> None:
        """Follow ``cython.annotation_typing(False)`` on a function, a class or a block."""
        match node:
            case ast.Call(args=[ast.Constant(value=bool(value))]) if self.path(node.func) == ("annotation_typing",):
                self.typing_enabled = value

    # --- statements ---

    def visit_Assign(self, node: ast.Assign) -> ast.stmt | list[ast.stmt]:
        found = self.assigned(node)
        if found is not None:
            return found
        self.generic_visit(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        return self.annotated(node)

    def visit_Expr(self, node: ast.Expr) -> ast.stmt | list[ast.stmt]:
        if isinstance(node.value, ast.Call) and self.path(node.value.func) == ("declare",):
            return self.declare_names(node.value, node)
        self.generic_visit(node)
        return node

    def visit_Import(self, node: ast.Import) -> list[ast.stmt]:
        return self.imported(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> list[ast.stmt]:
        return self.imported_from(node)

    def visit_If(self, node: ast.If) -> ast.stmt:
        """Leave the branch for uncompiled runs alone: what it says is not for a compiler."""
        dead = _branch_for_python(node.test, self.path)
        node.test = self.value(node.test)
        if dead != "body":
            node.body = self._children(node.body, False)
        if dead != "orelse":
            node.orelse = self._children(node.orelse, False)
        return node

    def visit_With(self, node: ast.With) -> ast.stmt:
        outer = self.typing_enabled
        for item in node.items:
            self._typing_call(item.context_expr)
            item.context_expr = self._gil(item.context_expr) or self.value(item.context_expr)
            if item.optional_vars is not None:
                item.optional_vars = self.value(item.optional_vars)
        node.body = self._children(node.body, False)
        self.typing_enabled = outer
        return node

    def _gil(self, node: ast.expr) -> ast.expr | None:
        """``cython.nogil`` and ``cython.gil`` of a with statement as a .pyx file spells them."""
        call = node if isinstance(node, ast.Call) else None
        path = self.path(call.func if call else node)
        if path not in (("nogil",), ("gil",)):
            return None
        name: ast.expr = self.canonical(path, call.func if call else node)
        if path[0] not in self.hidden | self.names.bound:
            name = ast.copy_location(ast.Name(path[0], ast.Load()), node)
        if call is None:
            return name
        call.func, call.args = name, [self.value(item) for item in call.args]
        return call

    # --- expressions ---

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return self._reference(node) if isinstance(node.ctx, ast.Load) else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        if self.path(node) is not None:
            return self._reference(node)
        node.value = self._child(node.value, False)
        return node

    def _reference(self, node: ast.Name | ast.Attribute) -> ast.expr:
        path = self.path(node)
        if path is None:
            return node
        if path == ("NULL",):
            return place(c.CNull(), node)
        if self.in_type:
            return self.required(node)
        if not self.known(path, node):
            return node
        if path and api.is_type_path(path) and path[0] != "array":
            self.type_as_value(path, node)
            return node
        return self.canonical(path, node)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        if self.in_type and self.names.cython and isinstance(node.ctx, ast.Load):
            base = self.path(node.value)
            if base is not None and api.is_type_path(base):
                return self.required(node)
        node.value = self._child(node.value, False)
        node.slice = self._type_or_value(node.slice)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        node.left = self._type_or_value(node.left)
        node.comparators = [self._type_or_value(item) for item in node.comparators]
        return node

    def _type_or_value(self, node: ast.expr) -> ast.expr:
        """What may choose or name a member of a fused type: ``T is cython.int``, ``f[cython.int, cython.double]``."""
        if isinstance(node, ast.Tuple) and isinstance(node.ctx, ast.Load):
            node.elts = [self._type_or_value(item) for item in node.elts]
            return node
        base = node
        while isinstance(base, ast.Subscript | ast.Call):
            base = base.value if isinstance(base, ast.Subscript) else base.func
        path = self.path(base)
        if path and api.is_type_path(path) and path != ("array",):
            return self.required(node)
        found: ast.expr = self._child(node, False)
        return found

    def visit_CTemplateType(self, node: c.CTemplateType) -> ast.AST:
        path = self.path(node.base)
        if path is not None and len(path) == 1 and path[0] in api.TYPE_BUILDERS:
            return self.build(path[0], self._children(node.args, True), node)
        return self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        path = self.path(node.func)
        if path is None or not path:
            self.generic_visit(node)
            return node
        if self.misplaced_call(path, node):
            return place(ast.Constant(None), node)
        if path in _CONVERSIONS:
            return self._conversion(path[0], node)
        self._arguments(node)
        if path and api.is_type_path(path) and path != ("array",):
            self.type_as_value(path, node.func)
            return node
        node.func = self._reference(node.func) if isinstance(node.func, ast.Name | ast.Attribute) else node.func
        return node

    def _arguments(self, node: ast.Call) -> None:
        node.args = self._children(node.args, False)
        node.keywords = self._children(node.keywords, False)

    def _conversion(self, word: str, node: ast.Call) -> ast.expr:
        """``cast``, ``address`` and ``sizeof``"""
        if word == "cast":
            return self._cast(node)
        if len(node.args) != 1 or node.keywords:
            self.error("E0204", node, f"cython.{word} takes one argument, {len(node.args) + len(node.keywords)} given")
            self._arguments(node)
            return node
        if word == "address" or path_of_value(node.args[0], self.path):
            operand = self.value(node.args[0])
            return place(c.CAddressOf(operand) if word == "address" else c.CSizeOf(operand), node)
        type_ = self.ctype(node.args[0])
        return place(c.CSizeOf(self.value(node.args[0]) if type_ is None else type_), node)

    def _cast(self, node: ast.Call) -> ast.expr:
        hint = "cython.cast(cython.int, value), with typecheck=True for a checked one"
        checked = False
        for keyword in node.keywords:
            if keyword.arg != "typecheck" or not isinstance(keyword.value, ast.Constant):
                self.error(
                    "E0203", keyword.value, "the only keyword of cython.cast is 'typecheck', True or False", hint
                )
            else:
                checked = bool(keyword.value.value)
        if len(node.args) != 2:
            self.error("E0203", node, f"cython.cast takes a type and a value, {len(node.args)} given", hint)
            return place(ast.Constant(None), node)
        return place(c.CCast(self.required(node.args[0]), self.value(node.args[1]), checked), node)


_CONVERSIONS: set[Path] = {("cast",), ("address",), ("sizeof",)}

# Statements that hold no others; what a block of them declares can stay where it is.
_SIMPLE = (
    ast.Assign, ast.AnnAssign, ast.AugAssign, ast.Expr, ast.Import, ast.ImportFrom, ast.Return, ast.Raise, ast.Assert,
    ast.Delete, ast.Pass, ast.Break, ast.Continue, ast.Global, ast.Nonlocal,
    c.CVarDef, c.CTypedef, c.CImport, c.CImportFrom, c.CStruct, c.CFused, c.CEnum,
)  # fmt: skip


def path_of_value(node: ast.expr, path: Any) -> bool:
    """Whether the operand of ``sizeof`` is an expression for certain: indexed or called, and not a type of `cython`."""
    while isinstance(node, ast.Subscript | ast.Call):
        node = node.value if isinstance(node, ast.Subscript) else node.func
        if path(node) is None and isinstance(node, ast.Name | ast.Attribute):
            return True
    return False


def _branch_for_python(test: ast.expr, path: Any) -> str | None:
    """Which branch of ``if cython.compiled`` never runs compiled: ``body``, ``orelse``, or None."""
    if path(test) == ("compiled",):
        return "orelse"
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and path(test.operand) == ("compiled",):
        return "body"
    return None
