"""`make sanitize` finds what a program does wrong, and `SMELT_CFLAGS` reaches the compiler and the cache."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from smelt.build import build, read_source
from smelt.options import Options

TESTS = Path(__file__).resolve().parents[1]

OVERFLOW = """
import sys; sys.path.insert(0, {run!r})
from pathlib import Path
from harness import build, run

def test_overflow(tmp_path):
    program = tmp_path / "overflow.pyx"
    program.write_text('''
from libc.stdlib cimport malloc, free
def f(int n):
    \"\"\"
    >>> f(3)
    8
    \"\"\"
    cdef int *p = <int *>malloc(n * sizeof(int))
    p[n] = 1 << (n + 40)
    n = p[n]
    free(p)
    return 8
''')
    run("doctest", "overflow", str(build(program, "overflow")))
"""


def has_sanitizers() -> bool:
    if sys.platform != "linux":
        return False
    done = subprocess.run(["gcc", "-print-file-name=libasan.so"], capture_output=True, text=True, check=False)
    return done.stdout.startswith("/")


@pytest.mark.skipif(not has_sanitizers(), reason="needs gcc's sanitizers")
def test_mistakes_are_reported(tmp_path: Path) -> None:
    test = tmp_path / "test_overflow.py"
    test.write_text(OVERFLOW.format(run=str(TESTS / "run")))
    command = [sys.executable, str(TESTS / "sanitize.py"), str(test), "-p", "no:cacheprovider"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path, timeout=300)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "1 times: heap-buffer-overflow in f_f" in done.stdout
    assert "shift exponent … is too large" in done.stdout
    assert "2 kinds of reports" in done.stdout


def test_flags_of_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "flags.pyx"
    program.write_text(
        "cdef extern from *:\n    '''\n    enum { GIVEN = SMELT_GIVEN };\n    '''\n    int GIVEN\ng = GIVEN\n"
    )

    def built(flags: str) -> tuple[bytes, bool]:
        monkeypatch.setenv("SMELT_CFLAGS", flags)
        result = build(read_source(program), Options(), program)
        return result.path.read_bytes(), result.from_cache

    first, second = built("-DSMELT_GIVEN=11 -g"), built("'-DSMELT_GIVEN=11'")
    assert len(first[0]) > len(second[0]), "-g keeps the symbols"
    assert not second[1]
    assert built("-DSMELT_GIVEN=11 -g") == (first[0], True)
