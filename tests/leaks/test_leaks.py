"""No function of `run/programs/leaks` leaves a reference or a block behind, however it ends."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from harness import PROGRAMS as ALL
from harness import build

HERE = Path(__file__).parent
PROGRAMS = sorted(path for path in (ALL / "leaks").iterdir() if path.suffix in (".py", ".pyx"))
PYTHON = [path for path in PROGRAMS if path.suffix == ".py"]

# Per 300 calls: a real leak shows as 300 or more, what the interpreter does by itself as a few.
TOLERATED = 25
# Fewer blocks are no leak (the interpreter's caches of types empty themselves), unless it is one a call.
GIVEN_BACK = -250


def measure(name: str, path: Path) -> dict[str, Any]:
    done = subprocess.run(
        [sys.executable, str(HERE / "child.py"), name, str(path)],
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, f"died with {done.returncode}:\n{done.stderr[-3000:]}"
    found: dict[str, Any] = json.loads(done.stdout.rpartition("\x1e")[2])
    assert len(found) >= 10
    return found


def leaks(found: dict[str, Any]) -> list[str]:
    """One line for each function that left something."""
    lines = []
    for name, result in found.items():
        grown = {key: change for key, change in result["references"].items() if abs(change) > TOLERATED}
        if result["references"]["sentinel"]:
            grown["sentinel"] = result["references"]["sentinel"]
        if not GIVEN_BACK < result["blocks"] <= TOLERATED:
            grown["blocks"] = result["blocks"]
        if grown:
            lines.append(f"{name} ({result['end']}): {grown}")
    return lines


@pytest.mark.parametrize("path", PYTHON, ids=lambda path: path.stem)
def test_interpreted_programs_are_a_fair_measure(path: Path) -> None:
    assert not leaks(measure(path.stem, path))


@pytest.mark.parametrize("path", PROGRAMS, ids=lambda path: path.stem)
def test_nothing_is_left_behind(path: Path) -> None:
    compiled = measure(path.stem, build(path, path.stem))
    assert not leaks(compiled)
    if path in PYTHON:
        interpreted = measure(path.stem, path)
        assert {key: value["end"] for key, value in compiled.items()} == {
            key: value["end"] for key, value in interpreted.items()
        }


def test_a_leak_is_seen(tmp_path: Path) -> None:
    """The measure works: a function that keeps something is reported."""
    program = tmp_path / "keeps.py"
    keeps = ["kept = []", "def leak_keeps(s):", "    kept.append([s])"]
    clean = [line for number in range(9) for line in (f"def leak_{number}(s):", "    return [s]")]
    program.write_text("\n".join([*keeps, *clean]) + "\n")
    lines = leaks(measure("keeps", program))
    assert len(lines) == 1 and "sentinel" in lines[0] and "blocks" in lines[0]
