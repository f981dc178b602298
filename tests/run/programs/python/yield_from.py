"""yield from: generators, iterators, values, exceptions, closing, chains."""

from show import show


def inner(n):
    got = []
    for i in range(n):
        got.append((yield i))
    return got


def outer(n):
    first = yield from inner(n)
    second = yield from inner(1)
    yield first
    return first + second


def drain(generator, *sent):
    out = []
    try:
        out.append(next(generator))
        for value in sent:
            out.append(generator.send(value))
        while True:
            out.append(next(generator))
    except StopIteration as stop:
        out.append(("stop", stop.value))
    return out


show(drain, outer(2), "a", "b", "c")


def over_iterables():
    yield from [1, 2]
    yield from "ab"
    yield from {"k": 1}
    x = yield from range(2)
    y = yield from ()
    yield x, y
    yield from (i * i for i in range(3))
    return [(yield from inner(1)), (yield from inner(0))]


show(drain, over_iterables())


def bad():
    yield 1
    yield from 5


show(drain, bad())


def send_to_list():
    yield from [1, 2, 3]


g = send_to_list()
next(g)
show(lambda: g.send("x"))
g = send_to_list()
next(g)
print(g.send(None))


def resilient():
    for attempt in range(3):
        try:
            yield attempt
        except ValueError as error:
            print("inner caught", error)
            yield "recovered"
        finally:
            print("inner finally", attempt)
    return "resilient end"


def delegating():
    try:
        result = yield from resilient()
        print("result", result)
    except KeyError as error:
        print("outer caught", error)
        yield "outer recovered"
    finally:
        print("outer finally")
    return "delegating end"


g = delegating()
print(next(g), g.throw(ValueError("v")), next(g))
print(g.throw(KeyError("k")))
show(lambda: next(g))
g = delegating()
next(g)
g.close()
show(drain, delegating())


class Throwing:
    def __iter__(self):
        return self

    def __next__(self):
        return "n"

    def throw(self, *details):
        print("throw called with", type(details[0]).__name__ if isinstance(details[0], BaseException) else details[0].__name__)
        raise StopIteration("thrown value")

    def close(self):
        print("close called")


def uses_throwing():
    value = yield from Throwing()
    yield "value", value


g = uses_throwing()
print(next(g), g.throw(ValueError("x")))
g = uses_throwing()
next(g)
g.close()


def tree(node):
    if node:
        left, value, right = node
        yield from tree(left)
        yield value
        yield from tree(right)


show(lambda: list(tree((((), 1, ()), 2, (((), 3, ()), 4, ())))))


def flatten(items):
    for item in items:
        if isinstance(item, list):
            yield from flatten(item)
        else:
            yield item


show(lambda: list(flatten([1, [2, [3, [4]], 5], [], [[6]]])))


def chain_of(n):
    if n:
        return (yield from chain_of(n - 1)) + 1
    yield "bottom"
    return 0


show(drain, chain_of(50))


def error_inside():
    yield from inner(1)
    yield from (1 // (v - 1) for v in range(3))


show(drain, error_inside())


class BadClose:
    def __iter__(self):
        return self

    def __next__(self):
        return 1

    @property
    def close(self):
        raise RuntimeError("no close")


def uses_bad_close():
    yield from BadClose()


g = uses_bad_close()
next(g)
show(g.close)


def return_through():
    try:
        return (yield from inner(2))
    finally:
        print("return through finally")


show(drain, return_through(), "s")


def self_delegating():
    yield from me


me = self_delegating()
show(lambda: next(me))
