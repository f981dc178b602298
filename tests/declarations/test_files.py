"""Every .pxd that ships is understood, and the folders say what they hold."""

from __future__ import annotations

import re

import pytest

from smelt.declarations import FOLDER
from smelt.source import Diagnostics, SourceFile
from smelt.syntax import nodes as c
from smelt.syntax import parse
from smelt.syntax.pure import normalise

FILES = sorted(FOLDER.rglob("*.pxd"))


def read(path):
    diagnostics = Diagnostics()
    source = SourceFile.read(path)
    tree = parse(source, diagnostics, dialect="pxd")
    return normalise(tree, source, diagnostics), diagnostics


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(FOLDER)))
def test_parses(path):
    tree, diagnostics = read(path)
    assert not diagnostics.items, diagnostics.render()
    assert tree.body or path.name == "__init__.pxd"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(FOLDER)))
def test_cimports_lead_somewhere(path):
    tree, _ = read(path)
    for node in tree.body:
        if isinstance(node, c.CImportFrom):
            file = FOLDER.joinpath(*node.module.split("."))
            assert file.with_suffix(".pxd").is_file() or (file / "__init__.pxd").is_file(), node.module


@pytest.mark.parametrize(
    "path", [p for p in FILES if p.parent.name != "libcpp"], ids=lambda p: str(p.relative_to(FOLDER))
)
def test_no_name_twice(path):
    tree, _ = read(path)
    names = []
    for node in tree.body:
        for item in node.body if isinstance(node, c.CExtern) else [node]:
            if isinstance(item, c.CFuncDef):
                names.append(item.name)
            elif isinstance(item, c.CVarDef):
                names += [var.name for var in item.vars]
    assert len(names) == len(set(names)), {name for name in names if names.count(name) > 1}


def test_everything_of_c_needs_no_gil():
    for path in (FOLDER / "libc").glob("*.pxd"):
        for node in read(path)[0].body:
            assert not isinstance(node, c.CExtern) or node.nogil, path


def test_tidy():
    for path in FILES:
        text = path.read_text()
        assert text.startswith("#") and text.endswith("\n") and not re.search(r"[ \t]+\n|\t", text), path
        assert max(map(len, text.splitlines())) <= 120, path
