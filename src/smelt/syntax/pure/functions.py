"""Functions: decorators of `cython` taken off and said in the nodes, and typed parameters.

@cython.cfunc
@cython.exceptval(-1, check=True)       CFuncDef(kind="cdef", exception=CException("maybe", -1),
def f(x: cython.int) -> cython.int:         args=[CArg("x", ctype=CTypeName("int"))], returns=CTypeName("int"))
"""

from __future__ import annotations

import ast

from smelt.records import field, record
from smelt.syntax import nodes as c
from smelt.syntax.pure.annotations import AnnotationReader
from smelt.syntax.pure.typeexpr import place


@record()
class Traits:
    """What the decorators of one function say."""

    kind: str | None = None  # cdef, cpdef
    kind_at: ast.expr | None = None
    inline: ast.expr | None = None
    nogil: ast.expr | None = None
    with_gil: ast.expr | None = None
    returns: ast.expr | None = None
    exception: c.CException | None = None
    locals: dict[str, ast.expr] = field(default_factory=dict)
    local_at: dict[str, ast.keyword] = field(default_factory=dict)
    kept: list[ast.expr] = field(default_factory=list)


class FunctionReader(AnnotationReader):
    """Reads decorators and parameter lists."""

    def traits(self, decorators: list[ast.expr]) -> Traits:
        """Sort a function's decorators; those that are not about C types stay, for sema."""
        traits = Traits()
        for decorator in decorators:
            call = decorator if isinstance(decorator, ast.Call) else None
            path = self.path(call.func if call else decorator)
            if path is None or len(path) != 1 or not self._apply(path[0], decorator, call, traits):
                traits.kept.append(decorator)
        return traits

    def _apply(self, word: str, node: ast.expr, call: ast.Call | None, traits: Traits) -> bool:
        """Note one decorator in `traits`; False if it has to stay."""
        if word in ("cfunc", "ccall"):
            kind = "cdef" if word == "cfunc" else "cpdef"
            if traits.kind not in (None, kind):
                self.error("E0216", node, "a function is either a cfunc or a ccall", "keep one of the two decorators")
            traits.kind, traits.kind_at = kind, node
        elif word in ("inline", "nogil", "with_gil"):
            if self._flag(word, call):
                setattr(traits, word, node)
        elif word == "returns":
            if call is None or len(call.args) != 1 or call.keywords:
                self.error("E0213", node, "@cython.returns takes one type", "such as @cython.returns(cython.int)")
            else:
                traits.returns = self.required(call.args[0])
        elif word == "exceptval":
            traits.exception = self._exceptval(node, call)
        elif word == "locals":
            self._locals(node, call, traits)
        elif word == "cclass":
            self.error("E0215", node, "@cython.cclass is for classes", "a C function is marked with @cython.cfunc")
        else:
            return False
        return True

    def _flag(self, word: str, call: ast.Call | None) -> bool:
        """The value of ``@cython.nogil`` or ``@cython.nogil(False)``."""
        if call is None:
            return True
        value = call.args[0] if len(call.args) == 1 and not call.keywords else None
        if isinstance(value, ast.Constant) and isinstance(value.value, bool):
            return value.value
        self.error("E0204", call, f"@cython.{word} takes True or False", f"write @cython.{word}")
        return True

    def _exceptval(self, node: ast.expr, call: ast.Call | None) -> c.CException | None:
        check: bool | None = None
        value: ast.expr | None = None
        good = call is not None and len(call.args) <= 1
        for keyword in call.keywords if call else []:
            constant = keyword.value.value if isinstance(keyword.value, ast.Constant) else None
            if keyword.arg != "check" or not isinstance(constant, bool):
                good = False
            else:
                check = constant
        if not good:
            hint = "@cython.exceptval(-1), @cython.exceptval(-1, check=True) or @cython.exceptval(check=False)"
            self.error("E0210", node, "@cython.exceptval takes one value and the keyword 'check'", hint)
            return None
        if (
            call is not None
            and call.args
            and not (isinstance(call.args[0], ast.Constant) and call.args[0].value is None)
        ):
            value = call.args[0]
        if value is None:
            return place(c.CException("star" if check else "none"), node)
        return place(c.CException("maybe" if check else "value", value), node)

    def _locals(self, node: ast.expr, call: ast.Call | None, traits: Traits) -> None:
        if call is None or call.args:
            self.error("E0213", node, "@cython.locals takes types by name", "such as @cython.locals(i=cython.int)")
            return
        for keyword in call.keywords:
            if keyword.arg is None:
                self.error("E0213", keyword.value, "@cython.locals takes types by name, not from a dict")
            else:
                traits.locals[keyword.arg] = self.required(keyword.value)
                traits.local_at[keyword.arg] = keyword

    # --- parameters ---

    def parameters(self, arguments: ast.arguments, given: dict[str, ast.expr], kind: str, method: bool) -> set[str]:
        """Type the parameters in place: from `given` (``@cython.locals``), else from annotations. Their names."""
        positional = [*arguments.posonlyargs, *arguments.args]
        missing: list[ast.expr | None] = [None] * (len(positional) - len(arguments.defaults))
        defaults = [*missing, *arguments.defaults]
        typed = [self._parameter(a, d, given, kind) for a, d in zip(positional, defaults, strict=True)]
        if method and typed and positional[0].arg not in given and not isinstance(positional[0], c.CArg):
            typed[0] = positional[0]  # `self` has the type of its class whatever is written
        split = len(arguments.posonlyargs)
        arguments.posonlyargs, arguments.args = typed[:split], typed[split:]
        arguments.kwonlyargs = [
            self._parameter(a, d, given, kind) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
        ]
        return {a.arg for a in [*positional, *arguments.kwonlyargs]}

    def _parameter(self, node: ast.arg, default: ast.expr | None, given: dict[str, ast.expr], kind: str) -> ast.arg:
        if isinstance(node, c.CArg) and node.ctype is not None:
            return node
        if node.arg in given:
            return self._typed(node, given[node.arg], None)
        found = self.annotation(node.annotation, default)
        if found is None:
            return node
        # A cdef function's callers hold typed values: None is tested where Python comes in.
        return self._typed(node, found.type, None if kind == "cdef" else found.none)

    def _typed(self, node: ast.arg, ctype: ast.expr, none: str | None) -> c.CArg:
        if isinstance(node, c.CArg) and node.none is not None:
            none = node.none
        return ast.copy_location(c.CArg(node.arg, node.annotation, None, ctype, none), node)

    # --- what a decorator asks of its place ---

    def misplaced(self, node: ast.FunctionDef | ast.AsyncFunctionDef, traits: Traits, where: str) -> bool:
        """Report decorators that the function can not have where it stands."""
        at = traits.kind_at
        if at is None:
            for word in ("inline", "nogil", "with_gil"):
                flagged = getattr(traits, word)
                if flagged is not None:
                    hint = "add @cython.cfunc or @cython.ccall below it"
                    self.error("E0209", flagged, f"a Python function can not be declared {word}", hint)
            return False
        if where == "function":
            hint = "move it to the module, or leave the decorator away: a nested function is a closure"
            self.error("E0207", at, f"the nested function '{node.name}' can not be a C function", hint)
            return True
        if where == "class":
            hint = "make the class an extension type with @cython.cclass"
            self.error("E0208", at, "a method of a Python class can not be a C function", hint)
            return True
        if isinstance(node, ast.AsyncFunctionDef):
            self.error("E0207", at, "a coroutine can not be a C function", "leave the decorator away")
            return True
        return False

    def c_function(self, node: ast.FunctionDef, traits: Traits, returns: ast.expr | None) -> c.CFuncDef:
        """The cdef or cpdef function that a decorated def means."""
        made = c.CFuncDef(
            node.name, node.args, returns, node.body, traits.kept,
            kind=traits.kind, exception=traits.exception, nogil=traits.nogil is not None,
            with_gil=traits.with_gil is not None, inline=traits.inline is not None,
        )  # fmt: skip
        return ast.copy_location(made, node)

    def local_declarations(self, traits: Traits, parameters: set[str]) -> list[ast.stmt]:
        """`@cython.locals` of names that are not parameters, as declarations."""
        found: list[ast.stmt] = []
        for name, type_ in traits.locals.items():
            if name not in parameters:
                var = c.CVar(name, type_)
                found.append(place(c.CVarDef([var]), traits.local_at[name]))
        return found


def after_docstring(body: list[ast.stmt]) -> int:
    """Where declarations go into a body: behind its docstring."""
    match body:
        case [ast.Expr(value=ast.Constant(value=str())), *_]:
            return 1
    return 0
