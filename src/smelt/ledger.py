"""What became of each loop and each check: what `smelt check --ledger` shows."""

from __future__ import annotations

from typing import Literal

from smelt.records import record
from smelt.source import Span

Verdict = Literal[
    "proved",
    "hoisted",
    "kept",
    "inlined",
    "unit stride",
    "vectors",
    "wavefront",
    "promoted",
    "interchanged",
    "tiled",
    "skewed",
    "jammed",
    "collapsed",
    "independent",
    "threads",
    "one thread",
    "refused",
]
# Of one check that stands in a line several times, and of one loop.
_WORST: tuple[Verdict, ...] = ("kept", "hoisted", "proved", "inlined")
_FASTER: frozenset[Verdict] = frozenset({"vectors", "wavefront", "jammed", "skewed", "collapsed"})


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
        ``inlined`` calls are replaced by what they do.
    why
        What the verdict rests on, or what stood in the way.
    """

    span: Span | None
    what: str
    verdict: Verdict
    why: str = ""


def sorted_entries(entries: list[LedgerEntry]) -> list[LedgerEntry]:
    """In the order of the source, each line once.

    A check is as good as the worst of those of its name in its line. Of a loop it does not matter what it was refused
    where it became something as good, nor that it runs where there is more to be said of it.
    """
    places: dict[tuple[int, str], dict[tuple[Verdict, str], LedgerEntry]] = {}
    for entry in entries:
        line = entry.span.line if entry.span else 0
        places.setdefault((line, entry.what), {})[entry.verdict, entry.why] = entry
    result: list[LedgerEntry] = []
    for place in sorted(places):
        found = places[place]
        verdicts = {verdict for verdict, _ in found}
        if place[1].startswith(("loop", "parallel loop")):
            gone: set[Verdict] = {"refused"} if verdicts & _FASTER else set()
            if len(verdicts) > 1:
                gone.add("kept")
        else:
            gone = verdicts - {next((verdict for verdict in _WORST if verdict in verdicts), "kept")}
        result += [found[key] for key in sorted(found) if key[0] not in gone]
    return result
