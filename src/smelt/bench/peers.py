"""Smelt and the compilers of Python, each from the same source: types and directives are all that is changed."""

from __future__ import annotations

import hashlib
import importlib.metadata
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import Any

from smelt.bench.native import EXACT, FLAGS
from smelt.bench.signature import pythran_export
from smelt.bench.suite import Kernel
from smelt.bench.variant import Function, Stopwatch, Variant

# Where modules that take long to compile are kept from run to run, if anywhere.
KEEP: list[Path] = []


def contiguous(source: str) -> str:
    """The types of a fast Cython program: C contiguous views."""
    return re.sub(r"\[(:(?:, :)*)\]", lambda m: f"[{m.group(1)[:-1]}::1]" if ", " in m.group(1) else "[::1]", source)


def smelt(kernel: Kernel, folder: Path, source: str) -> Variant:
    from smelt.build import load

    path = folder / f"{kernel.name}.pyx"
    path.write_text(source, encoding="utf-8")
    watch = Stopwatch()
    module = load(path, name=kernel.name)
    seconds = watch.seconds()
    assert module.__file__ is not None
    return Variant(module.run, seconds, Path(module.__file__))


def cython(kernel: Kernel, folder: Path, source: str) -> Variant:
    """Cython's own build, in a process of its own."""
    path = folder / f"{kernel.name}.pyx"
    path.write_text(source, encoding="utf-8")
    command = [sys.executable, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", path.name]
    return _compiled("Cython", kernel, path, command)


def pythran(kernel: Kernel, folder: Path) -> Variant:
    path = folder / f"{kernel.name}.py"
    path.write_text(pythran_export(kernel.parameters) + untyped(kernel.pyx), encoding="utf-8")
    return _compiled("pythran", kernel, path, [sys.executable, "-c", "from pythran.run import run; run()", path.name])


def _compiled(package: str, kernel: Kernel, path: Path, command: list[str]) -> Variant:
    """The module that a command makes of a file, beside it.

    Raises
    ------
    RuntimeError
        With what the command said, if it fails.
    """
    flags = " ".join([*FLAGS, EXACT] if kernel.exact else FLAGS)
    # Cython's build reads the first of these, Pythran's both.
    environment = {**os.environ, "CFLAGS": flags, "CXXFLAGS": flags}
    module = path.with_name(f"{kernel.name}{sysconfig.get_config_var('EXT_SUFFIX')}")
    said = [importlib.metadata.version(package), sys.version, flags, path.read_text(encoding="utf-8")]
    kept = KEEP[0] / hashlib.sha256("\0".join(said).encode()).hexdigest()[:20] if KEEP else None
    if kept is not None and (kept / module.name).exists():
        shutil.copy(kept / module.name, module)
        return Variant(_import(kernel.name, module).run, json.loads((kept / "seconds").read_text()), module)
    watch = Stopwatch()
    done = subprocess.run(command, cwd=path.parent, capture_output=True, text=True, env=environment, check=False)
    if done.returncode or not module.exists():
        raise RuntimeError((done.stderr or done.stdout)[-2000:])
    loaded = _import(kernel.name, module)
    seconds = watch.seconds()
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        (kept / "seconds").write_text(json.dumps(seconds))
        shutil.copy(module, kept / module.name)
    return Variant(loaded.run, seconds, module)


def numba(kernel: Kernel, folder: Path) -> Variant:
    """The first call compiles, so that is the time of its build."""
    import numba as nb
    import numpy as np

    space: dict[str, Any] = {}
    path = folder / f"{kernel.name}_numba.py"
    path.write_text(untyped(kernel.pyx), encoding="utf-8")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    function: Function = nb.njit(space["run"])
    arguments = kernel.inputs(np)
    watch = Stopwatch()
    function(*arguments)
    return Variant(function, watch.seconds())


def untyped(source: str) -> str:
    """The plain Python of a kernel: declarations become assignments of what they set, types go."""
    lines = []
    for line in source.splitlines():
        declared = re.match(r"(\s*)cdef (?:unsigned )?(\w+) (.*)", line)
        if declared:
            indent, type_, names = declared.groups()
            for part in names.split(", "):
                if "=" in part:
                    name, value = (piece.strip() for piece in part.split("=", 1))
                    value = f"{value}.0" if type_ in ("double", "float") and value.isdigit() else value
                    lines.append(f"{indent}{name} = {value}")
            continue
        if line.startswith("def "):
            line = re.sub(r"(?:unsigned )?\w+(?:\[[:, ]+\])? (\w+)(?=[,)])", r"\1", line)
        line = line.replace("from libc.math cimport", "from math import")
        lines.append(line)
    return "\n".join(lines) + "\n"


def _import(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
