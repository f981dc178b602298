"""Random programs: expressions and short functions over numbers, text and containers, as text.

Hypothesis gives the seeds and the values; a module of many functions is too large for it to draw piece by piece.
"""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

NAMES = ("a", "b", "c", "d")
# No powers and no shifts to the left: both sides would only compute for long.
BINARY = ("+", "-", "*", "/", "//", "%", "&", "|", "^", ">>")
COMPARISONS = ("<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in")
CALLS = ("len", "str", "abs", "bool", "list", "int", "float", "repr", "type", "tuple", "sorted")
SPECIFICATIONS = ("!r}'", ":>8}'", "}|'", ":.2f}'", ":d}'", "=}'")
SIMPLE = ("del a", "d = a", "assert b, a", "c[0] = a", "del c[0]", "raise KeyError(a)", "a = b = c", "pass")
INDEXED = (*NAMES, "str(a)", "[a, b]", "(c, d)", "{1: a, b: 2}", "log", "repr(b)")
LITERALS = (
    "True",
    "False",
    "None",
    "[]",
    "()",
    "b'xy'",
    "[1, 2, 3]",
    "(4, 5)",
    "{'k': 1}",
    "{1, 2}",
    "1j",
    "'aé'",
    "''",
)

# Small ones and such as no sequence can be repeated by: in between both sides would only fill the memory.
LARGE = (2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**20, 2**62)
FLOATS = (0.0, -0.0, 0.5, -2.5, 1e300, 1e-300, 3.0, 7.25)

VALUES: st.SearchStrategy[Any] = st.one_of(
    st.integers(-10, 10),
    st.sampled_from(LARGE),
    st.sampled_from([*FLOATS, float("inf"), float("nan"), True, False, None, 1 + 2j]),
    st.text("aé \n%{", max_size=4),
    st.lists(st.integers(-3, 3), max_size=4),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
    st.sampled_from([{"k": 1}, {1, 2}, b"xy", range(3)]),
)


def leaf(r: Random) -> str:
    kind = r.randrange(8)
    if kind < 3:
        return r.choice(NAMES)
    if kind == 3:
        return repr(r.choice(FLOATS))
    if kind == 4:
        return repr(r.choice(LARGE))
    if kind == 5:
        return r.choice(LITERALS)
    return repr(r.randint(-4, 10))


def expression(r: Random, depth: int = 3) -> str:
    """An expression over `NAMES`, e and what it binds itself."""
    if depth == 0 or r.random() < 0.15:
        return leaf(r)

    def inner() -> str:
        return expression(r, depth - 1)

    kind = r.randrange(20)
    if kind < 6:
        return f"({inner()} {r.choice(BINARY)} {inner()})"
    if kind < 8:
        return f"({inner()} {r.choice(COMPARISONS)} {inner()})"
    return (
        f"({inner()} {r.choice(COMPARISONS)} {inner()} {r.choice(COMPARISONS)} {inner()})",
        f"({r.choice(('-', 'not ', '+', '~'))}{inner()})",
        f"({inner()} {r.choice(('and', 'or'))} {inner()})",
        f"({inner()} if {inner()} else {inner()})",
        f"{r.choice(INDEXED)}[{inner()}]",
        f"{r.choice(INDEXED)}[{inner()}:{inner()}]",
        f"[{inner()}, *{inner()}]",
        f"({inner()}, {inner()})",
        f"{{{inner()}: {inner()}}}",
        f"{r.choice(CALLS)}({inner()})",
        f"{r.choice(('min', 'max', 'divmod'))}({inner()}, {inner()})",
        f"[({inner()}, x) for x in {inner()} if x]",
    )[kind - 8]


def statements(r: Random, depth: int = 2) -> list[str]:
    """A few statements, indented by nothing."""
    lines: list[str] = []
    for _ in range(r.randint(1, 3)):
        kind = r.randrange(11 if depth else 6)
        if kind == 0:
            lines.append(f"{r.choice(NAMES)} = {expression(r)}")
        elif kind == 1:
            lines.append(f"{r.choice(NAMES)} {r.choice(BINARY)}= {expression(r)}")
        elif kind == 2:
            lines.append(f"{r.choice(NAMES)}, *{r.choice(NAMES)} = {expression(r)}")
        elif kind == 3:
            lines.append(f"log.append({expression(r)})")
        elif kind == 4:
            lines.append(r.choice(SIMPLE))
        elif kind == 5:
            lines.append(f"log.append((e := {expression(r, 2)}, f'{{{r.choice(NAMES)}{r.choice(SPECIFICATIONS)}))")
        else:
            lines += _compound(r, kind, depth)
    return lines


def _compound(r: Random, kind: int, depth: int) -> list[str]:
    body = [f"    {line}" for line in statements(r, depth - 1)]
    other = [f"    {line}" for line in statements(r, depth - 1)]
    if kind == 6:
        return [f"if {expression(r)}:", *body, "else:", *other]
    if kind == 7:
        head = f"for {r.choice(NAMES)} in {expression(r, 2)}:"
        return [head, "    if len(log) > 9:", "        break", "    log.append('turn')", *body, "else:", *other]
    if kind == 8:
        handler = ["except (TypeError, ValueError) as error:", "    log.append(str(error))"]
        return ["try:", *body, *handler, *(["finally:", *other] if r.random() < 0.5 else other)]
    if kind == 9:
        return ["try:", *body, "finally:", *other]
    return [f"for i in range({r.randint(-2, 5)}, {r.randint(-2, 5)}):", "    log.append(i)", *body]


def function(r: Random, name: str) -> str:
    """A function of four parameters that logs and returns."""
    lines = ["e = 0", *statements(r), f"return {expression(r)}, a, b, c, d, e"]
    return "\n".join([f"def {name}(a, b, c, d, log):", *(f"    {line}" for line in lines)]) + "\n"
