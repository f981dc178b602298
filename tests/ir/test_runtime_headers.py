"""The runtime's headers are C that compiles as C++ too, without warnings: they are in modules of both languages."""

from __future__ import annotations

import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from smelt.emit import runtime

HEADERS = sorted(path.stem for path in (Path(runtime.__file__).parent.parent / "runtime").glob("*.h"))
FLAGS = ["-Wall", "-Wno-unused-function", "-Wno-unused-variable", "-fsyntax-only", "-Werror"]


@pytest.mark.parametrize(("language", "compiler"), [("c", "gcc -std=gnu11"), ("c++", "g++ -std=gnu++17")])
def test_headers(language: str, compiler: str, tmp_path: Path) -> None:
    command = compiler.split()
    if shutil.which(command[0]) is None:
        pytest.skip(f"no {command[0]}")
    names = [name for name in HEADERS if language == "c++" or not name.startswith("cpp_")]
    assert len(names) > 60
    parts = [runtime.stripped(name) for name in runtime.in_order({"core", *names})]
    source = tmp_path / f"all.{'cpp' if language == 'c++' else 'c'}"
    source.write_text("".join(['#define SMELT_SOURCE "all"\n', *parts]))
    include = sysconfig.get_paths()["include"]
    done = subprocess.run([*command, *FLAGS, f"-I{include}", source], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:3000]
