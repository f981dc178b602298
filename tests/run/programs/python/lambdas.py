"""Lambdas with every kind of parameter, in every place."""

from show import show

add = lambda a, b=2, *c, d=4, **e: (a, b, c, d, e)
show(add, 1)
show(add, 1, 3, 5, 6, d=7, f=8)
show(add)
show(lambda: 5)
show(lambda *a: a, 1, 2)
show(lambda **k: k, z=1)
show(lambda a, /, b, *, c: (a, b, c), 1, 2, c=3)
show(lambda a, /: a, a=1)
print(add.__name__, add.__qualname__, (lambda: 1).__name__, add.__defaults__, add.__kwdefaults__)


def holder():
    inner = lambda x: lambda y: (x, y)
    return inner(1)(2), inner.__qualname__, inner(1).__qualname__


show(holder)
print(sorted([(1, "b"), (2, "a")], key=lambda pair: pair[1]), list(map(lambda v: v + 1, [1, 2])), list(filter(lambda v: v % 2, range(5))))
table = {"add": lambda a, b: a + b, "sub": lambda a, b: a - b}
print({k: f(5, 3) for k, f in table.items()}, (lambda n: n * 2)(4), (lambda: (yield))().__class__.__name__)


def conditional(flag):
    return (lambda: "yes") if flag else (lambda: "no")


show(conditional(1))
show(conditional(0))
y = lambda f: (lambda x: x(x))(lambda x: f(lambda *a: x(x)(*a)))
print(y(lambda self: lambda n: 1 if n < 2 else n * self(n - 1))(10))
show(lambda: (lambda: 1 / 0)())


def default_binding():
    return [f() for f in [lambda i=i: i for i in range(3)]], [f() for f in [lambda: i for i in range(3)]]


show(default_binding)


class WithLambda:
    double = lambda self, v: v * 2
    const = staticmethod(lambda: "static")


print(WithLambda().double(4), WithLambda.const())
compose = lambda *fs: lambda v: [v := f(v) for f in fs][-1]
print(compose(lambda v: v + 1, lambda v: v * 10)(4))
gen = lambda n: (i * i for i in range(n))
print(list(gen(4)), (lambda x, y=[]: (y.append(x), y)[1])(1))
show(lambda a, b: a + b, 1, "x")
show(lambda: undefined_in_lambda)
f = lambda x: x if x < 1 else f(x - 1) + 1
show(f, 10)
