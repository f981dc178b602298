"""What became of each loop and each check: what `smelt check --ledger` shows."""

from __future__ import annotations

from typing import Literal

from smelt.records import record
from smelt.source import Span

Verdict = Literal[
    "proved",
    "hoisted",
    "kept",
    "unit stride",
    "vectors",
    "wavefront",
    "promoted",
    "interchanged",
    "jammed",
    "threads",
    "refused",
]


@record()
class LedgerEntry:
    """One line.

    Attributes
    ----------
    what
        The loop or the check, in the words of the source.
    verdict
        ``proved`` checks are gone; ``hoisted`` ones are answered by a test in front of the nest; ``kept`` ones run in
        every round. Of loops: what was made of them, or that they were ``refused``.
    why
        What the verdict rests on, or what stood in the way.
    """

    span: Span | None
    what: str
    verdict: Verdict
    why: str = ""


def sorted_entries(entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """In the order of the source, each line once."""
    unique = {(e.span.line if e.span else 0, e.what, e.verdict, e.why): e for e in entries}
    return [unique[key] for key in sorted(unique)]
