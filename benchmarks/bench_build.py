"""What a build costs, against Cython in the same run: time, size of the C, size of the module, overhead of a call.

Started by ``make bench-build``, or by ``python benchmarks/bench_build.py``. Every target is a ratio or a size; the
status is 1 when one is missed. What is timed is also checked: both modules have to compute what NumPy computes.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 5
CYTHON = "Cython==3.3.1"

TOTAL = """\
def total(double[::1] v):
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        s += v[i]
    return s
"""

KERNEL = """\
def update(double[:, :] u, double dx2, double dy2):
    cdef Py_ssize_t i, j
    for i in range(1, u.shape[0] - 1):
        for j in range(1, u.shape[1] - 1):
            u[i, j] = ((u[i + 1, j] + u[i - 1, j]) * dy2 + (u[i, j + 1] + u[i, j - 1]) * dx2) / (2 * (dx2 + dy2))
"""

CALL = """\
def size(double[:] v):
    return v.shape[0]
"""

# Each runs in a process of its own, in a folder that holds nothing but the source.
SMELT_BUILD = """
import time
start = time.perf_counter()
from smelt.build import load
module = load("{name}.pyx", name="{name}")
seconds = time.perf_counter() - start
"""
CYTHON_BUILD = """
import os, sys, time
start = time.perf_counter()
from Cython.Build.Cythonize import main
main(["-3", "-i", "-q", "{name}.pyx"])
sys.path.insert(0, os.getcwd())
import {name} as module
seconds = time.perf_counter() - start
"""
CHECK_KERNEL = """
import numpy as np
u = np.zeros((20, 20)); u[0] = 1.5
expected = u.copy()
for i in range(1, 19):
    for j in range(1, 19):
        expected[i, j] = ((expected[i + 1, j] + expected[i - 1, j]) * 0.04
                          + (expected[i, j + 1] + expected[i, j - 1]) * 0.01) / (2 * (0.01 + 0.04))
module.update(u, 0.01, 0.04)
assert u.tobytes() == expected.tobytes(), "not what Python computes"
"""
CHECK_TOTAL = """
import numpy as np
assert module.total(np.arange(1000.0)) == 499500.0, "not the sum"
"""
TIME_CALL = """
import timeit
import numpy as np
a = np.zeros(7)
assert module.size(a) == 7, "not the size"
number = 200_000
def best(statement):
    timer = timeit.Timer(statement, globals={"f": module.size, "a": a})
    return min(timer.repeat(15, number)) / number
seconds = best("f(a)") - best("pass")
"""
REPORT = """
import json
print("\\x1e" + json.dumps({"seconds": seconds, "file": module.__file__}))
"""


class Run:
    """A build in a fresh folder with a fresh cache, and what came of it."""

    def __init__(self, folder: Path, template: str, name: str, source: str, *parts: str) -> None:
        folder.mkdir(parents=True)
        (folder / f"{name}.pyx").write_text(source)
        script = folder / "run.py"
        script.write_text(template.format(name=name) + "".join(parts) + REPORT)
        environment = {**os.environ, "SMELT_CACHE_DIR": str(folder / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            [sys.executable, script.name], cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise SystemExit(f"a build of the benchmark failed:\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}")
        found = json.loads(done.stdout.rpartition("\x1e")[2])
        self.seconds: float = found["seconds"]
        self.file = Path(folder, found["file"])


def interleaved(work: Path, name: str, source: str, *parts: str, rounds: int = ROUNDS) -> dict[str, list[Run]]:
    """Build the same source by both, in turns."""
    runs: dict[str, list[Run]] = {"smelt": [], "cython": []}
    for turn in range(rounds):
        for who, template in (("smelt", SMELT_BUILD), ("cython", CYTHON_BUILD)):
            runs[who].append(Run(work / f"{name}-{who}-{turn}", template, name, source, *parts))
    return runs


def best(runs: list[Run]) -> float:
    return min(run.seconds for run in runs)


def c_lines(work: Path, source: str) -> int:
    """Lines of the self-contained C file."""
    from smelt.build import emit_c

    path = work / "total.pyx"
    path.write_text(source)
    written, _ = emit_c(path)
    return len(written.read_text(encoding="utf-8").splitlines())


def stripped_size(file: Path) -> int:
    """Bytes of the module without what it does not need to be loaded."""
    strip = shutil.which("strip")
    if strip is None:
        return file.stat().st_size
    copy = file.with_suffix(".stripped")
    shutil.copy(file, copy)
    subprocess.run([strip, str(copy)], check=True)
    return copy.stat().st_size


def compile_package() -> None:
    """Compile Smelt's own Python files, as the installation of a package does: a checkout has not been through one."""
    import compileall

    import smelt

    compileall.compile_dir(str(Path(smelt.__file__).parent), quiet=1)


def install_cython() -> None:
    if importlib.util.find_spec("Cython") is None or importlib.util.find_spec("setuptools") is None:
        print(f"installing {CYTHON}")
        subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", CYTHON, "setuptools>=70"], check=True)


def main() -> int:
    install_cython()
    compile_package()
    start = time.perf_counter()
    missed = []

    def report(what: str, smelt: str, cython: str, verdict: str, good: bool) -> None:
        print(f"{what:<44} {smelt:>12} {cython:>12}   {verdict:<28} {'met' if good else 'MISSED'}", flush=True)
        if not good:
            missed.append(what)

    print(f"{'':<44} {'Smelt':>12} {'Cython':>12}   target")
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        builds = interleaved(work, "kernel", KERNEL, CHECK_KERNEL)
        ours, theirs = best(builds["smelt"]), best(builds["cython"])
        report(
            "source to imported module, nothing cached",
            f"{ours * 1e3:.0f} ms",
            f"{theirs * 1e3:.0f} ms",
            f"1/{theirs / ours:.1f}, at most 1/20",
            ours <= theirs / 20,
        )
        sums = interleaved(work, "total", TOTAL, CHECK_TOTAL, rounds=1)
        lines = c_lines(work, TOTAL)
        cython_lines = len((sums["cython"][0].file.parent / "total.c").read_text().splitlines())
        report("lines of C for a sum, runtime included", f"{lines}", f"{cython_lines}", "at most 400", lines <= 400)
        sizes = [stripped_size(sums[who][0].file) for who in ("smelt", "cython")]
        report(
            "stripped module of a sum",
            f"{sizes[0] / 1024:.1f} KB",
            f"{sizes[1] / 1024:.1f} KB",
            "at most 40 KB",
            sizes[0] <= 40 * 1024,
        )
        calls = interleaved(work, "call", CALL, TIME_CALL)
        ours, theirs = best(calls["smelt"]), best(calls["cython"])
        report(
            "call with one view",
            f"{ours * 1e9:.1f} ns",
            f"{theirs * 1e9:.1f} ns",
            f"1/{theirs / ours:.1f}, at most 1/6",
            ours <= theirs / 6,
        )
    print(f"{time.perf_counter() - start:.0f} s in all")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
