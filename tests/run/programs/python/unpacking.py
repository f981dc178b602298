"""Unpacking: nested, starred, into every kind of target, with the messages when it does not fit."""

from show import Tracer, say, show


def two(value):
    a, b = value
    return a, b


def star_end(value):
    a, *b = value
    return a, b


def star_mid(value):
    a, *b, c = value
    return a, b, c


def star_only(value):
    *a, = value
    return a


def nested(value):
    (a, [b, *c]), d = value
    return a, b, c, d


VALUES = [[], [1], [1, 2], [1, 2, 3], (1, 2), "ab", "abc", {1: 2, 3: 4}, range(2), iter([1, 2]), iter([1]), (x for x in (1, 2, 3)), None, 5, {7, 8}]
for function in (two, star_end, star_mid, star_only):
    for value in VALUES:
        show(function, value)
for value in ([(1, (2, 3, 4)), 5], [(1, [2]), 3], [(1, []), 3], [1, 2], ("ab", "c"), [("x", "yz"), None]):
    show(nested, value)


def targets():
    t = Tracer("t")
    items = [0, 0, 0]
    t.a, t["k"], items[1], (t.b, *items[2:]) = 1, 2, 3, (4, 5, 6)
    return items


show(targets)


def swap(a, b, c):
    a, b = b, a
    a, b, c = c, a, b
    return a, b, c


show(swap, 1, 2, 3)


def chain():
    a = b = c = [1]
    x, y = z = w = (1, 2)
    (p, q), r = s = ((1, 2), 3)
    return a is b is c, x, y, z is w, p, q, r, s


show(chain)


def order():
    i = 0
    values = [10, 20, 30]
    i, values[i] = 1, 99
    say("target", values)[say("index", 2)] = say("value", 5)
    a, b = say("one", 1), say("two", 2)
    return i, values, a, b


show(order)


def in_loops():
    out = []
    for a, (b, c) in [(1, (2, 3)), (4, "xy")]:
        out.append((a, b, c))
    for first, *rest in ["abc", [1], range(4)]:
        out.append((first, rest))
    out += [k + v for k, v in {"a": "b"}.items()]
    for out_index, out_value in enumerate("hi"):
        out.append((out_index, out_value))
    return out


show(in_loops)


class Broken:
    def __iter__(self):
        yield 1
        raise ValueError("half way")


class NoIter:
    def __iter__(self):
        return 5


show(two, Broken())
show(star_end, Broken())
show(two, NoIter())
show(lambda: [*NoIter()])
show(lambda: [*None])
show(lambda: (*5,))
show(lambda: {*5})
show(lambda: {**5})
[a, b] = 1, 2
(c) = 3
() = []
(d,), [e] = [4], (5,)
print(a, b, c, d, e)
*head, tail = range(4)
print(head, tail, [*head, tail], (*head, *head), {*head}, [*"ab", *(), *{}])


def returns(x):
    return 1, *x, 2


def index(d, *k):
    return d[1, *k]


show(returns, [5, 6])
show(index, {(1, 2): "hit"}, 2)
for z in 1, *[2, 3]:
    print(z)
