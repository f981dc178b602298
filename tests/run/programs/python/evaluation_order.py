"""The order in which every construct evaluates its parts."""

from show import Tracer, say, show

t, u = Tracer("t"), Tracer("u")


def binary():
    return say("a", 1) + say("b", 2) * say("c", 3) - say("d", 4) ** say("e", 2)


def display():
    return [say("a", 1), say("b", 2)], {say("k1", 1): say("v1", 2), say("k2", 3): say("v2", 4)}, {say("s", 1)}, (say("t", 1), say("u", 2))


def store():
    say("object", t)[say("key", 1)] = say("value", 5)
    say("object", t).attr = say("value", 6)
    say("object", [1, 2, 3])[say("lo", 0):say("hi", 2)] = say("value", [9])


def augmented():
    say("object", t)[say("key", 1)] += say("value", 5)
    say("object", t).attr -= say("value", 1)
    a = [1, 2, 3]
    a[say("i", 1)] *= say("v", 10)
    a[say("lo", 0):say("hi", 1)] += say("tail", [7])
    return a


def chained():
    say("x", t).a = say("y", u)[say("i", 0)] = say("value", 1)


def multiple():
    say("o1", t).a, say("o2", u)[say("k", 2)] = say("r1", 1), say("r2", 2)


def subscript():
    return say("c", [5, 6])[say("i", 1)], say("s", "abcdef")[say("lo", 1):say("hi", 5):say("step", 2)]


def deletion():
    del say("o", t)[say("k", 1)], say("p", u).name


def loops():
    for say("target", t).x in say("iterable", [1, 2]):
        print("body")
    else:
        print("else")


def raising():
    raise say("exception", ValueError)(say("argument", "x")) from say("cause", KeyError("k"))


def failing_store():
    say("object", None)[say("key", 1)] = say("value", 2)


def failing_right():
    t[say("key", 1)] = 1 // 0


def failing_key():
    t[1 // 0] = say("value first", 1)


def assertion():
    assert say("test", 0), say("message", "text")


def assertion_holds():
    assert say("test", 1), say("never", "text")


def compare():
    return say("a", 3) > say("b", 2) in say("c", [2])


def conditional():
    return say("yes", 1) if say("test", 1) else say("no", 2)


def returning():
    return say("a", 1), *say("b", [2]), say("c", 3)


def annotated():
    x: say("local annotation is not evaluated", int) = say("value", 1)
    t.attr: int = say("value", 2)
    return x


def in_dict():
    return {**say("m", {"a": 1}), say("k", "b"): say("v", 2), **say("n", {"c": 3})}


def formatted():
    return f"{say('a', 1)}{say('b', 2):{say('c', 3)}}{say('d', 4)}"


def with_items():
    class Manager:
        def __init__(self, name):
            self.name = say("make", name)

        def __enter__(self):
            return say("enter", self.name)

        def __exit__(self, *details):
            say("exit " + self.name)

    with Manager("one") as t.first, Manager("two") as t.second:
        say("body")


for function in (binary, display, store, augmented, chained, multiple, subscript, deletion, loops, raising, failing_store, failing_right,
                 failing_key, assertion, assertion_holds, compare, conditional, returning, annotated, in_dict, formatted, with_items):
    print("==", function.__name__)
    show(function)


@say("decorator 2", lambda f: say("apply 2", f))
@say("decorator 1", lambda f: say("apply 1", f))
def decorated(a=say("default", 1), *, b=say("keyword default", 2)) -> say("annotation", None):
    return a, b


show(decorated)
x: say("module annotation", int) = say("module value", 1)
say("m", t).x: say("attribute annotation", int) = say("m value", 2)
say("o", t)[say("i", 0)]: say("item annotation", int)
