"""What the tests of hand-built IR share: running it beside the Python that it stands for, and looking for leaks."""

from __future__ import annotations

import contextlib
import gc
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from handmade import compile_module, module


class Sentinel:
    """An object whose references are counted."""


def outcome(function, *args):
    """What a call does: its log, and its value or its exception with what is chained to it."""
    log: list[object] = []
    before = sys.exc_info()[1]
    try:
        result = ("returns", function(log, *args))
    except BaseException as exc:
        chain = []
        seen = exc
        while seen is not None and len(chain) < 6:
            chain.append((type(seen).__name__, seen.args, type(seen.__cause__).__name__))
            seen = seen.__context__
        frames = 0
        trace = exc.__traceback__.tb_next
        while trace is not None:
            frames += 1
            trace = trace.tb_next
        result = ("raises", chain, frames)
    assert sys.exc_info()[1] is before
    return log, result


def leaks(function, *args, calls=200) -> int:
    """By how many blocks of memory the heap grows over many calls."""

    def many(count: int) -> None:
        for _ in range(count):
            with contextlib.suppress(BaseException):
                function([], *args)

    # A collection empties Python's free lists: they have to fill again before anything is counted.
    gc.collect()
    gc.disable()
    many(100)
    before = sys.getallocatedblocks()
    many(calls)
    grown = sys.getallocatedblocks() - before
    gc.enable()
    return grown


@pytest.fixture
def compiled(tmp_path):
    """Compile `Build`s to a module, in C and in C++."""

    def make(*builds, **fields):
        return compile_module(module(*builds, **fields), tmp_path)

    return make


@pytest.fixture
def same(compiled):
    """Check that a compiled function does what its Python reference does, for each list of arguments, without leaks."""

    def check(build, reference, *calls):
        made = getattr(compiled(build), build.function.name)
        for args in calls or [()]:
            assert outcome(made, *args) == outcome(reference, *args), args
            sentinels = [a for a in args if isinstance(a, Sentinel)]
            before = [sys.getrefcount(s) for s in sentinels]
            assert leaks(made, *args) < 20, args
            assert [sys.getrefcount(s) for s in sentinels] == before
        return made

    return check


@pytest.fixture(autouse=True)
def verified(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the IR are checked after every pass."""
    monkeypatch.setenv("SMELT_VERIFY", "1")
