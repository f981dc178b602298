"""What a translation leaves behind in the process that asks for it."""

from __future__ import annotations

import gc

import pytest

from smelt.options import Options
from smelt.pipeline import translate
from smelt.source import CompileError, SourceFile


@pytest.mark.parametrize("collecting", [True, False])
def test_garbage_collection_is_as_it_was(collecting: bool) -> None:
    before = gc.isenabled()
    try:
        (gc.enable if collecting else gc.disable)()
        translate(SourceFile("f.pyx", "def f(x):\n    return x\n"), Options(), None)
        assert gc.isenabled() is collecting
        with pytest.raises(CompileError):
            translate(SourceFile("f.pyx", "def f(x:\n"), Options(), None)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if before else gc.disable)()
