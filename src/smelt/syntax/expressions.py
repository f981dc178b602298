"""Expressions: precedence climbing over operands, with the casts and addresses of C among the operands.

The classes are the standard library's and carry the locations that `ast.parse` gives.
"""

from __future__ import annotations

import ast

from smelt.syntax import nodes as c
from smelt.syntax.cursor import Cursor, here
from smelt.syntax.lexer import FSTRING, KEYWORD, NAME, NEWLINE, NUMBER, OP, STRING, Token
from smelt.syntax.literals import BadLiteral, number

# How tightly binary operators bind; `not` lies between `and` and the comparisons.
_OR, _AND, NOT, COMPARE, BITOR = range(1, 6)
_PRECEDENCE = {
    "or": _OR, "and": _AND,
    "in": COMPARE, "not": COMPARE, "is": COMPARE,
    "<": COMPARE, ">": COMPARE, "==": COMPARE, ">=": COMPARE, "<=": COMPARE, "!=": COMPARE, "<>": COMPARE,
    "|": 5, "^": 6, "&": 7, "<<": 8, ">>": 8, "+": 9, "-": 9, "*": 10, "/": 10, "//": 10, "%": 10, "@": 10,
}  # fmt: skip
_BINARY: dict[str, ast.operator] = {
    "|": ast.BitOr(), "^": ast.BitXor(), "&": ast.BitAnd(), "<<": ast.LShift(), ">>": ast.RShift(), "+": ast.Add(),
    "-": ast.Sub(), "*": ast.Mult(), "/": ast.Div(), "//": ast.FloorDiv(), "%": ast.Mod(), "@": ast.MatMult(),
}  # fmt: skip
_COMPARE: dict[str, ast.cmpop] = {
    "<": ast.Lt(), ">": ast.Gt(), "==": ast.Eq(), ">=": ast.GtE(), "<=": ast.LtE(),
    "!=": ast.NotEq(), "<>": ast.NotEq(), "in": ast.In(),
}  # fmt: skip
_UNARY: dict[str, ast.unaryop] = {"-": ast.USub(), "+": ast.UAdd(), "~": ast.Invert()}
_CONSTANTS = {"None": None, "True": True, "False": False}
_LOAD = ast.Load()
_ENDS = frozenset((",", ")", "]", "}", ":", "=", "\n"))  # no operator and no bracket: the operand is complete
MAX_CHAIN = 2000  # operands in a row: later stages walk the tree that they become recursively


class Expressions(Cursor):
    """The part of the grammar that yields values."""

    # --- given by the classes that build on this one ---

    def parameters(self, typed: bool, closer: str) -> ast.arguments:
        raise NotImplementedError

    def type_expression(self, what: str = "a type") -> ast.expr:
        raise NotImplementedError

    def type_or_expression(self) -> ast.expr:
        raise NotImplementedError

    def base_type(self, brackets: bool = True) -> ast.expr:
        raise NotImplementedError

    def strings(self) -> ast.expr:
        raise NotImplementedError

    def call_arguments(self) -> tuple[list[ast.expr], list[ast.keyword]]:
        raise NotImplementedError

    def subscript(self) -> ast.expr:
        raise NotImplementedError

    def comprehension(self) -> list[ast.comprehension]:
        raise NotImplementedError

    def lambda_(self) -> ast.expr:
        raise NotImplementedError

    def display(self) -> ast.expr:
        raise NotImplementedError

    # --- whole expressions ---

    def test(self) -> ast.expr:
        """One expression: conditional, lambda, or operators."""
        start = self.tok
        self.enter()
        if self.text == "lambda" and start[0] == KEYWORD:
            result = self.lambda_()
        else:
            result = self.operators(_OR)
            if self.text == "if":
                self.advance()
                condition = self.operators(_OR)
                self.expect("else", "of the conditional expression")
                otherwise = self.test()
                result = ast.IfExp(condition, result, otherwise, **self.loc(start))
            elif self.text == "?":
                self.expected(
                    "the end of the expression", "a conditional expression is written 'a if condition else b'"
                )
        self.depth -= 1
        return result

    def named_test(self) -> ast.expr:
        """An expression that may be ``name := value``."""
        start = self.tok
        if start[0] == NAME and self.tokens[self.index + 1][1] == ":=":
            target = ast.Name(self.text, ast.Store(), **here(start))
            self.advance()
            self.advance()
            value = self.test()
            return ast.NamedExpr(target, value, **self.loc(start))
        return self.test()

    def starred_or(self, named: bool = False) -> ast.expr:
        """An expression, or ``*expression``."""
        start = self.tok
        if self.text == "*":
            self.advance()
            return ast.Starred(self.operators(BITOR), _LOAD, **self.loc(start))
        return self.named_test() if named else self.test()

    def expressions(self, named: bool = False) -> ast.expr:
        """One expression or a tuple without parentheses."""
        start = self.tok
        first = self.starred_or(named)
        if self.text != ",":
            if isinstance(first, ast.Starred) and not named:
                self._lone_star(first)
            return first
        items = [first]
        while self.accept(","):
            if not self.starts_expression():
                break
            items.append(self.starred_or(named))
        return ast.Tuple(items, _LOAD, **self.loc(start))

    def _lone_star(self, node: ast.expr) -> None:
        """A star with nothing to unpack into; the target of an assignment is judged there."""
        if self.text not in ("=", "in"):
            self.fail(
                "E0111", "a starred expression stands inside a list, a tuple or a call only", node, "add a comma: '*a,'"
            )

    def starts_expression(self) -> bool:
        kind, text = self.tok[0], self.text
        if kind in (NAME, NUMBER, STRING, FSTRING):
            return True
        if kind == KEYWORD:
            return text in ("None", "True", "False", "lambda", "not", "await", "yield")
        return text in ("(", "[", "{", "-", "+", "~", "*", "...", "<", "&", "`")

    def yield_or_expressions(self) -> ast.expr:
        return self.yield_() if self.text == "yield" else self.expressions()

    def yield_(self) -> ast.expr:
        start = self.tok
        self.advance()
        if self.accept("from"):
            return ast.YieldFrom(self.test(), **self.loc(start))
        value = self.expressions() if self.starts_expression() else None
        return ast.Yield(value, **self.loc(start))

    # --- operators ---

    def operators(self, minimum: int) -> ast.expr:
        """Operands joined by operators that bind at least as tightly as `minimum`."""
        start = self.tok
        if start[0] == NAME and self.tokens[self.index + 1][1] in _ENDS and start[1] != "NULL":
            self.advance()  # half of all expressions are a lone name
            return ast.Name(start[1], _LOAD, **here(start))
        if start[1] == "not" and start[0] == KEYWORD and minimum <= NOT:
            self.enter()
            self.advance()
            operand = self.operators(NOT)
            self.depth -= 1
            left: ast.expr = ast.UnaryOp(ast.Not(), operand, **self.loc(start))
        else:
            left = self.unary()
        links = 0
        while True:
            text = self.text
            precedence = _PRECEDENCE.get(text)
            if precedence is None or precedence < minimum or self.tok[0] not in (OP, KEYWORD):
                return left
            links += 1
            if links > MAX_CHAIN:
                self.fail(
                    "E0107", "too many operators in a row", None, "split the expression, or use sum() or str.join()"
                )
            if precedence > COMPARE:
                self.advance()
                if text == "&" and self.text == "&" and self.tok[6] == self.tokens[self.index - 1][6] + 1:
                    self.fail("E0120", "'&&' is no operator here", None, "write 'and'")
                right = self.operators(precedence + 1)
                left = ast.BinOp(left, _BINARY[text], right, **self.loc(start))
            elif precedence == COMPARE:
                if text == "not" and self.peek()[1] != "in":
                    return left
                left = self._comparison(start, left)
            else:
                values = [left]
                while self.text == text:
                    self.advance()
                    values.append(self.operators(precedence + 1))
                left = ast.BoolOp(ast.And() if text == "and" else ast.Or(), values, **self.loc(start))

    def _comparison(self, start: Token, left: ast.expr) -> ast.expr:
        ops: list[ast.cmpop] = []
        values: list[ast.expr] = []
        while True:
            text = self.text
            if text == "is":
                self.advance()
                ops.append(ast.IsNot() if self.accept("not") else ast.Is())
            elif text == "not" and self.peek()[1] == "in":
                self.advance()
                self.advance()
                ops.append(ast.NotIn())
            elif text in _COMPARE and self.tok[0] in (OP, KEYWORD):
                if text == "<>" and self.level >= 3:
                    self.report("E0120", "'<>' is an operator of Python 2", None, "write '!='")
                self.advance()
                ops.append(_COMPARE[text])
            else:
                return ast.Compare(left, ops, values, **self.loc(start))
            values.append(self.operators(BITOR))

    def unary(self) -> ast.expr:
        """An operand with the signs, casts and addresses before it and the power behind it."""
        start = self.tok
        text = self.text
        if start[0] == OP and text in ("-", "+", "~", "<", "&"):
            return self._prefixed(start, text)
        left = self.primary()
        if self.text == "**":
            self.enter()
            self.advance()
            right = self.unary()
            self.depth -= 1
            return ast.BinOp(left, ast.Pow(), right, **self.loc(start))
        return left

    def _prefixed(self, start: Token, text: str) -> ast.expr:
        self.enter()
        self.advance()
        result: ast.expr
        if text == "<":
            result = self._cast(start)
        elif text == "&":
            result = c.CAddressOf(self.unary(), **self.loc(start))
        else:
            if text == self.text and text in "+-" and self.tok[6] == start[6] + 1 and self.peek()[1] not in "+-":
                self._increment(start)
            result = ast.UnaryOp(_UNARY[text], self.unary(), **self.loc(start))
        self.depth -= 1
        return result

    def _increment(self, start: Token) -> None:
        """``++x`` alone on its line is a slip from C; as a part of an expression it is two signs."""
        before = self.tokens[self.index - 2] if self.index >= 2 else None
        at_start = before is None or before[1] in ("\n", ";", " ", "", ":")
        if at_start and self.peek()[0] == NAME and self.peek(2)[1] in ("\n", ";"):
            name = self.peek()[1]
            self.fail("E0120", f"'{start[1] * 2}' is no operator here", start, f"write '{name} {start[1]}= 1'")

    def _cast(self, start: Token) -> ast.expr:
        node = self.type_expression("the type of the cast")
        checked = self.accept("?")
        self.expect(">", "to end the cast")
        value = self.unary()
        return c.CCast(node, value, checked, **self.loc(start))

    # --- operands ---

    def primary(self) -> ast.expr:
        """An atom with its attributes, calls and subscripts."""
        start = self.tok
        if start[0] == KEYWORD and start[1] == "await":
            if not self._plain_await():
                self.advance()
                return ast.Await(self.primary(), **self.loc(start))
        node = self.atom()
        text = self.text
        links = 0
        while text in (".", "(", "["):
            links += 1
            if links > MAX_CHAIN:
                self.fail("E0107", "too many attributes, calls and subscripts in a row")
            if text == ".":
                self.advance()
                node = ast.Attribute(node, self._attribute(), _LOAD, **self.loc(start))
            elif text == "(":
                args, keywords = self.call_arguments()
                node = ast.Call(node, args, keywords, **self.loc(start))
            else:
                self.advance()
                index = self.subscript()
                self.expect("]", "to end the subscript")
                node = ast.Subscript(node, index, _LOAD, **self.loc(start))
            text = self.text
        return node

    def _attribute(self) -> str:
        word = self.text
        if self.tok[0] != NAME and (self.tok[0] != KEYWORD or self.level >= 3 or word not in ("print", "exec")):
            self.expected("the name of an attribute")
        self.advance()
        return word

    def _plain_await(self) -> bool:
        """Whether ``await`` is a name here: outside async functions the language keeps it as one."""
        after = self.peek()
        if self.in_async or self.dialect == "py":
            return False
        return after[0] == NEWLINE or (after[0] == OP and after[1] not in ("(", "[", "{", "<", "&", "~"))

    def atom(self) -> ast.expr:
        start = self.tok
        kind, text = start[0], start[1]
        if kind == NAME:
            return self._name(start)
        if kind == NUMBER:
            return self._number(start)
        if kind in (STRING, FSTRING):
            return self.strings()
        if kind == KEYWORD:
            if text in _CONSTANTS:
                self.advance()
                return ast.Constant(_CONSTANTS[text], None, **here(start))
            if text in ("await", "async") and not self.in_async and self.dialect != "py":
                self.advance()
                return ast.Name(text, _LOAD, **here(start))
        if kind == OP:
            if text in ("(", "[", "{"):
                return self.display()
            if text == "...":
                self.advance()
                return ast.Constant(..., None, **here(start))
            if text == "`":
                return self._backquoted()
        self.expected("an expression")

    def _name(self, start: Token) -> ast.expr:
        text = start[1]
        if text == "NULL":
            self.advance()
            return c.CNull(**here(start))
        if text in ("sizeof", "typeid") and self.peek()[1] == "(" and self.dialect != "py":
            self.advance()
            self.advance()
            operand = self.type_or_expression()
            self.expect(")", f"to end {text}")
            return (c.CSizeOf if text == "sizeof" else c.CTypeId)(operand, **self.loc(start))
        if text == "new" and self.peek()[0] == NAME:
            self.advance()
            node = self.base_type()
            args, keywords = self.call_arguments()
            if keywords:
                self.report("E0111", "'new' takes positional arguments only", keywords[0].value)
            return c.CNew(node, args, **self.loc(start))
        self.advance()
        return ast.Name(text, _LOAD, **here(start))

    def _number(self, start: Token) -> ast.expr:
        try:
            value, suffix = number(start[1], self.level)
        except BadLiteral as error:
            self.fail("E0105", error.message, start, error.hint)
        self.advance()
        if suffix and not (suffix in ("L",) and self.level < 3):
            return c.CNumber(value, suffix, **here(start))
        after = self.tok
        if after[0] in (NAME, NUMBER) and after[6] == start[6] + len(start[1]):
            self.fail("E0105", f"'{start[1]}{after[1]}' is no number", after, "a name cannot start with a digit")
        return ast.Constant(value, None, **here(start))

    def _backquoted(self) -> ast.expr:
        start = self.tok
        self.advance()
        value = self.expressions()
        self.expect("`")
        if self.level >= 3:
            self.report("E0120", "backquotes are an operator of Python 2", start, "write repr(...)")
        name = ast.Name("repr", _LOAD, **here(start))
        return ast.Call(name, [value], [], **self.loc(start))
