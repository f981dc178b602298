"""Recursion: mutual, deep, without end."""

import sys

from show import show


def factorial(n):
    return 1 if n < 2 else n * factorial(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def hanoi(n, a="A", b="B", c="C"):
    if n:
        yield from hanoi(n - 1, a, c, b)
        yield a + c
        yield from hanoi(n - 1, b, a, c)


def permutations(items):
    if not items:
        return [[]]
    return [[x] + rest for i, x in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]


show(factorial, 30)
show(ackermann, 2, 3)
show(even, 101)
show(lambda: list(hanoi(3)))
show(permutations, [1, 2, 3])


def endless(n):
    return endless(n + 1) + 1


def endless_method():
    class A:
        def go(self):
            return self.go()

    A().go()


def endless_closure():
    def go():
        return go()

    return go()


def endless_generator():
    yield from endless_generator()


def endless_repr():
    class R:
        def __repr__(self):
            return repr(self)

    return repr(R())


def kind_of(call, *args):
    try:
        call(*args)
    except RecursionError as error:
        return type(error).__name__, str(error).startswith("maximum recursion depth exceeded")
    return "ended"


for call, args in ((endless, (0,)), (endless_method, ()), (endless_closure, ()), (endless_repr, ())):
    print(call.__name__, kind_of(call, *args))
print(kind_of(lambda: next(endless_generator())))


def recovers(n):
    try:
        return recovers(n + 1)
    except RecursionError:
        return "recovered"
    finally:
        pass


print(recovers(0))
print(factorial(10))
old = sys.getrecursionlimit()
sys.setrecursionlimit(3000)


def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(2500))
sys.setrecursionlimit(old)
nested = []
for _ in range(500):
    nested = [nested]


def measure(items):
    return 1 + measure(items[0]) if items else 0


print(measure(nested))
memo = {}


def collatz(n):
    if n == 1:
        return 0
    if n not in memo:
        memo[n] = 1 + collatz(n // 2 if n % 2 == 0 else 3 * n + 1)
    return memo[n]


print(max(range(1, 300), key=collatz), collatz(97))


def quicksort(v):
    if len(v) < 2:
        return v
    pivot, *rest = v
    return quicksort([x for x in rest if x < pivot]) + [pivot] + quicksort([x for x in rest if x >= pivot])


print(quicksort([3, 6, 1, 8, 2, 9, 2]))
