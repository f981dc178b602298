"""Integers are unbounded, whatever the compiler thinks of them."""

from show import show


def factorial(n):
    result = 1
    for i in range(1, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def grow():
    x = 1
    out = []
    for i in range(70):
        x = x * 2
        if i > 60:
            out.append(x)
    return out


def shrink():
    x = -1
    for _ in range(65):
        x -= x * -1
    return x


def shift_loop():
    x, n = 1, 0
    while x < 10**25:
        x <<= 3
        n += 1
    return x, n


def powers():
    return 2 ** 100, (-3) ** 41, 7 ** 77 % 1000, pow(3, 200, 1000007), 10 ** 18 * 10, 10 ** 19, 2 ** 63 - 1, 2 ** 63, -2 ** 63 - 1


def sums():
    total = 0
    for i in range(9223372036854775800, 9223372036854775810):
        total += i
    return total, i


def counter_overflow():
    i = 9223372036854775806
    out = []
    while i < 9223372036854775810:
        out.append(i)
        i += 1
    return out


def bit_tricks():
    x = 0xFFFFFFFFFFFFFFFF
    return x & (x >> 1), x | 1 << 64, x ^ -1, ~x, -x >> 3, (x * x) >> 64, x.bit_length(), hash(x) == hash(x % (2**61 - 1))


def hashing(text):
    h = 5381
    for c in text:
        h = h * 33 + ord(c)
    return h, h % 2**32


def division():
    big = 10 ** 30
    return big // 7, big % 7, -big // 7, -big % 7, big / 10 ** 29, divmod(big, -12345678901234567890), big // 10 ** 29, round(big, -29)


def comparisons():
    big = 2 ** 64
    return big > 2.0 ** 63, big == 2.0 ** 64, big + 1 == 2.0 ** 64, big < float("inf"), -big < big, big != big + 1, big is not None


def loop_products(n):
    p = 1
    s = 0
    for i in range(n):
        for j in range(n):
            p *= (i + 1)
            s += i * j * p
    return s % 1000000007, p > 2 ** 100


def len_arithmetic(values):
    n = len(values)
    return n * 2 ** 62, n - 2 ** 63, -n * 2 ** 63, (n << 62), n ** 40


for function in (grow, shrink, shift_loop, powers, sums, counter_overflow, bit_tricks, division, comparisons):
    show(function)
show(factorial, 40)
show(fibonacci, 200)
show(hashing, "the quick brown fox jumps")
show(loop_products, 7)
show(len_arithmetic, [1, 2, 3])
show(lambda: int("9" * 40) + 1)
show(lambda: float(10 ** 400))
show(lambda: 10 ** 400 / 3)
show(lambda: 1 << 10 ** 30)
show(lambda: [1] * 10 ** 30)
show(lambda: range(10 ** 30)[10 ** 29])
show(lambda: len(range(10 ** 30)))
show(lambda: int(1e30), )
show(lambda: int(float("inf")))
show(lambda: int(float("nan")))
show(lambda: 2 ** -1)
show(lambda: 0 ** -1)
show(lambda: (-8) ** (1 / 3))
print(abs(-2**63), max(2**64, 2.0**65), min(-2**70, 5), sum([2**62] * 4), -(-2**63), 9223372036854775807 + 1, -9223372036854775808 - 1, 2147483647 + 1, 4294967295 * 4294967297)
