"""yield inside try, with, loops, closures and methods; generators that are collected while suspended."""

import gc
import sys

from show import show


class Manager:
    def __init__(self, name, suppress=False):
        self.name, self.suppress = name, suppress

    def __enter__(self):
        print("enter", self.name)
        return self.name

    def __exit__(self, kind, *rest):
        print("exit", self.name, kind and kind.__name__)
        return self.suppress and kind is not GeneratorExit


def in_with():
    with Manager("a") as a, Manager("b", suppress=True):
        yield a
        yield "second"
    yield "after"


show(lambda: list(in_with()))
g = in_with()
next(g)
g.close()
g = in_with()
next(g)
print(g.throw(ValueError("suppressed")))
g = in_with()
next(g)
del g
print("collected")


def finally_order():
    for i in range(2):
        try:
            try:
                yield i
                if i == 1:
                    return "early"
            finally:
                yield f"in finally {i}"
        finally:
            print("outer", i)
        yield f"end {i}"


show(lambda: list(finally_order()))


def in_except():
    try:
        raise ValueError("original")
    except ValueError as error:
        yield sys.exc_info()[0].__name__
        yield str(error)
        try:
            yield "nested"
        except KeyError:
            yield sys.exc_info()[0].__name__
        yield sys.exc_info()[0].__name__
    yield sys.exc_info()[0]


show(lambda: list(in_except()))
g = in_except()
print(next(g), sys.exc_info()[0], next(g), next(g), g.throw(KeyError), next(g), next(g))


def outer_state():
    g = in_except()
    out = [next(g)]
    try:
        raise TypeError("mine")
    except TypeError:
        out.append(next(g))
        out.append(sys.exc_info()[0].__name__)
        out += list(g)
        out.append(sys.exc_info()[0].__name__)
    return out, sys.exc_info()[0]


show(outer_state)


def reraises():
    try:
        yield 1
    except ValueError:
        yield 2
        raise


g = reraises()
next(g)
g.throw(ValueError("kept"))
show(lambda: next(g))


def with_closure(n):
    total = 0

    def add(v):
        nonlocal total
        total += v
        return total

    for i in range(n):
        yield add(i), lambda: (i, total)
    yield total


values = list(with_closure(3))
print([v[0] for v in values[:-1]], values[0][1](), values[-1])


def interleaved():
    a, b = simple("a"), simple("b")
    return [next(a), next(b), next(a), next(b), next(a, "end"), next(b, "end")]


def simple(name):
    yield name + "1"
    yield name + "2"


show(interleaved)


class Tree:
    def __init__(self, *children):
        self.children = children

    def __iter__(self):
        yield self
        for child in self.children:
            yield from child

    def names(self, prefix=""):
        for i, child in enumerate(self.children):
            yield f"{prefix}{i}"
            yield from child.names(f"{prefix}{i}.")


tree = Tree(Tree(), Tree(Tree(), Tree()))
print(sum(1 for _ in tree), list(tree.names()))


def many_locals(a, *args, b=1, **kw):
    c = yield a, args, b, kw
    d = e = c
    for f, (h, *i) in enumerate([(1, 2, 3), "xyz"]):
        j = yield f, h, i
        d = (d, j)
    yield d, e
    del c, e
    try:
        yield c
    except UnboundLocalError as error:
        yield str(error)


g = many_locals(1, 2, b=3, z=4)
print(next(g), g.send("c"), g.send("j1"), g.send("j2"), next(g))
show(lambda: list(many_locals()))


def cyclic():
    me = yield
    try:
        yield me
    finally:
        print("cyclic finally")


g = cyclic()
next(g)
g.send(g)
del g
gc.collect()
print("after collection")


def infinite():
    n = 0
    while True:
        if (yield n):
            n = 0
        n += 1


g = infinite()
print([next(g) for _ in range(4)], g.send(True), next(g))


def breaks():
    for i in range(10):
        for j in range(10):
            if j == 2:
                break
            if i == 3:
                return
            yield i, j
        else:
            yield "never"


show(lambda: list(breaks()))


def conditional_yields(flags):
    for f in flags:
        x = (yield "t") if f else (yield "f")
        y = f and (yield "and")
        z = f or (yield "or")
        yield x, y, z


show(lambda: list(conditional_yields([0, 1])))


def pipeline():
    numbers = (n for n in range(20))
    evens = (n for n in numbers if n % 2 == 0)
    return sum(n * n for n in evens), list(zip(*[iter(range(6))] * 2))


show(pipeline)


def argument_order():
    def f(*a):
        return a

    result = f((yield 1), *(yield 2), k) if (k := (yield 3)) is None and False else f((yield 4), (yield 5))
    yield result


g = argument_order()
print(next(g), g.send("a"), g.send("b"), g.send("c"))
