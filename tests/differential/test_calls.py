"""Calls in loops do what they do where nothing is inlined: results, memory, errors, tracebacks and references."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from call_programs import Writer

from smelt.build import load
from smelt.options import Options
from smelt.pipeline import translate
from smelt.source import SourceFile

SEEDS = range(int(os.environ.get("SMELT_CALL_FIRST", "0")), int(os.environ.get("SMELT_CALL_FIRST", "0")) + 8)
ROUNDS = 12


def built(folder: Path, seed: int, text: str) -> tuple[ModuleType, ModuleType]:
    """A module as it is, and with its calls left as calls."""
    found = []
    for word, head in (("taken", ""), ("left", "# cython: fastloops=False\n")):
        path = folder / word / f"calls{seed}.pyx"
        path.parent.mkdir()
        path.write_text(head + ("" if head else "#\n") + text)
        found.append(load(path, name=f"calls{seed}"))
    return found[0], found[1]


def arguments(random: Random) -> list[Any]:
    rows, columns = random.choice(((0, 3), (1, 1), (2, 5), (5, 5), (9, 4), (12, 17), (6, 6)))
    generator = np.random.default_rng(random.randrange(2**32))
    found: list[Any] = [generator.integers(-4, 9, shape) / 4 for shape in ((rows, columns), (rows, columns), 9, 17)]
    if random.random() < 0.3:
        found[0] = np.asfortranarray(found[0])
    if random.random() < 0.3:
        found[3] = found[2] if random.random() < 0.5 else found[2][::-1]
    if random.random() < 0.1:
        found[1] = found[0]
    if random.random() < 0.1:
        found[random.randrange(4)] = None
    return [*found, random.choice((0, 3, 12, -7, 300, 2**40 + 5))]


def entries(error: BaseException | None) -> list[tuple[str, int | None]]:
    found = traceback.extract_tb(error.__traceback__) if error is not None else []
    return [(entry.name, entry.lineno) for entry in found if entry.filename.endswith(".pyx")]


def outcome(function: Any, args: list[Any], monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The result or the error, what could not be raised, the memory, and the references to it."""
    told: list[Any] = []

    def unraisable(hook: Any) -> None:
        told.append((type(hook.exc_value), str(hook.exc_value), hook.object, entries(hook.exc_value)))

    monkeypatch.setattr(sys, "unraisablehook", unraisable)
    result: Any
    try:
        result = function(*args)
    except Exception as error:
        result = (type(error), str(error), entries(error))
    told.append(repr(result))
    told += [arg.tobytes() for arg in args if isinstance(arg, np.ndarray)]
    return [*told, *(sys.getrefcount(arg) for arg in args if isinstance(arg, np.ndarray))]


@pytest.mark.parametrize("seed", SEEDS)
def test_calls_in_loops(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = Writer(seed)
    taken, left = built(tmp_path, seed, writer.text())
    random = Random(seed)
    for name in writer.callers:
        for _ in range(ROUNDS):
            state = random.getstate()
            mine = outcome(getattr(taken, name), arguments(random), monkeypatch)
            random.setstate(state)
            other = outcome(getattr(left, name), arguments(random), monkeypatch)
            random.setstate(state)
            assert mine == other, f"{name} of seed {seed}, {arguments(random)}\n{writer.text()}"


def test_calls_are_taken() -> None:
    """Most calls of these programs are inlined, some with errors of their own; some are not."""
    verdicts = [
        entry.verdict
        for seed in range(12)
        for entry in translate(SourceFile("calls.pyx", Writer(seed).text()), Options(module_name="calls")).ledger
        if entry.what.startswith("call of")
    ]
    assert verdicts.count("inlined") > 60
    assert verdicts.count("kept") > 10
