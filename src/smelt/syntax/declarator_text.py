"""C declarations as text: a type written around a name, inside out as C has it."""

from __future__ import annotations

import ast
from collections.abc import Callable

from smelt.syntax import nodes as c

Text = Callable[[ast.AST | None], str]
Parameters = Callable[["ast.arguments | list[c.CArg]", bool], str]

_SUFFIXES = (c.CArrayType, c.CFuncType)


def type_text(node: ast.expr, text: Text, parameters: Parameters) -> str:
    """A type without a name."""
    return declared(node, "", text, parameters)


def declared(node: ast.expr | None, name: str, text: Text, parameters: Parameters) -> str:
    """The declaration of `name` with the type `node`; None is the type that is not written."""
    base, declarator = split(node, name, text, parameters)
    glue = " " if base and declarator and declarator[0] not in "[" else ""
    return f"{base}{glue}{declarator}"


def split(node: ast.expr | None, name: str, text: Text, parameters: Parameters) -> tuple[str, str]:
    """The type that several declarators of one line share, and the declarator of `name`."""
    while True:
        match node:
            case c.CPointerType() | c.CReferenceType():
                sign = "*" if isinstance(node, c.CPointerType) else "&"
                name = f"{sign}{name}"
                node = node.base
                if isinstance(node, _SUFFIXES):
                    name = f"({name})"
            case c.CArrayType():
                # Without a name the brackets belong to the type: 'int[3]' in a cast, 'int[3] x' gives the same tree.
                name = f"{name}[{text(node.length)}]"
                node = node.base
            case c.CFuncType():
                name = f"{name}({parameters(node.args, node.vararg)}){_clauses(text, node)}"
                node = node.returns
            case c.CConstType(base=c.CPointerType() as pointer):
                name = f"*{node.qualifier} {name}".rstrip()
                node = pointer.base
                if isinstance(node, _SUFFIXES):
                    name = f"({name})"
            case _:
                break
    return "" if node is None else _base(node, text, parameters), name


def _base(node: ast.expr, text: Text, parameters: Parameters) -> str:
    """A type that stands before the name as a whole."""

    def inner(item: ast.expr) -> str:
        return declared(item, "", text, parameters)

    match node:
        case c.CTypeName():
            return node.name
        case c.CConstType():
            return f"{node.qualifier} {inner(node.base)}"
        case c.CViewType():
            axes = ", ".join(text(axis) for axis in node.axes)
            return f"{inner(node.base)}[{axes}]"
        case c.CTemplateType():
            args = [inner(arg) for arg in node.args]
            args += [f"{keyword.arg}={inner(keyword.value)}" for keyword in node.keywords]
            return f"{inner(node.base)}[{', '.join(args)}]"
        case c.CTupleType():
            comma = "," if len(node.items) == 1 else ""
            return f"({', '.join(inner(item) for item in node.items)}{comma})"
        case _:
            return text(node)


def _clauses(text: Text, node: c.CFuncType) -> str:
    from smelt.syntax.unparse import clauses

    return clauses(text, node)
