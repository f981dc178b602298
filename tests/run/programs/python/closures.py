"""Closures: late binding, nonlocal, nesting, cells that are empty or deleted, loops."""

from show import show


def counter(start=0):
    count = start

    def increment(by=1):
        nonlocal count
        count += by
        return count

    def reset():
        nonlocal count
        count = start

    return increment, reset, lambda: count


inc, reset, value = counter(5)
print(inc(), inc(10), value(), reset(), value(), inc())
other, _, other_value = counter()
print(other(), value(), other_value())


def late():
    functions = [lambda: i for i in range(3)]
    more = []
    for j in range(3):
        more.append(lambda: (i2, j))
    i2 = "later"
    return [f() for f in functions], [f() for f in more]


show(late)


def levels(a):
    def second(b):
        def third(c):
            def fourth(d):
                nonlocal a, c
                a += d
                c = c * 2
                return a, b, c, d

            return fourth, (lambda: (a, b, c))

        return third

    return second


fourth, peek = levels(1)(2)(3)
print(fourth(10), peek(), fourth(100), peek())


def unset(flag):
    def inner():
        return x

    if flag:
        x = 1
    return inner


show(unset(True))
show(unset(False))


def deleted():
    x = 1

    def inner():
        return x

    before = inner()
    del x
    try:
        inner()
    except NameError as error:
        print(type(error).__name__, error)
    x = 2
    return before, inner()


show(deleted)


def delete_in_inner():
    x = 1

    def inner():
        nonlocal x
        del x

    inner()
    return x


show(delete_in_inner)


def parameter_cell(a, *args, b=2, **kw):
    def change():
        nonlocal a, args, b, kw
        a, args, b, kw = b, kw, a, args

    change()
    return a, args, b, kw


show(parameter_cell, 1, 5, b=3, z=4)


def same_names(x):
    def x_getter():
        x = "inner"
        return x

    return x, x_getter()


show(same_names, "outer")
x = "global"


def reads_global():
    def inner():
        global x
        x = x + "!"
        return x

    return inner()


show(reads_global)
print(x)


def recursive():
    def fact(n):
        return 1 if n < 2 else n * fact(n - 1)

    def even(n):
        return n == 0 or odd(n - 1)

    def odd(n):
        return n != 0 and even(n - 1)

    return fact(20), even(10), odd(10)


show(recursive)


def memo(f):
    cache = {}

    def wrapper(*args):
        if args not in cache:
            cache[args] = f(*args)
        return cache[args]

    wrapper.cache = cache
    return wrapper


@memo
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(60), len(fib.cache))


def augmented():
    n = 0
    items = []

    def work():
        nonlocal n
        for n in range(3):
            items.append(n)
        n **= 2
        with open(__file__ if False else "/dev/null") as n2:
            pass
        return n

    return work(), n, items


show(augmented)


def comprehension_closure(k):
    return [(lambda y: y + k + z)(w) for z, w in zip(range(3), "abc" and [10, 20, 30])], {z: (lambda: z + k)() for z in range(2)}


show(comprehension_closure, 100)


def exception_cell():
    try:
        raise ValueError("seen")
    except ValueError as error:
        def text():
            return str(error)

        inside = text()
    try:
        return inside, text()
    except NameError as problem:
        return inside, str(problem)


show(exception_cell)


def chain_of(n):
    f = lambda v: v
    for i in range(n):
        f = (lambda g, i: lambda v: g(v) + i)(f, i)
    return f


show(chain_of(10), 100)
print(inc.__closure__ is not None if hasattr(inc, "__closure__") else True, inc.__name__, inc.__qualname__)
