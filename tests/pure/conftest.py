"""What the tests of pure Python mode share: translate, and print a tree without its places."""

from __future__ import annotations

import ast
import textwrap

import pytest

from smelt.source import Diagnostics, SourceFile
from smelt.syntax import Dialect, parse
from smelt.syntax.pure import normalise


class Translation:
    def __init__(self, text: str, dialect: Dialect, **options: object) -> None:
        self.source = SourceFile(f"case.{dialect}", textwrap.dedent(text).lstrip("\n"))
        self.diagnostics = Diagnostics()
        self.tree = parse(self.source, self.diagnostics, dialect=dialect)
        normalise(self.tree, self.source, self.diagnostics, **options)  # type: ignore[arg-type]

    @property
    def dump(self) -> str:
        return ast.dump(bare(self.tree), indent=1)

    @property
    def codes(self) -> list[str]:
        return [item.code for item in self.diagnostics]


def bare(tree: ast.AST) -> ast.AST:
    """Take away what only a .py file has: the annotation that is kept beside a parameter's C type."""
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        if isinstance(node, ast.FunctionDef):
            node.returns = None
    return tree


@pytest.fixture
def translate():
    return Translation


@pytest.fixture
def same():
    """Check that a .py text means what a .pyx text says."""

    def check(py: str, pyx: str) -> None:
        ours, theirs = Translation(py, "py"), Translation(pyx, "pyx")
        assert not theirs.diagnostics.items, theirs.diagnostics.render()
        assert not ours.diagnostics.items, ours.diagnostics.render()
        assert ours.dump == theirs.dump

    return check
