"""Builds in processes of their own, in folders that hold nothing but the source, with empty caches: what a user waits
for, and what the module costs to call.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from smelt.records import record

TOTAL = """\
def total(double[::1] v):
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        s += v[i]
    return s
"""
CHECK_TOTAL = """
import numpy as np
assert module.total(np.arange(1000.0)) == 499500.0, "not the sum"
"""

# Of the seeds' kernels, against the same by Python and by shifted sums.
CHECK_LAPLACE = """
import numpy as np
u = np.zeros((20, 20)); u[0] = 1.5
expected = u.copy()
for i in range(1, 19):
    for j in range(1, 19):
        expected[i, j] = ((expected[i + 1, j] + expected[i - 1, j]) * 0.04
                          + (expected[i, j + 1] + expected[i, j - 1]) * 0.01) / (2 * (0.01 + 0.04))
module.run(u, 0.01, 0.04, 1)
assert np.allclose(u, expected, rtol=1e-12, atol=1e-12), "not what Python computes"
"""
CHECK_CONVOLUTION = """
import numpy as np
f, g = np.arange(30 * 20).reshape(30, 20), np.arange(9).reshape(3, 3)
h, expected = np.zeros((32, 22), dtype=f.dtype), np.zeros((32, 22), dtype=f.dtype)
for s in range(3):
    for t in range(3):
        expected[s : s + 30, t : t + 20] += g[s, t] * f
module.run(f, g, h)
assert (h == expected).all(), "not the convolution"
"""

CALL = """\
def size(double[:] v):
    return v.shape[0]
"""
PLAIN_CALL = """\
def size(v):
    return v.shape[0]
"""
# All modules in one process, in turns: how an allocator and a processor are disposed differs from process to process.
_TIME_CALLS = """
import importlib.util, json, sys, timeit
import numpy as np
given = json.loads(sys.argv[1])
a, number = np.zeros(7), 20_000
timers = {"": timeit.Timer("pass")}
for who, file in given["files"].items():
    spec = importlib.util.spec_from_file_location("call", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    size = module.size
    if who == "numba":
        import numba
        size = numba.njit(size)
    assert size(a) == 7, f"{who}: not the size"
    timers[who] = timeit.Timer("f(a)", globals={"f": size, "a": a})
least = dict.fromkeys(timers, float("inf"))
for _ in range(given["rounds"]):
    for who, timer in timers.items():
        least[who] = min(least[who], timer.timeit(number) / number)
print(json.dumps({who: least[who] - least[""] for who in given["files"]}))
"""

# Counts as `variant.Stopwatch` does, without loading any of Smelt.
_WATCH = """
import time
try:
    import resource
except ImportError:
    resource = None
def used():
    if resource is None:
        return 0.0
    both = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in both)
def since(start, before):
    clock, work = time.perf_counter() - start, used() - before
    return min(clock, work) if work > 0 else clock
"""
# How each comes from the file `name` to a module. Numba compiles when first called, and is imported before.
WAYS: dict[str, str] = {
    "smelt": """
begin = time.perf_counter(), used()
from smelt.build import load
module = load("{name}.pyx", name="{name}")
seconds = since(*begin)
file = module.__file__
""",
    "cython": """
import os, sys
begin = time.perf_counter(), used()
from Cython.Build.Cythonize import main
main(["-3", "-i", "-q", "{name}.pyx"])
sys.path.insert(0, os.getcwd())
import {name} as module
seconds = since(*begin)
file = module.__file__
""",
    "pythran": """
import importlib.machinery, importlib.util, os, sys
begin = time.perf_counter(), used()
from pythran.run import run
sys.argv = ["pythran", "{name}.py"]
run()
file = os.path.abspath("{name}" + importlib.machinery.EXTENSION_SUFFIXES[0])
spec = importlib.util.spec_from_file_location("{name}", file)
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
seconds = since(*begin)
""",
    "numba": """
import types
import numba, numpy as np
space = dict()
exec(open("{name}.py").read(), space)
name = [n for n in space if not n.startswith("_")][0]
module = types.SimpleNamespace(**dict([(name, numba.njit(space[name]))]))
square = np.ones((20, 20), dtype=np.int64)
given = {{
    "laplace": (np.zeros((20, 20)), 0.01, 0.04, 1),
    "convolve": (square, square[:3, :3].copy(), np.zeros((22, 22), dtype=np.int64)),
}}["{name}"]
begin = time.perf_counter(), used()
getattr(module, name)(*given)
seconds = since(*begin)
file = ""
""",
}
_REPORT = """
import json
print("\\x1e" + json.dumps(dict(seconds=seconds, file=file)))
"""


@record()
class Built:
    """Seconds as the scripts count them, and the module's file."""

    seconds: float
    file: Path


def build(folder: Path, who: str, name: str, source: str, *parts: str) -> Built:
    """Build a source in a fresh folder, and run the scripts `parts` on its module.

    Raises
    ------
    RuntimeError
        If any of it fails.
    """
    folder.mkdir(parents=True)
    suffix = ".py" if who in ("numba", "pythran") else ".pyx"
    (folder / f"{name}{suffix}").write_text(source, encoding="utf-8")
    (folder / "run_it.py").write_text(_WATCH + WAYS[who].format(name=name) + "".join(parts) + _REPORT, encoding="utf-8")
    environment = {**os.environ, "SMELT_CACHE_DIR": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "run_it.py"], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise RuntimeError(f"a build of the benchmark failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
    found = json.loads(done.stdout.rpartition("\x1e")[2])
    return Built(found["seconds"], Path(folder, found["file"]))


def interleaved(work: Path, name: str, sources: dict[str, str], *parts: str, rounds: int = 5) -> dict[str, list[Built]]:
    """Build everybody's source of the same, in turns."""
    runs: dict[str, list[Built]] = {who: [] for who in sources}
    for turn in range(rounds):
        for who, source in sources.items():
            runs[who].append(build(work / f"{name}-{who}-{turn}", who, name, source, *parts))
    return runs


def call_seconds(work: Path, there: Iterable[str], rounds: int = 5) -> dict[str, float]:
    """What a call costs of a function that does nothing, with one view or array; without the loop around it.

    Raises
    ------
    RuntimeError
        If a build fails, or a function does not return what it should.
    """
    sources = {"smelt": CALL, "cython": CALL, "pythran": "#pythran export size(float64[:])\n" + PLAIN_CALL}
    files = {who: build(work / f"call-{who}", who, "call", sources[who]).file for who in there if who in sources}
    if "numba" in there:
        files["numba"] = work / "call_plain.py"
        files["numba"].write_text(PLAIN_CALL, encoding="utf-8")
    given = json.dumps({"files": {who: str(file) for who, file in files.items()}, "rounds": 40 * rounds})
    done = subprocess.run([sys.executable, "-c", _TIME_CALLS, given], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"timing calls failed:\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout)
    return found


def least(runs: list[Built]) -> float:
    return min(run.seconds for run in runs)


def compile_package() -> None:
    """Compile Smelt's own Python files, as the installation of a package does: a checkout has not been through one."""
    import compileall

    import smelt

    compileall.compile_dir(str(Path(smelt.__file__).parent), quiet=1)
