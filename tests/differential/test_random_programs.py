"""Random programs give the same results, or the same exceptions, interpreted and compiled.

Many functions make one module, so that a compiler run is paid once for all of them.
"""

from __future__ import annotations

import copy
import math
import traceback
import types
import warnings
from collections.abc import Callable, Iterator
from random import Random
from typing import Any

import pytest
from grammar import NAMES, VALUES, expression, function
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

MODULES = 8
COUNT = 60
COMPREHENSIONS = ("<listcomp>", "<setcomp>", "<dictcomp>")
SETTINGS = settings(
    max_examples=MODULES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True, scope="module")
def limited_memory() -> Iterator[None]:
    """A random program may ask for gigabytes: both sides then get a MemoryError, and soon."""
    resource = pytest.importorskip("resource", reason="needs limits of memory, which Windows has not")
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    resource.setrlimit(resource.RLIMIT_AS, (2 * 2**30, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


def interpreted(text: str, name: str) -> types.ModuleType:
    module = types.ModuleType(name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        exec(compile(text, f"{name}.py", "exec"), module.__dict__)
    return module


def compiled(text: str, name: str) -> types.ModuleType:
    from pathlib import Path

    from smelt.build import compile_and_import

    return compile_and_import(text, name, suffix=".py", path=Path(f"{name}.py"))


def same(left: Any, right: Any) -> bool:
    """Equal in type and value, NaN being equal to itself and 0.0 different from -0.0."""
    if type(left) is not type(right):
        return False
    if isinstance(left, float):
        if math.isnan(left) or math.isnan(right):
            return math.isnan(left) and math.isnan(right)
        return left == right and math.copysign(1, left) == math.copysign(1, right)
    if isinstance(left, complex):
        return same(left.real, right.real) and same(left.imag, right.imag)
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, dict):
        return same(list(left.items()), list(right.items()))
    return bool(left == right)


def outcome(function: Callable[..., Any], arguments: list[Any]) -> tuple[Any, ...]:
    """What a call gives: its value, or its exception with the lines it went through; what it logged; its arguments."""
    given_arguments = copy.deepcopy(arguments)
    log: list[Any] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return "value", function(*given_arguments, log), log, given_arguments
    except RecursionError:
        raise
    except Exception as error:
        # From Python 3.12 on a comprehension has no frame of its own.
        every = traceback.extract_tb(error.__traceback__)[1:]
        lines = [frame.lineno for frame in every if frame.name not in COMPREHENSIONS]
        kind, message = type(error).__name__, str(error)
        if every[-1:] and every[-1].name in COMPREHENSIONS and message.startswith("cannot access free variable"):
            # Before, the names of the function around it were free variables there.
            kind, message = "UnboundLocalError", message.replace("free", "local").removesuffix(" in enclosing scope")
        return "error", kind, message, lines, type(error.__context__).__name__, log, given_arguments


def compare(text: str, module: str, calls: list[list[Any]]) -> None:
    left, right = interpreted(text, module), compiled(text, module)
    checked = 0
    for name in [key for key in vars(left) if key.startswith("f")]:
        for arguments in calls:
            expected = outcome(getattr(left, name), arguments)
            found = outcome(getattr(right, name), arguments)
            if not same(expected, found):
                start = text.index(f"def {name}(")
                shown = text[start : text.find("\ndef ", start)]
                line = text[:start].count("\n") + 1
                pytest.fail(
                    f"{shown}\n(line {line}) {arguments}\ninterpreted: {expected}\ncompiled:    {found}", pytrace=False
                )
            checked += 1
    assert checked >= COUNT


def valid(text: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(text, "program", "exec")
    except SyntaxError:
        return False
    return True


CALLS = st.lists(st.tuples(VALUES, VALUES, VALUES, VALUES).map(list), min_size=6, max_size=6)
_names = iter(range(10**6))


@SETTINGS
@given(st.integers(0, 2**32), CALLS)
def test_expressions(seed: int, calls: list[list[Any]]) -> None:
    random = Random(seed)
    head = f"{', '.join(NAMES)}, log"
    texts = (f"def f{number}({head}):\n    e = 0\n    return {expression(random)}, e\n" for number in range(COUNT))
    compare("\n".join(filter(valid, texts)), f"random_expressions_{next(_names)}", calls)


@SETTINGS
@given(st.integers(0, 2**32), CALLS)
def test_functions(seed: int, calls: list[list[Any]]) -> None:
    random = Random(seed)
    texts = (function(random, f"f{number}") for number in range(COUNT))
    compare("\n".join(filter(valid, texts)), f"random_functions_{next(_names)}", calls)


INT = st.one_of(st.integers(-(2**31), 2**31 - 1), st.integers(-5, 5))
OPERATORS = ["+", "-", "*", "//", "%", "/", "<", "==", "&", "|", "^"]


@SETTINGS
@given(st.lists(st.tuples(st.sampled_from(OPERATORS), INT, INT), min_size=100, max_size=100))
def test_typed_integers(cases: list[tuple[str, int, int]]) -> None:
    """C integers of 32 bits compute what Python computes, wrapped into 32 bits."""
    from smelt.build import compile_and_import

    text = "".join(f"def f{n}(int a, int b):\n    return a {op} b\n" for n, op in enumerate(OPERATORS))
    module = compile_and_import(text, "random_integers")
    for op, a, b in cases:
        function = getattr(module, f"f{OPERATORS.index(op)}")
        if b == 0 and op in ("/", "//", "%"):
            with pytest.raises(ZeroDivisionError):
                function(a, b)
            continue
        expected = eval(f"a {op} b", {"a": a, "b": b})
        if op == "//" and expected == 2**31:
            with pytest.raises(OverflowError):
                function(a, b)
            continue
        if type(expected) is int:
            expected = (expected + 2**31) % 2**32 - 2**31
        assert same(function(a, b), expected), (op, a, b)
