"""Statements with a block, blocks themselves, and going on after a mistake."""

from __future__ import annotations

import ast
import sys
from typing import Any

from smelt.syntax import nodes as c
from smelt.syntax.cursor import Location, ParseError
from smelt.syntax.expressions import BITOR, MAX_CHAIN
from smelt.syntax.lexer import DEDENT, END, INDENT, KEYWORD, NAME, NEWLINE, OP, Token
from smelt.syntax.patterns import Patterns
from smelt.syntax.targets import store

_TYPE_PARAMS = sys.version_info >= (3, 12)
_FROM_RELATIONS = ("<", "<=", ">", ">=")


class CompoundStatements(Patterns):
    """The part of the grammar that is made of blocks."""

    def c_statement(self, decorators: list[ast.expr], start: Token) -> list[ast.stmt] | None:
        """A statement that begins with a word of the Cython language, None where the word is a plain name."""
        raise NotImplementedError

    def c_line(self) -> list[ast.stmt] | None:
        """A C declaration and all that follows it on its line, None where none stands here."""
        raise NotImplementedError

    # --- blocks ---

    def statements(self) -> list[ast.stmt]:
        """Statements up to the end of the block or the text; each mistake costs one statement."""
        body: list[ast.stmt] = []
        while self.tok[0] not in (DEDENT, END):
            index = self.index
            self.statement_offset = self.tok[6]
            try:
                body += self.statement()
            except ParseError:
                self._recover(index)
        return body

    def _recover(self, index: int) -> None:
        """Go to the next statement at this indentation; a block on the way is parsed for its mistakes."""
        self.depth = 0
        while self.tok[0] not in (NEWLINE, DEDENT, INDENT, END):
            self.advance()
        if self.tok[0] == NEWLINE:
            self.advance()
        if self.tok[0] == INDENT:
            self.advance()
            self.statements()
            if self.tok[0] == DEDENT:
                self.advance()
        elif self.index == index and self.tok[0] != DEDENT and self.tok[0] != END:
            self.advance()

    def block(self, owner: str) -> list[ast.stmt]:
        """``:`` and what belongs to the statement called `owner`."""
        if self.text != ":":
            after = self.peek()
            if self.tok[0] == NEWLINE and after[0] == INDENT:
                last = self.tokens[self.index - 1]
                self.report("E0117", f"a ':' is missing at the end of {owner}", last)
            else:
                self.expected(f"':' to end {owner}")
        else:
            self.advance()
        if self.tok[0] != NEWLINE:
            return self.line()
        self.advance()
        if self.tok[0] != INDENT:
            self.fail("E0118", f"expected an indented block behind {owner}", None, "write 'pass' for an empty block")
        self.advance()
        body = self.statements()
        if self.tok[0] == DEDENT:
            self.advance()
        return body

    def line(self) -> list[ast.stmt]:
        """Simple statements up to the end of the line."""
        found = self.c_line()
        if found is not None:
            return found
        body = self.simple_statement()
        while self.text == ";" and self.tok[0] == OP:
            self.advance()
            if self.tok[0] in (NEWLINE, END):
                break
            found = self.c_line()
            if found is not None:
                return body + found
            body += self.simple_statement()
        if self.tok[0] == NEWLINE:
            self.advance()
        elif self.tok[0] != END:
            self.expected("the end of the statement")
        return body

    def ending(self, start: Token) -> Location:
        """From `start` to the last token that is more than the end of a line or a block."""
        index = self.index - 1
        while index and self.tokens[index][0] in (NEWLINE, INDENT, DEDENT):
            index -= 1
        last = self.tokens[index]
        return {"lineno": start[2], "col_offset": start[3], "end_lineno": last[4], "end_col_offset": last[5]}

    # --- dispatch ---

    def statement(self) -> list[ast.stmt]:
        start = self.tok
        kind, text = start[0], self.text
        if kind == KEYWORD:
            method = _BLOCK_STATEMENTS.get(text)
            if method is not None and (text != "async" or self.peek()[0] == KEYWORD):
                return [method(self)]
        elif kind == NAME:
            if text == "match" and self._match_follows():
                return [self._match()]
        elif text == "@":
            return self._decorated()
        elif kind == INDENT:
            self.report("E0106", "unexpected indentation", self.peek())
            self.advance()
            body = self.statements()
            if self.tok[0] == DEDENT:
                self.advance()
            return body
        elif kind == NEWLINE:
            self.advance()
            return []
        return self.line()

    def _decorated(self) -> list[ast.stmt]:
        decorators = []
        while self.accept("@"):
            decorators.append(self.named_test())
            if self.tok[0] != NEWLINE:
                self.expected("the end of the line behind a decorator")
            self.advance()
        start = self.tok
        if self.text in ("def", "class"):
            return [self._def(decorators, start) if self.text == "def" else self._class(decorators, start)]
        if self.text == "async":
            self.advance()
            return [self._def(decorators, start, asynchronous=True)]
        found = self.c_statement(decorators, start)
        if found is None:
            self.expected("a function or a class behind its decorators")
        return found

    # --- definitions ---

    def _plain_def(self) -> ast.stmt:
        return self._def([], self.tok)

    def _plain_class(self) -> ast.stmt:
        return self._class([], self.tok)

    def _def(self, decorators: list[ast.expr], start: Token, asynchronous: bool = False) -> ast.stmt:
        self.expect("def", "behind 'async'")
        if self.text in ("cdef", "cpdef") and self.peek()[1] != "(":
            self.fail("E0119", f"'def {self.text}' is no function", None, f"write either 'def' or '{self.text}'")
        name = self.name("the name of the function")
        params = self.type_parameters()
        self.expect("(", "to begin the parameters")
        arguments = self.parameters(typed=True, closer=")")
        self.expect(")", "to end the parameters")
        returns = self.test() if self.accept("->") else None
        self._def_clauses()
        body = self.in_scope("function", f"the function '{name}'", asynchronous)
        extra = [params] if _TYPE_PARAMS else []
        cls: Any = ast.AsyncFunctionDef if asynchronous else ast.FunctionDef
        node: ast.stmt = cls(name, arguments, body, decorators, returns, None, *extra, **self.ending(start))
        return node

    def _def_clauses(self) -> None:
        if self.text in ("nogil", "noexcept", "except") and self.tok[0] in (NAME, KEYWORD):
            hint = "only 'cdef' and 'cpdef' functions have such a clause"
            self.fail("E0119", f"a 'def' function cannot be '{self.text}'", None, hint)

    def in_scope(self, where: str, owner: str, asynchronous: bool = False) -> list[ast.stmt]:
        """A block in which declarations mean what they mean in a `where`."""
        saved = self.where, self.cpp, self.in_async
        self.where, self.cpp, self.in_async = where, False, asynchronous
        try:
            return self.block(owner)
        finally:
            self.where, self.cpp, self.in_async = saved

    def _class(self, decorators: list[ast.expr], start: Token) -> ast.stmt:
        self.advance()
        name = self.name("the name of the class")
        params = self.type_parameters()
        bases: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        if self.text == "(":
            bases, keywords = self.call_arguments()
        body = self.in_scope("class", f"the class '{name}'")
        extra = [params] if _TYPE_PARAMS else []
        return ast.ClassDef(name, bases, keywords, body, decorators, *extra, **self.ending(start))

    # --- branches and loops ---

    def _if(self) -> ast.stmt:
        # A loop, not a recursion: generated code has hundreds of branches.
        branches: list[tuple[Token, ast.expr, list[ast.stmt]]] = []
        while True:
            start = self.tok
            self.advance()
            test = self.named_test()
            branches.append((start, test, self.block(f"'{start[1]}'")))
            if self.text != "elif":
                break
            if len(branches) > MAX_CHAIN:
                self.fail("E0107", "too many branches in one 'if'")
        orelse = self.otherwise()
        for start, test, body in reversed(branches):
            orelse = [ast.If(test, body, orelse, **self.ending(start))]
        return orelse[0]

    def otherwise(self) -> list[ast.stmt]:
        if self.text == "else" and self.tok[0] == KEYWORD:
            self.advance()
            return self.block("'else'")
        return []

    def _while(self) -> ast.stmt:
        start = self.tok
        self.advance()
        test = self.named_test()
        body = self.block("'while'")
        orelse = self.otherwise()
        return ast.While(test, body, orelse, **self.ending(start))

    def _for(self, first: Token | None = None) -> ast.stmt:
        start = first or self.tok
        self.advance()
        if self.text == "(" and self.dialect != "py":
            self._c_for()
        target = self.target_list()
        if first is None and self.text in _FROM_RELATIONS:
            return self._for_from(start, target)
        store(self, target)
        if first is None and self.text == "from":
            return self._for_from(start, target)
        self.expect("in", "of the loop")
        iterable = self.expressions()
        body = self.block("'for'")
        orelse = self.otherwise()
        cls: Any = ast.AsyncFor if first else ast.For
        node: ast.stmt = cls(target, iterable, body, orelse, None, **self.ending(start))
        return node

    def _c_for(self) -> None:
        """Recognise C's ``for (int i = 0; …``."""
        index = self.index
        while self.tokens[index][0] not in (NEWLINE, END) and self.tokens[index][1] != ")":
            if self.tokens[index][1] == ";":
                self.fail("E0120", "this is C's 'for'", None, "write 'for i in range(n):'")
            index += 1

    def _for_from(self, start: Token, target: ast.expr) -> ast.stmt:
        if self.text != "from":  # the older form without a name before: 'for 0 <= i < n'
            low, low_op = target, self._relation()
            target = self.operators(BITOR)
            store(self, target)
            high_op, high, step = self._upper_bound(low_op)
        else:
            low, low_op, high_op, high, step = self.from_bounds(target)
        body = self.block("'for'")
        orelse = self.otherwise()
        location = self.ending(start)
        return c.CForFrom(target, low, low_op, high_op, high, step, body, orelse, **location)

    def from_bounds(self, target: ast.expr) -> tuple[ast.expr, str, str, ast.expr, ast.expr | None]:
        """``from low <= i < high by step``"""
        self.advance()
        low = self.operators(BITOR)
        low_op = self._relation()
        token = self.tok
        again = self.operators(BITOR)
        if ast.dump(again).replace("Load()", "Store()") != ast.dump(target).replace("Load()", "Store()"):
            self.report("E0119", "the variable between the bounds is not the loop's", token)
        return low, low_op, *self._upper_bound(low_op)

    def _upper_bound(self, low_op: str) -> tuple[str, ast.expr, ast.expr | None]:
        high_op = self._relation()
        if low_op[0] != high_op[0]:
            self.report("E0119", "both relations of the loop point the same way", self.tokens[self.index - 1])
        high = self.operators(BITOR)
        return high_op, high, self.operators(BITOR) if self.accept("by") else None

    def _relation(self) -> str:
        if self.text not in _FROM_RELATIONS:
            self.expected("'<', '<=', '>' or '>='")
        text = self.text
        self.advance()
        return text

    # --- with, try, async ---

    def _with(self, first: Token | None = None) -> ast.stmt:
        start = first or self.tok
        self.advance()
        items = self.attempt(self._with_in_parentheses, (":",)) if self.text == "(" else None
        if items is None:
            items = [self._with_item()]
            while self.accept(","):
                items.append(self._with_item())
        body = self.block("'with'")
        cls: Any = ast.AsyncWith if first else ast.With
        node: ast.stmt = cls(items, body, None, **self.ending(start))
        return node

    def _with_in_parentheses(self) -> list[ast.withitem]:
        self.expect("(")
        items = [self._with_item()]
        while self.accept(","):
            if self.text == ")":
                break
            items.append(self._with_item())
        self.expect(")")
        return items

    def _with_item(self) -> ast.withitem:
        value = self.test()
        target: ast.expr | None = None
        if self.accept("as"):
            target = self.starred_or()
            store(self, target)
        return ast.withitem(value, target)

    def _try(self) -> ast.stmt:
        start = self.tok
        self.advance()
        body = self.block("'try'")
        handlers: list[ast.ExceptHandler] = []
        groups = False
        while self.text == "except":
            token = self.tok
            handler, group = self._handler()
            if handlers and group != groups:
                self.report("E0119", "'except' and 'except*' cannot be mixed in one 'try'", token)
            groups = group
            if handlers and handlers[-1].type is None:
                self.report("E0119", "a bare 'except:' must be the last one", handlers[-1])
            handlers.append(handler)
        orelse = self.otherwise() if handlers else []
        finalbody: list[ast.stmt] = []
        if self.accept("finally"):
            finalbody = self.block("'finally'")
        elif not handlers:
            self.fail("E0119", "a 'try' needs an 'except' or a 'finally'", start)
        location = self.ending(start)
        return (ast.TryStar if groups else ast.Try)(body, handlers, orelse, finalbody, **location)

    def _handler(self) -> tuple[ast.ExceptHandler, bool]:
        start = self.tok
        self.advance()
        group = self.accept("*")
        kind: ast.expr | None = None
        name: str | None = None
        if self.text != ":":
            kind = self.test()
            if self.accept("as"):
                name = self.name("the name of the exception")
            elif self.text == ",":
                comma = self.tok
                self.advance()
                if self.level >= 3:
                    self.report(
                        "E0120",
                        "'except E, name' is a form of Python 2",
                        comma,
                        "write 'except E as name' or 'except (A, B)'",
                    )
                target = self.test()
                name = target.id if isinstance(target, ast.Name) else None
                while self.accept(","):
                    self.test()
        elif group:
            self.expected("the type of the exceptions")
        body = self.block("'except'")
        return ast.ExceptHandler(kind, name, body, **self.ending(start)), group

    def _async(self) -> ast.stmt:
        start = self.tok
        self.advance()
        if self.text == "def":
            return self._def([], start, asynchronous=True)
        if self.text == "for":
            return self._for(start)
        if self.text == "with":
            return self._with(start)
        self.expected("'def', 'for' or 'with' behind 'async'")

    # --- match ---

    def _match_follows(self) -> bool:
        """Whether ``match`` here begins a statement: the line ends in a colon and a ``case`` comes next."""
        index = self.index + 1
        tokens = self.tokens
        if tokens[index][1] in ("=", ".", ",", ")", ":") or tokens[index][0] == NEWLINE:
            return False
        while tokens[index][0] not in (NEWLINE, END):
            index += 1
        if tokens[index - 1][1] != ":" or tokens[index][0] == END or tokens[index + 1][0] != INDENT:
            return False
        return tokens[index + 2][1] == "case"

    def _match(self) -> ast.stmt:
        start = self.tok
        self.advance()
        subject = self.expressions(named=True)
        self.expect(":", "to end 'match'")
        self.advance()
        self.advance()
        cases: list[ast.match_case] = []
        while self.text == "case":
            self.advance()
            pattern = self.patterns()
            guard = self.named_test() if self.accept("if") else None
            cases.append(ast.match_case(pattern, guard, self.block("'case'")))
        if self.tok[0] != DEDENT:
            self.expected("'case'")
        self.advance()
        return ast.Match(subject, cases, **self.ending(start))


_BLOCK_STATEMENTS = {
    "def": CompoundStatements._plain_def, "class": CompoundStatements._plain_class, "if": CompoundStatements._if,
    "while": CompoundStatements._while, "for": CompoundStatements._for, "with": CompoundStatements._with,
    "try": CompoundStatements._try, "async": CompoundStatements._async,
}  # fmt: skip
