"""Golden cases of the parser: trees in `cases/syntax`, messages in `cases/errors/syntax`."""

from __future__ import annotations

import golden
from tree_text import dump

from smelt.source import Diagnostics, SourceFile
from smelt.syntax import parse


@golden.stage("syntax")
def tree(case: golden.Input) -> str:
    """The tree, or the messages where there are some."""
    diagnostics = Diagnostics()
    source = SourceFile(f"{case.name}.{case.dialect}", case.text)
    module = parse(source, diagnostics, dialect=case.dialect, language_level=int(case.options.get("level", 3)))
    shown = "\n".join(dump(statement) for statement in module.body)
    return f"{diagnostics.render()}\n{shown}" if diagnostics.items else shown


@golden.stage("errors/syntax")
def messages(case: golden.Input) -> str:
    """The messages only."""
    diagnostics = Diagnostics()
    source = SourceFile(f"{case.name}.{case.dialect}", case.text)
    parse(source, diagnostics, dialect=case.dialect, language_level=int(case.options.get("level", 3)))
    return diagnostics.render()


test_trees = golden.test("syntax")
test_messages = golden.test("errors/syntax")
