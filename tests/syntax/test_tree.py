"""Walks through trees see what those of `ast` see, but for contexts and operators."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from smelt.source import Diagnostics, SourceFile
from smelt.syntax import parse
from smelt.syntax.tree import children, statements, walk

PROGRAMS = sorted((Path(__file__).parents[1] / "run" / "programs").rglob("*.py*"))
_LEFT_OUT = (ast.expr_context, ast.operator, ast.unaryop, ast.boolop, ast.cmpop)


@pytest.mark.parametrize("path", PROGRAMS[::6], ids=lambda path: path.stem)
def test_walks_see_what_those_of_ast_see(path: Path) -> None:
    dialect = "py" if path.suffix == ".py" else "pyx"
    tree = parse(SourceFile.read(path), Diagnostics(), dialect=dialect)
    expected = [node for node in ast.walk(tree) if not isinstance(node, _LEFT_OUT)]
    assert len(expected) > 5
    assert list(map(id, walk(tree))) == list(map(id, expected))
    for node in expected:
        below = [child for child in ast.iter_child_nodes(node) if not isinstance(child, _LEFT_OUT)]
        assert list(map(id, children(node))) == list(map(id, below))
    stmts = {id(node) for node in expected if isinstance(node, ast.stmt)}
    assert {id(node) for node in statements(tree.body) if isinstance(node, ast.stmt)} == stmts
