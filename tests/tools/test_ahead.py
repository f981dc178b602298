"""The compiler that is started before the text is there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from smelt.build import EXTENSION_SUFFIX
from smelt.toolchain.compile import Unit
from smelt.toolchain.find import find_compiler

TEXT = """\
#define PY_SSIZE_T_CLEAN
#include <Python.h>
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "k", NULL, -1, NULL, NULL, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_k(void) { return PyModule_Create(&definition); }
"""


@pytest.fixture
def gcc(tmp_path: Path):
    compiler = find_compiler("c", tmp_path / "compilers")
    if os.name != "posix" or compiler.family.name != "gcc":
        pytest.skip("the compiler of this machine is no gcc")
    return compiler


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "ahead"
    made.mkdir()
    return made


def start(gcc, folder: Path):
    from smelt.toolchain import ahead

    unit = Unit("k", "", "k" + EXTENSION_SUFFIX)
    started = ahead.start(gcc, unit, folder)
    assert started is not None
    return started, unit


@pytest.mark.parametrize("padding", [0, 300_000])
def test_makes_the_module(gcc, folder: Path, padding: int) -> None:
    started, unit = start(gcc, folder)
    text = TEXT + f"/* {'x' * padding} */\n"
    assert started.fits(Unit("k", text, unit.file_name))
    made = started.finish(text)
    assert made is not None and made.path.stat().st_size > 0 and made.headers == []
    code = "import k; print(k.__name__)"
    done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    assert done.stdout == "k\n"


def test_another_command_does_not_fit(gcc, folder: Path) -> None:
    started, unit = start(gcc, folder)
    assert not started.fits(Unit("k", TEXT, unit.file_name, define_macros=("X=1",)))
    assert not started.fits(Unit("other", TEXT, unit.file_name))
    started.cancel()
    assert not started.fits(Unit("k", TEXT, unit.file_name))


def test_errors_are_the_compilers(gcc, folder: Path) -> None:
    from smelt.toolchain.errors import CompilerRefused

    started, _ = start(gcc, folder)
    with pytest.raises(CompilerRefused) as caught:
        started.finish("this is no C\n")
    assert "this is no C" in str(caught.value)
    started.cancel()


def test_nothing_stays_behind(gcc, folder: Path) -> None:
    started, _ = start(gcc, folder)
    group = started._process.pid
    time.sleep(0.02)
    started.cancel()
    for _ in range(200):
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    else:
        pytest.fail("a process of the compiler is still there")
