"""Record classes do what dataclasses do."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from smelt import records


@records.record(frozen=True)
class Point:
    x: int
    y: int = 2
    note: str = records.field(default="", compare=False)


@records.record(frozen=True)
class Named(Point):
    name: str = "p"


@records.record()
class Node:
    span: Any = records.field(default=None, compare=False, kw_only=True)


@records.record()
class Leaf(Node):
    value: int
    items: list[int] = records.field(default_factory=list)


@records.record(eq=False)
class Cell:
    content: int


def test_values() -> None:
    assert Point(1) == Point(1, 2, "other") and Point(1) != Point(2) and Point(1) != Named(1)
    assert hash(Point(1)) == hash(Point(1, note="n")) and len({Point(1), Point(1, 2), Point(3)}) == 2
    assert Named(1, name="q").name == "q" and Named(1).y == 2
    assert repr(Point(1)) == "Point(x=1, y=2, note='')"
    assert Point.__match_args__ == ("x", "y", "note")  # type: ignore[attr-defined]


def test_frozen() -> None:
    with pytest.raises(AttributeError, match="frozen"):
        Point(1).x = 3  # type: ignore[misc]
    with pytest.raises(AttributeError, match="frozen"):
        del Point(1).x  # type: ignore[misc]
    changed = records.replace(Point(1), y=5)
    assert changed == Point(1, 5) and changed.note == ""


def test_mutable() -> None:
    first, second = Leaf(1), Leaf(1, span="s")
    first.items.append(3)
    assert second.items == [] and first != second and second == Leaf(1)
    with pytest.raises(TypeError):
        hash(first)
    with pytest.raises(TypeError):
        Leaf()  # type: ignore[call-arg]
    with pytest.raises(TypeError):
        Leaf(1, [], "positional")  # type: ignore[misc]
    assert Leaf.__match_args__ == ("value", "items")  # type: ignore[attr-defined]
    assert [f.name for f in records.fields(Leaf)] == ["span", "value", "items"]


def test_identity() -> None:
    a, b = Cell(1), Cell(1)
    assert a != b and a == a and len({a, b}) == 2


def test_as_dataclasses() -> None:
    """The same definition through the standard library behaves the same."""

    @dataclasses.dataclass(frozen=True)
    class Standard:
        x: int
        y: int = 2
        note: str = dataclasses.field(default="", compare=False)

    for args in ((1,), (1, 2), (3, 4, "n")):
        mine, theirs = Point(*args), Standard(*args)
        assert vars(mine) == vars(theirs)
        assert (mine == Point(1)) == (theirs == Standard(1))
        assert repr(mine).partition("(")[2] == repr(theirs).rpartition("Standard(")[2]
