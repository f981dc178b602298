"""The programs of one document: which there are, and what holds for each of them.

A document's programs are in a folder of `programs`, numbered in the order of the text: ``NN_name.pyx``, ``NN_name.py``
for the same in pure Python mode, and ``NN_name.out``, which holds for both (``NN_name.py.out`` for one of them): what
the program prints, and where it ends with an exception, the exception as the last line. A program with files of its
own around it has a folder ``NN_topic``. A program without an ``.out`` is refused: each line with ``# error: TEXT`` has
an error with this text in it, or in its hint, and no other line has one.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from harness import build, run

PROGRAMS = Path(__file__).resolve().parent / "programs"


def programs(document: str) -> list[object]:
    """The programs of a document as parameters of a test."""
    folder = PROGRAMS / document
    found = [path for path in sorted(folder.rglob("*")) if path.suffix in (".pyx", ".py")]
    numbers = sorted({int(path.relative_to(folder).parts[0][:2]) for path in found})
    assert numbers == list(range(numbers[0], numbers[-1] + 1)), f"programs of {document} are missing"
    return [pytest.param(path, id=path.relative_to(folder).as_posix()) for path in found]


def name_of(path: Path) -> str:
    """The name of a program's module: its file's without the number."""
    return re.sub(r"^\d+_", "", path.stem)


def check(path: Path) -> None:
    """Hold a program against what the text says of it."""
    outputs = [path.with_name(path.name + ".out"), path.with_suffix(".out")]
    expected = next((output for output in outputs if output.is_file()), None)
    if expected is None:
        refused(path)
        return
    name = name_of(path)
    outcome = run("run", name, str(path), str(build(path, name)))
    shown = outcome.printed
    if outcome.end is not None:
        assert "died" not in outcome.end, outcome.complaint[-3000:]
        shown += f"{outcome.end['type']}: {outcome.end['text']}\n"
    assert shown == expected.read_text(encoding="utf-8")


def refused(path: Path) -> None:
    """The errors of a program are those that its comments announce, and all in one go."""
    from smelt.source import CompileError

    announced = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if "# error: " in line:
            announced[number] = line.partition("# error: ")[2]
    assert announced, f"{path.name} has neither a .out nor an announced error"
    with pytest.raises(CompileError) as caught:
        build(path, name_of(path))
    found = {error.span.line: f"{error.message} {error.hint}" for error in caught.value.diagnostics.errors}
    assert found.keys() == announced.keys(), str(caught.value)
    for number, text in announced.items():
        assert text in found[number], found[number]
