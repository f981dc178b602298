"""What cannot be raised is reported; what is deleted is destroyed at once."""

import gc
import sys

from show import show

reports = []
sys.unraisablehook = lambda info: reports.append((type(info.exc_value).__name__, str(info.exc_value)))


class Noisy:
    def __init__(self, name, fail=False):
        self.name, self.fail = name, fail

    def __del__(self):
        print("del", self.name)
        if self.fail:
            raise ValueError(self.name)


def scope():
    a = Noisy("a")
    b = Noisy("b")
    print("in scope")
    return None


show(scope)


def rebinding():
    a = Noisy("first")
    print("made first")
    a = Noisy("second")
    print("made second")
    del a
    print("deleted")


show(rebinding)


def in_expression():
    Noisy("temporary")
    print("after temporary")
    x = [Noisy("in list"), 1][1]
    print("after list", x)
    Noisy("attribute").name.upper()
    print("after attribute")
    return x


show(in_expression)


def in_loop():
    for n in (Noisy(str(i)) for i in range(3)):
        print("loop", n.name)
    print("loop over")


show(in_loop)


def failing():
    a = Noisy("fails", fail=True)


show(failing)
print(reports)


def argument(x):
    print("argument", x.name)


argument(Noisy("passed"))
print("after call")


def keeps(store=[]):
    store.append(Noisy("kept"))
    store.clear()
    print("cleared")


keeps()


def generator():
    n = Noisy("in generator")
    yield 1
    yield 2


g = generator()
next(g)
print("suspended")
del g
print("generator gone")


def closure():
    n = Noisy("in cell")

    def inner():
        return n.name

    return inner


f = closure()
print(f())
del f
print("closure gone")


def cycle():
    n = Noisy("in cycle")
    n.me = n


cycle()
gc.collect()
print("collected")


def swap():
    a, b = Noisy("x"), Noisy("y")
    a, b = b, a
    del a
    print("a gone")


swap()


def unpack():
    first, *rest = [Noisy("u1"), Noisy("u2")]
    first = None
    print("first gone")
    rest = None
    print("rest gone")


unpack()


def with_exception_variable():
    try:
        raise ValueError(Noisy("in exception"))
    except ValueError as e:
        print("caught")
    print("variable gone")


with_exception_variable()


def tries():
    try:
        n = Noisy("try")
        return "value"
    finally:
        print("finally before release")


show(tries)


def star(*args, **kwargs):
    print("star", len(args), len(kwargs))


star(Noisy("s1"), k=Noisy("s2"))
print("end")
