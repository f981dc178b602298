"""Floats: infinities, NaN, signed zeros, exactness, order of operations, inferred locals."""

import math

from show import show

INF, NAN = float("inf"), float("nan")


def basic(a, b):
    return a + b, a - b, a * b


def mean(values):
    total = 0.0
    for v in values:
        total += v
    return total / len(values)


def kahan(values):
    s = c = 0.0
    for v in values:
        y = v - c
        t = s + y
        c = (t - s) - y
        s = t
    return s


def newton(x):
    guess = x / 2.0
    for _ in range(20):
        guess = (guess + x / guess) / 2.0
    return guess


def integrate(n):
    h = 1.0 / n
    s = 0.0
    for i in range(n):
        x = h * (i + 0.5)
        s += 4.0 / (1.0 + x * x)
    return h * s


def polynomial(x):
    return 3.0 * x ** 3 - 2.0 * x ** 2 + x - 1.0


def mixed(n):
    x = 1.5
    x = x * n
    y = x // 2
    z = x % 2
    w = -x // 2.0
    v = -x % 2.0
    return x, y, z, w, v, x ** 2, x ** -1, 2 ** x


def changes_type(flag):
    x = 1.0
    if flag:
        x = "string"
    return x


def int_then_float(n):
    x = 0
    for _ in range(n):
        x += 0.5
    return x


def float_then_int(n):
    x = 0.5
    for _ in range(n):
        x = n
    return x


def divides(a, b):
    return 1.0 * a / b


def modulo(a, b):
    x = float(a)
    return x % b


def floors(a, b):
    x = float(a)
    return x // b


def powers(a, b):
    x = float(a)
    y = float(b)
    return x ** y


for a in (0.0, -0.0, 1.0, INF, -INF, NAN, 1e308, 5e-324):
    for b in (0.0, -1.0, INF, 1e308):
        show(basic, a, b)
        show(divides, a, b)
        show(modulo, a, b)
        show(floors, a, b)
        show(powers, a, b)
show(powers, -1.0, 0.5)
show(powers, 1e200, 2)
show(mean, [0.1] * 10)
show(mean, [])
show(kahan, [0.1] * 10)
show(newton, 2)
show(newton, 0.0)
show(integrate, 1000)
show(polynomial, 1.1)
show(polynomial, 2)
show(mixed, 3)
show(mixed, -1)
show(changes_type, 0)
show(changes_type, 1)
show(int_then_float, 0)
show(int_then_float, 3)
show(float_then_int, 0)
show(float_then_int, 3)


def unbound_float(flag):
    if flag:
        x = 1.5
    return x


show(unbound_float, True)
show(unbound_float, False)


def deleted_float():
    x = 2.5
    y = x
    del x
    try:
        return x
    except UnboundLocalError as error:
        return y, str(error)


show(deleted_float)


def signed_zero():
    z = 0.0
    n = -z
    return n, z + n, n + n, z - n, n * 5, str(n), math.copysign(1, n), z == n, {z: 1}[n], 0.0 * -1, -0.0 + 0


show(signed_zero)


def comparisons():
    n = NAN
    return n < 1, n > 1, n == n, n != n, not n, n is n, n in [n], INF > 10 ** 400, max(n, 1) is n, sorted([3.0, INF, -INF, 2])


show(comparisons)


def exactness():
    a, b, c = 0.1, 0.2, 0.3
    return a + b == c, (a + b) + c, a + (b + c), a * b + c, a * b - c * a, 1e16 + 1.0 - 1e16, 3.0 * (1.0 / 3.0), 2.5 // 1, round(0.5), round(1.5), round(2.675, 2)


show(exactness)
print(float("1e5"), float(" 1_0.5 "), float.fromhex("0x1.8p1"), (0.1).hex(), (2.5).is_integer(), (0.75).as_integer_ratio(), float(10**20), 1e22, 1e21 + 1, 123456789012345680.0)
print(math.floor(-2.5), math.ceil(-2.5), math.trunc(-2.5), int(-2.9), divmod(-7.5, 2), math.fsum([0.1] * 10), abs(-0.0), -2.0 ** 2, 1e-320, 0.1 * 3)
show(lambda: float("x"))
show(lambda: math.sqrt(-1))
show(lambda: math.exp(1000))
