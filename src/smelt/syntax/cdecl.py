"""``cdef``, ``cpdef`` and ``ctypedef``: variables, functions and names of types."""

from __future__ import annotations

import ast

from smelt.records import replace
from smelt.syntax import nodes as c
from smelt.syntax.aggregates import Aggregates, Modifiers
from smelt.syntax.cursor import here
from smelt.syntax.declarators import Declarator
from smelt.syntax.lexer import END, INDENT, KEYWORD, NAME, NEWLINE, OP, STRING, Token
from smelt.syntax.typeexprs import C_WORDS

_BARE = frozenset(("extern", "cppclass", "struct", "block"))  # where declarations stand without 'cdef'
_VISIBILITIES = ("public", "readonly", "extern")


class CDeclarations(Aggregates):
    """The part of the grammar that declares C names."""

    def statement(self) -> list[ast.stmt]:
        if self.where not in _BARE:
            return super().statement()
        if self.text == "def" and self.where == "extern":
            self.fail(
                "E0119", "a 'def' function cannot stand in an extern block", None, "C functions are declared as in C"
            )
        if self.text == "class" and self.tok[0] == KEYWORD:
            return self._declaration(self.tok, self.outer, [])
        return super().statement()

    def c_line(self) -> list[ast.stmt] | None:
        start = self.tok
        if start[0] == NAME:
            found = self.c_statement([], start)
            if found is not None or self.where not in _BARE or self.text in ("cimport", "include", "DEF"):
                return found
            return self._declaration(start, self.outer, [])
        if self.where in _BARE and self.text in ("(", "~"):
            return self._declaration(start, self.outer, [])
        return None

    def c_statement(self, decorators: list[ast.expr], start: Token) -> list[ast.stmt] | None:
        text = self.text
        if text in ("cdef", "cpdef"):
            return self._cdef(decorators, start) if self._declares() else None
        if text == "ctypedef":
            return self._ctypedef(start) if self.peek()[0] in (NAME, KEYWORD) or self.peek()[1] == "(" else None
        if decorators:
            return self._declaration(start, self.outer, decorators) if self.where in _BARE else None
        if text == "IF" and self._if_follows():
            return [self.compile_time_if()]
        if text == "property" and self.peek()[0] == NAME and self.peek(2)[1] == ":":
            return [self.property_(start)]
        return None

    def _declares(self) -> bool:
        after = self.peek()
        if after[1] == ":" and self.text == "cdef":
            return self.peek(2)[0] == NEWLINE
        return (
            after[0] in (NAME, KEYWORD, NEWLINE) and after[1] not in ("in", "is", "and", "or", "not", "if")
        ) or after[1] in ("(", "*")

    def _if_follows(self) -> bool:
        """Whether a line that begins with the name ``IF`` ends its header with a colon."""
        after = self.peek()
        if after[0] == OP and after[1] not in ("(", "-", "~", "[", "{", "<"):
            return False
        index, nesting = self.index + 1, 0
        while self.tokens[index][0] not in (NEWLINE, END):
            word = self.tokens[index][1]
            if word in ("(", "[", "{"):
                nesting += 1
            elif word in (")", "]", "}"):
                nesting -= 1
            elif word == ":" and nesting == 0:
                return True
            index += 1
        return False

    # --- cdef ---

    def _cdef(self, decorators: list[ast.expr], start: Token) -> list[ast.stmt]:
        kind = self.text
        self.advance()
        if self.tok[0] == NEWLINE:
            self.expected(f"a declaration behind '{kind}'", "such as 'cdef int x' or 'cdef double f(double x):'")
        if self.text == "def":
            self.fail("E0119", f"'{kind} def' is no function", None, f"write either '{kind}' or 'def'")
        how = self._modifiers(replace(self.outer, kind=kind, ctypedef=False))
        if self.text == ":":
            return self.declarations("block", how, f"'{kind}'")
        if how.visibility == "extern" and self.text == "from":
            return [self.extern(start, how)]
        return self._declaration(start, how, decorators)

    def _modifiers(self, how: Modifiers) -> Modifiers:
        while self.tok[0] == NAME and self._is_modifier():
            text = self.text
            if text in _VISIBILITIES:
                how = replace(how, visibility=text)
            elif text == "api":
                how = replace(how, api=True)
            elif text == "inline":
                how = replace(how, inline=True)
            elif text == "nogil":
                how = replace(how, nogil=True)
            else:
                return how
            self.advance()
        return how

    def _is_modifier(self) -> bool:
        after = self.peek()
        if after[1] == ":":
            return self.peek(2)[0] == NEWLINE
        if after[1] == "(":
            return self._tuple_type_at(1)
        return after[0] == NAME or (after[0] == KEYWORD and after[1] in ("class", "from"))

    def _tuple_type_at(self, ahead: int) -> bool:
        """Whether the parenthesis there is that of a tuple type: a name follows it."""
        nesting, index = 0, self.index + ahead
        while self.tokens[index][0] not in (NEWLINE, END):
            word = self.tokens[index][1]
            nesting += (word in ("(", "[")) - (word in (")", "]"))
            index += 1
            if nesting == 0:
                return self.tokens[index][0] == NAME and self.tokens[index][1] not in ("nogil", "noexcept")
        return False

    def _declaration(self, start: Token, how: Modifiers, decorators: list[ast.expr]) -> list[ast.stmt]:
        """What follows ``cdef`` and its words."""
        if self.where in _BARE and start is self.tok:
            how = self._modifiers(how)
        found = self.aggregate(start, how, decorators)
        if found is not None:
            if decorators and not hasattr(found[0], "decorator_list"):
                self.report("E0119", "decorators belong to functions and classes", decorators[0])
            return found
        if self.text == "import" or self.text == "cimport":
            self.expected("a declaration", "write 'cimport' alone, without 'cdef'")
        return self._functions_and_variables(start, how, decorators)

    def _functions_and_variables(self, start: Token, how: Modifiers, decorators: list[ast.expr]) -> list[ast.stmt]:
        base = self._declared_type()
        nodes: list[ast.stmt] = []
        variables: list[c.CVar] = []
        while True:
            token = self.tok
            found = self.declarator(base)
            if not found.name:
                self._no_name()
            if found.signature is not None:
                self._no_annotation(found)
                node, complete = self._function(start, how, decorators, found, len(nodes) + len(variables))
                nodes.append(node)
                if complete:
                    return nodes
            else:
                variables.append(self._variable(found, token, how))
            if not self.accept(",") or self.at_end_of_statement():
                break
        if variables:
            if decorators:
                self.report("E0119", "decorators belong to functions and classes", decorators[0])
            nodes.append(c.CVarDef(variables, _visibility(how), **self.loc(start)))
        return nodes + self._rest_of_line()

    def _rest_of_line(self) -> list[ast.stmt]:
        """The statements behind a semicolon."""
        if self.accept(";") and self.tok[0] not in (NEWLINE, END):
            return self.line()
        if self.tok[0] == NEWLINE:
            self.advance()
        elif self.tok[0] != END:
            self.expected("the end of the declaration")
        return []

    def _declared_type(self) -> ast.expr | None:
        """The written type, None where the name alone stands."""
        if self.text == "~" and self.cpp:
            return None
        if self.tok[0] == NAME:
            after = self.peek()
            if self.cpp and self.text == "operator" and self._operator_follows():
                return None
            if self.cpp and after[1] == "[" and self._templates_follow(self.index + 1):
                return None  # a constructor that is a template
            if after[1] in ("=", ",", ";", ":") or after[0] in (NEWLINE, END, STRING):
                if self.text in C_WORDS and after[1] != "=":
                    self.advance()
                    self.expected(f"a name behind the type '{self.tokens[self.index - 1][1]}'")
                return None
            if after[1] == "(" and self.peek(2)[1] not in ("*", "**", "&"):
                return None
        return self.base_type()

    def _no_name(self) -> None:
        hint = None
        if self.tok[0] == KEYWORD:
            hint = f"'{self.text}' is a keyword and cannot be a name"
        elif self.text == "[":
            hint = "the length of a C array stands behind the name: 'int x[3]'"
        self.expected("a name behind the type", hint)

    def _no_annotation(self, found: Declarator) -> None:
        if self.text == "->":
            self.fail(
                "E0119",
                "a C function has its return type before its name",
                None,
                f"write 'cdef type {found.name}(...)'",
            )

    def _variable(self, found: Declarator, token: Token, how: Modifiers) -> c.CVar:
        if how.kind == "cpdef" and self.where != "block":
            hint = "write 'cdef public' or 'cdef readonly' for an attribute that Python sees"
            self.report("E0119", f"'cpdef' declares functions, and '{found.name}' is a variable", found.token, hint)
        value: ast.expr | None = None
        if self.accept("="):
            if self.at_end_of_statement():
                self.expected(f"a value for '{found.name}' behind '='")
            value = self.starred_or()
        node_type = found.type if found.type is not None else ast.Name("object", ast.Load(), **here(found.token))
        return c.CVar(found.name, node_type, value, found.cname, **self.loc(token))

    def _function(
        self, start: Token, how: Modifiers, decorators: list[ast.expr], found: Declarator, others: int
    ) -> tuple[ast.stmt, bool]:
        """The function that `found` declares, and whether its body ended the statement."""
        signature = found.signature
        assert signature is not None
        body: list[ast.stmt] | None = None
        location = self.loc(start)
        complete = False
        if self.text == ":" or (self.tok[0] == NEWLINE and self.peek()[0] == INDENT):
            if others:
                self.fail("E0119", "a function with a body is declared alone")
            self.name_parameters(signature.arguments)
            body = self.in_scope("function", f"the function '{found.name}'")
            location = self.ending(start)
            complete = True
        node = c.CFuncDef(
            found.name, signature.arguments, found.type, body, decorators, how.kind, signature.exception,
            signature.nogil or how.nogil, signature.with_gil, how.inline, signature.vararg, _visibility(how),
            found.cname, found.templates or [], signature.const, **location,
        )  # fmt: skip
        return node, complete

    # --- ctypedef ---

    def _ctypedef(self, start: Token) -> list[ast.stmt]:
        self.advance()
        how = self._modifiers(replace(self.outer, kind="cdef", ctypedef=True))
        found = self.aggregate(start, how, [])
        if found is not None:
            return found
        if self.text in ("struct", "union", "enum") and self.peek()[0] == NAME and self.peek(2)[0] == NAME:
            hint = f"declare 'ctypedef {self.text} {self.peek(2)[1]}: ...' with its fields or 'pass'"
            self.fail("E0119", f"'{self.text} {self.peek()[1]}' cannot be renamed like this", None, hint)
        base = self.base_type()
        declared = self.declarator(base)
        if not declared.name:
            self.expected("the new name of the type")
        node_type = declared.type
        if declared.signature is not None:
            node_type = self._function_type(node_type, declared.signature, declared.token)
        node = c.CTypedef(declared.name, node_type, _visibility(how), declared.cname, **self.loc(start))
        return [node, *self._rest_of_line()]


def _visibility(how: Modifiers) -> str:
    if how.api:
        return "public api" if how.visibility == "public" else "api"
    return how.visibility
