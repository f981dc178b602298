"""Random programs: expressions and short functions over numbers, text and containers, as text."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

NAMES = ("a", "b", "c", "d")
# No powers and no shifts to the left: both sides would only compute for long.
BINARY = ("+", "-", "*", "/", "//", "%", "&", "|", "^", ">>")
COMPARISONS = ("<", "<=", "==", "!=", ">", ">=", "is", "is not", "in", "not in")

# Small ones and such as no sequence can be repeated by: in between both sides would only fill the memory.
INTEGERS = st.one_of(
    st.integers(-10, 10),
    st.sampled_from([2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**20, 2**62]),
)
FLOATS = st.sampled_from([0.0, -0.0, 0.5, -2.5, 1e300, 1e-300, 3.0, 7.25])
TEXTS = st.text("aé \n%{", max_size=4)
LITERALS = st.one_of(
    INTEGERS.map(repr),
    FLOATS.map(repr),
    TEXTS.map(repr),
    st.sampled_from(["True", "False", "None", "[]", "()", "b'xy'", "[1, 2, 3]", "(4, 5)", "{'k': 1}", "{1, 2}", "1j"]),
)

VALUES: st.SearchStrategy[Any] = st.one_of(
    INTEGERS,
    FLOATS,
    st.sampled_from([float("inf"), float("nan"), True, False, None, 1 + 2j]),
    TEXTS,
    st.lists(st.integers(-3, 3), max_size=4),
    st.tuples(st.integers(-3, 3), st.integers(-3, 3)),
    st.sampled_from([{"k": 1}, {1, 2}, b"xy", range(3)]),
)


def _join(parts: tuple[str, ...]) -> str:
    return "".join(parts)


def _extend(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    binary = st.tuples(st.just("("), inner, st.sampled_from([f" {op} " for op in BINARY]), inner, st.just(")"))
    compare = st.tuples(st.just("("), inner, st.sampled_from([f" {op} " for op in COMPARISONS]), inner, st.just(")"))
    chain = st.tuples(
        st.just("("),
        inner,
        st.sampled_from([" < ", " == "]),
        inner,
        st.sampled_from([" <= ", " != "]),
        inner,
        st.just(")"),
    )
    return st.one_of(
        binary,
        binary,
        compare,
        chain,
        st.tuples(st.sampled_from(["(-", "(not ", "(+", "(~"]), inner, st.just(")")),
        st.tuples(st.just("("), inner, st.sampled_from([" and ", " or "]), inner, st.just(")")),
        st.tuples(st.just("("), inner, st.just(" if "), inner, st.just(" else "), inner, st.just(")")),
        st.tuples(inner, st.just("["), inner, st.just("]")),
        st.tuples(inner, st.just("["), inner, st.just(":"), inner, st.just("]")),
        st.tuples(st.just("["), inner, st.just(", *"), inner, st.just("]")),
        st.tuples(st.just("("), inner, st.just(", "), inner, st.just(")")),
        st.tuples(st.just("{"), inner, st.just(": "), inner, st.just("}")),
        st.tuples(
            st.sampled_from(["len(", "str(", "abs(", "bool(", "list(", "int(", "float(", "repr(", "type("]),
            inner,
            st.just(")"),
        ),
        st.tuples(
            st.sampled_from(["min(", "max(", "divmod(", "isinstance("]), inner, st.just(", "), inner, st.just(")")
        ),
        st.tuples(st.just("["), inner, st.just(" for x in "), inner, st.just(" if x]")),
        st.tuples(st.just("f'{"), st.sampled_from(NAMES), st.sampled_from(["!r}'", ":>8}'", "}|'", ":.2f}'"])),
        st.tuples(st.just("(e := "), inner, st.just(")")),
    ).map(_join)


# The walrus binds e in each function; x is bound by the comprehensions.
EXPRESSIONS = st.recursive(st.one_of(LITERALS, st.sampled_from(NAMES)), _extend, max_leaves=8)


SIMPLE = ["del a", "d = a", "assert b, a", "c[0] = a", "del c[0]", "raise KeyError(a)"]


@st.composite
def statements(draw: st.DrawFn, depth: int = 2) -> list[str]:
    """A few statements, indented by nothing."""
    lines: list[str] = []
    for _ in range(draw(st.integers(1, 3))):
        kind = draw(st.integers(0, 9 if depth else 4))
        expression = draw(EXPRESSIONS)
        if kind == 0:
            lines.append(f"{draw(st.sampled_from(NAMES))} = {expression}")
        elif kind == 1:
            lines.append(f"{draw(st.sampled_from(NAMES))} {draw(st.sampled_from(BINARY))}= {expression}")
        elif kind == 2:
            lines.append(f"{draw(st.sampled_from(NAMES))}, *{draw(st.sampled_from(NAMES))} = {expression}")
        elif kind == 3:
            lines.append(f"log.append({expression})")
        elif kind == 4:
            lines.append(draw(st.sampled_from(SIMPLE)))
        else:
            body = [f"    {line}" for line in draw(statements(depth - 1))]
            other = [f"    {line}" for line in draw(statements(depth - 1))]
            if kind == 5:
                lines += [f"if {expression}:", *body, "else:", *other]
            elif kind == 6:
                lines += [
                    f"for {draw(st.sampled_from(NAMES))} in {expression}:",
                    *body,
                    "    if len(log) > 9:",
                    "        break",
                ]
            elif kind == 7:
                lines += [
                    "try:",
                    *body,
                    "except (TypeError, ValueError) as error:",
                    "    log.append(str(error))",
                    *other,
                ]
            elif kind == 8:
                lines += ["try:", *body, "finally:", *other]
            else:
                lines += [
                    f"for i in range({draw(st.integers(-2, 5))}, {draw(st.integers(-2, 5))}):",
                    "    log.append(i)",
                    *body,
                ]
    return lines


@st.composite
def functions(draw: st.DrawFn, name: str) -> str:
    """A function of four parameters that logs and returns."""
    body = draw(statements())
    header = [f"def {name}(a, b, c, d, log):", "    e = 0"]
    end = [f"    return {draw(EXPRESSIONS)}, a, b, c, d, e"]
    return "\n".join([*header, *(f"    {line}" for line in body), *end]) + "\n"
