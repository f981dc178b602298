"""The containers of C++ for uncompiled runs, made of Python's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class vector(list[T]):
    """``std::vector``"""

    def __init__(self, items: Any = (), value: Any = None) -> None:
        super().__init__([value] * items if isinstance(items, int) else items)

    def push_back(self, item: T) -> None:
        self.append(item)

    emplace_back = push_back

    def pop_back(self) -> None:
        del self[-1]

    def size(self) -> int:
        return len(self)

    def empty(self) -> bool:
        return not self

    def at(self, index: int) -> T:
        if not 0 <= index < len(self):
            raise IndexError("vector::at")
        return self[index]

    def front(self) -> T:
        return self[0]

    def back(self) -> T:
        return self[-1]

    def resize(self, size: int, value: Any = 0) -> None:
        self[:] = self[:size] + [value] * (size - len(self))

    def assign(self, size: int, value: T) -> None:
        self[:] = [value] * size

    def reserve(self, size: int) -> None:
        """Memory is Python's business here."""

    def data(self) -> Any:
        from smelt.shadow._ctypes import Pointer

        return Pointer("item", self)


class queue(vector[T]):
    """``std::queue`` and ``std::deque``"""

    def push(self, item: T) -> None:
        self.append(item)

    def push_front(self, item: T) -> None:
        self.insert(0, item)

    def pop_front(self) -> None:
        del self[0]


class stack(vector[T]):
    """``std::stack``"""

    def push(self, item: T) -> None:
        self.append(item)

    def top(self) -> T:
        return self[-1]


class ordered(dict[Any, Any], Generic[T]):
    """``std::map`` and ``std::unordered_map``"""

    def __class_getitem__(cls, items: Any) -> Any:
        return cls

    def size(self) -> int:
        return len(self)

    def empty(self) -> bool:
        return not self

    def count(self, key: Any) -> int:
        return int(key in self)

    contains = dict.__contains__


class unique(set[Any]):
    """``std::set`` and ``std::unordered_set``"""

    def insert(self, item: Any) -> None:
        self.add(item)

    def size(self) -> int:
        return len(self)

    def empty(self) -> bool:
        return not self

    def count(self, item: Any) -> int:
        return int(item in self)


class pair(Generic[T]):
    """``std::pair``"""

    def __init__(self, first: Any = None, second: Any = None) -> None:
        self.first, self.second = first, second

    def __class_getitem__(cls, items: Any) -> Any:
        return cls

    def __iter__(self) -> Any:
        return iter((self.first, self.second))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, (pair, tuple)) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((self.first, self.second))


MODULES: dict[str, Callable[[], dict[str, Any]]] = {
    "libcpp": lambda: {"bool": bool, "nullptr": None},
    "libcpp.vector": lambda: {"vector": vector},
    "libcpp.list": lambda: {"list": queue},
    "libcpp.deque": lambda: {"deque": queue},
    "libcpp.queue": lambda: {"queue": queue},
    "libcpp.stack": lambda: {"stack": stack},
    "libcpp.map": lambda: {"map": ordered},
    "libcpp.unordered_map": lambda: {"unordered_map": ordered},
    "libcpp.set": lambda: {"set": unique},
    "libcpp.unordered_set": lambda: {"unordered_set": unique},
    "libcpp.utility": lambda: {"pair": pair, "move": lambda value: value},
    "libcpp.pair": lambda: {"pair": pair},
    "libcpp.string": lambda: {"string": bytes},
}
