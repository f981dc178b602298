"""Every program of `programs/python` prints the same, and ends the same way, interpreted and compiled."""

from __future__ import annotations

from pathlib import Path

import pytest
from harness import PROGRAMS, build, module_name, run

PYTHON = sorted((PROGRAMS / "python").glob("*.py"))
TWINS = [path for path in sorted((PROGRAMS / "pure").glob("*.py")) if "# runs uncompiled" in path.read_text()]


def test_there_are_programs() -> None:
    assert len(PYTHON) >= 60
    assert len(TWINS) >= 2


@pytest.mark.parametrize("path", [*PYTHON, *TWINS], ids=lambda path: path.stem)
def test_same_as_interpreted(path: Path) -> None:
    name = module_name(path)
    twin = path in TWINS
    expected = run("run-shadow" if twin else "run", name, str(path))
    assert expected.printed.count("\n") >= 10, f"the program proves nothing: {expected}"
    module = build(path, name)
    outcome = run("run", name, str(path), str(module))
    assert outcome.printed.splitlines() == expected.printed.splitlines()
    assert outcome.end == expected.end
    assert outcome.status == expected.status
