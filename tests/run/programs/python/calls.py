"""Every form of call; order of evaluation; calling what is not callable."""

from show import Tracer, say, show


def f(*args, **kwargs):
    return args, kwargs


def order():
    return say("f", f)(say("a", 1), *say("b", [2, 3]), say("c", 4), x=say("d", 5), **say("e", {"y": 6}), z=say("g", 7))


show(order)
show(lambda: f(*[1], 2, *(3, 4), *"ab", *{5: 6}, *range(2), *(i for i in "z")))
show(lambda: f(**{"a": 1}, b=2, **{}, **dict(c=3)))
show(lambda: list(f(x for x in range(3))[0][0]))
print([type(x).__name__ for x in f(x for x in range(3))[0]])


class Callable:
    def __call__(self, *args, **kwargs):
        return "called", args, kwargs

    def method(self, *args, **kwargs):
        return "method", args, kwargs

    @classmethod
    def class_method(cls, *args):
        return cls.__name__, args

    @staticmethod
    def static_method(*args):
        return args


c = Callable()
show(c, 1, k=2)
show(lambda: c.method(1, *[2], k=3))
show(lambda: c.class_method(1))
show(lambda: Callable.static_method(1))
show(lambda: Callable.method(c, 5))
bound = c.method
show(bound, "bound")
for thing in (None, 5, "s", [], {}, ..., c.__class__.__name__, object()):
    show(lambda: thing() if type(thing) is not object else "skip")


def methods(s):
    return s.upper().lower().replace("a", "b").split("c", maxsplit=1)


show(methods, "aXcYc")
show(lambda: "".join(map(str, [1, 2])).rjust(5, "*").encode().hex())
show(lambda: "abc".missing())
show(lambda: "abc".upper(1))
show(lambda: "abc".replace())
show(lambda: [].append())
show(lambda: [].append(1, 2))
show(lambda: {}.get())
show(lambda: len())
show(lambda: len(1))
show(lambda: len([], []))
show(lambda: int("12", base=3))
show(lambda: int("x"))
show(lambda: print(sep=1))
show(lambda: max())
show(lambda: max([]))
show(lambda: sorted([3, 1, 2], key=lambda v: -v, reverse=True))
show(lambda: sorted([1, "a"]))
show(lambda: dict(a=1, **{"b": 2}))
show(lambda: isinstance(1, (int, str)))
show(lambda: isinstance(1, 5))
show(lambda: getattr(5, "real"))
show(lambda: getattr(5, "unreal"))
show(lambda: getattr(5, "unreal", "default"))
show(lambda: range(1, 10, 3)[1:])
show(lambda: range(1.5))
show(lambda: abs("x"))
show(lambda: sum([1, 2], 10))
show(lambda: type("T", (), {"a": 1})().a)


def recursion(n):
    return n if n < 2 else recursion(n - 1) + recursion(n - 2)


show(recursion, 15)
t = Tracer("t")
show(lambda: t.a(1))
show(lambda: (say("object", t)).attr + say("next", 1))


def immediately():
    return (lambda *a, **k: (a, k))(1, b=2), (f if t else None)(3), [f][0](4), {"f": f}["f"](5), f(*f(*[1])[0])


show(immediately)


def deep(n):
    if n:
        return deep(n - 1)
    raise ValueError("bottom")


show(deep, 3)


def argument_fails(a):
    return f(say("before"), a.missing, say("after"))


show(argument_fails, 1)
show(lambda: f(1, *say("s", None), say("not reached")))
