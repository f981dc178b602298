"""Broken sources: a diagnostic every time, never an exception, and several mistakes in one run."""

from __future__ import annotations

import ast
import random
import sys
from pathlib import Path

import golden
import pytest

from smelt.source import Diagnostics, SourceFile
from smelt.syntax import parse, unparse

CASES = Path(__file__).resolve().parent.parent / "cases"
INPUTS = [
    body
    for folder in ("syntax", "errors/syntax")
    for path in sorted((CASES / folder).glob("*.test"))
    for title, body in golden.sections(path.read_text(encoding="utf-8"))
    if title.startswith("input")
]
PROGRAMS = [
    body
    for path in sorted((CASES / "syntax").glob("*.test"))
    for title, body in golden.sections(path.read_text(encoding="utf-8"))
    if title.startswith("input")
]
_PIECES = ["(", ")", "[", "]", "{", "}", ":", ",", "'", '"', '"""', "f'{", "\\", "\n", "    ", "\t", "=", "<", ">", "*",
           "&", "?", "!", "cdef ", "def ", "class ", "lambda ", "if ", "for ", "in ", "\0", "é", ";", "->", "@", "0x",
           "except ", "nogil", "extern from ", "struct ", "enum ", "yield ", "await ", "match ", "case "]  # fmt: skip


def attempt(text: str, dialect: str = "pyx", level: int = 3) -> Diagnostics:
    diagnostics = Diagnostics()
    tree = parse(SourceFile("broken.pyx", text), diagnostics, dialect=dialect, language_level=level)  # type: ignore[arg-type]
    assert isinstance(tree, ast.Module)
    diagnostics.render()
    return diagnostics


def mutated(text: str, random_: random.Random) -> str:
    for _ in range(random_.randint(1, 3)):
        at = random_.randrange(len(text) + 1)
        choice = random_.randrange(4)
        if choice == 0:
            text = text[:at]
        elif choice == 1:
            text = text[:at] + text[at + random_.randint(1, 8) :]
        elif choice == 2:
            text = text[:at] + random_.choice(_PIECES) + text[at:]
        else:
            other = random_.randrange(len(text) + 1)
            text = text[:at] + text[other : other + 20] + text[at:]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_mutations(seed: int) -> None:
    random_ = random.Random(seed)
    for _ in range(250):
        text = mutated(random_.choice(INPUTS), random_)
        try:
            attempt(text, random_.choice(["pyx", "pyx", "pxd", "py"]), random_.choice([2, 3]))
        except Exception as error:  # the text is what a report needs
            raise AssertionError(f"{error!r} for {text!r}") from error


def test_every_prefix() -> None:
    for program in PROGRAMS[:4]:
        for end in range(0, len(program), 3):
            attempt(program[:end])


@pytest.mark.parametrize("program", PROGRAMS, ids=range(len(PROGRAMS)))
def test_printing_keeps_the_tree(program: str) -> None:
    level = 2 if "print >>" in program else 3
    diagnostics = Diagnostics()
    tree = parse(SourceFile("a.pyx", program), diagnostics, dialect="pyx", language_level=level)
    assert not diagnostics.items
    text = unparse(tree)
    again = parse(SourceFile("b.pyx", text), diagnostics, dialect="pyx", language_level=level)
    assert not diagnostics.items, diagnostics.render()
    assert ast.dump(again).replace(", kind='u'", "") == ast.dump(tree).replace(", kind='u'", "")
    assert unparse(again) == text


DEEP = {
    "parentheses": "x = " + "(" * 150 + "1" + ")" * 150,
    "too many parentheses": "x = " + "(" * 5000 + "1" + ")" * 5000,
    "open parentheses": "(" * 20000,
    "lists": "[" * 1000,
    "signs": "x = " + "-" * 10000 + "1",
    "casts": "x = " + "<int>" * 5000 + "1",
    "nots": "x = " + "not " * 10000 + "1",
    "powers": "x = " + "1 ** " * 10000 + "1",
    "sum": "x = " + "1 + " * 50000 + "1",
    "lambdas": "x = " + "lambda: " * 5000 + "1",
    "conditions": "x = " + "a if b else " * 5000 + "1",
    "attributes": "x" + ".a" * 50000,
    "calls": "x" + "()" * 50000,
    "pointers": "cdef int " + "*" * 50000 + "x",
    "declarators": "cdef int " + "(*" * 5000 + "x" + ")" * 5000,
    "templates": "cdef " + "a[" * 3000 + "int" + "]" * 3000 + " x",
    "blocks": "\n".join(" " * n + "if x:" for n in range(500)),
    "branches": "if x: pass\n" + "elif x: pass\n" * 1500,
    "f-strings": "x = " + "f'{" * 300 + "1" + "}'" * 300,
    "format specs": "x = f'{x:" + "{x:" * 300 + "}" * 300 + "}'",
    "targets": "(" * 150 + "x" + ",)" * 150 + " = 1",
    "patterns": "match x:\n    case " + "[" * 500 + "]" * 500 + ": pass",
    "assignments": "x = " * 5000 + "1",
    "cname": 'cdef int x "' * 300,
}  # fmt: skip


@pytest.mark.parametrize("name", DEEP)
def test_deep(name: str) -> None:
    limit = sys.getrecursionlimit()
    attempt(DEEP[name])
    assert sys.getrecursionlimit() == limit


def test_several_mistakes() -> None:
    text = "cdef int x =\ny = 1\nif a\n    b = = 2\n    c = 3\nclass D:\n    def f(self: pass\n    x = 1\nz = $\n"
    lines = [item.span.line for item in attempt(text).items]
    assert lines == [1, 3, 4, 7, 9]


def test_nul_and_surrogates() -> None:
    assert [item.code for item in attempt("x = 1\ny = '\0'\n").items] == ["E0101"]
    attempt("x = '\udc80'\n")
    attempt("\udc80 = 1\n")
    attempt("x = '\udc80'\n", "py")
