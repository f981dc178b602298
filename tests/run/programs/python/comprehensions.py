"""List, set, dict comprehensions and generator expressions."""

from show import say, show

print([x * 2 for x in range(5)], {x % 3 for x in range(10)}, {x: x * x for x in range(4)}, list(x for x in "abc"))
print([(x, y) for x in range(3) for y in range(x)], [x for x in range(20) if x % 2 if x % 3])
print([[y for y in range(x)] for x in range(4)], [x for row in [[1, 2], [3]] for x in row])
print([a + b for a, b in [(1, 2), (3, 4)]], [first for first, *rest in ["abc", "de"]], [x for x, in [(1,), (2,)]])
print({k: v for k, v in zip("ab", [1, 2])}, {v: k for k, v in {"a": 1, "b": 2}.items()})
print([x if x % 2 else -x for x in range(4)], [lambda: 1 for _ in range(2)][0]())


def primes(n):
    return [p for p in range(2, n) if all(p % d for d in range(2, int(p ** 0.5) + 1))]


show(primes, 40)


def outer_names(k):
    table = {"a": k, "b": k + 1}
    return [table[c] + k for c in "ab" if table[c] > k - 1], sum(table[c] * k for c in table), {c: [k for _ in range(2)] for c in table}


show(outer_names, 3)


def evaluation_order():
    return [say(("element", x, y)) for x in say("outer", [1, 2]) if say("test", True) for y in say("inner", [3])]


show(evaluation_order)


def dict_order():
    return {say("key", k): say("value", k + 1) for k in [1, 2]}


show(dict_order)


def outer_eager():
    generator = (x for x in say("evaluated now", [1, 2]) if say("evaluated later", True))
    print("made")
    return list(generator)


show(outer_eager)
show(lambda: (x for x in None))
show(lambda: list(x for x in [1] for y in None))
show(lambda: [1 // x for x in [1, 0]])
show(lambda: {x: [] for x in [[]]})
show(lambda: {x for x in [[]]})
show(lambda: [undefined for x in [1]])
show(lambda: [x for x, y in [(1, 2), (3,)]])


def generator_closure(n):
    total = 0

    def add(v):
        nonlocal total
        total += v
        return total

    return list(add(v) for v in range(n)), total


show(generator_closure, 5)


def late_generator():
    n = 10
    gen = (x + n for x in range(3))
    n = 100
    return list(gen)


show(late_generator)


def nested_scopes(x):
    return [[(x, y, z) for z in range(y)] for y in range(x) if y], [x for x in [x, x + 1]], x


show(nested_scopes, 3)


def early_exit(values):
    return any(v > say("at", 2) for v in values), all(v < 3 for v in values), next((v for v in values if v > 1), None), next((v for v in values if v > 100), "none")


show(early_exit, [1, 2, 3, 4])


def consumed():
    g = (c for c in "ab")
    return list(g), list(g), sum(1 for _ in range(10)), "".join(c.upper() for c in "xyz"), max((abs(v), v) for v in [-3, 2]), sorted(v for v in {3, 1})


show(consumed)


def in_default(f=[i * 2 for i in range(3)]):
    return f


show(in_default)


class Body:
    n = 4
    squares = [i * i for i in range(n)]


print(Body.squares)
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [cell for row in matrix for cell in row if cell % 2 == 0])
print(*[f"{i}:{c}" for i, c in enumerate("xy")], sep="|")


def with_try(items):
    out = []
    for item in items:
        try:
            out.append([10 // v for v in item])
        except ZeroDivisionError:
            out.append("zero")
    return out


show(with_try, [[1, 2], [0], [5]])
x = "module x"
print([x for x in range(2)], x)
