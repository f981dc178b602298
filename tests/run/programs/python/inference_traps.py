"""Locals that look like C numbers, and must not behave like them."""

import sys

from show import show


def int_to_float(n):
    x = 1
    if n:
        x = 2.5
    return x


def float_or_none(n):
    best = None
    for i in range(n):
        v = i * 1.5
        if best is None or v > best:
            best = v
    return best


def range_target_escapes(n):
    for i in range(n):
        pass
    i += 10**20
    return i


def range_bounds_huge(a, b):
    return [i for i in range(a, b)], [i for i in range(b, a, -1)]


def range_over_objects(n):
    class Index:
        def __index__(self):
            return n

    out = []
    for i in range(Index()):
        out.append(i)
    return out


def loop_variable_assigned(n):
    out = []
    for i in range(n):
        out.append(i)
        i *= 10**18
        i *= 100
        out.append(i)
    return out


def float_int_keys():
    x = 1.0
    y = 1
    d = {x: "float"}
    d[y] = "int"
    return d, type(x).__name__, type(next(iter(d))).__name__


def boolean_arithmetic(a, b):
    c = a > b
    d = c + 1
    e = c * 2.5
    return c, d, e, c is True, type(c).__name__, -c, ~d, c | False, c & 1


def accumulates(values):
    total = 0.0
    count = 0
    for v in values:
        total += v
        count += 1
    return total, count, total / count


def counter_sum(n):
    s = 0
    for i in range(n):
        s += i * i * i * i * i * i * i
    return s


def len_minus(v):
    n = len(v)
    m = n - 5
    return m, -n, n // 2, n / 2, n % -3, ~n, n ** 2, 1 << n


def sizes():
    n = sys.maxsize
    m = n + 1
    k = -n - 2
    return m, k, n * n


def chained(flag):
    a = b = 0.0
    a += 1
    if flag:
        b = "text"
    return a, b


def min_max(a, b):
    x = min(a, b)
    y = max(a, b, 0.5)
    z = abs(x)
    return x, y, z, type(x).__name__, type(y).__name__


def division_kinds(n):
    x = 7.0
    y = 7
    return x / n, y / n, x // n, y // n, x % n, y % n, divmod(x, n), x ** n, y ** n


def conditional_kind(flag):
    x = 1.0 if flag else 1
    y = 2.0 or "s"
    z = 0.0 and 5
    return x, y, z, type(x).__name__


def swapped(n):
    a, b = 1.5, n
    a, b = b, a
    return a, b


def deleted(n):
    x = 1.5
    for _ in range(n):
        x += 1
        del x
        x = 2.5
    return x


def captured():
    x = 1.5

    def inner():
        nonlocal x
        x = "changed"

    before = x + 1
    inner()
    return before, x


def comprehension_reuse():
    i = 2.5
    v = [i for i in range(3)]
    return i, v


def exception_in_between(v):
    x = 0.0
    try:
        x = 1.0
        x = float(v)
        x = x / 0.0 if v == 0 else x
    except (ValueError, TypeError) as e:
        return x, str(e)
    except ZeroDivisionError as e:
        return "zero", x, str(e)
    finally:
        x += 1
    return x


def float_methods():
    x = 2.5
    return x.is_integer(), x.hex(), x.real, (x + 0.5).as_integer_ratio(), x.__class__.__name__, str(x), repr(x), f"{x!r:>6}", hash(x) == hash(2.5), bool(x), int(x), [x] * 2


def float_compare_mixed(v):
    x = 2.5
    return x == v, x != v, v == x


for n in (0, 1):
    for function in (int_to_float, chained, conditional_kind):
        show(function, n)
show(captured)
show(float_or_none, 0)
show(float_or_none, 3)
show(range_target_escapes, 3)
show(range_target_escapes, 0)
show(range_bounds_huge, 2**63 - 2, 2**63 + 1)
show(range_bounds_huge, -2**63 - 1, -2**63 + 1)
show(range_over_objects, 3)
show(loop_variable_assigned, 3)
show(float_int_keys)
show(boolean_arithmetic, 2, 1)
show(boolean_arithmetic, 1.0, 2)
show(accumulates, [1, 2.5, 10**25])
show(accumulates, [1, "a"])
show(accumulates, [1, 2j])
show(accumulates, [])
show(counter_sum, 2000)
show(len_minus, [1, 2])
show(sizes)
show(min_max, 1, 2.5)
show(min_max, 2.5, 1)
show(min_max, 1.0, 1)
show(min_max, float("nan"), 1)
for n in (2, -2, 0, 2.0, 0.0, -3):
    show(division_kinds, n)
show(swapped, "b")
show(deleted, 0)
show(deleted, 2)
show(comprehension_reuse)
for v in ("2", "x", None, 0, 10**400):
    show(exception_in_between, v)
show(float_methods)
for v in (2.5, "2.5", None, 5, 2.5 + 0j):
    show(float_compare_mixed, v)
