"""Every part compiles by itself and with all others, without a warning, as C and as C++, on every Python here."""

from __future__ import annotations

import functools
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from native import RUNTIME, WARNINGS, compiler, source_of

from smelt.emit.runtime import in_order, stripped

ROOT = Path(__file__).resolve().parents[2]
CPP_PARTS = sorted(path.stem for path in RUNTIME.glob("cpp_*.h"))
PARTS = sorted(path.stem for path in RUNTIME.glob("*.h") if path.stem not in CPP_PARTS)  # what is C
OWN = f"{sys.version_info.major}.{sys.version_info.minor}"
# Parts that declare what another part defines: modules have both.
COMPLETED = {"views": "dtype_check", "memoryview": "memoryview_type"}
VERSIONS = ["3.11", "3.12", "3.13", "3.14"]


@functools.cache
def include_of(version: str) -> str | None:
    found = subprocess.run([ROOT / "tools" / "find-python", version], capture_output=True, text=True, check=False)
    python = sys.executable if version == OWN else found.stdout.strip()
    if not python:
        return None
    ask = "import sysconfig; print(sysconfig.get_path('include'))"
    include = subprocess.run([python, "-c", ask], capture_output=True, text=True, check=True).stdout.strip()
    return include if (Path(include) / "Python.h").exists() else None


def check(text: str, include: str, language: str, folder: Path) -> None:
    command = compiler()
    if language.startswith("c++"):
        command = [shutil.which("g++") or shutil.which("clang++") or pytest.skip("no C++ compiler")]
    source = folder / f"all.{'cpp' if language.startswith('c++') else 'c'}"
    source.write_text(text)
    flags = [f"-std={language}", "-O2", *WARNINGS, "-fsyntax-only", f"-I{RUNTIME}", f"-isystem{include}"]
    done = subprocess.run([*command, *flags, str(source)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:4000]


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("language", ["c11", "gnu11", "c++17"])
def test_all_parts(version: str, language: str, tmp_path: Path) -> None:
    include = include_of(version)
    if include is None:
        pytest.skip(f"no Python {version}")
    parts = [*PARTS, *CPP_PARTS] if language.startswith("c++") else PARTS
    check(source_of(parts), include, language, tmp_path)


@pytest.mark.parametrize("language", ["gnu11", "c++17"])
def test_all_parts_as_they_are_written(language: str, tmp_path: Path) -> None:
    """In a module's C the parts are without comments and drawn together; the preprocessor's lines stay lines."""
    include = include_of(OWN)
    assert include is not None
    text = "".join(stripped(part) for part in in_order(PARTS))
    check(
        f'#define SMELT_SOURCE "tested.py"\n#define PY_SSIZE_T_CLEAN\n#include <Python.h>\n{text}',
        include,
        language,
        tmp_path,
    )


def test_each_part_alone(tmp_path: Path) -> None:
    include = include_of(OWN)
    assert include is not None
    for part in PARTS:
        rest = [other for needed, other in COMPLETED.items() if needed in in_order([part])]
        check(source_of([part, *rest]), include, "gnu11", tmp_path)
    for part in CPP_PARTS:
        check(source_of([part]), include, "c++17", tmp_path)


def test_clang(tmp_path: Path) -> None:
    clang = shutil.which("clang")
    include = include_of(OWN)
    if clang is None or include is None:
        pytest.skip("no clang")
    source = tmp_path / "all.c"
    source.write_text(source_of(PARTS))
    command = [clang, "-std=gnu11", *WARNINGS, "-fsyntax-only", f"-I{RUNTIME}", f"-isystem{include}", str(source)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[:4000]
