"""Golden cases of whole translations that end with mistakes: every message with its caret and its hint."""

from __future__ import annotations

import re
from pathlib import Path

import golden

from smelt.options import Options
from smelt.pipeline import translate
from smelt.source import CompileError, SourceFile


@golden.stage("errors")
def messages(case: golden.Input) -> str:
    """What translating the input says; a case that is accepted is no case of an error."""
    name = f"{case.name}.{case.dialect}"
    try:
        translation = translate(SourceFile(name, case.text), Options(), Path(name))
    except CompileError as error:
        return error.diagnostics.render()
    return f"ACCEPTED\n{translation.diagnostics.render()}"


test_messages = golden.test("errors")


def test_enough_distinct_mistakes() -> None:
    """Sixty mistakes and more, each with its place; none of them goes unnoticed."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((golden.CASES / "errors").glob("*.test"))]
    found = set()
    for text in texts:
        assert "ACCEPTED" not in text
        found |= set(re.findall(r"^\S+:\d+:\d+: error\[(E\d{4})\]: (.*)$", text, re.MULTILINE))
    assert len(found) >= 60
    assert len({code for code, _ in found}) >= 30
