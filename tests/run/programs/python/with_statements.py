"""with: several items, targets, suppression, exceptions in __enter__ and __exit__, and every way of leaving."""

import contextlib

from show import Tracer, show


class Manager:
    def __init__(self, name, suppress=False, fail_enter=False, fail_exit=False):
        self.name, self.suppress, self.fail_enter, self.fail_exit = name, suppress, fail_enter, fail_exit

    def __enter__(self):
        print("enter", self.name)
        if self.fail_enter:
            raise RuntimeError("enter " + self.name)
        return self.name + "!"

    def __exit__(self, kind, value, trace):
        print("exit", self.name, kind and kind.__name__, value, trace is not None)
        if self.fail_exit:
            raise KeyError("exit " + self.name)
        return self.suppress


def simple():
    with Manager("a") as a:
        print("body", a)
    return a


def several(fail):
    with Manager("a", suppress=True) as a, Manager("b") as b, Manager("c"):
        print("body", a, b)
        if fail:
            raise ValueError("body")
        return "returned"
    return "suppressed"


def parenthesised():
    with (
        Manager("a") as a,
        Manager("b") as b,
    ):
        return a + b


def not_suppressed():
    with Manager("a"):
        raise ValueError("through")


def enter_fails():
    with Manager("a"), Manager("b", fail_enter=True), Manager("c"):
        print("never")


def exit_fails():
    with Manager("a"), Manager("b", fail_exit=True):
        print("body")


def both_fail():
    with Manager("a"), Manager("b", fail_exit=True):
        raise ValueError("body")


def exit_fails_suppressed():
    with Manager("a", suppress=True), Manager("b", fail_exit=True):
        return "lost"
    return "suppressed"


for call in (simple, lambda: several(False), lambda: several(True), parenthesised, not_suppressed, enter_fails, exit_fails, both_fail, exit_fails_suppressed):
    show(call)


def loops(kind):
    out = []
    for i in range(3):
        with Manager(str(i), suppress=kind == "suppress"):
            if kind == "break":
                break
            if kind == "continue":
                continue
            if kind == "return":
                return out
            if kind in ("raise", "suppress"):
                raise ValueError(i)
            out.append(i)
        out.append("after")
    else:
        out.append("else")
    return out


for kind in ("none", "break", "continue", "return", "raise", "suppress"):
    show(loops, kind)


def targets():
    t, items = Tracer("t"), [0, 0]
    with Manager("a") as t.attr, Manager("b") as items[1], contextlib.nullcontext((1, (2, 3))) as (x, [y, *z]):
        return x, y, z, items


show(targets)


def bad():
    with 5:
        pass


def no_exit():
    class Half:
        def __enter__(self):
            return 1

    with Half():
        pass


show(bad)
show(no_exit)
show(lambda: loops(1 / 0))


def suppressing():
    with contextlib.suppress(ZeroDivisionError):
        1 / 0
        print("never")
    with contextlib.suppress(KeyError):
        try:
            {}["k"]
        finally:
            print("finally inside")
    return "done"


show(suppressing)


@contextlib.contextmanager
def managed(name):
    print("setup", name)
    try:
        yield name.upper()
    except ValueError as error:
        print("managed saw", error)
    finally:
        print("teardown", name)


def uses_managed(fail):
    with managed("m") as m, managed("n") as n:
        if fail:
            raise fail
        return m + n
    return "after"


show(uses_managed, None)
show(uses_managed, ValueError("v"))
show(uses_managed, KeyError("k"))


def nested_try():
    try:
        with Manager("outer"):
            try:
                with Manager("inner", fail_exit=True):
                    raise ValueError("innermost")
            except KeyError as error:
                print("caught", error, type(error.__context__).__name__)
                raise TypeError("converted")
            finally:
                print("finally")
    except TypeError as error:
        return str(error), repr(error.__context__), repr(error.__context__.__context__)


show(nested_try)


class LazyTruth:
    def __enter__(self):
        pass

    def __exit__(self, *details):
        return self

    def __bool__(self):
        print("truth of exit's result")
        return True


def truth():
    with LazyTruth():
        raise ValueError
    with LazyTruth():
        pass
    return "ok"


show(truth)


def stack():
    with contextlib.ExitStack() as stack:
        for name in "xyz":
            stack.enter_context(Manager(name))
        stack.callback(print, "callback")
        raise ValueError("stacked")


show(stack)
with Manager("module") as here:
    print(here)
