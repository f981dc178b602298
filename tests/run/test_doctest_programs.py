"""Every program of these folders of `programs` shows in its docstrings what it does; all of that is run."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness import PROGRAMS, build, module_name, run

FOLDERS = ("clevel", "fastmath", "pure", "views", "classes", "cplus", "fused", "threads")
DOCTESTED = [
    path for folder in FOLDERS for path in sorted((PROGRAMS / folder).glob("*")) if path.suffix in (".py", ".pyx")
]


def test_there_are_programs() -> None:
    assert len(DOCTESTED) >= 40


@pytest.mark.parametrize("path", DOCTESTED, ids=lambda path: path.stem)
def test_doctests(path: Path) -> None:
    examples = len(re.findall(r"^\s*>>> ", path.read_text(encoding="utf-8"), re.MULTILINE))
    assert examples, "a program without a doctest proves nothing"
    name = module_name(path)
    outcome = run("doctest", name, str(build(path, name)))
    assert "tried" in outcome.end, outcome
    assert outcome.end["tried"] == examples, "some docstrings were not found"
    assert outcome.end["failed"] == 0, outcome.end["shown"]
