"""What a translation leaves behind in the process that asks for it."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from pathlib import Path

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


@pytest.mark.parametrize("before", ["gc.enable()", "gc.disable()", "gc.freeze()"])
def test_the_translator_is_imported_without_looking_for_garbage(before: str) -> None:
    """And what the collector does afterwards is up to those who set it."""
    code = (
        "import gc\n"
        "from smelt.build import translate\n"
        "from smelt.options import Options\n"
        "from smelt.source import SourceFile\n"
        f"gc.collect(); {before}\n"
        "state = gc.isenabled(), bool(gc.get_freeze_count())\n"
        "searches = []\n"
        "gc.callbacks.append(lambda phase, info: searches.append(phase))\n"
        "translate(SourceFile('f.pyx', 'def f(x):\\n    return x\\n'), Options(), None)\n"
        "gc.callbacks.clear()\n"
        "assert (gc.isenabled(), bool(gc.get_freeze_count())) == state\n"
        "print(len(searches))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert int(done.stdout) < 10  # there are hundreds else


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


@pytest.mark.parametrize("before", ["", "import importlib.metadata", "import islpy"])
def test_isl_comes_without_the_readers_of_metadata(before: str) -> None:
    """They take as long to import as isl; who asks for islpy's version has the true module, whoever was first."""
    code = (
        f"import sys\n{before}\n"
        "import smelt.affine.nest\n"
        "print('email' in sys.modules)\n"
        "import islpy, islpy.version\n"
        "import importlib.metadata\n"
        "assert islpy.__version__ == islpy.version.VERSION_TEXT == importlib.metadata.version('islpy')\n"
        "assert islpy.version.__spec__.origin == islpy.version.__file__\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == str(bool(before))


@pytest.mark.parametrize(
    "names", [(), ("islpy-2030.1.dist-info", "islpy-2031.1.dist-info"), ("islpy-2030.1rc1.egg-info",)]
)
def test_a_version_that_folders_do_not_tell_is_asked_for(tmp_path: Path, names: tuple[str, ...]) -> None:
    """Then islpy is imported as it is everywhere."""
    package = tmp_path / "islpy"
    package.mkdir()
    (package / "__init__.py").write_text("from islpy.version import VERSION\n")
    (package / "version.py").write_text("VERSION = 'its own'\n")
    for name in names:
        (tmp_path / name).mkdir()
    code = "from smelt.affine.isl import isl\nprint(isl.VERSION)\n"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment)
    assert done.stdout.strip() == "its own"


def test_what_only_mistakes_need_comes_with_them() -> None:
    """Nor is OpenSSL loaded for the digests of files, which are not its."""
    code = (
        "import sys\n"
        "import smelt.build, smelt.sema.analyse, smelt.sema.build.module, smelt.emit, smelt.passes.timeskew\n"
        "print(sorted({'_hashlib', 'difflib', 'tokenize'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
