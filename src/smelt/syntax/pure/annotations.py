"""What an annotation says about the type of a parameter, a variable or a result.

The rules are Cython 3's: C types only through `cython` (so `int` is Python's, exact), except that `float`, `bool` and
`complex` are C's unless None is allowed; builtin types are exact and refuse None; what is no type is ignored.
"""

from __future__ import annotations

import ast

from smelt.records import record
from smelt.source import Span
from smelt.syntax import nodes as c
from smelt.syntax.pure.names import Path
from smelt.syntax.pure.typeexpr import BUILTINS, TypeReader, move, parse_expression, place

# Builtins whose values fit a C number; with None allowed they are objects.
_NUMBERS = {"float": "double", "bool": "bint", "complex": "double complex"}

# What `typing` calls the builtin containers.
_CONTAINERS = {"List": "list", "Dict": "dict", "Set": "set", "FrozenSet": "frozenset", "Tuple": "tuple", "Type": "type"}

# What `typing` wraps around a type without changing it.
_WRAPPERS = frozenset({"Final", "Annotated"})


@record(frozen=True)
class Annotated:
    """A type expression and whether None passes: ``not``, ``or``, or None where the question does not arise."""

    type: ast.expr
    none: str | None = None


class AnnotationReader(TypeReader):
    """Reads annotations. `typing_enabled` follows the directive `annotation_typing`."""

    typing_enabled = True
    level = 3

    def annotation(self, node: ast.expr | None, default: ast.expr | None = None) -> Annotated | None:
        """The type that `node` gives a name whose default or first value is `default`; None if it is to be ignored."""
        if node is None or not self.typing_enabled:
            return None
        optional = isinstance(default, ast.Constant) and default.value is None
        found = self._read(node, optional)
        if found is not None and optional and found.none == "not":
            return Annotated(found.type, "or")
        return found

    def _read(self, node: ast.expr, optional: bool) -> Annotated | None:
        match node:
            case ast.Constant(value=str(text)):
                parsed = parse_expression(text)
                return None if parsed is None else self._read(move(parsed, node), optional)
            case ast.Dict():
                return self._dict(node)
            case ast.BinOp(op=ast.BitOr()):
                return self._either([node.left, node.right], node)
            case ast.Name() if self._is_builtin(node):
                return self._builtin(node, optional)
            case ast.Name() | ast.Attribute():
                return self._name(node)
            case ast.Subscript():
                return self._bracketed(node, optional)
            case ast.Call():
                found = self.ctype(node)
                return None if found is None else Annotated(found)
            case ast.Tuple(elts=[_, *_]) if any(self.path(item) for item in node.elts):
                hint = "write tuple[cython.int, cython.double]"
                self._warn("W0201", node, "a tuple of types is no type; the annotation is ignored", hint)
        return None

    def _warn(self, code: str, node: ast.AST, message: str, hint: str | None = None) -> None:
        self.diagnostics.warning(code, Span.of(self.source, node), message, hint)

    def _is_builtin(self, node: ast.Name) -> bool:
        name = node.id
        if name in self.hidden or name in self.names.bound or name in self.names.ctypes or name in self.names.cython:
            return False
        return name in BUILTINS or name in _NUMBERS or name in ("int", "object")

    def _builtin(self, node: ast.Name, optional: bool) -> Annotated | None:
        name = node.id
        if name == "object":
            return Annotated(node)
        if name in _NUMBERS and not optional:
            return Annotated(place(c.CTypeName(_NUMBERS[name]), node))
        if name == "int" and self.level < 3:
            return None
        return Annotated(place(ast.Name("str" if name == "unicode" else name, ast.Load()), node), "not")

    def _name(self, node: ast.Name | ast.Attribute) -> Annotated | None:
        path = self.path(node)
        if path is not None:
            found = self.ctype(node) if path else None
            if found is None:
                self.error(
                    "E0205", node, f"'cython.{'.'.join(path)}' is no type", "such as cython.int or cython.double[:]"
                )
                return None
            return Annotated(
                found, None if isinstance(found, c.CTypeName | c.CPointerType) else self._plain_none(found)
            )
        typing = self.names.typing_path(node)
        if typing is not None:
            container = _CONTAINERS.get(typing[-1]) if typing else None
            return None if container is None else Annotated(place(ast.Name(container, ast.Load()), node), "not")
        if self.cimported(node) or (isinstance(node, ast.Name) and node.id in self.names.ctypes):
            return Annotated(node, "not")
        return None

    def _plain_none(self, found: ast.expr) -> str | None:
        """C's named numbers have no None; a fused type or an extension type of `cython` may."""
        named = isinstance(found, ast.Name) and found.id not in ("basestring", "str")
        return None if named else "not"

    def _bracketed(self, node: ast.Subscript, optional: bool) -> Annotated | None:
        base = node.value
        items = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        typing = self.names.typing_path(base)
        if typing:
            return self._typing(typing[-1], items, node, optional)
        if isinstance(base, ast.Name) and base.id in _CONTAINERS.values() and self._is_builtin(base):
            return self._container(base.id, items, node)
        is_type = self.path(base) is not None or isinstance(base, ast.Subscript | ast.Call) or self.cimported(base)
        if not is_type and not (isinstance(base, ast.Name) and self._is_element(base) and _is_view(items)):
            return None
        found = self.ctype(node)
        if found is None:
            return None
        return Annotated(found, "not" if isinstance(found, c.CViewType | c.CTemplateType) else None)

    def _is_element(self, node: ast.Name) -> bool:
        """Whether views of a type that is no name of `cython` are meant: objects, and types declared here."""
        if node.id == "object":
            return self._is_builtin(node)
        return node.id in self.names.ctypes and node.id not in self.hidden

    def _typing(self, word: str, items: list[ast.expr], node: ast.expr, optional: bool) -> Annotated | None:
        if word == "Optional":
            return self._optional(items[0])
        if word == "Union":
            return self._either(items, node)
        if word in _WRAPPERS:
            return self._read(items[0], optional)
        return self._container(_CONTAINERS[word], items, node) if word in _CONTAINERS else None

    def _container(self, name: str, items: list[ast.expr], node: ast.expr) -> Annotated:
        """A container with types in brackets; tuples of C numbers only are C tuples."""
        if name == "tuple" and items:
            found = [self._read(item, False) for item in items]
            members = [item.type for item in found if item is not None and item.none is None]
            if len(members) == len(items) and all(isinstance(m, c.CTypeName | c.CPointerType) for m in members):
                return Annotated(place(c.CTupleType(members), node))
        return Annotated(place(ast.Name(name, ast.Load()), node), "not")

    def _either(self, items: list[ast.expr], node: ast.expr) -> Annotated | None:
        """``T | None``; other unions say nothing about C."""
        rest = [item for item in items if not (isinstance(item, ast.Constant) and item.value is None)]
        if len(rest) != 1 or len(rest) == len(items):
            return None
        return self._optional(rest[0])

    def _optional(self, inner: ast.expr) -> Annotated | None:
        found = self._read(inner, True)
        if found is None:
            return None
        if isinstance(found.type, c.CTypeName | c.CPointerType | c.CArrayType | c.CTupleType):
            self.error(
                "E0211", inner, "a C value can not be None, so it can not be optional",
                "leave Optional away, or use a Python type such as int or float",
            )  # fmt: skip
            return None
        return Annotated(found.type, "or")

    def _dict(self, node: ast.Dict) -> Annotated | None:
        """The old ``{"ctype": "long int"}``."""
        for key, value in zip(node.keys, node.values, strict=True):
            if isinstance(key, ast.Constant) and key.value in ("ctype", "type"):
                found = self.ctype(value)
                if found is not None:
                    self._warn(
                        "W0202", node, "annotations are no longer written as dicts", "write the type: cython.long"
                    )
                    return Annotated(found)
        return None

    # --- results and class variables ---

    def returned(self, node: ast.expr | None) -> ast.expr | None:
        """The C result type of a cfunc or ccall from its annotation; None is a Python object."""
        if isinstance(node, ast.Constant) and node.value is None:
            return None
        found = self.annotation(node)
        return None if found is None else found.type

    def is_class_variable(self, node: ast.expr) -> bool:
        """Whether an annotation is ``ClassVar`` or ``ClassVar[...]``."""
        path: Path | None = self.names.typing_path(node.value if isinstance(node, ast.Subscript) else node)
        return bool(path) and path is not None and path[-1] == "ClassVar"


def _is_view(items: list[ast.expr]) -> bool:
    """Whether what is in the brackets describes axes."""
    return bool(items) and all(isinstance(item, ast.Slice) for item in items)
