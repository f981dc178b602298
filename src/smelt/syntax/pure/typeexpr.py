"""Types as pure Python mode spells them, turned into the type expressions of `syntax.nodes`.

cython.int                      CTypeName("int")
cython.pointer[cython.double]   CPointerType(CTypeName("double"))
cython.int[:, ::1]              CViewType(CTypeName("int"), [Slice(), Slice(step=1)])
"unsigned long *"               CPointerType(CTypeName("unsigned long"))
"""

from __future__ import annotations

import ast
import re
from typing import TypeVar

from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.syntax.pure import api
from smelt.syntax.pure.names import Names, Path

_N = TypeVar("_N", bound=ast.AST)
# One word of a C type in a string, and the class that it belongs to.
_WORDS = {"unsigned", "signed", "char", "short", "int", "long", "float", "double", "complex", "void", "bint"}
_STRING_TYPE = r"\s*((?:const\s+)?)([A-Za-z_][\w.]*(?:\s+[A-Za-z_]\w*)*)\s*((?:\*\s*)*)((?:\[[^\[\]]*\])*)\s*"


def place(node: _N, at: ast.AST) -> _N:
    """Give `node` and everything new below it the location of `at`."""
    for child in trees.walk(node):
        if not hasattr(child, "lineno"):
            ast.copy_location(child, at)
    return node


def move(node: _N, at: ast.AST) -> _N:
    """Give `node` and everything below it the location of `at`, whatever they had."""
    for child in trees.walk(node):
        if "lineno" in child._attributes:
            ast.copy_location(child, at)
    return node


class TypeReader:
    """Reads types in a C context: the arguments of `declare`, `cast`, `locals`, and what stands inside annotations."""

    def __init__(self, names: Names, source: SourceFile, diagnostics: Diagnostics) -> None:
        self.names = names
        self.source = source
        self.diagnostics = diagnostics
        self.hidden: frozenset[str] = frozenset()  # names of the functions around, which are not `cython`'s

    def error(self, code: str, node: ast.AST, message: str, hint: str | None = None) -> None:
        self.diagnostics.error(code, Span.of(self.source, node), message, hint)

    def path(self, node: ast.AST) -> Path | None:
        return self.names.path(node, self.hidden)

    def canonical(self, path: Path, at: ast.AST) -> ast.expr:
        """`cython.<path>` spelled in full; cimported things below ``cython.cimports`` by their own name."""
        if path[:1] == ("cimports",):
            path = path[2:] if path[1:2] == ("cython",) else path[1:]
            if path and path[0] not in api.SUBMODULES:
                return self._dotted(path, at)
        return self._dotted(("cython", *path), at)

    def _dotted(self, path: Path, at: ast.AST) -> ast.expr:
        node: ast.expr = ast.Name(path[0], ast.Load())
        for part in path[1:]:
            node = ast.Attribute(node, part, ast.Load())
        return move(place(node, at), at)

    def known(self, path: Path, node: ast.AST) -> bool:
        """Whether `cython.<path>` exists; reports it if not."""
        if not path or path[0] == "cimports" or api.is_known(path):
            return True
        self.error("E0201", node, f"'cython' has no attribute '{'.'.join(path)}'", api.suggestion(path))
        return False

    # --- types ---

    def required(self, node: ast.expr) -> ast.expr:
        """The type that `node` means; where it means none, that is reported and `object` stands in."""
        found = self.ctype(node)
        if found is None:
            self.error("E0205", node, "a type is expected here", "such as cython.int, cython.double[:] or a class")
            return place(ast.Name("object", ast.Load()), node)
        return found

    def ctype(self, node: ast.expr) -> ast.expr | None:
        """The type that `node` means in a C context, or None if it is no type."""
        match node:
            case ast.Constant(value=str(text)):
                return self._string(text, node)
            case ast.Name() | ast.Attribute():
                return self._named(node)
            case ast.Subscript():
                return self._subscript(node)
            case ast.Call():
                return self._call(node)
            case ast.Tuple(elts=items) if items:
                found = [self.ctype(item) for item in items]
                members = [item for item in found if item is not None]
                return place(c.CTupleType(members), node) if len(members) == len(items) else None
            case c.CTypeName() | c.CPointerType() | c.CConstType() | c.CTemplateType() | c.CViewType() | c.CArrayType():
                return node
        return None

    def _named(self, node: ast.Name | ast.Attribute) -> ast.expr | None:
        path = self.path(node)
        if path is None:
            return self._plain(node)
        if not self.known(path, node):
            return place(ast.Name("object", ast.Load()), node)
        if len(path) == 1 and (basic := api.basic_type(path[0])) is not None:
            return place(basic, node)
        if path[:1] == ("cimports",) or path[:1] in {(word,) for word in api.FUSED} or path[:1] == ("view",):
            return self.canonical(path, node)
        return None

    def _plain(self, node: ast.Name | ast.Attribute) -> ast.expr:
        """A name that is not `cython`'s: C's own words count, as in a cdef statement, then whatever sema finds."""
        if isinstance(node, ast.Name) and node.id not in self.hidden | self.names.bound | self.names.ctypes:
            word = "bint" if node.id == "bool" else node.id
            basic = api.basic_type(word)
            if basic is not None:
                return place(basic, node)
        return node

    def _subscript(self, node: ast.Subscript) -> ast.expr | None:
        builder = self.path(node.value)
        if builder is not None and len(builder) == 1 and builder[0] in api.TYPE_BUILDERS:
            items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
            return self.build(builder[0], items, node)
        base = self.ctype(node.value)
        if base is None:
            return None
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        if items and all(isinstance(item, ast.Slice) for item in items):
            return place(c.CViewType(base, [self._axis(item) for item in items if isinstance(item, ast.Slice)]), node)
        if any(isinstance(item, ast.Slice) for item in items):
            self.error("E0205", node.slice, "an axis of a view is written as a slice", "such as cython.int[:, ::1]")
            return base
        return self._template_or_array(base, items, node)

    def _template_or_array(self, base: ast.expr, items: list[ast.expr], node: ast.Subscript) -> ast.expr | None:
        """``vector[cython.int]`` has types in its brackets, ``cython.int[10]`` a length.

        Each subscript makes an array of what stands before it, so that ``cython.int[2][3]`` is three times two
        integers. Cython 3 reads it so, unlike ``cdef int[2][3] x``, and a program that runs there has to run here.
        """
        types = [self._type_argument(item) for item in items]
        if all(found is not None for found in types) and isinstance(base, ast.Name | ast.Attribute):
            return place(c.CTemplateType(base, [found for found in types if found is not None]), node)
        if len(items) != 1:
            self.error("E0205", node.slice, "an array type has one length", "write cython.int[2][3] for two dimensions")
            return base
        return place(c.CArrayType(base, items[0]), node)

    def _type_argument(self, node: ast.expr) -> ast.expr | None:
        """A type between brackets: a plain name counts as one only if it is known to be one."""
        if isinstance(node, ast.Name) and self.path(node) is None:
            named = node.id in self.names.ctypes or node.id in BUILTINS or node.id in ("object", "int", "float", "bool")
            return self._plain(node) if named else None
        if isinstance(node, ast.Constant):
            return None
        if isinstance(node, ast.Attribute) and self.path(node) is None:
            return node if self.cimported(node) else None
        return self.ctype(node)

    def cimported(self, node: ast.expr) -> bool:
        """Whether a dotted name starts with a module that is cimported."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self.names.ctypes and node.id not in self.hidden

    def _axis(self, axis: ast.Slice) -> ast.Slice:
        """An axis as written, with ``view.contiguous`` and its like spelled in full."""
        if axis.step is None:
            return axis
        path = self.path(axis.step)
        if path is None:
            return axis
        self.known(path, axis.step)
        return ast.copy_location(ast.Slice(axis.lower, axis.upper, self.canonical(path, axis.step)), axis)

    def _call(self, node: ast.Call) -> ast.expr | None:
        path = self.path(node.func)
        if path is None or len(path) != 1 or path[0] not in api.TYPE_BUILDERS:
            if path:
                self.known(path, node.func)
            return None
        return self.build(path[0], node.args, node)

    def build(self, word: str, args: list[ast.expr], node: ast.expr) -> ast.expr:
        wanted = 2 if word == "array" else 1
        if len(args) != wanted:
            what = "a type and a length" if word == "array" else "one type"
            self.error("E0204", node, f"cython.{word} takes {what}, {len(args)} given")
            return place(ast.Name("object", ast.Load()), node)
        base = self.required(args[0])
        if word == "pointer":
            return place(c.CPointerType(base), node)
        if word == "array":
            return place(c.CArrayType(base, args[1]), node)
        return place(c.CConstType(base, word), node)

    # --- types in strings ---

    def _string(self, text: str, at: ast.expr) -> ast.expr | None:
        """A type written as a string, in C's words or as an expression."""
        match = re.fullmatch(_STRING_TYPE, text)
        base = self._words(match[2]) if match else None
        if match is None or base is None:
            return self._expression(text, at)
        if match[1]:
            base = c.CConstType(base)
        for _ in range(match[3].count("*")):
            base = c.CPointerType(base)
        for brackets in re.findall(r"\[[^\[\]]*\]", match[4]):
            subscript = parse_expression(f"x{brackets}")
            if not isinstance(subscript, ast.Subscript):
                return None
            items = subscript.slice.elts if isinstance(subscript.slice, ast.Tuple) else [subscript.slice]
            if all(isinstance(item, ast.Slice) for item in items):
                base = c.CViewType(base, items)
            else:
                base = c.CArrayType(base, subscript.slice)
        return move(place(base, at), at)

    def _words(self, text: str) -> ast.expr | None:
        words = text.split()
        if len(words) == 1 and words[0] not in _WORDS:
            return api.basic_type(words[0])
        name = number_type(words)
        return None if name is None else c.CTypeName(name)

    def _expression(self, text: str, at: ast.expr) -> ast.expr | None:
        parsed = parse_expression(text)
        return None if parsed is None else self.ctype(move(parsed, at))


# Builtin types that Cython knows as types of variables.
BUILTINS = frozenset(
    {
        "list", "dict", "set", "frozenset", "tuple", "str", "bytes", "bytearray", "type", "slice", "memoryview",
        "Exception", "BaseException", "unicode",
    }
)  # fmt: skip


def number_type(words: list[str]) -> str | None:
    """The normal spelling of a C number type in words of any order: ``long unsigned int`` is ``unsigned long``."""
    rest = list(words)

    def take(word: str) -> bool:
        if word in rest:
            rest.remove(word)
            return True
        return False

    if any(word not in _WORDS for word in words):
        return None
    is_complex, unsigned, signed = take("complex"), take("unsigned"), take("signed")
    longs = take("long") + take("long")
    for word in ("char", "short", "double", "float", "void", "bint"):
        if take(word):
            base = word
            break
    else:
        base = ""
    if base != "char" and base not in ("double", "float", "void", "bint"):
        take("int")
        base = base or ("long" if longs == 1 else "long long" if longs else "int")
        longs = 0
    if base == "double" and longs == 1:
        base, longs = "long double", 0
    if rest or longs or (unsigned and signed) or (is_complex and base not in ("float", "double", "long double", "int")):
        return None
    if is_complex:
        return "double complex" if base == "int" else f"{base} complex"
    if unsigned or (signed and base == "char"):
        integral = base in ("char", "short", "int", "long", "long long")
        return f"{'unsigned' if unsigned else 'signed'} {base}" if integral else None
    return base


def parse_expression(text: str) -> ast.expr | None:
    try:
        return ast.parse(text.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError):
        return None
