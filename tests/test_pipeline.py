"""What a translation leaves behind in the process that asks for it."""

from __future__ import annotations

import gc
import subprocess
import sys

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


def test_modules_without_loops_over_views_do_without_isl() -> None:
    """It takes longer to import than such a module takes to be translated."""
    code = (
        "import sys\n"
        "from smelt.options import Options\n"
        "from smelt.pipeline import translate\n"
        "from smelt.source import SourceFile\n"
        "translate(SourceFile('f.pyx', {text!r}), Options(), None)\n"
        "print('islpy' in sys.modules)\n"
    )
    plain = "def f(x):\n    for i in range(10):\n        x.append(i)\n    return x[0]\n"
    loop = "def f(double[:] v):\n    for i in range(v.shape[0]):\n        v[i + 1] = 0\n"
    for text, imported in ((plain, "False"), (loop, "True")):
        done = subprocess.run(
            [sys.executable, "-c", code.format(text=text)], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == imported
