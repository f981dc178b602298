"""How the Python objects of fused functions choose a specialisation: tables, written into the C as constant data."""

from __future__ import annotations

from smelt.records import record
from smelt.types import View


@record()
class FusedChoice:
    """One way to tell that an argument is a member of a fused type.

    `how`: ``b``, ``i``, ``f`` and ``c`` a bool, int, float or complex, ``I`` and ``F`` what can become an int or a
    float, ``t`` an instance of the type at `index` of those that `make_fused` gets, ``v`` what has elements as `view`,
    ``o`` any object.
    """

    how: str
    member: int
    view: View | None = None
    index: int = 0


@record()
class FusedParam:
    """A parameter that decides which member the `fused`-th fused type is; `position` is -1 for keyword-only ones."""

    name: str
    position: int
    by_name: bool
    fused: int
    choices: list[FusedChoice]


@record()
class FusedTable:
    """How the Python object of a fused function chooses; `key` is unique in the module.

    `sizes` has the number of members of each fused type, `labels` how Python spells each specialisation, in the order
    in which the last fused type varies fastest. `least` of the `positional` parameters have no default.
    """

    key: str
    py_name: str
    qualname: str
    doc: str | None
    signature: str
    line: int
    binding: bool
    sizes: list[int]
    labels: list[str]
    params: list[FusedParam]
    least: int
    positional: int


FUSED_TABLE = "smelt_fused_table:"


def fused_table_name(key: str) -> str:
    """The name by which a `CName` refers to a table."""
    return FUSED_TABLE + key
