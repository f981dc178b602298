"""All kinds of parameter and what a wrong call says."""

from show import show


def none():
    return "none"


def one(a):
    return a


def two(a, b):
    return a, b


def defaults(a, b=2, c=3):
    return a, b, c


def star(*args):
    return args


def stars(a, *args, k=1, **kwargs):
    return a, args, k, sorted(kwargs.items())


def kwonly(*, x, y=2):
    return x, y


def kwonly_many(a, *, x, y, z):
    return a, x, y, z


def posonly(a, b=5, /):
    return a, b


def everything(a, b=2, /, c=3, *args, d, e=5, **kw):
    return a, b, c, args, d, e, kw


def keywords(**kw):
    return kw


CALLS = [
    ((), {}), ((1,), {}), ((1, 2), {}), ((1, 2, 3), {}), ((1, 2, 3, 4), {}), ((1, 2, 3, 4, 5, 6), {}),
    ((), {"a": 1}), ((1,), {"a": 1}), ((1,), {"b": 3}), ((), {"b": 3}), ((1, 2), {"b": 3}), ((1,), {"z": 9}), ((), {"x": 1}), ((), {"x": 1, "y": 3}),
    ((1,), {"x": 1}), ((), {"a": 1, "b": 2}), ((1,), {"d": 4}), ((1, 2, 3, 4), {"d": 4, "f": 6}), ((1,), {"d": 4, "a": 7}), ((), {"k": 2, "a": 1}),
    ((1,), {"x": 1, "y": 2, "z": 3}), ((1,), {"x": 1, "z": 3}), ((), {"y": 1}), ((), {"c": 1, "d": 2}), ((1, 2), {"q": 1, "r": 2}),
]
for function in (none, one, two, defaults, star, stars, kwonly, kwonly_many, posonly, everything, keywords):
    print("--", function.__name__)
    for args, kwargs in CALLS:
        show(function, *args, **kwargs)


def many(a, b, c, d, e, f, g):
    return a, b, c, d, e, f, g


show(many)
show(many, 1)
show(many, 1, 2, 3, 4, 5, 6)
show(many, 1, 2, 3, 4, 5, 6, 7, 8)
show(many, *range(7))
show(many, 1, g=7, c=3)
show(lambda: one(**{1: 2}))
show(lambda: keywords(**{1: 2}))
show(lambda: keywords(**{"with space": 2, "self": 1}))
show(lambda: one(**{"a": 1}, **{"a": 2}))
show(lambda: one(*5))
show(lambda: one(**5))
show(lambda: one(*[1], *[2]))
show(lambda: stars(*"ab", *"cd", k=3, **{"m": 1}, n=2, **{"o": 3}))


class Mapping:
    def keys(self):
        return ["a", "zz"]

    def __getitem__(self, key):
        return key * 2


show(lambda: keywords(**Mapping()))
show(lambda: keywords(**Mapping(), a=1))
show(lambda: keywords(**Mapping(), **{"zz": 1}))


def changes(*args, **kwargs):
    args += (1,)
    kwargs["new"] = 1
    return args, kwargs


given = {"old": 0}
show(changes, **given)
print(given)


def delete_parameter(a, b=1):
    del a
    return a


show(delete_parameter, 1)


def rebind(a, *args, **kw):
    a, args, kw = kw, a, args
    return a, args, kw


show(rebind, 1, 2, x=3)


def same_name(self, cls=1, /, **kw):
    return self, cls, kw


show(same_name, 1, self=2, cls=3)
