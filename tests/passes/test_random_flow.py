"""Random control flow does the same compiled and interpreted: log, result, exceptions with their chain and lines; no
leaks.
"""

from __future__ import annotations

import gc
import os
import sys
import types
import warnings
from pathlib import Path
from random import Random

import pytest
from flow import module_text

from smelt.build import compile_and_import

SEEDS = int(os.environ.get("SMELT_FLOW_SEEDS", "4"))
FIRST = int(os.environ.get("SMELT_FLOW_FIRST", "0"))
FUNCTIONS = 24
RUNS = 25


class Decisions:
    def __init__(self, module, seed: int, count: int) -> None:
        self.module = module
        self.random = Random(seed)
        self.left = count

    def __call__(self) -> bool:
        self.left -= 1
        if self.left < 0:
            raise self.module.End
        return self.random.random() < 0.5


def chain(exc: BaseException | None, name: str) -> list[object]:
    """The exception, its context, and the context's context, with the lines of `name` in their tracebacks."""
    found: list[object] = []
    while exc is not None and len(found) < 8:
        lines = []
        trace = exc.__traceback__
        while trace is not None:
            code = trace.tb_frame.f_code
            if code.co_name == name:
                lines.append(trace.tb_lineno)
            trace = trace.tb_next
        found.append((type(exc).__name__, str(exc), type(exc.__cause__).__name__, exc.__suppress_context__, lines))
        exc = exc.__context__
    return found


def drive(generator, random: Random, log: list[object], module) -> object:
    """Use a generator in random ways until it ends."""
    for step in range(12):
        how = random.random() if step else 0.0
        try:
            if how < 0.6:
                log.append(("next", repr(next(generator))))
            elif how < 0.75:
                log.append(("send", repr(generator.send(module.Box(99)))))
            elif how < 0.93:
                log.append(
                    ("throw", repr(generator.throw(random.choice([module.Err, module.Err2, KeyError])("thrown"))))
                )
            else:
                log.append(("close", repr(generator.close())))
        except (StopIteration, TypeError) as stop:
            log.append(("stop", type(stop).__name__, repr(stop)))
            if isinstance(stop, StopIteration):
                break
    return None


def run(module, name: str, seed: int) -> object:
    log: list[object] = []
    decisions = Decisions(module, seed, Random(seed).choice([5, 15, 40]))
    try:
        result = getattr(module, name)(log, decisions, "arg")
        if name.startswith("gen"):
            result = drive(result, Random(seed), log, module)
        end: object = repr(result)
        del result
    except BaseException as exc:
        end = chain(exc, name)
        del exc
    assert sys.exc_info() == (None, None, None)
    return [repr(entry) for entry in log], end


@pytest.mark.parametrize("seed", range(FIRST, FIRST + SEEDS))
def test_random_flow(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SMELT_CACHE_DIR", str(tmp_path))
    monkeypatch.setenv("SMELT_VERIFY", "1")
    # Whoever reports exceptions of dying generators keeps what they hold.
    monkeypatch.setattr(sys, "unraisablehook", lambda report: None)
    name = f"flow_{seed}"
    # Every second program has C types and code without the GIL in it; its lines are those of its Python twin.
    typed = seed % 2 == 1
    text = module_text(seed, FUNCTIONS, False if typed else None)
    native = module_text(seed, FUNCTIONS, True) if typed else text
    if typed:
        text = text.replace("def risky", "\ndef risky")  # the twin is shorter by a line
    suffix = ".pyx" if typed else ".py"
    reference = types.ModuleType(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, f"{name}.py", "exec"), reference.__dict__)
        compiled = compile_and_import(native, name, suffix=suffix, path=Path(f"{name}{suffix}"))
    for index in range(FUNCTIONS):
        function = f"{'gen' if index % 2 else 'fun'}_{index}"
        for attempt in range(RUNS):
            expected = run(reference, function, attempt)
            got = run(compiled, function, attempt)
            assert got == expected, f"{function} {attempt}\n{text[text.index(f'def {function}(') :][:1500]}"
        gc.collect()
        assert compiled.Box.live == 0, f"{function} keeps {compiled.Box.live} objects"
