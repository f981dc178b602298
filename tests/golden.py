"""Golden cases: small files with an input and the output that a stage gives for it.

A case is a file ``tests/cases/<stage>/*.test`` made of sections, each begun by a line ``=== title``. The title of the
first is ``input pyx`` (or ``py``, ``pxd``, ``pxi``, with ``level=2`` and the like behind it), that of the second
``output``; a file may hold several such pairs, one behind the other. ``pytest --rewrite`` writes the outputs anew.

A stage registers the function that makes its output::

    @golden.stage("syntax")
    def show(case: golden.Input) -> str: ...

and a test module of its own asks for the cases: ``test_golden = golden.test("syntax")``.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

CASES = Path(__file__).resolve().parent / "cases"
_SECTION = re.compile(r"^===[ \t]*(\w.*?)[ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Input:
    """One input: its dialect, its text and the options of its title line."""

    name: str
    dialect: str
    text: str
    options: dict[str, str] = field(default_factory=dict)


Show = Callable[[Input], str]
_STAGES: dict[str, Show] = {}


def stage(name: str) -> Callable[[Show], Show]:
    """Register the function that gives the output of the stage `name` (``passes/bounds`` for one pass)."""

    def register(show: Show) -> Show:
        _STAGES[name] = show
        return show

    return register


def sections(text: str) -> Iterator[tuple[str, str]]:
    """The titles and bodies of a case file."""
    marks = list(_SECTION.finditer(text))
    for mark, following in zip(marks, [*marks[1:], None], strict=True):
        end = following.start() if following else len(text)
        yield mark[1], text[mark.end() + 1 : end]


def render(path: Path, show: Show) -> str:
    """What the file would be if every output were right."""
    parts: list[str] = []
    for title, body in sections(path.read_text(encoding="utf-8")):
        if title.startswith("input"):
            _, dialect, *options = title.split()
            pairs = dict(option.split("=", 1) for option in options)
            output = show(Input(path.stem, dialect, body.rstrip("\n") + "\n", pairs)).rstrip("\n")
            parts.append(f"=== {title}\n{body.rstrip()}\n=== output\n{output}\n")
        elif title != "output":
            raise ValueError(f"{path}: a section is called 'input' or 'output', not {title!r}")
    return "\n".join(parts)


def test(name: str) -> Callable[..., None]:
    """A parametrised test over the cases of one stage; assign it to a name that begins with ``test``."""
    paths = sorted((CASES / name).glob("*.test"))

    @pytest.mark.parametrize("path", paths, ids=[path.stem for path in paths])
    def run(path: Path, request: pytest.FixtureRequest) -> None:
        expected = path.read_text(encoding="utf-8")
        found = render(path, _STAGES[name])
        if found == expected:
            return
        if request.config.getoption("--rewrite"):
            path.write_text(found, encoding="utf-8")
            return
        difference: Any = difflib.unified_diff(
            expected.splitlines(), found.splitlines(), "expected", "found", lineterm=""
        )
        pytest.fail(f"{path.name} (pytest --rewrite accepts this):\n" + "\n".join(difference), pytrace=False)

    return run


test.__test__ = False  # type: ignore[attr-defined]  # a factory, though its name looks like a test
