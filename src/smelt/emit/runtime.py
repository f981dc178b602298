"""The runtime's parts, written into the C text: so that one file is all that a build needs.

A part is a header of ``runtime/``, which says in its first line which others it needs. Comments are left out: the parts
are documented where they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "runtime"
_NEEDS = re.compile(r"/\* needs:([^*]*)\*/")
_STRING = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'')
_TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//[^\n]*|/\*.*?\*/', re.DOTALL)


@cache
def _text(name: str) -> str:
    return (_FOLDER / f"{name}.h").read_text(encoding="utf-8")


@cache
def _needs(name: str) -> tuple[str, ...]:
    found = _NEEDS.search(_text(name))
    return tuple(part.removesuffix(".h") for part in found.group(1).split()) if found else ()


@cache
def stripped(name: str) -> str:
    """A part without comments and empty lines, arguments and declarations on one line each."""
    text = _TOKEN.sub(lambda m: " " if m.group().startswith("/") else m.group(), _text(name))
    return "".join(f"{line}\n" for line in _joined([line.rstrip() for line in text.splitlines() if line.strip()]))


def _joined(lines: list[str]) -> Iterator[str]:
    """The lines, with what is inside of parentheses, initializers and types drawn together."""
    held: list[str] = []
    depth, braces, macro = 0, False, False
    for line in lines:
        if macro or line.startswith("#"):
            if held:
                yield " ".join(held)
                held = []
            yield line
            macro = line.endswith("\\")
            continue
        plain = _STRING.sub("", line)
        braces = braces or "= {" in plain or plain.startswith(("typedef struct {", "enum {"))
        depth += plain.count("(") - plain.count(")")
        depth += plain.count("{") - plain.count("}") if braces else 0
        held.append(line.strip() if held else line)
        if depth <= 0:
            yield " ".join(held)
            held, depth, braces = [], 0, False
    yield from held  # never any in what the C compiler takes


def in_order(parts: Iterable[str]) -> list[str]:
    """The parts and all that they need, each after what it needs itself."""
    found: list[str] = []

    def add(name: str) -> None:
        if name not in found:
            for needed in _needs(name):
                add(needed)
            found.append(name)

    for part in sorted(parts):
        add(part)
    return found
