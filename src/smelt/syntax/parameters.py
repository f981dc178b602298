"""Parameters of def, cdef and cpdef functions, of function types and of lambda."""

from __future__ import annotations

import ast
from typing import NamedTuple

from smelt.syntax import nodes as c
from smelt.syntax.cursor import here
from smelt.syntax.expressions import BITOR
from smelt.syntax.lexer import NAME, Token
from smelt.syntax.typeexprs import Types

_LOAD = ast.Load()


class Declared(NamedTuple):
    """What `Parameters` needs to know of a declarator."""

    name: str
    type: ast.expr | None


class Parameters(Types):
    """The part of the grammar that yields parameter lists."""

    def parameters(self, typed: bool, closer: str) -> ast.arguments:
        """Parameters up to `closer`; `typed` where a C type may stand before the name."""
        arguments, _ = self._parameters("def" if typed else "lambda", closer)
        return arguments

    def c_parameters(self) -> tuple[ast.arguments, bool]:
        """Parameters of a C function up to ``)``, and whether ``...`` ends them.

        A lone name may be a parameter or a type; it becomes a `CArg` without a name. `name_parameters` settles it for a
        function with a body.
        """
        arguments, vararg = self._parameters("c", ")")
        args = arguments.args
        if len(args) == 1 and not arguments.defaults and _is_void(args[0]):
            arguments.args = []
        return arguments, vararg

    def _parameters(self, mode: str, closer: str) -> tuple[ast.arguments, bool]:
        result = ast.arguments([], [], None, [], [], None, [])
        c_vararg = False
        star: Token | None = None
        while self.text != closer:
            token = self.tok
            if result.kwarg is not None:
                self.fail("E0116", f"no parameter can follow '**{result.kwarg.arg}'", token)
            if self.text == "/" and mode != "c":
                self._slash(result, star)
            elif self.text == "*" or (self.text == "**" and mode != "c") or self.text == "**":
                star = self._starred(result, mode, closer, star) or star
            elif self.text == "..." and mode == "c":
                self.advance()
                c_vararg = True
                break
            else:
                self._plain_parameter(result, mode, star is not None)
            if not self.accept(","):
                break
        if self.text != closer:
            self.expected(f"',' or '{closer}' in the parameters")
        if star is not None and result.vararg is None and not result.kwonlyargs:
            self.report("E0116", "a named parameter must follow '*'", star)
        self._repeated(result)
        return result, c_vararg

    def _slash(self, result: ast.arguments, star: Token | None) -> None:
        if result.posonlyargs or star is not None:
            self.fail("E0116", "'/' stands once in the parameters, before '*'")
        if not result.args:
            self.fail("E0116", "a parameter must stand before '/'")
        result.posonlyargs, result.args = result.args, []
        self.advance()

    def _starred(self, result: ast.arguments, mode: str, closer: str, star: Token | None) -> Token | None:
        token = self.tok
        self.advance()
        if token[1] == "**":
            result.kwarg = self._simple(mode)
            return None
        if star is not None:
            self.fail("E0116", "'*' stands once in the parameters", token)
        if self.text not in (",", closer):
            result.vararg = self._simple(mode, star=True)
        return token

    def _simple(self, mode: str, star: bool = False) -> ast.arg:
        start = self.tok
        name = self.name("the name of a parameter")
        annotation: ast.expr | None = None
        if mode != "lambda" and self.accept(":"):
            inner = self.tok
            if star and self.accept("*"):
                annotation = ast.Starred(self.operators(BITOR), _LOAD, **self.loc(inner))
            else:
                annotation = self.test()
        return ast.arg(name, annotation, None, **self.loc(start))

    def _plain_parameter(self, result: ast.arguments, mode: str, keyword_only: bool) -> None:
        start = self.tok
        if self._is_plain_name():
            arg = self._simple(mode) if mode != "c" else self._lone(start)
        else:
            arg = self._typed(start, mode)
        default = self._default(mode) if self.accept("=") else None
        if keyword_only:
            result.kwonlyargs.append(arg)
            result.kw_defaults.append(default)
            return
        result.args.append(arg)
        if default is not None:
            result.defaults.append(default)
        elif result.defaults:
            name = arg.arg or "this"
            self.report("E0116", f"the parameter '{name}' without a default follows one that has a default", arg)

    def _is_plain_name(self) -> bool:
        """Whether a name without a type stands here: the name, then what can only follow a whole parameter."""
        if self.tok[0] != NAME and self.text not in ("await", "async"):
            return False
        after = self.peek()
        return after[1] in (",", ")", ":", "=")

    def _lone(self, start: Token) -> ast.arg:
        """A lone name among the parameters of a C function."""
        after = self.peek()[1]
        if after in (":", "=") or start[1] == "self":
            return self._simple("c")
        return c.CArg("", None, None, self.base_type(), None, **self.loc(start))

    def _typed(self, start: Token, mode: str) -> ast.arg:
        none: str | None = None
        if start[0] == NAME and self.peek()[1] in ("not", "or") and self.peek(2)[1] == "None":
            name = self.name()
            ctype: ast.expr | None = None
        else:
            name, ctype = self._declared(mode)
        if self.text in ("not", "or"):
            none = self.text
            self.advance()
            self.expect("None", f"behind '{none}'")
        annotation = self.test() if mode != "lambda" and self.accept(":") else None
        if ctype is None and none is None:
            return ast.arg(name, annotation, None, **self.loc(start))
        return c.CArg(name, annotation, None, ctype, none, **self.loc(start))

    def _declared(self, mode: str) -> tuple[str, ast.expr | None]:
        base = self.base_type()
        found = self.declared(base)
        if not found.name and mode != "c":
            self.expected("the name of the parameter")
        return found

    def declared(self, base: ast.expr) -> Declared:
        raise NotImplementedError

    def _default(self, mode: str) -> ast.expr:
        start = self.tok
        if mode == "c" and self.text in ("*", "?") and self.peek()[1] in (",", ")"):
            self.advance()
            return ast.Constant(..., None, **here(start))
        return self.test()

    def _repeated(self, arguments: ast.arguments) -> None:
        seen: set[str] = set()
        everything = arguments.posonlyargs + arguments.args + arguments.kwonlyargs
        for arg in [*everything, arguments.vararg, arguments.kwarg]:
            if arg is not None and arg.arg:
                if arg.arg in seen:
                    self.report("E0112", f"the parameter '{arg.arg}' stands twice", arg)
                seen.add(arg.arg)

    def name_parameters(self, arguments: ast.arguments) -> None:
        """Make the lone names of a function with a body its parameters."""
        for group in (arguments.posonlyargs, arguments.args, arguments.kwonlyargs):
            for index, arg in enumerate(group):
                if isinstance(arg, c.CArg) and not arg.arg:
                    name = getattr(arg.ctype, "id", None) or getattr(arg.ctype, "name", None)
                    if not isinstance(name, str) or " " in name:
                        self.report("E0116", "a parameter of a function with a body needs a name", arg)
                        name = "_"
                    location = c.location_of(arg)
                    group[index] = (
                        c.CArg(name, None, None, None, arg.none, **location)
                        if arg.none
                        else ast.arg(name, None, None, **location)
                    )
        self._repeated(arguments)


def _is_void(arg: ast.arg) -> bool:
    return isinstance(arg, c.CArg) and not arg.arg and isinstance(arg.ctype, c.CTypeName) and arg.ctype.name == "void"
