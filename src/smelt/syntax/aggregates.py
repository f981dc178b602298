"""Declarations that hold others: structs, enums, fused types, classes, extern blocks and compile-time IF."""

from __future__ import annotations

import ast
from collections.abc import Callable

from smelt.records import record, replace
from smelt.syntax import nodes as c
from smelt.syntax.compound import CompoundStatements
from smelt.syntax.lexer import DEDENT, END, INDENT, KEYWORD, NAME, NEWLINE, STRING, Token


@record(frozen=True)
class Modifiers:
    """The words between ``cdef`` and what it declares, those of an enclosing block included."""

    kind: str = "cdef"
    visibility: str = "private"
    api: bool = False
    inline: bool = False
    nogil: bool = False
    ctypedef: bool = False


class Aggregates(CompoundStatements):
    """The part of the grammar that declares types with members."""

    #: What the block being parsed gives to its declarations.
    outer = Modifiers()

    def declarations(self, where: str, outer: Modifiers, owner: str) -> list[ast.stmt]:
        """A block whose lines are declarations without ``cdef``."""
        saved = self.where, self.cpp, self.outer
        self.where, self.outer = where, outer
        self.cpp = where in ("extern", "cppclass")
        try:
            return self.block(owner)
        finally:
            self.where, self.cpp, self.outer = saved

    def in_scope(self, where: str, owner: str, asynchronous: bool = False) -> list[ast.stmt]:
        """A block that what encloses it gives nothing to."""
        outer, self.outer = self.outer, Modifiers()
        try:
            return super().in_scope(where, owner, asynchronous)
        finally:
            self.outer = outer

    def aggregate(self, start: Token, how: Modifiers, decorators: list[ast.expr]) -> list[ast.stmt] | None:
        """What begins with ``struct``, ``enum``, ``class`` and so on; None where the word is a plain name."""
        text, after = self.text, self.peek()
        if text == "class" and self.tok[0] == KEYWORD:
            return [self._cclass(start, how, decorators)]
        if self.tok[0] != NAME:
            return None
        if text in ("struct", "union") and after[0] == NAME and self._heads_block(2):
            return [self._struct(start, how, packed=False)]
        if text == "packed" and after[1] == "struct":
            self.advance()
            return [self._struct(start, how, packed=True)]
        if text == "enum" and ((after[0] == NAME and self._heads_block(2)) or after[1] in (":", "class", "struct")):
            return [self._enum(start, how)]
        if text == "fused" and after[0] == NAME:
            return [self._fused(start)]
        if text == "cppclass" and after[0] == NAME:
            return [self._cppclass(start, decorators)]
        return None

    def _heads_block(self, ahead: int) -> bool:
        """Whether the name is followed by what can follow the name of a struct or an enum."""
        token = self.peek(ahead)
        return token[1] in (":", "\n", ";", "(") or token[0] in (STRING, END)

    def closes(self) -> bool:
        """Whether the declaration ends here, without a block."""
        if self.tok[0] == NEWLINE and self.peek()[0] != INDENT:
            self.advance()
            return True
        return self.tok[0] == END

    # --- struct, enum, fused ---

    def _struct(self, start: Token, how: Modifiers, packed: bool) -> ast.stmt:
        kind = self.text
        self.advance()
        name = self.name(f"the name of the {kind}")
        cname = self.optional_string()
        fields: list[ast.stmt] | None = None
        location = self.loc(start)
        if self.text == ":" or not self.closes():
            outer = Modifiers()
            body = self.declarations("struct", outer, f"the {kind} '{name}'")
            fields = []
            for node in body:
                if isinstance(node, (c.CVarDef, c.CStruct, c.CEnum, c.CIf)):
                    fields.append(node)
                elif isinstance(node, c.CFuncDef) and node.body is None:
                    fields.append(_pointer_field(node))
                elif not isinstance(node, ast.Pass):
                    self.report("E0119", f"a {kind} has fields only", node)
            location = self.ending(start)
        return c.CStruct(name, kind, fields, packed, how.ctypedef, how.visibility, cname, **location)

    def optional_string(self) -> str | None:
        if self.tok[0] != STRING:
            return None
        value = getattr(self.strings(), "value", None)
        return value if isinstance(value, str) else None

    def _enum(self, start: Token, how: Modifiers) -> ast.stmt:
        self.advance()
        scoped = self.text in ("class", "struct")
        if scoped:
            self.advance()
        name = self.name() if self.tok[0] == NAME else None
        cname = self.optional_string()
        underlying: ast.expr | None = None
        if self.accept("("):
            underlying = self.type_expression()
            self.expect(")", "to end the type of the enum")
        items: list[c.CEnumItem] = []
        location = self.loc(start)
        if self.text == ":" or not self.closes():
            self.expect(":", "behind the name of the enum")
            self._lines("the enum", lambda: self._enum_items(items))
            location = self.ending(start)
        cpdef = how.kind == "cpdef"
        return c.CEnum(name, items, cpdef, scoped, underlying, how.ctypedef, how.visibility, cname, **location)

    def _enum_items(self, items: list[c.CEnumItem]) -> None:
        while self.tok[0] == NAME:
            start = self.tok
            name = self.name()
            cname = self.optional_string()
            value = self.test() if self.accept("=") else None
            items.append(c.CEnumItem(name, value, cname, **self.loc(start)))
            if not self.accept(","):
                return

    def _lines(self, owner: str, line: Callable[[], None]) -> None:
        """The lines of a block that are no statements; the colon is behind us."""
        if self.tok[0] != NEWLINE:
            if not self.accept("pass"):
                line()
            self._end_of_line(owner)
            return
        self.advance()
        if self.tok[0] != INDENT:
            self.fail("E0118", f"expected an indented block behind {owner}")
        self.advance()
        while self.tok[0] not in (DEDENT, END):
            if not self.accept("pass") and not (self.tok[0] == STRING and self.optional_string() is not None):
                line()
            self._end_of_line(owner)
        if self.tok[0] == DEDENT:
            self.advance()

    def _end_of_line(self, owner: str) -> None:
        self.accept(";")
        if self.tok[0] == NEWLINE:
            self.advance()
        elif self.tok[0] != END:
            self.expected(f"the end of the line in {owner}")

    def _fused(self, start: Token) -> ast.stmt:
        self.advance()
        name = self.name()
        self.expect(":", "behind the name of the fused type")
        types: list[ast.expr] = []
        self._lines("the fused type", lambda: types.append(self.type_expression()))
        return c.CFused(name, types, **self.ending(start))

    # --- classes ---

    def _cclass(self, start: Token, how: Modifiers, decorators: list[ast.expr]) -> ast.stmt:
        self.advance()
        parts = [self.name("the name of the class")]
        while self.accept("."):
            parts.append(self.name("a name behind the '.'"))
        module = ".".join(parts[:-1]) or None
        name = parts[-1]
        cname: str | None = None
        if self.accept("as"):
            cname, name = name, self.name()
        cname = self.optional_string() or cname
        bases: list[ast.expr] = []
        if self.text == "(":
            bases, keywords = self.call_arguments()
            if keywords:
                self.report("E0119", "a cdef class takes no keyword arguments", keywords[0])
        spec = self._class_spec() if self.text == "[" else []
        body: list[ast.stmt] | None = None
        location = self.loc(start)
        if self.text == ":" or not self.closes():
            body = self.in_scope("cclass", f"the class '{name}'")
            location = self.ending(start)
        return c.CClassDef(name, bases, body, decorators, how.visibility, how.api, spec, cname, module, **location)

    def _class_spec(self) -> list[tuple[str, str]]:
        """``[object Name, type Name, check_size ignore]``"""
        self.advance()
        pairs: list[tuple[str, str]] = []
        while self.text != "]":
            token = self.tok
            key = self.name("'object', 'type' or 'check_size'")
            if key not in ("object", "type", "check_size"):
                self.report(
                    "E0119", f"'{key}' says nothing about a class", token, "there are 'object', 'type' and 'check_size'"
                )
            pairs.append((key, self.name()))
            if not self.accept(","):
                break
        self.expect("]", "to end what is said about the class")
        return pairs

    def _cppclass(self, start: Token, decorators: list[ast.expr]) -> ast.stmt:
        self.advance()
        name = self.name()
        cname = self.optional_string()
        templates: list[str] = []
        optional = 0
        if self.accept("["):
            while self.text != "]":
                templates.append(self.name("the name of a type parameter"))
                if self.accept("="):
                    self.expect("*")
                    optional += 1
                if not self.accept(","):
                    break
            self.expect("]", "to end the type parameters")
        bases: list[ast.expr] = []
        if self.accept("("):
            while self.text != ")":
                bases.append(self.base_type())
                if not self.accept(","):
                    break
            self.expect(")", "to end the bases")
        nogil = self.outer.nogil or self.accept("nogil")
        body: list[ast.stmt] | None = None
        location = self.loc(start)
        if self.text == ":" or not self.closes():
            body = self.declarations("cppclass", Modifiers(nogil=nogil), f"the class '{name}'")
            location = self.ending(start)
        if decorators:
            self.report("E0119", "a C++ class has no decorators", decorators[0])
        return c.CppClass(name, templates, bases, body, cname, optional, **location)

    def property_(self, start: Token) -> ast.stmt:
        """The old ``property name:`` block."""
        self.advance()
        name = self.name()
        body = self.in_scope("property", f"the property '{name}'")
        return c.CProperty(name, body, **self.ending(start))

    # --- blocks of declarations ---

    def extern(self, start: Token, how: Modifiers) -> ast.stmt:
        """``from "header.h" namespace "ns" nogil:``, behind ``cdef extern``."""
        self.advance()
        header: str | None = None
        if not self.accept("*"):
            header = self.optional_string()
            if header is None:
                self.expected("the name of a header, or '*'", 'the name stands in quotes: "foo.h" or "<foo.h>"')
        namespace: str | None = None
        if self.text == "namespace":
            self.advance()
            namespace = self.optional_string()
            if namespace is None:
                self.expected("the name of the namespace as a string")
        nogil = self.outer.nogil or self.accept("nogil")
        body = self.declarations("extern", replace(how, visibility="extern", nogil=nogil), "the extern block")
        location = self.ending(start)
        verbatim: str | None = None
        first = body[0] if body else None
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            verbatim = first.value.value
            del body[0]
        body = [node for node in body if not isinstance(node, ast.Pass)]
        return c.CExtern(header, namespace, nogil, body, verbatim, **location)

    def compile_time_if(self) -> ast.stmt:
        """``IF test:`` with its ``ELIF`` and ``ELSE``."""
        start = self.tok
        word = start[1]
        self.advance()
        test = self.test()
        body = self.block(f"'{word}'")
        orelse: list[ast.stmt] = []
        if self.text == "ELIF" and self.tok[0] == NAME:
            orelse = [self.compile_time_if()]
        elif self.text == "ELSE" and self.tok[0] == NAME and self.peek()[1] == ":":
            self.advance()
            orelse = self.block("'ELSE'")
        return c.CIf(test, body, orelse, **self.ending(start))


def _pointer_field(node: c.CFuncDef) -> ast.stmt:
    """A function among the fields of a struct is a pointer to one."""
    location = c.location_of(node)
    args = [arg if isinstance(arg, c.CArg) else c.CArg(arg.arg, **c.location_of(arg)) for arg in node.args.args]
    function = c.CFuncType(node.returns, args, node.exception, node.nogil, node.with_gil, node.vararg, **location)
    return c.CVarDef(
        [c.CVar(node.name, c.CPointerType(function, **location), None, node.cname, **location)], **location
    )
