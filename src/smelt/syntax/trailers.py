"""What stands in the brackets of calls and subscripts, the clauses of comprehensions, and lambda."""

from __future__ import annotations

import ast

from smelt.syntax import nodes as c
from smelt.syntax.displays import Displays
from smelt.syntax.expressions import BITOR
from smelt.syntax.lexer import NAME
from smelt.syntax.targets import store

_OR = 1
_LOAD = ast.Load()


class Trailers(Displays):
    """The bracketed parts of expressions."""

    def call_arguments(self) -> tuple[list[ast.expr], list[ast.keyword]]:
        """``(a, *b, k=v, **d)`` with its parentheses; a lone generator expression takes them as its own."""
        opened = self.tok
        self.enter()
        self.expect("(", "to begin the arguments")
        args: list[ast.expr] = []
        keywords: list[ast.keyword] = []
        unpacked = False  # a ** was seen
        while self.text != ")":
            start = self.tok
            if self.accept("**"):
                keywords.append(ast.keyword(None, self.test(), **self.loc(start)))
                unpacked = True
            elif start[0] == NAME and self.tokens[self.index + 1][1] == "=":
                self.advance()
                self.advance()
                keywords.append(ast.keyword(start[1], self.test(), **self.loc(start)))
            elif self.text == "*":
                self.advance()
                if unpacked:
                    self.report("E0111", "positional unpacking cannot follow keyword unpacking", start)
                args.append(ast.Starred(self.test(), _LOAD, **self.loc(start)))
            else:
                args.append(self._positional(bool(keywords), unpacked))
                if self.text in ("for", "async"):
                    self._generator_argument(args, len(keywords))
                    break
            if not self.accept(","):
                if self.text == "=":
                    self.fail(
                        "E0111",
                        "the name of a keyword argument is one plain name",
                        start,
                        "write 'name=value' or 'a == b'",
                    )
                break
        if self.text != ")":
            self.closing(")", opened)
        self.advance()
        self._repeated_keywords(keywords)
        self.depth -= 1
        return args, keywords

    def _positional(self, after_keyword: bool, after_unpacking: bool) -> ast.expr:
        value = self.named_test()
        if after_keyword and self.text != "=":
            what = "keyword unpacking" if after_unpacking else "a keyword argument"
            self.report("E0111", f"a positional argument cannot follow {what}", value)
        return value

    def _generator_argument(self, args: list[ast.expr], keywords: int) -> None:
        # The expression spans the parentheses of the call, as in CPython.
        first = args.pop()
        opening = self.index - 1
        nesting = 0
        while True:
            word = self.tokens[opening][1]
            if word in (")", "]", "}"):
                nesting += 1
            elif word in ("(", "[", "{"):
                if nesting == 0:
                    break
                nesting -= 1
            opening -= 1
        start = self.tokens[opening]
        generators = self.comprehension()
        if self.text == "," and self.peek()[1] == ")":
            self.advance()
        if args or keywords or self.text == ",":
            self.report("E0111", "a generator expression needs parentheses of its own here", first)
        closing = self.tok
        location = self.loc(start)
        location["end_lineno"], location["end_col_offset"] = closing[4], closing[5]
        args.append(ast.GeneratorExp(first, generators, **location))

    def _repeated_keywords(self, keywords: list[ast.keyword]) -> None:
        if len(keywords) > 1:
            seen: set[str] = set()
            for keyword in keywords:
                if keyword.arg in seen:
                    self.report("E0112", f"the keyword argument '{keyword.arg}' is given twice", keyword)
                elif keyword.arg:
                    seen.add(keyword.arg)

    def subscript(self) -> ast.expr:
        """What stands between ``[`` and ``]``."""
        start = self.tok
        if self.text == "]":
            self.expected("an index")
        self.enter()
        first = self._index()
        result = first
        if self.text == "," or isinstance(first, ast.Starred):
            items = [first]
            while self.accept(","):
                if self.text == "]":
                    break
                items.append(self._index())
            result = ast.Tuple(items, _LOAD, **self.loc(start))
        self.depth -= 1
        return result

    def _index(self) -> ast.expr:
        start = self.tok
        if self.text == "*":
            return self.starred_or()
        lower = upper = step = None
        if self.text != ":":
            lower = self.named_test()
            if self.text != ":":
                return lower
        self.advance()
        if self.text not in (":", ",", "]"):
            upper = self.test()
        if self.accept(":") and self.text not in (",", "]"):
            step = self.test()
        return ast.Slice(lower, upper, step, **self.loc(start))

    def comprehension(self) -> list[ast.comprehension]:
        """The ``for`` and ``if`` clauses."""
        clauses: list[ast.comprehension] = []
        while self.text in ("for", "async"):
            is_async = int(self.accept("async"))
            self.expect("for", "after 'async' in a comprehension")
            target = self.target_list()
            store(self, target)
            start = self.tok
            iterable: ast.expr
            if self.text == "from" and not is_async:
                bounds = self.from_bounds(target)
                iterable = c.CFromRange(*bounds, **self.loc(start))
            else:
                self.expect("in", "of the comprehension")
                iterable = self.operators(_OR)
            conditions: list[ast.expr] = []
            while self.accept("if"):
                conditions.append(self._condition())
            clauses.append(ast.comprehension(target, iterable, conditions, is_async))
        return clauses

    def _condition(self) -> ast.expr:
        start = self.tok
        if start[0] == NAME and self.peek()[1] == ":=":
            return self.named_test()
        if self.text == "lambda":
            return self.lambda_()
        return self.operators(_OR)

    def from_bounds(self, target: ast.expr) -> tuple[ast.expr, str, str, ast.expr, ast.expr | None]:
        raise NotImplementedError

    def target_list(self) -> ast.expr:
        """The targets of a ``for``, in a statement or a comprehension, not yet marked as assigned to."""
        start = self.tok
        first = self._target()
        if self.text == ",":
            items = [first]
            while self.accept(","):
                if not self.starts_expression():
                    break
                items.append(self._target())
            first = ast.Tuple(items, _LOAD, **self.loc(start))
        return first

    def _target(self) -> ast.expr:
        start = self.tok
        if self.accept("*"):
            return ast.Starred(self.operators(BITOR), _LOAD, **self.loc(start))
        return self.operators(BITOR)

    def lambda_(self) -> ast.expr:
        start = self.tok
        self.advance()
        arguments = self.parameters(typed=False, closer=":")
        self.expect(":", "of the lambda")
        return ast.Lambda(arguments, self.test(), **self.loc(start))
