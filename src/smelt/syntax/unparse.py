"""A tree as source text: Python nodes by the standard library's printer, the C nodes in Cython's syntax.

``parse(unparse(tree))`` gives the tree again, locations apart.
"""

from __future__ import annotations

import ast
import importlib
from collections.abc import Callable
from typing import Any

from smelt.syntax import nodes as c
from smelt.syntax.declarator_text import declared, split, type_text

# `ast.unparse` is a shell around this class, which moved to a module of its own in Python 3.14.
_Unparser: Any = getattr(ast, "_Unparser", None) or importlib.import_module("_ast_unparse").Unparser
_Precedence: Any = getattr(ast, "_Precedence", None) or importlib.import_module("_ast_unparse")._Precedence

_VISIBILITY = {
    "private": "",
    "public": "public ",
    "readonly": "readonly ",
    "extern": "",
    "api": "api ",
    "public api": "public api ",
}


class Unparser(_Unparser):  # type: ignore[misc]
    """The standard printer with methods for the C nodes."""

    def __init__(self) -> None:
        super().__init__()
        self.bare = False  # inside a block whose declarations have no 'cdef'
        self.extern = False  # inside an extern block

    # --- helpers ---

    def text(self, node: ast.AST | None) -> str:
        """The source of an expression by itself."""
        if node is None:
            return ""
        inner = Unparser()
        inner.set_precedence(_Precedence.TEST, node)
        inner.traverse(node)
        return "".join(inner._source)

    def type(self, node: ast.expr | None, name: str = "") -> str:
        return declared(node, name, self.text, self.parameters)

    def parameters(self, arguments: ast.arguments | list[c.CArg], vararg: bool) -> str:
        """The parameters of a C function or function type."""
        if isinstance(arguments, list):
            arguments = ast.arguments([], list(arguments), None, [], [], None, [])
        text = self.text(arguments)
        return ", ".join(part for part in (text, "..." if vararg else "") if part)

    def suite(self, body: list[ast.stmt], bare: bool) -> None:
        saved, self.bare = self.bare, bare
        with self.block():
            self.traverse(body or [ast.Pass()])
        self.bare = saved

    def head(self, word: str, visibility: str = "private") -> None:
        """Begin a declaration: ``cdef public`` or, inside extern blocks, nothing."""
        self.fill("" if self.bare and word == "cdef" else f"{word} ")
        self.write("extern " if visibility == "extern" and not self.extern else _VISIBILITY[visibility])

    def decorators(self, decorators: list[ast.expr]) -> None:
        for decorator in decorators:
            self.fill("@")
            self.traverse(decorator)

    # --- strings: any quotes may nest in the grammar of Python 3.12, which the parser has on every Python ---

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        self.write("f" + _quoted("".join(self._fstring_part(value) for value in node.values)))

    def _fstring_part(self, node: ast.expr, in_spec: bool = False) -> str:
        if isinstance(node, ast.Constant):
            text = str(node.value).replace("\\", "\\\\")
            text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\0", "\\0")
            if in_spec:
                return text.replace("{", "\\x7b").replace("}", "\\x7d").replace('"', "\\x22")
            return text.replace("{", "{{").replace("}", "}}").replace('"', '\\"')
        assert isinstance(node, ast.FormattedValue)
        inner = self.text(node.value)
        if (
            isinstance(node.value, (ast.Lambda, ast.NamedExpr, ast.Tuple, ast.Yield, ast.YieldFrom))
            and inner[:1] != "("
        ):
            inner = f"({inner})"
        conversion = "" if node.conversion == -1 else f"!{chr(node.conversion)}"
        spec = ""
        if isinstance(node.format_spec, ast.JoinedStr):
            spec = ":" + "".join(self._fstring_part(part, True) for part in node.format_spec.values)
        return "{" + (" " if inner[:1] == "{" else "") + inner + conversion + spec + "}"

    # --- types ---

    def _type(self, node: ast.expr) -> None:
        self.write(type_text(node, self.text, self.parameters))

    visit_CTypeName = visit_CPointerType = visit_CReferenceType = visit_CArrayType = visit_CConstType = _type
    visit_CFuncType = visit_CViewType = visit_CTemplateType = visit_CTupleType = _type

    # --- expressions ---

    def _factor(self, node: ast.AST, head: str, value: ast.expr) -> None:
        with self.require_parens(_Precedence.FACTOR, node):
            self.write(head)
            self.set_precedence(_Precedence.FACTOR, value)
            self.traverse(value)

    def visit_CCast(self, node: c.CCast) -> None:
        self._factor(node, f"<{self.type(node.type)}{'?' if node.checked else ''}>", node.value)

    def visit_CAddressOf(self, node: c.CAddressOf) -> None:
        self._factor(node, "&", node.value)

    def visit_CSizeOf(self, node: c.CSizeOf) -> None:
        self.write(f"sizeof({self.text(node.operand)})")

    def visit_CTypeId(self, node: c.CTypeId) -> None:
        self.write(f"typeid({self.text(node.operand)})")

    def visit_CNew(self, node: c.CNew) -> None:
        with self.require_parens(_Precedence.ATOM, node):
            self.write(f"new {self.type(node.type)}({', '.join(self.text(arg) for arg in node.args)})")

    def visit_CNumber(self, node: c.CNumber) -> None:
        self.write(f"{node.value}{node.suffix}")

    def visit_CChar(self, node: c.CChar) -> None:
        self.write(
            f"c'\\x{node.value:02x}'" if not 32 <= node.value < 127 or node.value in b"'\\" else f"c'{chr(node.value)}'"
        )

    def visit_CNull(self, node: c.CNull) -> None:
        self.write("NULL")

    def visit_CFromRange(self, node: c.CFromRange) -> None:
        raise AssertionError("printed by the comprehension")

    def visit_comprehension(self, node: ast.comprehension) -> None:
        if not isinstance(node.iter, c.CFromRange):
            super().visit_comprehension(node)
            return
        self.write(f" for {self._from_header(node.target, node.iter)}")
        for condition in node.ifs:
            self.write(f" if ({self.text(condition)})")

    def _from_header(self, target: ast.expr, node: c.CFromRange | c.CForFrom) -> str:
        low, high, step = (self._operand(part) for part in (node.low, node.high, node.step))
        name = self.text(target)
        by = f" by {step}" if step else ""
        return f"{name} from {low} {node.low_op} {name} {node.high_op} {high}{by}"

    def _operand(self, node: ast.expr | None) -> str:
        """An operand of a relation, in parentheses where it binds less tightly."""
        if node is None:
            return ""
        loose = (ast.Compare, ast.BoolOp, ast.IfExp, ast.Lambda, ast.NamedExpr, ast.Tuple)
        text = self.text(node)
        is_not = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not)
        return f"({text})" if (isinstance(node, loose) or is_not) and text[:1] != "(" else text

    # --- parameters ---

    def visit_CArg(self, node: c.CArg) -> None:
        self.write(self.type(node.ctype, node.arg) if node.ctype is not None else node.arg)
        if node.none:
            self.write(f" {node.none} None")
        if node.annotation is not None:
            self.write(f": {self.text(node.annotation)}")

    # --- declarations ---

    def visit_CVarDef(self, node: c.CVarDef) -> None:
        shared: str | None = None
        for var in node.vars:
            name = var.name + _cname(var.cname)
            base, declarator = split(var.type, name, self.text, self.parameters)
            if base == shared:
                self.write(f", {declarator}")
            else:
                self.head("cdef", node.visibility)
                self.write(f"{base} {declarator}")
                shared = base
            if var.value is not None:
                self.write(f" = {self.text(var.value)}")

    def visit_CFuncDef(self, node: c.CFuncDef) -> None:
        self.decorators(node.decorator_list)
        self.head(node.kind, node.visibility)
        self.write("inline " if node.inline else "")
        name = node.name + _cname(node.cname)
        name += f"[{', '.join(node.templates)}]" if node.templates else ""
        signature = f"{name}({self.parameters(node.args, node.vararg)}){clauses(self.text, node)}"
        self.write(self.type(node.returns, signature) if node.returns is not None else signature)
        self.write(" const" if node.const else "")
        if node.body is not None:
            self.suite(node.body, bare=False)

    def visit_CStruct(self, node: c.CStruct) -> None:
        self.head("ctypedef" if node.ctypedef else "cdef", node.visibility)
        self.write(("packed " if node.packed else "") + f"{node.kind} {node.name}{_cname(node.cname)}")
        if node.fields is not None:
            self.suite(node.fields, bare=True)

    def visit_CEnum(self, node: c.CEnum) -> None:
        self.head("ctypedef" if node.ctypedef else "cpdef" if node.cpdef else "cdef", node.visibility)
        self.write(
            "enum" + (" class" if node.scoped else "") + (f" {node.name}" if node.name else "") + _cname(node.cname)
        )
        if node.underlying is not None:
            self.write(f"({self.type(node.underlying)})")
        with self.block():
            for item in node.items:
                self.fill(item.name + _cname(item.cname))
                if item.value is not None:
                    self.write(f" = {self.text(item.value)}")
            if not node.items:
                self.fill("pass")

    def visit_CTypedef(self, node: c.CTypedef) -> None:
        self.head("ctypedef", node.visibility)
        self.write(self.type(node.type, node.name + _cname(node.cname)))

    def visit_CFused(self, node: c.CFused) -> None:
        self.fill(f"ctypedef fused {node.name}")
        with self.block():
            for item in node.types:
                self.fill(self.type(item))

    def visit_CExtern(self, node: c.CExtern) -> None:
        header = "*" if node.header is None else repr(node.header)
        self.fill(f"cdef extern from {header}" + (f" namespace {node.namespace!r}" if node.namespace else ""))
        self.write(" nogil" if node.nogil else "")
        saved = self.bare, self.extern
        self.bare = self.extern = True
        with self.block():
            if node.verbatim is not None:
                self.fill(repr(node.verbatim))
            self.traverse(node.body or [ast.Pass()])
        self.bare, self.extern = saved

    def visit_CppClass(self, node: c.CppClass) -> None:
        self.head("cdef")
        plain = len(node.templates) - node.optional
        templates = [name + ("=*" if position >= plain else "") for position, name in enumerate(node.templates)]
        self.write(f"cppclass {node.name}{_cname(node.cname)}" + (f"[{', '.join(templates)}]" if templates else ""))
        self.write(f"({', '.join(self.type(base) for base in node.bases)})" if node.bases else "")
        if node.body is not None:
            self.suite(node.body, bare=True)

    def visit_CClassDef(self, node: c.CClassDef) -> None:
        self.decorators(node.decorator_list)
        self.head("ctypedef" if self.bare else "cdef", node.visibility)
        self.write("api class " if node.api and "api" not in node.visibility else "class ")
        self.write((f"{node.module}." if node.module else "") + node.name + _cname(node.cname))
        self.write(f"({', '.join(self.text(base) for base in node.bases)})" if node.bases else "")
        self.write(f" [{', '.join(f'{key} {value}' for key, value in node.spec)}]" if node.spec else "")
        if node.body is not None:
            self.suite(node.body, bare=False)

    def visit_CProperty(self, node: c.CProperty) -> None:
        self.fill(f"property {node.name}")
        self.suite(node.body, bare=False)

    # --- statements ---

    def visit_CImport(self, node: c.CImport) -> None:
        self.fill("cimport ")
        self.interleave(lambda: self.write(", "), self.traverse, node.names)

    def visit_CImportFrom(self, node: c.CImportFrom) -> None:
        self.fill(f"from {'.' * node.level}{node.module or ''} cimport ")
        self.interleave(lambda: self.write(", "), self.traverse, node.names)

    def visit_CInclude(self, node: c.CInclude) -> None:
        self.fill(f"include {node.path!r}")

    def visit_CDefine(self, node: c.CDefine) -> None:
        self.fill(f"DEF {node.name} = {self.text(node.value)}")

    def visit_CIf(self, node: c.CIf) -> None:
        word = "IF"
        while True:
            self.fill(f"{word} {self.text(node.test)}")
            self.suite(node.body, self.bare)
            if len(node.orelse) != 1 or not isinstance(node.orelse[0], c.CIf):
                break
            node, word = node.orelse[0], "ELIF"
        if node.orelse:
            self.fill("ELSE")
            self.suite(node.orelse, self.bare)

    def visit_CForFrom(self, node: c.CForFrom) -> None:
        self.fill(f"for {self._from_header(node.target, node)}")
        self.suite(node.body, bare=False)
        if node.orelse:
            self.fill("else")
            self.suite(node.orelse, bare=False)

    def visit_CPrint(self, node: c.CPrint) -> None:
        parts = ([f">>{self.text(node.dest)}"] if node.dest is not None else []) + [self.text(v) for v in node.values]
        self.fill(f"print {', '.join(parts)}" + ("" if node.newline else ","))

    def visit_CExec(self, node: c.CExec) -> None:
        scopes = [self.text(scope) for scope in (node.globals, node.locals) if scope is not None]
        self.fill(f"exec {self._operand(node.body)}" + (f" in {', '.join(scopes)}" if scopes else ""))


def clauses(text: Callable[[ast.AST | None], str], node: c.CFuncDef | c.CFuncType) -> str:
    """`` except -1 nogil`` and the like, behind the parameters."""
    result = ""
    exception = node.exception
    if exception is not None:
        value = text(exception.value)
        if isinstance(exception.value, ast.Constant) and exception.value.value == "*":
            value = "*"
        plain = {"value": "", "maybe": "?", "star": " *", "plus": " +", "none": ""}[exception.kind]
        word = "noexcept" if exception.kind == "none" else "except"
        glue = " " if value and exception.kind != "plus" else ""
        result = f" {word}{plain}{glue}{value}"
    return result + (" nogil" if node.nogil else "") + (" with gil" if node.with_gil else "")


def _cname(name: str | None) -> str:
    return f" {name!r}" if name else ""


def _quoted(text: str) -> str:
    return f'"{text}"'


def unparse(tree: ast.AST) -> str:
    """Source text that parses to `tree` again: Python where it has no C nodes, Cython's language where it has some."""
    printer = Unparser()
    result: str = printer.visit(tree)
    return result
