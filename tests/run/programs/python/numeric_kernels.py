"""Numerical code as people write it, in plain Python."""

import math

from show import show


def sieve(n):
    flags = [True] * (n + 1)
    flags[0] = flags[1] = False
    for i in range(2, int(math.sqrt(n)) + 1):
        if flags[i]:
            for j in range(i * i, n + 1, i):
                flags[j] = False
    return [i for i, f in enumerate(flags) if f]


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def matmul(a, b):
    n, m, p = len(a), len(b), len(b[0])
    c = [[0.0] * p for _ in range(n)]
    for i in range(n):
        for j in range(p):
            s = 0.0
            for k in range(m):
                s += a[i][k] * b[k][j]
            c[i][j] = s
    return c


def gauss(a, b):
    n = len(b)
    m = [row[:] + [x] for row, x in zip(a, b)]
    for i in range(n):
        p = max(range(i, n), key=lambda r: abs(m[r][i]))
        m[i], m[p] = m[p], m[i]
        if m[i][i] == 0:
            raise ValueError("singular")
        for r in range(i + 1, n):
            f = m[r][i] / m[i][i]
            for c in range(i, n + 1):
                m[r][c] -= f * m[i][c]
    x = [0] * n
    for i in range(n - 1, -1, -1):
        x[i] = (m[i][n] - sum(m[i][j] * x[j] for j in range(i + 1, n))) / m[i][i]
    return x


def nbody(steps):
    bodies = [[0.0, 0.0, 0.0, 0.0, 40.0], [1.0, 0.0, 0.0, 6.0, 0.5], [0.0, 2.0, -4.0, 0.0, 0.25]]
    dt = 0.001
    for _ in range(steps):
        for i in range(len(bodies)):
            for j in range(i + 1, len(bodies)):
                a, b = bodies[i], bodies[j]
                dx = a[0] - b[0]
                dy = a[1] - b[1]
                mag = dt / (dx * dx + dy * dy) ** 1.5
                a[2] -= dx * b[4] * mag
                a[3] -= dy * b[4] * mag
                b[2] += dx * a[4] * mag
                b[3] += dy * a[4] * mag
        for body in bodies:
            body[0] += dt * body[2]
            body[1] += dt * body[3]
    return bodies


def fft(x):
    n = len(x)
    if n == 1:
        return x
    even, odd = fft(x[::2]), fft(x[1::2])
    out = [0j] * n
    for k in range(n // 2):
        w = complex(math.cos(-2 * math.pi * k / n), math.sin(-2 * math.pi * k / n)) * odd[k]
        out[k] = even[k] + w
        out[k + n // 2] = even[k] - w
    return out


def edit_distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


def knapsack(items, capacity):
    best = [0] * (capacity + 1)
    for weight, value in items:
        for c in range(capacity, weight - 1, -1):
            best[c] = max(best[c], best[c - weight] + value)
    return best[capacity], best


def floyd(graph):
    n = len(graph)
    d = [row[:] for row in graph]
    for k in range(n):
        for i in range(n):
            for j in range(n):
                if d[i][k] + d[k][j] < d[i][j]:
                    d[i][j] = d[i][k] + d[k][j]
    return d


def life(cells, steps):
    for _ in range(steps):
        counts = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        counts[x + dx, y + dy] = counts.get((x + dx, y + dy), 0) + 1
        cells = {c for c, n in counts.items() if n == 3 or n == 2 and c in cells}
    return sorted(cells)


def monte_carlo(n, seed=42):
    inside = 0
    state = seed
    for _ in range(n):
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        x = state / 2**32
        state = (1664525 * state + 1013904223) & 0xFFFFFFFF
        y = state / 2**32
        if x * x + y * y <= 1.0:
            inside += 1
    return 4.0 * inside / n


def bisect(f, lo, hi, tolerance=1e-12):
    if f(lo) * f(hi) > 0:
        raise ValueError(f"no sign change on [{lo}, {hi}]")
    while hi - lo > tolerance:
        mid = (lo + hi) / 2
        if f(lo) * f(mid) <= 0:
            hi = mid
        else:
            lo = mid
    return (lo + hi) / 2


def runge_kutta(f, y, t, h, n):
    for _ in range(n):
        k1 = f(t, y)
        k2 = f(t + h / 2, y + h * k1 / 2)
        k3 = f(t + h / 2, y + h * k2 / 2)
        k4 = f(t + h, y + h * k3)
        y += h * (k1 + 2 * k2 + 2 * k3 + k4) / 6
        t += h
    return y, t


def statistics(values):
    n = len(values)
    mean = sum(values) / n
    variance = sum((v - mean) ** 2 for v in values) / (n - 1)
    return mean, variance, math.sqrt(variance), sorted(values)[n // 2]


INF = float("inf")
show(sieve, 60)
show(lambda: [gcd(a, b) for a, b in [(12, 18), (0, 5), (-12, 18), (10**20, 10**18 + 2)]])
show(matmul, [[1, 2], [3, 4]], [[5, 6], [7, 8]])
show(gauss, [[2.0, 1], [1, 3]], [3, 5])
show(gauss, [[1, 1], [1, 1]], [3, 5])
show(nbody, 50)
show(lambda: [f"{z:.9f}" for z in fft([complex(i * i % 7) for i in range(8)])])
show(edit_distance, "kitten", "sitting")
show(knapsack, [(1, 1), (3, 4), (4, 5), (5, 7)], 7)
show(floyd, [[0, 3, INF], [INF, 0, 1], [2, INF, 0]])
show(life, {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}, 4)
show(monte_carlo, 2000)
show(bisect, lambda x: x * x - 2, 0, 2)
show(bisect, lambda x: x * x + 2, 0, 2)
show(runge_kutta, lambda t, y: -y + t, 1.0, 0.0, 0.1, 10)
show(statistics, [1, 2, 4, 8])
show(statistics, [1])
show(statistics, [])
