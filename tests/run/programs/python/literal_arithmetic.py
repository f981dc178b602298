"""Arithmetic of literals, comparisons and lengths in untyped code is Python's: unbounded, with Python's errors."""

from show import show


def largest():
    return max(4, 9223372036854775807) + (1 != 2), 9223372036854775807 + True, -9223372036854775808 - (0 == 0)


def with_comparison(x, y):
    return 9223372036854775807 + (x < y), (x < y) + 9223372036854775807, (x < y) * 9223372036854775807 * 2


def shifted(x):
    return (x is None) << 40, (x is None) << 70, 1 << 62 + (x is None), (x is not None) + (x is None) + 2147483647


def divided(x):
    return -3 / (x is None)


def floor_divided(x):
    return (x is None) // (x is not None)


def remainder(x):
    return 7 % (x is None)


def float_divided(x):
    return 2.5 / (x is None)


def chosen(x):
    return 9223372036854775807 + (1 if x else 2), (3 if x else -9223372036854775808) - 1, (1 if x else 2.5) * 2


def measured(x):
    return len(x) + 9223372036854775807, -len(x) - 9223372036854775807 - 2, len(x) * 9223372036854775807, 2 ** 63 - len(x)


def negated(x):
    return -(x is None), ~(x is None), +(x is None), not (x is None), abs(-(x is None)), (x is None) ** 3


def powers():
    return 2 ** 64, 2 ** 62 * 4, 10 ** 18 * 10 ** 18, (-2) ** 63 - 1, 3 ** 50, 2 ** -1, 0.5 ** 2, 1 / 3 * 3


def loops():
    total = 9223372036854775800
    for i in range(10):
        total += i
    return total, total * (i + 1), i * 4611686018427387904


def characters(s):
    return ord(s[0]) * 2 ** 60, ord(s) << 60, (s == "a") + ord(s) * 10 ** 17


show(largest)
show(with_comparison, 1, 2)
show(with_comparison, 2, 1)
show(shifted, None)
show(shifted, 5)
for function in (divided, floor_divided, remainder, float_divided):
    show(function, None)
    show(function, 1)
show(chosen, 1)
show(chosen, 0)
show(measured, [1, 2, 3])
show(measured, "")
show(negated, None)
show(negated, 1)
show(powers)
show(loops)
show(characters, "a")
print(9223372036854775807 + (1 != 2), max(1, 9223372036854775807) + 1, (1 == 1) + (2 == 2), -(1 == 1), len("ab") * 9223372036854775807)
