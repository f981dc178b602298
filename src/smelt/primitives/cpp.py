"""What C++'s library does for objects of any class."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import Type


def move(type_: Type) -> Row:
    """What is in an object may be taken out of it."""
    return Row("move", "std::move", (type_,), type_, "never", gil=False, pure=True, part="<utility>")
