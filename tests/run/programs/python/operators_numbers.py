"""All operators on all pairs of number types, errors included."""

import operator

from show import show


def add(a, b):
    return a + b


def sub(a, b):
    return a - b


def mul(a, b):
    return a * b


def div(a, b):
    return a / b


def floordiv(a, b):
    return a // b


def mod(a, b):
    return a % b


def power(a, b):
    return a ** b


def lshift(a, b):
    return a << b


def rshift(a, b):
    return a >> b


def bitand(a, b):
    return a & b


def bitor(a, b):
    return a | b


def bitxor(a, b):
    return a ^ b


def matmul(a, b):
    return a @ b


def compare(a, b):
    return a == b, a != b


def order(a, b):
    return a < b, a <= b, a > b, a >= b


def unary(a):
    return -a, +a


def invert(a):
    return ~a


def negate(a):
    return not a


# The text is empty, as 2**31 of any other are 2 GB.
VALUES = [0, 1, -1, 7, -7, 2**31, 2**63, -(2**63), 2**64 + 1, 0.0, -0.0, 1.5, -2.25, float("inf"), float("nan"), True, 1j, 2 - 3j, None, ""]
SMALL = [0, 1, -1, 3, -3, 70, 2.5, True, 1j, "s"]

for function in (add, sub, mul, div, floordiv, mod, bitand, bitor, bitxor, compare, order, matmul):
    print("--", function.__name__)
    for left in VALUES:
        for right in VALUES:
            show(function, left, right)
for function in (power, lshift, rshift):
    print("--", function.__name__)
    for left in SMALL:
        for right in SMALL:
            show(function, left, right)
for value in VALUES:
    show(unary, value)
    show(invert, value) if not isinstance(value, bool) else None
    show(negate, value)


def mixed_constants(x):
    return [x + 1, 1 + x, x - 1, 1 - x, x * 2, 2 * x, x / 2, 7 / x, x // 2, 7 // x, x % 3, 7 % x, x ** 2, x == 3, 3 < x]


for value in (3, -3, 2.5, 10**20, True, -0.0 + 1):
    show(mixed_constants, value)
show(mixed_constants, 0)
show(mixed_constants, 0.0)
show(mixed_constants, "a")


def int_bits(x):
    return [x & 1, x | 8, x ^ 5, x << 3, x >> 1, 1 << x, ~x, x & -x, 255 & x]


for value in (3, 64, 0, True):
    show(int_bits, value)
show(int_bits, -2)
show(int_bits, 2.0)
print(operator.add(1, 2), -2 ** 2, (-2) ** 2, 2 ** -1, 2 ** 3 ** 2, -7 // 2, -7 % 3, 7 % -3, -7.5 // 2, -7.5 % 2, 1 - -1, not not 1)
