"""The runtime's parts, written into the C text: so that one file is all that a build needs.

A part is a header of ``runtime/``, which says in its first line which others it needs. Comments are left out: the parts
are documented where they are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).parent.parent / "runtime"
_NEEDS = re.compile(r"/\* needs:([^*]*)\*/")
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
    """A part without comments and empty lines."""
    text = _TOKEN.sub(lambda m: " " if m.group().startswith("/") else m.group(), _text(name))
    return "".join(f"{line.rstrip()}\n" for line in text.splitlines() if line.strip())


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
