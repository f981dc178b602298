"""Classes as libraries make them: dataclasses, enums, named tuples, abstract ones, descriptors, typing."""

import abc
import collections
import dataclasses
import enum
import typing

from show import show


@dataclasses.dataclass(order=True, frozen=True)
class Point:
    x: float
    y: float = 0.0
    tags: list = dataclasses.field(default_factory=list, compare=False)

    def __add__(self, other):
        return Point(self.x + other.x, self.y + other.y)

    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


class Colour(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    ALIAS = 1

    @property
    def pretty(self):
        return self.name.lower()


class Flags(enum.IntFlag):
    A = 1
    B = 2
    AB = A | B


class Shape(abc.ABC):
    @abc.abstractmethod
    def area(self):
        ...

    def describe(self):
        return f"{type(self).__name__} {self.area():.2f}"


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2


Pair = collections.namedtuple("Pair", "left right")


class Typed(typing.NamedTuple):
    name: str
    size: int = 3


class Celsius:
    def __get__(self, instance, owner):
        return owner.__name__ if instance is None else instance.kelvin - 273.15

    def __set__(self, instance, value):
        instance.kelvin = value + 273.15

    def __set_name__(self, owner, name):
        print("descriptor", name)


class Temperature:
    celsius = Celsius()

    def __init__(self, kelvin=300):
        self.kelvin = kelvin


print(Point(3, 4).norm, Point(1) + Point(2, 5), Point(1) < Point(2), Point(1) == Point(1), dataclasses.replace(Point(1), y=9), dataclasses.asdict(Point(1)))


def frozen():
    Point(1).x = 5


show(frozen)
show(lambda: Point())
print(Colour.RED, Colour(2), Colour["GREEN"].value, Colour.ALIAS is Colour.RED, Colour.GREEN.pretty, list(Colour), Flags.A | Flags.B, Flags.AB & 1)
show(lambda: Colour(9))
show(lambda: Shape())
print(Square(2).describe(), isinstance(Square(1), Shape))
p = Pair(1, right=2)
print(p, p.left + p.right, p._replace(left=5), Typed("a"), Typed("b", 2)[1], [*p], p == (1, 2))
t = Temperature()
t.celsius = 20
print(t.kelvin, round(t.celsius, 2), Temperature.celsius)


class Matrix:
    def __init__(self, rows):
        self.rows = [list(r) for r in rows]

    def __matmul__(self, other):
        return Matrix([[sum(a * b for a, b in zip(row, column)) for column in zip(*other.rows)] for row in self.rows])

    def __getitem__(self, key):
        match key:
            case (int(i), int(j)):
                return self.rows[i][j]
            case (slice() as s, int(j)):
                return [row[j] for row in self.rows[s]]
            case int(i):
                return self.rows[i]
        raise TypeError(f"bad key {key!r}")

    def __setitem__(self, key, value):
        i, j = key
        self.rows[i][j] = value

    def __iter__(self):
        for row in self.rows:
            yield from row

    def __len__(self):
        return len(self.rows)

    def __repr__(self):
        return f"Matrix({self.rows})"


m = Matrix([[1, 2], [3, 4]])
m[0, 1] += 10
print(m @ m, m[0, 1], m[:, 0], m[1], list(m), len(m), sum(m))
show(lambda: m["x"])
show(lambda: m @ 5)


class Node:
    __slots__ = ("value", "next")

    def __init__(self, value, next=None):
        self.value, self.next = value, next


class LinkedList:
    def __init__(self, *values):
        self.head = None
        for v in reversed(values):
            self.head = Node(v, self.head)

    def __iter__(self):
        node = self.head
        while node is not None:
            yield node.value
            node = node.next

    def reverse(self):
        previous, node = None, self.head
        while node:
            node.next, previous, node = previous, node, node.next
        self.head = previous
        return self


print(list(LinkedList(1, 2, 3).reverse()))
T = typing.TypeVar("T")


class Stack(typing.Generic[T]):
    def __init__(self):
        self.items: list[T] = []

    def push(self, item: T) -> "Stack[T]":
        self.items.append(item)
        return self


print(Stack[int]().push(1).push(2).items, Stack[int].__origin__ is Stack)
