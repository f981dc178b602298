"""Generators: send, throw, close, return values, yield from, and where a yield may stand."""

import collections.abc

from show import show


def simple(n):
    for i in range(n):
        yield i
    return "done"


def drain(generator, *sent):
    out = []
    try:
        out.append(next(generator))
        for value in sent:
            out.append(generator.send(value))
        while len(out) < 50:
            out.append(next(generator))
    except StopIteration as stop:
        out.append(("stop", stop.value))
    return out


show(drain, simple(3))
show(list, simple(4))
show(lambda: sum(simple(10)))
print(type(simple(1)).__name__, isinstance(simple(1), collections.abc.Generator), simple.__name__)
g = simple(1)
print(g.__name__, g.__qualname__, g.gi_running, iter(g) is g)


def echo():
    received = yield "ready"
    while received is not None:
        received = yield received * 2
    return "echo over"


show(drain, echo(), 1, "a", [3])
show(lambda: echo().send(1))


def positions(x):
    a = yield x
    b = [(yield 1), (yield 2)]
    c = (yield a) + (yield b)
    d = {"k": (yield c)}
    e = f"{(yield d)}!"
    if (yield e):
        yield "true"
    else:
        yield "false"
    print("got", (yield "in call"), sep="-")
    x = yield
    y = yield 1, 2
    (yield "attr").append(5) if False else None
    while (yield "loop"):
        yield "again"
    return (yield "last"), x, y, (lambda: 5)()


show(drain, positions(0), *range(1, 30))
show(drain, positions(0), 1, 2, 3, 4, 5, 6, 0, 8, 9, 10, 11, 0, 13, 14, 15)


def throwing():
    while True:
        try:
            value = yield "waiting"
        except ValueError as error:
            print("caught", error)
            yield "handled"
        except GeneratorExit:
            print("closing")
            raise
        else:
            yield ("sent", value)


g = throwing()
print(next(g), g.throw(ValueError("v")), next(g), g.send(5), next(g))
g.close()
show(lambda: next(g))
g = throwing()
next(g)
show(lambda: g.throw(KeyError("k")))
show(lambda: next(g))
show(lambda: throwing().throw(ValueError("unstarted")))
g = simple(2)
g.close()
show(lambda: next(g))
g.close()
show(lambda: g.throw(ValueError("finished")))


def cleanup(log):
    try:
        log.append("start")
        yield 1
        yield 2
    finally:
        log.append("finally")
        print("cleanup runs")


log = []
g = cleanup(log)
next(g)
g.close()
print(log)
g = cleanup(log)
next(g)
del g
print(log)
for v in cleanup(log):
    break
print(log)
print(list(cleanup(log)), log)


def ignores_exit():
    try:
        yield 1
    except GeneratorExit:
        yield "not allowed"


g = ignores_exit()
next(g)
show(g.close)


def exit_raises():
    try:
        yield 1
    except GeneratorExit:
        raise KeyError("instead")


g = exit_raises()
next(g)
show(g.close)


def stops():
    yield 1
    raise StopIteration("inner")


show(list, stops())


def stops_next():
    yield next(iter([]))


show(list, stops_next())


def reentrant():
    yield next(me)


me = reentrant()
show(lambda: next(me))


def raises(n):
    yield n
    yield 1 // (n - 1)


show(list, raises(1))
show(list, raises(3))


def no_value():
    yield
    return


def empty():
    return
    yield


def returns_tuple():
    return 1, 2
    yield


for function in (no_value, empty, returns_tuple):
    show(drain, function())
show(lambda: simple())
show(lambda: next(simple(0)))
show(lambda: simple(1).send())
