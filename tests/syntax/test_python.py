"""Python code gives the tree that `ast.parse` gives, locations included, and survives printing."""

from __future__ import annotations

import ast
import re
import sys
import sysconfig
import warnings
from pathlib import Path

import pytest

from smelt.source import Diagnostics, SourceFile
from smelt.syntax import parse, unparse

# Words that are plain names in Python and something else in the Cython language.
_OTHER_MEANING = re.compile(r"\bsizeof\(|\btypeid\(|\bNULL\b|\b0[xX]?[0-9a-fA-F]*[lLuU]+\b")
_PLACES = ("lineno", "col_offset", "end_lineno", "end_col_offset")


def library() -> list[Path]:
    """Files of the standard library that the running Python itself can parse."""
    root = Path(sysconfig.get_paths()["stdlib"])
    names = sorted(
        path for path in root.rglob("*.py") if "site-packages" not in path.parts and "data" not in path.parts
    )
    return [path for path in names if path.stat().st_size < 200_000]


def reference(text: str) -> ast.Module | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(text)
        except (SyntaxError, ValueError):
            return None


def shown(tree: ast.Module) -> str:
    """The tree with its locations; before 3.12 those inside f-strings were approximate, 3.12 kept empty pieces."""
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            node.values = [part for part in node.values if not (isinstance(part, ast.Constant) and part.value == "")]
    if sys.version_info < (3, 12):
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr):
                for inner in ast.walk(node):
                    if inner is not node and hasattr(inner, "lineno"):
                        for name in _PLACES:
                            setattr(inner, name, 0)
    return ast.dump(tree, include_attributes=True)


def differences(path: Path) -> str | None:
    """What is wrong with the file's tree, or with its printed form."""
    try:
        source = SourceFile.read(path)
    except (SyntaxError, UnicodeDecodeError):
        return None
    wanted = reference(source.text)
    if wanted is None or _OTHER_MEANING.search(source.text):
        return None
    diagnostics = Diagnostics()
    found = parse(source, diagnostics, dialect="pyx")
    if diagnostics.items:
        return diagnostics.render()
    first, second = shown(found), shown(wanted)
    if first != second:
        at = next((i for i, (a, b) in enumerate(zip(first, second, strict=False)) if a != b), 0)
        return f"{path}\nfound  …{first[max(0, at - 200) : at + 100]}\nwanted …{second[max(0, at - 200) : at + 100]}"
    again = parse(SourceFile(path.name, unparse(found)), diagnostics, dialect="pyx")
    if ast.dump(again).replace(", kind='u'", "") != ast.dump(found).replace(", kind='u'", ""):
        return f"{path}: printing changes the tree"
    return None


def test_library(request: pytest.FixtureRequest) -> None:
    files = library()
    if not request.config.getoption("--whole-stdlib"):
        files = files[:: max(1, len(files) // 150)]
    wrong = [found for found in map(differences, files) if found is not None]
    assert not wrong, "\n\n".join(wrong[:5])


SNIPPETS = [
    "x = (yield)\n",
    "def f(a, /, b: int = 1, *c: int, d, e=2, **g: str) -> None: pass\n",
    "lambda: (yield)\nlambda *a, b=1, **c: a\nlambda x, /, y: 0\n",
    "with (a as b, c as (d, e),): pass\nwith (a): pass\nwith (a, b): pass\n"
    "with (a), b as c: pass\nwith (a, b) as c: pass\n",
    "with (yield x): pass\nwith (a for b in c): pass\nwith (a := b): pass\nwith a() as b[0], c as d.e: pass\n",
    "try: pass\nexcept* (A, B) as c: pass\nelse: pass\nfinally: pass\n",
    "a = b = *c, d\nfor x, *y in *z, w: pass\nreturn_ = [*a, *b]\n",
    "x[a:b, ::c, ..., *d] = y[*z]\nx[a,]\nx[a := 1]\n",
    "async def f():\n    async for a in b: await c\n    async with d as e, f: return [g async for h in i]\n",
    "match a, *b:\n    case -1 | 1 + 2.5j | 'a' 'b': pass\n"
    "    case A(b, c=D.e) as f if f: pass\n    case [*_, None], {'a': 1, **r}: pass\n",
    "match = case = type = _ = 1\nmatch(a)\nmatch[a]: int\nprint(match * a, -match)\ntype(x)\n",
    "if (a := b): pass\nelif c: pass\nelif d: pass\nelse: pass\n",
    "f(a, *b, c=d, **e)\nf(a for b in c)\nf(a := 1, b)\nf((a for b in c), d)\nf(a)(b)[c].d(e for f in g)\n",
    "x = a if b else c if d else lambda: e\nnot a < b <= c != d is not e not in f\n-a ** -b\na @ b // c % d\n",
    "x = 'a' \"b\" f'c{d}e' '''f'''\nb'a' rb'\\x'\nu'a' 'b'\n1_000, 0x_ff, 0o17, 0b1, 1e5j, .5, 5.\n",
    "f'{a!r:{b}.{c}}{d=}{{}}{e:%Y-%m}' f\"{'x'}\"\nf'{a:{b!s}}'\nf'''{\na}'''\n",
    "@a.b\n@c(d)\nclass E(f, g=h, *i, **j): k: int; l: int = 1\n",
    "global_ = 1; del (a), b[0], (c, d), [e]\nassert a, b\n"
    "raise a from b\nimport a.b as c, d\nfrom . import (e, f as g,)\n",
    "x = {**a, 'b': c, **d}; y = {*a, b}; z = {a: b for c in d if e if f}; w = {a for b in c}; v = (); u = a,\n",
    "(a) = 1\n(a.b): int\n(a): int = 2\n(a).b += 1\na: tuple = 1, 2\n",
    "if a:\n\tb\n\tif c:\n\t\td\n\x0ce = 1\n# comment\n\n  # odd\nf = (1, # c\n  2)\\\n  .g\n",
    "é = 'ü' + f'{ñ!r}ß' # ж\nx = (ö,\n   ä.ë)\n",
    "",
    "\n\n# only a comment",
    "x = 1 if True else 2; y = None; z = ...",
]  # fmt: skip
if sys.version_info >= (3, 12):
    SNIPPETS += [
        "type X[T: int, *Ts, **P] = list[T]\ndef f[T](x: T) -> T: pass\nclass A[T: (int, str)](B): pass\n",
        "f'{f'{f\"{a['b']}\"}'}' f'{a # comment\n}'\n",
    ]
if sys.version_info >= (3, 13):
    SNIPPETS.append("type X[T = int, *Ts = *tuple[int], **P = [int]] = T\n")


@pytest.mark.parametrize("text", SNIPPETS, ids=range(len(SNIPPETS)))
def test_snippet(text: str) -> None:
    wanted = reference(text)
    assert wanted is not None
    diagnostics = Diagnostics()
    found = parse(SourceFile("snippet.pyx", text), diagnostics, dialect="pyx")
    assert [item for item in diagnostics if item.code != "E0122"] == []
    assert shown(found) == shown(wanted)
    again = parse(SourceFile("again.pyx", unparse(found)), Diagnostics(), dialect="pyx")
    assert ast.dump(again) == ast.dump(found)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_newlines_and_marks(newline: str) -> None:
    text = "\ufeff" + newline.join(["if a:", "    b = '''c", "d'''", "", "e"])
    found = parse(SourceFile("marks.pyx", text), Diagnostics(), dialect="pyx")
    assert shown(found) == shown(ast.parse("if a:\n    b = '''c\nd'''\n\ne"))
