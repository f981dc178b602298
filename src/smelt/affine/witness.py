"""Numbers for which sums are not negative: where some are found, no isl has to be asked whether there are any."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from smelt.affine.params import Sum
from smelt.affine.values import Interval

# What is tried for those of which some sums want more and others less: a value, how much more it is for the counter of
# each further loop inside, and how much more for a counter of a second round.
_TRIED = (
    (0, 0, 0), (1, 0, 0), (2, 0, 0), (1000, 0, 0), (2, 0, 1), (1000, 0, 1), (2, 1, 0), (1000, 1, 0), (2, 1, 1),
    (1000, -1, 0), (1000, 0, -1),
)  # fmt: skip


def is_possible(sums: Sequence[Sum], ends: Callable[[str], Interval]) -> bool:
    """Whether values of counters and parameters, between their ends, are found for which all sums are at least 0.

    False if none are found; there may be some nevertheless.
    """
    ways: dict[str, bool | None] = {}
    for total in sums:
        for name, factor in total.factors.items():
            if ways.setdefault(name, factor > 0) != (factor > 0):
                ways[name] = None
    point = {name: ends(name)[up] for name, up in ways.items() if up is not None}
    mixed = [(name, ends(name), int(name[1:]), name[0] == "d") for name, up in ways.items() if up is None]
    for value, inside, second in _TRIED if mixed else ((0, 0, 0),):
        for name, (low, high), depth, is_second in mixed:
            wanted = value if name[0] == "p" else value + inside * depth + second * is_second
            point[name] = min(max(wanted, low), high)
        if all(total.constant + sum([by * point[name] for name, by in total.factors.items()]) >= 0 for total in sums):
            return True
    return False
