"""Defaults are evaluated once, when the def is; they are objects that live on."""

from show import say, show


def collect(item, into=[]):
    into.append(item)
    return into


show(collect, 1)
show(collect, 2)
show(collect, 3, [])
show(collect, 4)
print(collect.__defaults__)


def order(a=say("a", 1), b=say("b", 2), *, c=say("c", 3), d=say("d", 4)) -> say("return", int):
    return a, b, c, d


print("defined")
show(order)
show(order, 5, d=6)
x = 1


def early(value=x):
    return value, x


x = 2
show(early)


def make(n):
    def inner(a=n, *, b=n * 2, c=[]):
        c.append(a)
        return a, b, c

    return inner


first, second = make(1), make(10)
show(first)
show(second)
show(first, 5)
show(second)
print(first.__defaults__, first.__kwdefaults__, second.__defaults__)
functions = []
for i in range(3):
    def in_loop(i=i, j=x):
        return i, j

    functions.append(in_loop)
    functions.append(lambda k=i: k)
print([f() for f in functions])
order.__defaults__ = (10, 20)
order.__kwdefaults__ = {"c": 30, "d": 40}
show(order)
order.__defaults__ = None
show(order)
order.__kwdefaults__ = None
show(order, 1, 2)
show(lambda a=1, *b, c=3, **d: (a, b, c, d), 5, 6, z=1)


def fails(a=[][0] if x == 99 else "fine", b=None, c=(), d={}):
    return a, b, c, d


show(fails)
try:
    def never(a={}["missing"]):
        return a
except KeyError as error:
    print("KeyError", error)
print("never" in globals())


def sentinel(a, b=..., c=NotImplemented, d=None, e=-1, f="s", g=(1, [2])):
    return a, b, c, d, e, f, g


show(sentinel, 0)
show(sentinel, 0, g=1)
print(sentinel.__defaults__)


def after(a, b=say):
    return b("called", a)


show(after, 7)
