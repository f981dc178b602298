"""Broken sources: whatever is cut off or changed, the answer is a translation or diagnostics, never a traceback."""

from __future__ import annotations

import re
import traceback
import warnings
from pathlib import Path
from random import Random

import pytest

from smelt.options import Options
from smelt.pipeline import translate
from smelt.source import CompileError, SourceFile

PROGRAMS = Path(__file__).resolve().parents[1] / "run" / "programs"
SOURCES = sorted(path for path in PROGRAMS.rglob("*.py*") if path.suffix in (".py", ".pyx"))
SHARDS = 12
MUTANTS = 60

TOKEN = re.compile(r"\w+|[^\w\s]|\n[ \t]*")
_WORDS = (
    "cdef cpdef def class struct union enum ctypedef cimport import from include extern nogil gil with except "
    "noexcept return yield raise try finally for while in if else lambda not and or is None True int double char "
    "void object unsigned long const inline public api packed fused property async await match case global nonlocal "
    "del pass break ( ) [ ] { } : , . = == := -> * ** & | < > <= @ ... ; ' \" ''' 0 1.5 1j 5L x NULL sizeof <int> "
    "<T?> f'{ # \\ \t é €"
)
WORDS = _WORDS.split(" ")
ODD = ["", "\n", "\t", "\\", "'", '"""', "(", ")", "é", "\ufeff", "#", "# cython:", "\x00", "\x0c", "cdef", "def", "5L"]
ODD += ["x = 1\\", "$", "?"]
DEEP = ["(" * 300, "[" * 5000, "-" * 3000 + "1", "x" * 10000, "if x:\n" + " " * 200 + "pass", "1+" * 3000 + "1"]
DEEP += ["\n".join(" " * depth + "if x:" for depth in range(120)), "lambda: " * 500 + "0", "a." * 2000 + "a"]


def piece(random: Random, text: str) -> str:
    """Some top-level pieces of a program: quicker to translate than all of it."""
    parts = re.split(r"\n\n\n+", text)
    start = random.randrange(len(parts))
    return parts[0] + "\n\n\n" + "\n\n\n".join(parts[start : start + random.randint(1, 3)]) + "\n"


def mutant(random: Random, text: str) -> str:
    """The text with something cut off, taken out, doubled, exchanged or put in."""
    for _ in range(random.choice((1, 1, 1, 2, 4))):
        tokens = list(TOKEN.finditer(text))
        if not tokens:
            return text
        one, other = random.choice(tokens), random.choice(tokens)
        kind = random.randrange(9)
        if kind == 0:
            text = text[: random.randrange(len(text))]
        elif kind == 1:
            text = text[: one.start()] + text[one.end() :]
        elif kind == 2:
            text = text[: one.end()] + " " + one[0] + text[one.end() :]
        elif kind == 3:
            text = text[: one.start()] + other[0] + text[one.end() :]
        elif kind == 4:
            text = text[: one.start()] + random.choice(WORDS) + text[one.end() :]
        elif kind == 5:
            text = text[: one.start()] + random.choice(WORDS) + " " + text[one.start() :]
        elif kind == 6:
            lines = text.split("\n")
            del lines[random.randrange(len(lines))]
            text = "\n".join(lines)
        elif kind == 7:
            lines = text.split("\n")
            index = random.randrange(len(lines))
            lines[index] = random.choice((" ", "    ", "\t")) + lines[index]
            text = "\n".join(lines)
        else:
            start, end = sorted((one.start(), other.end()))
            text = text[:start] + text[end:] if end - start < 300 else text[: one.start()]
    return text


def answer(name: str, text: str) -> str:
    """``translated``, ``diagnosed``, or the traceback of what should not have been raised."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            translate(SourceFile(name, text), Options(), Path(name))
    except CompileError as error:
        assert error.diagnostics.errors
        assert error.diagnostics.render()
        return "diagnosed"
    except Exception:
        return "".join(traceback.format_exc().splitlines(keepends=True)[-8:])
    return "translated"


@pytest.mark.parametrize("shard", range(SHARDS))
def test_mutants(shard: int) -> None:
    random = Random(shard)
    answers = {"translated": 0, "diagnosed": 0}
    for _ in range(MUTANTS):
        path = random.choice(SOURCES)
        text = mutant(random, piece(random, path.read_text(encoding="utf-8")))
        found = answer(path.name, text)
        assert found in answers, f"{path.name}:\n{text}\n{found}"
        answers[found] += 1
    assert min(answers.values()) >= 3, "mutants are to be of both kinds"


@pytest.mark.parametrize("suffix", [".py", ".pyx"])
def test_odd_texts(suffix: str) -> None:
    for text in ODD + DEEP:
        found = answer(f"odd{suffix}", text)
        assert found in ("translated", "diagnosed"), f"{text[:200]!r}\n{found}"
