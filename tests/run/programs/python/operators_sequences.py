"""Operators on strings, bytes, lists, tuples, sets and dicts."""

from show import show


def plus(a, b):
    return a + b


def times(a, b):
    return a * b


def contains(a, b):
    return a in b, a not in b


def less(a, b):
    return a < b


def same(a, b):
    return a == b, a != b


def percent(a, b):
    return a % b


def algebra(a, b):
    return a | b, a & b, a - b, a ^ b


THINGS = ["", "abc", b"", b"ab", [], [1, 2], (), (1, 2), {1, 2}, {"k": 1}, None, 2, 1.5, frozenset({2}), bytearray(b"z"), range(3)]
for function in (plus, times, less, same):
    print("--", function.__name__)
    for left in THINGS:
        for right in THINGS:
            show(function, left, right)
print("-- contains")
for left in ["a", "", b"a", 97, 1, None, (1, 2), [1]]:
    for right in THINGS:
        show(contains, left, right)
print("-- percent")
for left, right in [("%d", 3), ("%s and %s", (1, 2)), ("%s", (1,)), ("%(k)s", {"k": 1}), ("%d", "x"), ("%s %s", 1), ("%s", 1), ("a", 1),
                    ("%5.2f|%-5d|%05d|%x|%r|%%", (1.5, 2, 3, 255, "q")), (b"%d", 5), (b"%s", b"x"), ("%c%c", (65, "B")), ("%z", 1), ("%(a)d", 1)]:
    show(percent, left, right)
print("-- algebra")
for left, right in [({1, 2}, {2, 3}), ({1}, [1]), (frozenset([1]), {1, 9}), ({"a": 1}.keys(), {"a", "b"}), (6, 3), (True, False), ({"a": 1}, {"b": 2})]:
    show(lambda a, b: [sorted(x, key=str) if hasattr(x, "__iter__") else x for x in algebra(a, b)], left, right)


def merge(a, b):
    return a | b


show(merge, {"a": 1, "b": 2}, {"b": 3})
show(merge, {"a": 1}, [("b", 1)])


class Odd:
    def __add__(self, other):
        return NotImplemented

    def __radd__(self, other):
        return ("radd", other)

    def __matmul__(self, other):
        return ("matmul", other)

    def __contains__(self, item):
        return "yes, non-bool"

    def __eq__(self, other):
        return ["eq", other]

    def __lt__(self, other):
        return ["lt", other]

    def __neg__(self):
        return "neg"

    def __invert__(self):
        return "invert"

    def __divmod__(self, other):
        return "divmod"


odd = Odd()
show(lambda: odd + 1)
show(lambda: 1 + odd)
show(lambda: odd @ 2)
show(lambda: 3 in odd)
show(lambda: 3 not in odd)
show(lambda: odd == 4)
show(lambda: odd < 5)
show(lambda: odd > 5)
show(lambda: 5 > odd)
show(lambda: -odd)
show(lambda: ~odd)
show(lambda: +odd)
show(lambda: odd - odd)
show(lambda: divmod(odd, 1))
print([1] * 3, 2 * (1, 2), "-" * 5, [[]] * 2, -1 * [1], [1, 2] + [3], (1,) + (2,), "a" "b" + "c")
