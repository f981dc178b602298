"""One kernel by each of those who compete: a function that takes the kernel's arguments."""

from __future__ import annotations

import ctypes
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from smelt.bench.suite import Kernel
from smelt.records import record

Function = Callable[..., Any]
UNCHECKED = "# cython: boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False\n"
# Without contractions, as Python computes and as Smelt does: the results are to be the same.
FLAGS = ["-O3", "-march=native", "-ffp-contract=off"]


@record()
class Variant:
    """`seconds` is how long it took to get from the source to the function."""

    function: Function
    seconds: float


def contiguous(source: str) -> str:
    """The types of a fast Cython program: C contiguous views."""
    return re.sub(r"\[(:(?:, :)*)\]", lambda m: f"[{m.group(1)[:-1]}::1]" if ", " in m.group(1) else "[::1]", source)


def smelt(kernel: Kernel, folder: Path, source: str) -> Variant:
    from smelt.build import load

    path = folder / f"{kernel.name}.pyx"
    path.write_text(source, encoding="utf-8")
    start = time.perf_counter()
    module = load(path, name=kernel.name)
    return Variant(module.run, time.perf_counter() - start)


def cython(kernel: Kernel, folder: Path, source: str) -> Variant:
    """Cython's own build, in a process of its own."""
    path = folder / f"{kernel.name}.pyx"
    path.write_text(source, encoding="utf-8")
    start = time.perf_counter()
    command = [sys.executable, "-m", "Cython.Build.Cythonize", "-3", "-i", "-q", path.name]
    environment = {**os.environ, "CFLAGS": " ".join(FLAGS)}
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    module = _import(kernel.name, folder / f"{kernel.name}{sysconfig.get_config_var('EXT_SUFFIX')}")
    return Variant(module.run, time.perf_counter() - start)


def numba(kernel: Kernel, folder: Path) -> Variant:
    import numba as nb
    import numpy as np

    space: dict[str, Any] = {}
    path = folder / f"{kernel.name}_numba.py"
    path.write_text(untyped(kernel.pyx), encoding="utf-8")
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), space)
    start = time.perf_counter()
    function: Function = nb.njit(space["run"])
    function(*kernel.inputs(np))
    return Variant(function, time.perf_counter() - start)


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


_C = {"long": "long", "int": "int", "double": "double", "float": "float", "Py_ssize_t": "ptrdiff_t"}


def plain_c(kernel: Kernel, folder: Path, compiler: str) -> Variant:
    """The loop by hand in C: arrays as pointers with their extents, ``a0``, ``a1`` …"""
    head = re.search(r"def run\((.*)\):", kernel.pyx)
    assert head is not None
    params: list[str] = []
    makers: list[tuple[int, Any]] = []
    for part in re.split(r", (?![:\]])", head.group(1)):
        found = re.fullmatch(r"(\w+)(\[[:, ]+\])? (\w+)", part)
        assert found is not None, part
        type_, axes, name = found.groups()
        if axes is None:
            params.append(f"{_C[type_]} {name}")
            makers.append((0, {"double": ctypes.c_double, "long": ctypes.c_long}.get(type_, ctypes.c_ssize_t)))
            continue
        ndim = axes.count(":")
        params += [f"{_C[type_]} *{name}", *(f"ptrdiff_t {name}{axis}" for axis in range(ndim))]
        makers.append((ndim, None))
    returns = re.search(r"^    return (.*)", kernel.pyx, re.MULTILINE)
    result = "void" if returns is None else "int" if "int total" in kernel.pyx else "long"
    path = folder / f"{kernel.name}.c"
    text = f"#include <stddef.h>\n#include <math.h>\n{result} run({', '.join(params)})\n{{\n{kernel.c}}}\n"
    path.write_text(text, encoding="utf-8")
    library = folder / f"{kernel.name}.so"
    start = time.perf_counter()
    subprocess.run([compiler, *FLAGS, "-shared", "-fPIC", str(path), "-o", str(library), "-lm"], check=True)
    function = ctypes.CDLL(str(library)).run
    function.restype = {"void": None, "int": ctypes.c_int, "long": ctypes.c_long}[result]
    seconds = time.perf_counter() - start

    def call(*arguments: Any) -> Any:
        given: list[Any] = []
        for (ndim, scalar), value in zip(makers, arguments, strict=True):
            if scalar is not None:
                given.append(scalar(value))
            else:
                given += [ctypes.c_void_p(value.ctypes.data), *(ctypes.c_ssize_t(n) for n in value.shape[:ndim])]
        return function(*given)

    return Variant(call, seconds)


def all_variants(kernel: Kernel, folder: Path, missing: set[str]) -> dict[str, Variant]:
    """Everybody's version of a kernel, by name; who is not there, or does not take the kernel, is added to
    `missing`.
    """
    makers: dict[str, Callable[[Path], Variant]] = {
        "smelt": lambda place: smelt(kernel, place, kernel.pyx),
        "smelt unchecked": lambda place: smelt(kernel, place, UNCHECKED + kernel.pyx),
    }
    if importlib.util.find_spec("Cython") is not None:
        makers["cython"] = lambda place: cython(kernel, place, kernel.pyx)
        makers["cython best"] = lambda place: cython(kernel, place, UNCHECKED + contiguous(kernel.pyx))
    else:
        missing.add("Cython")
    if importlib.util.find_spec("numba") is not None:
        makers["numba"] = lambda place: numba(kernel, place)
    else:
        missing.add("Numba")
    compiler = shutil.which("gcc") or shutil.which("cc")
    if compiler is not None:
        makers["c"] = lambda place: plain_c(kernel, place, compiler)
    else:
        missing.add("a C compiler for the loops by hand")
    found: dict[str, Variant] = {}
    for name, make in makers.items():
        place = folder / name.replace(" ", "_")
        place.mkdir(parents=True, exist_ok=True)
        try:
            found[name] = make(place)
        except Exception as error:
            if name.startswith("smelt"):
                raise
            said = str(error).strip().splitlines() or [type(error).__name__]
            missing.add(f"{name} of {kernel.name} ({said[0][:80]})")
    return found


def _import(name: str, path: Path) -> Any:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
