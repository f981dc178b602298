"""Run random nests by the thousand: ``python tests/differential/nest_runs.py --count 100000``.

A module has `COUNT` programs and its number as seed; it is compiled, and each program is called with several sets of
arguments, as is its Python. Result, exception and memory have to be the same. Every 24th module is compiled with the
flags of a release, the others without optimisation: what Smelt's passes did is in the C, with vectors and all. Every
ninth has the directive `autoparallel`; three of five take caches for tiny, so that nests this small are cut in pieces.
Modules run in child processes, so that a crash is a finding too. What was found is printed, and kept in ``--log``.
"""

from __future__ import annotations

import argparse
import gc
import importlib.machinery
import importlib.util
import json
import os
import sys
import tempfile
import time
import traceback
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from random import Random
from types import ModuleType
from typing import Any

import numpy as np
from nest_programs import AXES, Program
from nest_values import HELPERS, ROUNDS, Budget, Number, Runaway, Strict

COUNT = 100
CALLS = 4
EXTENTS = (0, 1, 2, 3, 4, 5, 9, 12, 17, 35, 70)
AT_ONCE = 10  # modules in one process
RELEASE = 24  # every so many modules have the default flags
THREADED = 9  # and every so many run in threads what may
TINY = {"near": 0, "far": 0, "farthest": 0, "piece": 1, "lines": 3, "few_lines": 2, "rounds": 2, "row": 16, "slack": 0}


def programs_of(seed: int) -> list[Program]:
    random = Random(seed)
    return [Program(random, f"nest{number}") for number in range(COUNT)]


def source(programs: list[Program], threads: bool = False) -> str:
    head = "# cython: autoparallel=True\n" if threads else ""
    return head + "cimport cython\nfrom cython.parallel import prange\n" + "\n".join(p.text("pyx") for p in programs)


def reference(programs: list[Program]) -> dict[str, Any]:
    found = dict(HELPERS)
    exec("\n".join(p.text("py") for p in programs), found)
    return found


# --- arguments ---


def layout(random: Random, values: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The same values in memory of some other form."""
    kind = random.randrange(7)
    if kind == 1:
        return np.asfortranarray(values)
    if kind == 2:
        space = np.zeros([2 * n for n in values.shape], values.dtype)
        view = space[tuple(slice(None, None, 2) for _ in values.shape)]
        view[...] = values
        return view
    if kind == 3:
        return values[::-1].copy()[::-1]
    return values


def filled(random: Random, generator: np.random.Generator, p: Program, view: str, shape: list[int]) -> Any:
    kind = p.numbers[view].array
    if view == "p":
        limit = max(1, min(shape[0], 5) if random.random() < 0.2 else shape[0])
        low = -1 if random.random() < 0.15 and np.dtype(kind).kind == "i" else 0
        values = generator.integers(low, limit + (random.random() < 0.1), shape)
        return (np.sort(values) if random.random() < 0.4 else values).astype(kind)
    if np.dtype(kind).kind in "iu":
        if random.random() < 0.06:
            about = np.iinfo(kind)
            return generator.choice(np.array([about.min, about.max, 0, 1, about.max - 1], kind), shape)
        return generator.integers(-9, 9, shape).astype(kind)
    values = generator.integers(-8, 8, shape) / 4
    if np.dtype(kind).kind == "c":
        return (values + 1j * generator.integers(-8, 8, shape) / 4).astype(kind)
    if random.random() < 0.06:
        large = 1e300 if kind is np.double else 1e30
        return generator.choice(np.array([0.0, -0.0, np.inf, -np.inf, np.nan, large, 3.0]), shape).astype(kind)
    return values.astype(kind)


def usual(random: Random, p: Program) -> dict[str, Any]:
    """The views for one call as optimisations want them: dense, apart or the same, and not small."""
    sides = (9, 12, 17, 19) if p.deep else (9, 17, 35, 40, 70)
    rows, columns = random.choice(sides), random.choice(sides)
    if rows * columns > 1300 or random.random() < 0.5:
        columns = rows
    generator, found = np.random.default_rng(random.randrange(2**32)), {}
    for view in p.uses():
        ndim, size = AXES[view], max(rows, columns)
        shape = [[size], [rows, columns], [min(n, 12) for n in (rows, columns, size)]][ndim - 1]
        found[view] = filled(random, generator, p, view, shape)
    if p.around != "parallel" and random.random() < 0.3:
        choices = [(one, other) for one, other in pairs(p, found) if AXES[one] == AXES[other]]
        if choices:
            one, other = random.choice(choices)
            found[other] = as_number(p, other, found[one])
    return found


def pairs(p: Program, found: dict[str, Any]) -> list[tuple[str, str]]:
    """Views of which the second may show the first one's memory: as it is, or integers as other integers."""
    return [
        (one, other) for one in found for other in found
        if one != other and (AXES[one], AXES[other]) in ((1, 1), (2, 1), (2, 2)) and "p" not in (one, other)
        and other not in p.dense() and _shown(p.numbers[one], p.numbers[other])
    ]  # fmt: skip


def _shown(one: Number, other: Number) -> bool:
    return one == other or (one.whole and other.whole and other.bits <= one.bits)


def as_number(p: Program, view: str, whole: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """The memory of an array as items of a view's type, one for each; narrow ones are as far apart as the wide ones."""
    item = np.dtype(p.numbers[view].array)
    return np.ndarray(whole.shape, item, whole, 0, whole.strides) if whole.flags.c_contiguous else whole.astype(item)


def arrays(random: Random, p: Program) -> dict[str, Any]:
    """The views for one call; they may share memory."""
    if random.random() < 0.5:
        return usual(random, p)
    rows, columns = random.choice(EXTENTS), random.choice(EXTENTS)
    if rows * columns > 700:
        rows = random.choice(EXTENTS[:7])
    generator = np.random.default_rng(random.randrange(2**32))
    dense, found = p.dense(), {}
    alike = random.random() < 0.6
    for view in p.uses():
        ndim = AXES[view]
        shape = [rows, columns, random.choice(EXTENTS[:8])][:ndim]
        if not alike and random.random() < 0.4:
            shape = [random.choice(EXTENTS[:8])] * ndim
        if ndim == 1 and random.random() < 0.5:
            shape = [max(rows, columns) if random.random() < 0.5 else columns]
        if ndim == 3:
            shape = [min(n, 12) for n in shape]
        values = filled(random, generator, p, view, shape)
        found[view] = values if view in dense else layout(random, values)
    if p.around != "parallel":
        share(random, p, found)
        if random.random() < 0.02:
            found[random.choice(list(found))] = None
    return found


def share(random: Random, p: Program, found: dict[str, Any]) -> None:
    """Let two views show the same memory."""
    if random.random() > 0.3:
        return
    choices = pairs(p, found)
    if not choices:
        return
    one, other = random.choice(choices)
    whole = found[one] if p.numbers[one] == p.numbers[other] else as_number(p, other, found[one])
    if AXES[other] == 1 and AXES[one] == 2:
        found[other] = random.choice([whole[-1], whole[:, -1], whole[0], whole[:, 0]]) if whole.size else whole.ravel()
    elif AXES[other] == 1:
        found[other] = random.choice([whole, whole[1:], whole[::-1], whole[::2]]) if whole.ndim == 1 else found[other]
    else:
        found[other] = random.choice([whole, whole[1:], whole[:, 1:], whole[::-1], whole.T, whole[:, ::-1]])


def others(random: Random, p: Program, found: dict[str, Any]) -> list[Any]:
    extents = [n for view in found.values() if view is not None for n in view.shape]
    rest: list[Any] = [random.choice((0, 1, 3, 5, 12, 17, *extents)) for _ in "nm"]
    scalars = (0, 1, 3) if p.item_type.whole else (0.0, 1.5, -0.5, 2.0)
    x = random.choice(scalars)
    rest.append(complex(x) if p.item_type.kind == "c" else x)
    return rest


# --- comparing ---


def outcome(function: Any, views: list[Any], rest: list[Any]) -> Any:
    try:
        result = function(*views, *rest)
        return result if isinstance(result, tuple) else next(result)
    except Runaway:
        raise
    except Exception as error:
        return type(error)


def parts(value: Any) -> list[float]:
    return [value.real, value.imag] if isinstance(value, complex) else [value]


def equal(left: Any, right: Any) -> bool:
    """Whether two numbers are the same, the sign of zero included."""
    if isinstance(left, complex) != isinstance(right, complex):
        left, right = complex(left), complex(right)
    for one, other in zip(parts(left), parts(right), strict=True):
        if one != other and not (one != one and other != other):
            return False
        if one == 0 and isinstance(one, float) and isinstance(other, float) and str(one) != str(other):
            return False
    return True


def same(left: Any, right: Any) -> bool:
    if isinstance(left, type) or isinstance(right, type):
        return left is right
    return len(left) == len(right) and all(map(equal, left, right))


def alike(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    if one.tobytes() == other.tobytes():
        return True
    if one.dtype.kind in "iu":
        return False
    kind = {8: "f4", 16: "f8"}[one.itemsize] if one.dtype.kind == "c" else one.dtype
    left, right = (np.ascontiguousarray(values).view(kind) for values in (one, other))
    bits = np.signbit(left) == np.signbit(right)
    return bool(((left == right) & bits | np.isnan(left) & np.isnan(right)).all())


def difference(p: Program, compiled: ModuleType, python: dict[str, Any], random: Random) -> str | None:
    """What one call shows; None if all is the same. Raises `Runaway` where the call was not made."""
    state = random.getstate()
    ours = arrays(random, p)
    random.setstate(state)
    theirs = arrays(random, p)
    rest = others(random, p, ours)
    Budget.left = ROUNDS
    with np.errstate(all="ignore"):
        views = [t if t is None else memoryview(t) if p.plain else Strict(t, p.wrapping) for t in theirs.values()]
        expected = outcome(python[p.name], views, rest)
        if not p.checked and (expected is IndexError or p.around in ("try", "finally")):
            raise Runaway
        forms = [f"{n}: {a if a is None else (a.shape, a.strides)}" for n, a in ours.items()]
        got = outcome(getattr(compiled, p.name), list(ours.values()), rest)
    message = f"{p.text('pyx')}\n{rest}, {forms}\n{got} is not {expected}"
    if not same(got, expected):
        return message
    if p.around == "parallel" and isinstance(expected, type):
        return None  # which rounds ran before the exception is left open
    for name, one in ours.items():
        if one is not None and not alike(one, theirs[name]):
            return f"{message}\n'{name}' is left as\n{one}\nnot as\n{theirs[name]}"
    return None


# --- modules ---


class Refused(Exception):
    """The module cannot be built: the generator or the compiler is wrong."""


def translated(
    programs: list[Program], name: str, threads: bool = False, tiny: bool = False
) -> tuple[Any, dict[str, set[str]]]:
    """The translation, and for each verdict of the ledger the programs that have it.

    `threads`: each nest whose rounds are independent runs in threads, however little it does. `tiny`: no data fit a
    cache.
    """
    from smelt.affine import caches
    from smelt.options import Options
    from smelt.passes import autoparallel
    from smelt.pipeline import translate
    from smelt.source import SourceFile

    text = source(programs, threads)
    worth = autoparallel._WORTH
    autoparallel._WORTH = 0.0 if threads else worth
    sizes = caches.CACHES
    caches.CACHES = caches.Caches(**TINY) if tiny else sizes
    try:
        result = translate(SourceFile(f"{name}.pyx", text), Options(module_name=name))
    finally:
        autoparallel._WORTH = worth
        caches.CACHES = sizes
    begins = [n for n, line in enumerate(text.splitlines(), 1) if line.startswith(("def ", "cdef object "))]
    found: dict[str, set[str]] = defaultdict(set)
    lines = text.splitlines()
    for entry in result.ledger:
        if entry.span is not None:
            head = lines[begins[bisect(begins, entry.span.line) - 1] - 1]
            found[entry.verdict].add(head.partition("(")[0].split()[-1].removesuffix("_c"))
    return result, found


def compiled_module(result: Any, name: str, flags: str, folder: Path) -> ModuleType:
    from smelt.build import EXTENSION_SUFFIX
    from smelt.toolchain.compile import Unit, compile_unit
    from smelt.toolchain.find import find_compiler
    from smelt.toolchain.store import cache_folder

    before = os.environ.get("SMELT_CFLAGS")
    os.environ["SMELT_CFLAGS"] = flags
    try:
        unit = Unit(name, result.c_source, name + EXTENSION_SUFFIX, threads=result.threads)
        path = compile_unit(find_compiler("c", cache_folder() / "compilers"), unit, folder).path
    finally:
        os.environ.pop("SMELT_CFLAGS") if before is None else os.environ.__setitem__("SMELT_CFLAGS", before)
    loader = importlib.machinery.ExtensionFileLoader(name, str(path))
    spec = importlib.util.spec_from_loader(name, loader)
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    loader.exec_module(module)
    return module


def run_module(seed: int, flags: str | None = None) -> Iterator[dict[str, Any]]:
    """The findings in one module, and in the end what it came to."""
    programs, name = programs_of(seed), f"nests_{seed}"
    random = Random(seed + 2**32)
    release = seed % RELEASE == RELEASE - 1
    flags = flags if flags is not None else "" if release else "-O0"
    threads = seed % THREADED == THREADED - 1
    tiny = seed % 5 < 3
    verdicts: dict[str, set[str]] = {}
    calls = Counter[str]()
    with tempfile.TemporaryDirectory() as folder:
        try:
            result, verdicts = translated(programs, name, threads, tiny)
        except Exception:
            bad = list(untranslated(programs, threads))
            yield from ({"seed": seed, "program": p.name, "what": what} for p, what in bad)
            programs = [p for p in programs if p not in [b for b, _ in bad]]
            result, verdicts = translated(programs, name, threads, tiny)
        compiled = compiled_module(result, name, flags, Path(folder))
        python = reference(programs)
        for p in programs:
            for _ in range(CALLS):
                try:
                    what = difference(p, compiled, python, Random(random.randrange(2**64)))
                except Runaway:
                    calls["left out"] += 1
                    continue
                calls["made"] += 1
                if what is not None:
                    yield {"seed": seed, "program": p.name, "shape": p.shape, "what": what}
                    break
    taken = {verdict: len(names) for verdict, names in verdicts.items()}
    yield {"seed": seed, "programs": len(programs), "release": release, "calls": calls, "verdicts": taken}


def untranslated(programs: list[Program], threads: bool) -> Iterator[tuple[Program, str]]:
    for p in programs:
        try:
            translated([p], "alone", threads)
        except Exception:
            yield p, f"{p.text('pyx')}\n{traceback.format_exc()}"


# --- the command ---


def in_child(seeds: range, send: int) -> None:
    gc.disable()  # takes a sixth of the time, and the process ends soon
    with os.fdopen(send, "w") as out:
        for seed in seeds:
            print(json.dumps({"begun": seed}), file=out, flush=True)
            try:
                for finding in run_module(seed):
                    print(json.dumps(finding), file=out, flush=True)
            except Exception:
                print(json.dumps({"seed": seed, "what": traceback.format_exc()}), file=out, flush=True)


def findings(seeds: range) -> Iterator[dict[str, Any]]:
    """Those of some modules, from a process of their own; a crash goes on behind the module that crashed."""
    while seeds:
        receive, send = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(receive)
            try:
                in_child(seeds, send)
            finally:
                os._exit(0)
        os.close(send)
        begun = seeds.start
        with os.fdopen(receive) as lines:
            for line in lines:
                found = json.loads(line)
                if "begun" in found:
                    begun = found["begun"]
                else:
                    yield found
        _, status = os.waitpid(child, 0)
        if status:
            yield {"seed": begun, "what": f"the process ended with status {status}"}
        seeds = range(begun + 1, seeds.stop) if status else range(0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=1000, help="how many programs")
    parser.add_argument("--first", type=int, default=0, help="the seed of the first module")
    parser.add_argument("--log", type=Path, help="a file that findings and counts are added to, a line of JSON each")
    given = parser.parse_args()
    os.environ.setdefault("SMELT_VERIFY", "0")
    translated(programs_of(0)[:1], "first")  # what is imported now need not be in each child
    end, done, bad = given.first + -(-given.count // COUNT), 0, 0
    verdicts, calls, begun = Counter[str](), Counter[str](), time.monotonic()
    for first in range(given.first, end, AT_ONCE):
        for found in findings(range(first, min(first + AT_ONCE, end))):
            if given.log is not None:
                with given.log.open("a") as log:
                    print(json.dumps(found), file=log)
            if "what" in found:
                bad += 1
                print(f"--- module {found['seed']}\n{found['what']}", flush=True)
            else:
                done += found["programs"]
                verdicts.update(found["verdicts"])
                calls.update(found["calls"])
    shares = ", ".join(f"{word} {100 * n / max(done, 1):.1f} %" for word, n in verdicts.most_common())
    used = sum(os.times()[:4])
    print(f"{done} programs, modules {given.first} to {end - 1}, {calls['made']} calls, {bad} differences; "
          f"{used:.0f} s of CPU, {time.monotonic() - begun:.0f} s\n{shares}")  # fmt: skip
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
