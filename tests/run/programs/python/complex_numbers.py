"""Complex numbers."""

import cmath

from show import show


def operations(a, b):
    return a + b, a - b, a * b, a / b


def mandelbrot(c, limit=30):
    z = 0
    for n in range(limit):
        if abs(z) > 2:
            return n
        z = z * z + c
    return limit


def inferred(n):
    z = 0j
    for i in range(n):
        z += 1j ** i * i
    w = z.conjugate()
    return z, w, z.real, z.imag, abs(z) if z else 0


for a in (1 + 2j, -1.5j, 0j, 3, 2.5, complex("inf")):
    for b in (2 - 1j, 1, 0, 0.5):
        show(operations, a, b)
print([mandelbrot(complex(x / 4, y / 4)) for x in range(-8, 4, 2) for y in range(-4, 5, 4)])
show(inferred, 6)
show(inferred, 0)
print(1j * 1j, (1 + 2j) ** 2, (1 + 2j) ** -1, (1 + 2j) ** 0.5, 2 ** 1j, -1j, +1j, complex(1, -0.0), complex("1+2j"), complex(3), complex(1j, 1j))
print((1 + 2j) == (1 + 2j), 1 + 0j == 1, hash(1 + 0j) == hash(1), 1j != 2j, bool(0j), (3 + 4j).real, abs(3 + 4j), repr(-0j), str(1e100j))
show(lambda: 1j < 2j)
show(lambda: 1j // 2)
show(lambda: 1j % 2)
show(lambda: int(1j))
show(lambda: float(1j))
show(lambda: 0j ** -1)
show(lambda: complex("x"))
show(lambda: f"{1 + 2j:.2f} {3j!r}")
print(cmath.sqrt(-1), cmath.exp(0j), cmath.phase(-1), [z.imag for z in (1j, 2.0, 3)], sum([1j, 2]), {1j: "key"}[1j])


def unity(n):
    return [round(cmath.exp(2j * cmath.pi * k / n).real, 6) + 0.0 for k in range(n)]


show(unity, 4)


def dft(values):
    n = len(values)
    return [sum(v * cmath.exp(-2j * cmath.pi * k * t / n) for t, v in enumerate(values)) for k in range(n)]


print([f"{z:.3f}" for z in dft([1, 2, 3, 4])])
