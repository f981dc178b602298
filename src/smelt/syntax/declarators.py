"""Declarators: the name that a declaration declares, with the pointers, arrays and functions around it."""

from __future__ import annotations

import ast

from smelt.records import record
from smelt.syntax import nodes as c
from smelt.syntax.expressions import BITOR
from smelt.syntax.lexer import NAME, OP, STRING, Token
from smelt.syntax.parameters import Declared, Parameters

_CONVENTIONS = frozenset(("__stdcall", "__cdecl", "__fastcall"))
_QUALIFIERS = {
    "const": "const",
    "volatile": "volatile",
    "restrict": "restrict",
    "__restrict": "restrict",
    "__restrict__": "restrict",
}
_OPERATOR_NAMES = frozenset(
    ("==", "!=", "<=", ">=", "<<", ">>", "+", "-", "*", "/", "%", "&", "|", "^", "~", "!", "=", "<", ">", ",", "->",
     "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>=")
)  # fmt: skip


@record()
class Signature:
    """What follows the name of a function: parameters and clauses."""

    arguments: ast.arguments
    exception: c.CException | None
    nogil: bool
    with_gil: bool
    vararg: bool
    const: bool = False


@record()
class Declarator:
    """A declared name; `signature` where it is a function, whose return type is then `type`."""

    name: str
    type: ast.expr | None
    token: Token
    cname: str | None = None
    signature: Signature | None = None
    templates: list[str] | None = None


class Declarators(Parameters):
    """The part of the grammar that yields declared names."""

    #: Whether ``operator+`` and ``f[T](…)`` may be declared: inside extern blocks and C++ classes.
    cpp = False

    def type_expression(self, what: str = "a type") -> ast.expr:
        """A complete type without a name, as in a cast."""
        if self.tok[0] != NAME and self.text not in ("(", "None"):
            self.expected(what)
        self.enter()
        found = self.declarator(self.base_type())
        self.depth -= 1
        if found.name:
            self.fail("E0114", f"a type is expected here, without the name '{found.name}'", found.token)
        node = found.type if found.signature is None else self._function_type(found.type, found.signature, found.token)
        assert node is not None
        return node

    def declarator(self, base: ast.expr | None) -> Declarator:
        """A name (which may be missing) and what surrounds it; `base` None stands for no written type."""
        start = self.tok
        node = self._pointers(base)
        if self.text == "(" and self._nested_follows():
            return self._nested(node)
        token = self.tok
        name, cname = self._declared_name()
        found = Declarator(name, node, token, cname)
        if self.text == "[":
            if self.cpp and self._templates_follow():
                found.templates = self._function_templates()
            else:
                found.type = self._lengths(node, start)
        if self.text == "(":
            found.signature = self._signature()
        return found

    def declared(self, base: ast.expr) -> Declared:
        """A declarator in a parameter list; a function there is one by name, so it becomes a function type."""
        found = self.declarator(base)
        if found.signature is not None:
            return Declared(found.name, self._function_type(found.type, found.signature, found.token))
        return Declared(found.name, found.type)

    def _pointers(self, node: ast.expr | None) -> ast.expr | None:
        while self.tok[0] == OP and self.text in ("*", "**", "&"):
            text = self.text
            if node is None:
                self.expected("a name")
            first = node
            self.advance()
            location = self._from(first)
            if text == "&":
                node = c.CReferenceType(node, **location)
            else:
                node = c.CPointerType(node, **location)
                if text == "**":
                    node = c.CPointerType(node, **location)
            while self.text in _QUALIFIERS and self.tok[0] == NAME and self._qualifies():
                word = self.text
                self.advance()
                node = c.CConstType(node, _QUALIFIERS[word], **self._from(first))
        while self.text in _CONVENTIONS:
            self.advance()
        return node

    def _qualifies(self) -> bool:
        """Whether a qualifier behind a pointer is one: ``*restrict`` alone may be the name that is declared."""
        after = self.peek()
        return self.text in ("const", "volatile") or after[0] == NAME or after[1] in ("*", "**")

    def _from(self, first: ast.expr) -> dict[str, int]:
        last = self.tokens[self.index - 1]
        return {
            "lineno": first.lineno,
            "col_offset": first.col_offset,
            "end_lineno": last[4],
            "end_col_offset": last[5],
        }

    def _nested_follows(self) -> bool:
        after = self.peek()
        return after[1] in ("*", "**", "&") or after[1] in _CONVENTIONS

    def _nested(self, base: ast.expr | None) -> Declarator:
        """``(*name)(int)``: what stands behind the parentheses belongs to the inner pointer's target."""
        self.enter()
        self.advance()
        hole = ast.Name("", ast.Load(), lineno=1, col_offset=0, end_lineno=1, end_col_offset=0)
        if base is not None:
            ast.copy_location(hole, base)
        found = self.declarator(hole)
        self.expect(")", "to end the declarator")
        self.depth -= 1
        target = base
        if self.text == "(":
            target = self._function_type(base, self._signature(), found.token)
        elif self.text == "[":
            target = self._lengths(base, found.token)
        found.type = _fill(found.type, hole, target)
        if found.signature is not None and found.type is target:
            self.fail("E0114", "a function cannot return a function", found.token, "return a pointer to it")
        return found

    def _function_type(self, returns: ast.expr | None, signature: Signature, token: Token) -> c.CFuncType:
        arguments = signature.arguments
        args = [
            arg if isinstance(arg, c.CArg) else c.CArg(arg.arg, arg.annotation, **c.location_of(arg))
            for arg in arguments.posonlyargs + arguments.args
        ]
        if arguments.vararg or arguments.kwarg or arguments.kwonlyargs:
            self.report("E0114", "a function pointer has plain parameters only", token)
        location = self.loc(token)
        if returns is not None:
            location["lineno"], location["col_offset"] = returns.lineno, returns.col_offset
        return c.CFuncType(
            returns, args, signature.exception, signature.nogil, signature.with_gil, signature.vararg, **location
        )

    # --- names ---

    def _declared_name(self) -> tuple[str, str | None]:
        if self.tok[0] != NAME:
            if self.cpp and self.text == "~" and self.peek()[0] == NAME:
                self.advance()
                return "~" + self.name(), None
            return "", None
        name = self.text
        if self.cpp and name == "operator" and self._operator_follows():
            self.advance()
            return "operator" + self._operator(), self._cname()
        self.advance()
        return name, self._cname()

    def _cname(self) -> str | None:
        if self.tok[0] != STRING:
            return None
        node = self.strings()
        value = getattr(node, "value", None)
        if not isinstance(value, str):
            self.fail("E0114", "the C name is a plain string", node)
        return value

    def _operator_follows(self) -> bool:
        after = self.peek()
        return after[0] == NAME or after[1] in _OPERATOR_NAMES or after[1] in "(["

    def _operator(self) -> str:
        """The operator behind the word ``operator``; a conversion gives its type's name with a space before it."""
        text = self.text
        if self.tok[0] == NAME:
            first = self.index
            self.type_expression_in_operator()
            return " " + " ".join(token[1] for token in self.tokens[first : self.index])
        self.advance()
        if text in ("(", "["):
            closer = ")" if text == "(" else "]"
            self.expect(closer, f"of operator{text}{closer}")
            return text + closer
        if text in "+-&|" and self.text == text:
            self.advance()
            return text * 2
        return text

    def type_expression_in_operator(self) -> None:
        """The target of a conversion operator, up to its parameters."""
        self._pointers(self.base_type())

    def _templates_follow(self, at: int | None = None) -> bool:
        index = (self.index if at is None else at) + 1
        while self.tokens[index][0] == NAME:
            index += 1
            if self.tokens[index][1] == "]":
                return self.tokens[index + 1][1] == "("
            if self.tokens[index][1] != ",":
                return False
            index += 1
        return False

    def _function_templates(self) -> list[str]:
        names: list[str] = []
        self.advance()
        while self.text != "]":
            names.append(self.name())
            self.accept(",")
        self.advance()
        return names

    def _lengths(self, node: ast.expr | None, start: Token) -> ast.expr:
        lengths: list[ast.expr | None] = []
        while self.text == "[":
            self.advance()
            if self.text in (":", "::"):
                self.expected("the length of the array", "the axes of a view follow its type: 'double[:] x'")
            lengths.append(None if self.text == "]" else self.test())
            self.expect("]", "to end the length of the array")
        result: ast.expr = node if node is not None else ast.Name("object", ast.Load(), **self.loc(start))
        location = self.loc(start)
        if node is not None:
            location["lineno"], location["col_offset"] = node.lineno, node.col_offset
        for length in reversed(lengths):
            result = c.CArrayType(result, length, **location)
        return result

    # --- functions ---

    def _signature(self) -> Signature:
        """``(parameters) except -1 nogil`` with its parentheses."""
        self.enter()
        self.advance()
        arguments, vararg = self.c_parameters()
        self.expect(")", "to end the parameters")
        self.depth -= 1
        signature = Signature(arguments, None, False, False, vararg)
        while True:
            start = self.tok
            exception: c.CException | None = None
            if self.text == "except":
                self.advance()
                exception = self._exception(start)
            elif self.text == "noexcept":
                self.advance()
                exception = c.CException("none", None, **self.loc(start))
            elif self.text == "nogil" and start[0] == NAME:
                self.advance()
                signature.nogil = True
            elif self.text == "with":
                self._with_gil(signature)
            elif self.text == "const" and self.cpp:
                self.advance()
                signature.const = True
            else:
                return signature
            if exception is not None:
                if signature.exception is not None:
                    self.report("E0115", "a function has one exception clause", start)
                signature.exception = exception

    def _with_gil(self, signature: Signature) -> None:
        self.advance()
        if self.text == "gil":
            signature.with_gil = True
        elif self.text == "nogil":
            signature.nogil = True
        else:
            self.expected("'gil' behind 'with'")
        self.advance()

    def _exception(self, start: Token) -> c.CException:
        kind = "value"
        value: ast.expr | None = None
        if self.accept("*"):
            kind = "star"
        elif self.accept("+"):
            kind = "plus"
            token = self.tok
            if self.accept("*"):
                value = ast.Constant("*", None, **self.loc(token))
            elif token[0] == NAME and self.text not in ("nogil", "noexcept"):
                value = self.primary_name()
        else:
            if self.accept("?"):
                kind = "maybe"
            if not self.starts_expression():
                self.expected("the value that tells of an exception", "such as 'except -1', 'except? -1' or 'except *'")
            value = self.operators(BITOR)
        return c.CException(kind, value, **self.loc(start))

    def primary_name(self) -> ast.expr:
        """A dotted name as an expression."""
        start = self.tok
        node: ast.expr = ast.Name(self.name(), ast.Load(), **self.loc(start))
        return self._dotted(node, start)


def _fill(node: ast.expr | None, hole: ast.expr, target: ast.expr | None) -> ast.expr | None:
    """Put `target` where `hole` is, at the end of the chain of bases."""
    if node is hole:
        return target
    outer = node
    while True:
        field = "returns" if isinstance(outer, c.CFuncType) else "base"
        inner = getattr(outer, field)
        if inner is hole:
            setattr(outer, field, target)
            return node
        outer = inner
