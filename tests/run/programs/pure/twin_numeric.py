# runs uncompiled
"""A numerical module in pure Python mode that gives the same interpreted (with the module cython in shadow) and compiled.

>>> gcd(48, 18)
6
"""
import cython
from cython.cimports.libc.math import sqrt


@cython.ccall
def gcd(a: cython.long, b: cython.long) -> cython.long:
    while b:
        a, b = b, a % b
    return a


@cython.cfunc
@cython.exceptval(-1)
def checked(x: cython.int) -> cython.int:
    if x < 0:
        raise ValueError("negative")
    return x + 1


@cython.locals(i=cython.int, j=cython.int, n=cython.int)
def primes(n):
    found = []
    for i in range(2, n):
        for j in range(2, i):
            if i % j == 0:
                break
        else:
            found.append(i)
    return found


def norm(values: list) -> cython.double:
    total: cython.double = 0
    v: cython.double
    for v in values:
        total += v * v
    return sqrt(total)


@cython.cdivision(False)
def quotients(a: cython.int, b: cython.int):
    return a // b, a % b, a / b


def casts(x: cython.double):
    n = cython.declare(cython.int, 5)
    k = cython.cast(cython.int, x)
    return n + k, cython.cast(cython.double, k) / 2


def attempts(*values):
    out = []
    for v in values:
        try:
            out.append(checked(v))
        except ValueError as e:
            out.append(str(e))
    return out


def generator(n: cython.int):
    i: cython.int
    for i in range(n):
        yield i * i


def closure(start: cython.int):
    def step(by: cython.int = 1):
        nonlocal start
        start += by
        return start

    return step


@cython.boundscheck(False)
def mean(values):
    total: cython.double = 0.0
    with cython.nogil:
        total = 0.5
    for v in values:
        total += v
    return total / len(values)


print(gcd(48, 18), gcd(-12, 8), gcd(7, 0))
print(primes(30))
print(norm([3, 4]))
print(quotients(7, 2), quotients(-7, 2), quotients(7, -2))
print(casts(2.5), casts(-2.5))
print(attempts(1, 2, -1))
print(list(generator(5)))
step = closure(10)
print(step(), step(5), step())
print(mean([1, 2, 3.5]))
try:
    quotients(1, 0)
except ZeroDivisionError as e:
    print(type(e).__name__)
print(gcd.__name__, primes.__doc__)
