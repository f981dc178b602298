"""The runner of the peer's tests, on a small tree of files made like them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RUNNER = Path(__file__).resolve().parents[1] / "conformance" / "runner.py"

FILES = {
    "tests/memoryview/good.pyx": '''# mode: run
# tag: memoryview

def half(int n):
    """
    >>> half(7)
    3
    """
    print n / 2

__test__ = {"more": """
>>> half(8)
4
"""}
''',
    "tests/memoryview/mixed.pyx": '''# mode: run
def one():
    """
    >>> one()
    2
    """
    return 1

def crash():
    """
    >>> crash()
    """
    cdef int *nothing = <int *> 8
    nothing[0] = 1

def two():
    """
    >>> two()
    2
    """
    return 2
''',
    "tests/memoryview/refused.pyx": '''# mode: run
def f():
    """
    >>> f()
    """
    cdef nosuchtype x
''',
    "tests/memoryview/newer.py": "# mode: run\n# tag: pure9.99\nnonsense(\n",
    "tests/buffers/errors.pyx": """# mode: error
cdef nosuch a
cdef int b
cdef other c
_ERRORS = u'''
2:5: 'nosuch' is not a type identifier
4:5: 'other' is not a type identifier
'''
""",
    "tests/buffers/silent.pyx": "# mode: error\ncdef int a\n_ERRORS = '''\n2:0: something\n'''\n",
    "tests/buffers/tree.srctree": """# a comment
PYTHON setup.py build_ext --inplace
PYTHON -c "import inner; assert inner.f(1) == 2"

######## setup.py ########
from setuptools import setup
from Cython.Build import cythonize
setup(ext_modules=cythonize("*.pyx"))

######## inner.pyx ########
def f(int x):
    return x + 1
""",
    "docs/examples/part/example.py": "def f(x: cython.int): return x + cython.sizeof(cython.int)\n",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / "peer" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "peer"


def run(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    listed = tree.parent / "expected.toml"
    command = [sys.executable, str(RUNNER), "--source", str(tree), "--expected", str(listed), *arguments]
    return subprocess.run(command, capture_output=True, text=True, env=dict(os.environ), check=False, timeout=300)


def test_the_runner(tree: Path) -> None:
    listed = tree.parent / "expected.toml"
    first = run(tree)
    assert first.returncode == 1, first.stdout + first.stderr
    lines = [line.split() for line in first.stdout.splitlines()]
    rows = {line[0]: line[1:6] for line in lines if line and line[0].startswith(("tests/", "docs/"))}
    assert rows["tests/memoryview"] == ["1", "2", "1", "3", "3"]
    assert rows["tests/buffers"] == ["2", "1", "0", "0", "0"]
    assert rows["docs/examples"] == ["1", "0", "0", "0", "0"]
    new = sorted(line.split()[3].rstrip(":") for line in first.stdout.splitlines() if line.startswith("FAILS"))
    assert "FAILS, not listed: tests/memoryview/mixed.pyx::crash: crash (SIGSEGV)" in first.stdout
    assert new == [
        "tests/buffers/silent.pyx",
        "tests/memoryview/mixed.pyx::crash",
        "tests/memoryview/mixed.pyx::one",
        "tests/memoryview/refused.pyx",
    ]

    assert run(tree, "--write").returncode == 0
    text = listed.read_text()
    assert "\"mixed.pyx::one\" = \"observed: expected '2', got '1' (in one())\"" in text
    assert run(tree).returncode == 0, "what is listed may fail"

    listed.write_text(text.replace("observed: crash (SIGSEGV)", "a pointer to nowhere"))
    mixed = tree / "tests/memoryview/mixed.pyx"
    mixed.write_text(mixed.read_text().replace("return 1", "return 2"))
    third = run(tree, "mixed.pyx")
    assert third.returncode == 1
    assert "listed, does not fail: tests/memoryview/mixed.pyx::one" in third.stdout
    assert run(tree, "--write").returncode == 0
    assert '"mixed.pyx::crash" = "a pointer to nowhere"' in listed.read_text(), "the reasons of people are kept"
    assert "mixed.pyx::one" not in listed.read_text()
