"""Annotations: evaluated where Python evaluates them, kept where it keeps them."""

from __future__ import division

import typing
from typing import Optional

from show import say, show

x: int
y: float = 1.5
z: "forward reference" = 2
w: list[int] = [1]
u: int | None = None
v: Optional[dict[str, tuple[int, ...]]] = {}
say("target", {})["k"]: say("item", int) = 3
print(__annotations__)
print(y, z, w, u, v, "x" in globals())


def f(a: int, b: say("b annotation", str) = "d", *args: 1 + 1, c: "quoted", d: list[str] = (), **kw: {"any": "thing"}) -> say("return", None):
    local: undefined_name = 5
    other: also_undefined
    a.attribute: yet_another if False else int
    return local


print(f.__annotations__)
f.__annotations__["a"] = float
print(f.__annotations__["a"])
print(typing.get_type_hints(lambda: 1))


class C:
    a: int
    b: str = "x"
    c: "C" = None

    def method(self, other: "C") -> "C":
        return other


print(C.__annotations__, C.method.__annotations__, C.b)


def unbound():
    n: int
    return n


show(unbound)


def scopes():
    m: int = 1

    def inner(p: m = 2) -> m:
        return p

    return inner.__annotations__, inner()


show(scopes)


def no_annotations(a, b):
    return a


print(no_annotations.__annotations__)


def failing():
    def g(a: 1 / 0):
        pass


show(failing)
print(isinstance(1, int | str), list[int], dict[str, int] | None, type[int], (int | None) == Optional[int])


def typed_plain(a: int, b: float, c: str = "s") -> bool:
    return a == b


show(typed_plain, 1, 1.0)
show(typed_plain, "1", 2.5, "x")
show(typed_plain, 10**30, 1e30)


def typed_locals(n: int) -> float:
    total: float = 0
    count: int = n
    for i in range(n):
        total += i * 0.5
    count = "changed to a string" if n > 3 else count
    return total, count


show(typed_locals, 3)
show(typed_locals, 5)
T = typing.TypeVar("T")


def generic(items: list[T], key: typing.Callable[[T], int] = len) -> T:
    return max(items, key=key)


show(generic, ["a", "bbb", "cc"])
(p): int = 5
print(p, __annotations__.get("p"))
