"""How large caches are taken to be: what the passes that cut nests into pieces go by.

They are those of no processor: what fits these, fits the caches of most. A nest that was cut for nothing loses little.
"""

from __future__ import annotations

from smelt.records import record


@record(frozen=True)
class Caches:
    """Sizes in bytes.

    Attributes
    ----------
    near
        What more lines than that take is worth cutting where rounds use neighbours in cache lines.
    far, farthest
        The same where rounds use the same elements; the latter where rows are cut into narrow pieces.
    piece
        What a piece is to take.
    lines, few_lines
        How many cache lines are in use at a time, the latter where they get in each other's way.
    steps, slack
        Of repeated sweeps: how many steps are in one piece at most, and how many times as many rows as a piece moves
        on in a step have to fit one.
    rounds, row
        What the pieces are multiples of: rounds, and bytes of a row. The later passes compute so many together.
    """

    near: int = 1 << 15
    far: int = 1 << 21
    farthest: int = 1 << 23
    piece: int = 3 << 18
    lines: int = 64
    few_lines: int = 16
    steps: int = 16
    slack: int = 4
    rounds: int = 8
    row: int = 256


CACHES = Caches()
# Lines of this many bytes are what all caches that count have; those a page apart share few places in them.
LINE = 64
PAGE = 4096
