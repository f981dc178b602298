"""What translation costs: the passes over loops against none, and lines a second of a long mixed source.

    python -m smelt.bench.translation [--rounds N] [--json FILE]

Started by ``make bench-translate``, and in part by ``smelt bench``. Each figure is user CPU time of a process of its
own, which has imported everything before; the minimum of several such processes counts, and those to be compared take
turns. A process translates each source once. The status is 1 if a target is missed, or if two processes wrote different
C. ``make bench-build`` times whole builds against Cython's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path

ROUNDS = 7
LINES = (2500, 5000, 10000)
# Targets.
MOST_FOR_LOOPS = 2.0
LEAST_LINES = 20_000
MOST_GROWTH = 1.15  # of the time for a line, from the shortest source to the longest

# Translated with everything that has to be imported, in front of what is timed.
WARM = (
    "def f(double[:, :] a, x):\n    for i in range(a.shape[0]):\n        a[i, 0] = a[0, i] + 1\n    return [x, 'y']\n"
)

# What modules are made of, about a hundred lines; the number makes the names differ.
MIXED = '''\
DEF_{n} = {n}
NAMES_{n} = ["first", "second", "third"]


class Settings_{n}:
    """Settings of a run, with their defaults."""

    scale = 1.5
    names = ("x", "y")

    def __init__(self, steps=10):
        self.steps = steps


cdef struct Point_{n}:
    double x
    double y
    int weight


cdef double distance_{n}(Point_{n} *one, Point_{n} *other) noexcept nogil:
    cdef double dx = one.x - other.x
    cdef double dy = one.y - other.y
    return dx * dx + dy * dy


cdef class Counter_{n}:
    """Counts what it is given."""

    cdef int total
    cdef dict seen
    cdef readonly double mean

    def __init__(self, int start=0):
        self.total = start
        self.seen = {{}}
        self.mean = 0.0

    cpdef int add(self, key, int by=1) except? -1:
        # the mean goes along
        if by < 0:
            raise ValueError(f"cannot count {{key!r}} down by {{by}}")
        self.total += by
        self.seen[key] = self.seen.get(key, 0) + by
        self.mean = self.total / len(self.seen)
        return self.total

    def most(self, Py_ssize_t n=3):
        ordered = sorted(self.seen.items(), key=lambda item: -item[1])
        return [name for name, _ in ordered[:n]]


def words_{n}(text, *, lower=True):
    """The words of a text, each once."""
    found = []
    for line in text.splitlines():
        line = line.strip()
        if not line or line.startswith("#"):
            continue
        for word in line.split():
            if lower:
                word = word.lower()
            if word not in found:
                found.append(word)
    return found


def scale_{n}(double[:, :] values, double[:] factors):
    cdef Py_ssize_t i, j
    if values.shape[1] != factors.shape[0]:
        raise ValueError("the factors do not fit")
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            values[i, j] = values[i, j] * factors[j]


def closest_{n}(points, double x, double y):
    cdef Point_{n} here, there
    cdef double best = -1, far
    cdef int count = 0
    here.x, here.y, here.weight = x, y, 0
    result = None
    for name, (px, py) in points.items():
        there.x = px
        there.y = py
        far = distance_{n}(&here, &there)
        if best < 0 or far < best:
            best = far
            result = name
        count += 1
    return result, count


def load_{n}(path, default=None):
    try:
        with open(path) as file:
            lines = [line.rstrip("\\n") for line in file if line]
    except OSError as error:
        if default is None:
            raise RuntimeError("cannot read %s" % path) from error
        return default
    else:
        return {{"lines": len(lines), "names": NAMES_{n}, "first": lines[0] if lines else ""}}


def primes_{n}(int limit):
    cdef int candidate, divisor
    for candidate in range(2, limit):
        divisor = 2
        while divisor * divisor <= candidate:
            if candidate % divisor == 0:
                break
            divisor += 1
        else:
            yield candidate


'''


def mixed(lines: int) -> str:
    """A source of at least so many lines."""
    part = MIXED.count("\n")
    return "".join(MIXED.format(n=n) for n in range(-(-lines // part)))


def child(what: str) -> None:
    """Translate the suite, or a long source, and report the time."""
    import hashlib
    import resource

    from smelt.bench.suite import SUITE
    from smelt.options import Options
    from smelt.pipeline import translate
    from smelt.source import SourceFile

    options = Options(directives={"fastloops": False} if what == "off" else {})
    translate(SourceFile("warm.pyx", WARM), options, None)
    if what in ("on", "off"):
        sources = [SourceFile(f"{kernel.name}.pyx", kernel.pyx) for kernel in SUITE]
    else:
        sources = [SourceFile("mixed.pyx", mixed(int(what)))]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_utime
    made = [translate(source, options, None) for source in sources]
    seconds = resource.getrusage(resource.RUSAGE_SELF).ru_utime - before
    for translation in made:
        assert f"PyInit_{translation.module_name}" in translation.c_source, "not a module"
    vectors = any(entry.verdict in ("vectors", "wavefront") for translation in made for entry in translation.ledger)
    assert vectors == (what == "on") or what.isdigit(), "the passes over loops are not as they were asked for"
    text = "".join(translation.c_source for translation in made)
    print(
        json.dumps(
            {
                "seconds": seconds,
                "lines": sum(source.text.count("\n") for source in sources),
                "digest": hashlib.sha256(text.encode()).hexdigest(),
            }
        )
    )


def measure(what: list[str], rounds: int) -> dict[str, dict[str, float]]:
    """The minimum of each, in turns."""
    environment = {**os.environ, "SMELT_VERIFY": "0"}
    found: dict[str, list[dict[str, float]]] = {name: [] for name in what}
    for _ in range(rounds):
        for name in what:
            command = [sys.executable, "-m", "smelt.bench.translation", "--child", name]
            done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
            if done.returncode:
                raise RuntimeError(f"a translation of the benchmark failed:\n{done.stderr[-2000:]}")
            found[name].append(json.loads(done.stdout))
    for name, runs in found.items():
        if len({run["digest"] for run in runs}) > 1:
            raise RuntimeError(f"{name}: two runs wrote different C")
    return {name: min(runs, key=lambda run: run["seconds"]) for name, runs in found.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--json", type=Path, help="write the figures to a file")
    parser.add_argument("--child", help=argparse.SUPPRESS)
    settings = parser.parse_args()
    if settings.child is not None:
        child(settings.child)
        return 0
    found = measure(["on", "off", *map(str, LINES)], settings.rounds)
    seconds = {name: run["seconds"] for name, run in found.items()}
    rates = {name: found[name]["lines"] / seconds[name] for name in map(str, LINES)}
    ratio = seconds["on"] / seconds["off"]
    growth = rates[str(LINES[0])] / rates[str(LINES[-1])]
    good = True

    def report(what: str, value: str, target: str, met: bool) -> None:
        nonlocal good
        good = good and met
        print(f"{what:<44} {value:>16}   {target:<24} {'met' if met else 'MISSED'}")

    print(f"suite, passes over loops on and off: {seconds['on'] * 1e3:.0f} ms, {seconds['off'] * 1e3:.0f} ms")
    report("suite, on against off", f"{ratio:.2f}", f"at most {MOST_FOR_LOOPS}", ratio <= MOST_FOR_LOOPS)
    for name in map(str, LINES):
        rate = rates[name]
        report(
            f"mixed source of {name} lines", f"{rate:,.0f} lines/s", f"at least {LEAST_LINES:,}", rate >= LEAST_LINES
        )
    report("time for a line, long against short", f"{growth:.2f}", f"at most {MOST_GROWTH}", growth <= MOST_GROWTH)
    if settings.json is not None:
        figures = {"seconds": seconds, "lines_per_second": rates, "on_against_off": ratio, "growth": growth}
        settings.json.write_text(json.dumps(figures, indent=2) + "\n", encoding="utf-8")
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
