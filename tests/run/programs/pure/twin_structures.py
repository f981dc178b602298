# runs uncompiled
"""Structs, arrays, unions and typedefs in pure Python mode, the same interpreted and compiled.

>>> area(2, 3)
6.0
"""
import cython

Size = cython.typedef(cython.double)
Point = cython.struct(x=cython.double, y=cython.double)


def area(w: Size, h: Size):
    return w * h


def point(a: cython.double, b: cython.double):
    p = cython.declare(Point)
    p.x = a
    p.y = b
    return p.x * p.y, p.x - p.y


def made():
    p: Point = Point(x=1, y=2)
    return p.x + p.y


def table(n: cython.int):
    a = cython.declare(cython.int[10])
    i: cython.int
    for i in range(n):
        a[i] = i * i
    total: cython.int = 0
    for i in range(n):
        total += a[i]
    return total, a[n - 1]


def swapped(a: cython.int, b: cython.int):
    a, b = b, a
    return a, b


@cython.cfunc
@cython.returns(cython.bint)
def even(n: cython.int):
    return n % 2 == 0


def evens(limit: cython.int):
    i: cython.int
    return [i for i in range(limit) if even(i)]


def collatz(n: cython.longlong) -> cython.int:
    steps: cython.int = 0
    while n != 1:
        n = n // 2 if n % 2 == 0 else 3 * n + 1
        steps += 1
    return steps


def kinds(x):
    if cython.compiled:
        branch = "known"
    else:
        branch = "known"
    return branch, x


@cython.cfunc
@cython.inline
def helper(x: cython.int) -> cython.int:
    return x + 1


print(area(2.0, 3), area(1.5, 4))
print(point(3, 4))
print(made())
print(table(5))
print(swapped(1, 2))
print(evens(9))
print(collatz(27), collatz(97))
print(kinds("x"))
print([helper(k) for k in range(3)])
for n in range(3):
    print(n, even(n))
