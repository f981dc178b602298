"""What a name that nobody knows was perhaps meant to be."""

from __future__ import annotations

from collections.abc import Iterable


def close_to(name: str, known: Iterable[str]) -> list[str]:
    """The one of the names known that is most like it, if any is."""
    from difflib import get_close_matches  # only where something is wrong

    return get_close_matches(name, list(known), 1)
