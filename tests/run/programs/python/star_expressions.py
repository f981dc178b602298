"""Stars wherever they may stand, and what they are given."""

from show import say, show


def returns(v):
    return 0, *v, 9


def yields(v):
    got = yield *v, 1
    yield (*got, *got)


def index(m, *i):
    return m[0, *i], m[*i]


def loop(v):
    out = []
    for x in *v, *v:
        out.append(x)
    for x, *y in zip(v, v, v):
        out.append((x, y))
    return out


def displays(a, b):
    return [*a, 0, *b], (*a, *b), {*a, *b}, [*[*a], *(*b,)], {**dict.fromkeys(a, 1), **dict.fromkeys(b, 2)}


def calls(f, a, k):
    return f(*a), f(*a, 1), f(1, *a, 2, *a), f(**k), f(*a, **k), f(x=1, *a), f(*a, y=2, **k, z=3)


def collect(*args, **kwargs):
    return args, kwargs


show(returns, [1, 2])
show(returns, "ab")
show(returns, 5)
g = yields([7])
print(next(g), g.send("xy"))
show(index, {(0, 1): "a", (1,): "b"}, 1)
show(loop, [1, 2])
show(displays, [1, 2], (2, 3))
show(displays, "ab", {"k": 1})
show(displays, [1], None)
show(displays, None, [1])
show(displays, iter([1, 2]), [])
show(calls, collect, [5], {"q": 1})
show(calls, collect, "ab", {})
show(calls, collect, None, {})
show(calls, collect, [1], [2])
show(calls, collect, [1], {1: 2})
show(calls, collect, [1], {"z": 2})


class Lazy:
    def __init__(self, n, fail=None):
        self.n, self.fail = n, fail

    def __iter__(self):
        for i in range(self.n):
            if i == self.fail:
                raise ValueError(f"at {i}")
            print("give", i)
            yield i


show(lambda: [*Lazy(2), "then", *Lazy(1)])
show(lambda: collect(*Lazy(2), say("between"), *Lazy(3, fail=1), say("never")))
show(lambda: (*Lazy(3, fail=0),))
first, *rest = Lazy(3)
print(first, rest)
*init, last = *Lazy(2), "end"
print(init, last)
a, *b, c = *"xy", *"z"
print(a, b, c)
(*d,) = ()
[*e] = {1: 2}
print(d, e)
x = *range(2), *[5]
print(x, type(x).__name__)
y = [*"a"]
y[len(y):] = *y, *y
print(y)


def nested_stars(rows):
    return [[first, *rest] for first, *rest in rows], [(*row, *row) for row in rows], [*(x for row in rows for x in row)], max(*rows[0], *rows[-1])


show(nested_stars, [(1, 2), (3, 4, 5)])
show(nested_stars, [()])
print(*(), *[], *"done")
