"""Call every function of a module many times and report what grew.

    python child.py NAME FILE

FILE is a source or an extension module. Functions whose names begin with `leak_` take one object, the sentinel, and may
raise. The result is JSON: for each function, how the reference counts of some objects and the number of allocated
blocks changed over `CALLS` calls, after some calls that let caches fill.
"""

from __future__ import annotations

import gc
import importlib.machinery
import importlib.util
import json
import sys
from collections.abc import Callable
from types import ModuleType
from typing import TypedDict

WARM = 30
CALLS = 300
# A cache that fills makes one round grow; only what grows in every round is a leak.
ROUNDS = 12
QUIET = 10


class Round(TypedDict):
    """What some calls change: the number of allocated blocks, and references to what is watched."""

    blocks: int
    references: dict[str, int]


class Sentinel:
    """What the functions are given: it takes part in everything that they do."""

    attribute = "value"

    def __len__(self) -> int:
        return 3


def load(name: str, path: str) -> ModuleType:
    kind = importlib.machinery.SourceFileLoader if path.endswith(".py") else importlib.machinery.ExtensionFileLoader
    spec = importlib.util.spec_from_loader(name, kind(name, path), origin=path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def repeat(function: Callable[[object], object], sentinel: object, times: int) -> str:
    """Call `function`; the way that it ends, as text."""
    end = ""
    for _ in range(times):
        try:
            function(sentinel)
            end = "returned"
        except BaseException as error:
            end = type(error).__name__
            del error
    return end


def measure(function: Callable[[object], object]) -> dict[str, object]:
    """How much calling `function` leaves behind."""
    sentinel = Sentinel()
    watched: dict[str, object] = {
        "sentinel": sentinel,
        "None": None,
        "True": True,
        "False": False,
        "()": (),
        "ValueError": ValueError,
        "int": int,
        "list": list,
        "Sentinel": Sentinel,
        "function": function,
    }
    end = repeat(function, sentinel, WARM)
    rounds: list[Round] = []
    for _ in range(ROUNDS):
        rounds.append(one_round(function, sentinel, watched))
        if not any(rounds[-1]["references"].values()) and abs(rounds[-1]["blocks"]) < QUIET:
            break
    return {"end": end, **min(rounds, key=size)}


def size(found: Round) -> int:
    """How much one round changed, in all; the interpreter's own tables grow in one round and not in the next."""
    return abs(found["blocks"]) + sum(abs(change) for change in found["references"].values())


def one_round(function: Callable[[object], object], sentinel: object, watched: dict[str, object]) -> Round:
    """What `CALLS` calls change."""
    gc.collect()
    before = {name: sys.getrefcount(value) for name, value in watched.items()}
    blocks = sys.getallocatedblocks()
    repeat(function, sentinel, CALLS)
    gc.collect()
    grown = sys.getallocatedblocks() - blocks
    changes = {name: sys.getrefcount(value) - before[name] for name, value in watched.items()}
    return {"blocks": grown, "references": changes}


def fill_type_cache() -> None:
    """Classes use the interpreter's cache of attributes, each new entry of which gives back a reference to None."""
    for number in range(9000):
        kind = type(f"Filler{number}", (), {"first": 1})
        kind.first, kind().first


def main(name: str, path: str) -> None:
    fill_type_cache()
    module = load(name, path)
    functions = {key: value for key, value in sorted(vars(module).items()) if key.startswith("leak_")}
    for function in functions.values():
        repeat(function, Sentinel(), 2)
    print("\x1e" + json.dumps({key: measure(function) for key, function in functions.items()}))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
