"""Expressions that can only fail are run, and fail, like all others: they are no reason not to compile the rest."""

from show import show

for function in (
    lambda x: ~0.5,
    lambda x: ~1j,
    lambda x: 1j % 2,
    lambda x: 1j // 2,
    lambda x: 1j < 2,
    lambda x: 0.5 | 1,
    lambda x: 0.5 & x,
    lambda x: 1.5 << 2,
    lambda x: (x < 5)[0],
    lambda x: len(5),
    lambda x: len(1.5),
    lambda x: len(1j if x else 2.5),
    lambda x: 5(),
    lambda x: (x == 1)(),
    lambda x: (1).missing,
    lambda x: 1.5.missing,
    lambda x: [v for v in 5],
    lambda x: [*2.5],
    lambda x: 5 in 7,
    lambda x: 1 @ 2,
    lambda x: "a" + 1,
    lambda x: "a" - "b",
    lambda x: -"a",
    lambda x: -[],
    lambda x: {} < {},
    lambda x: None + 1,
    lambda x: [] < 5,
    lambda x: sum(5),
    lambda x: max(5),
    lambda x: abs("x"),
    lambda x: ord(5),
    lambda x: chr("a"),
    lambda x: range(1, 2, 3, 4),
    lambda x: range(),
    lambda x: int(1j),
    lambda x: float([]),
    lambda x: divmod(1, 0),
    lambda x: isinstance(1, 1),
    lambda x: "%d" % "x",
    lambda x: f"{1:s}",
    lambda x: (1, 2)["a"],
    lambda x: [1][1.5],
    lambda x: "abc"[None],
    lambda x: {}[[]],
    lambda x: {[]: 1},
    lambda x: {**5},
    lambda x: print(**5),
    lambda x: print(*5),
    lambda x: (yield_ := 1)[0],
):
    show(function, 1)


def stores(kind):
    if kind == 0:
        "abc"[0] = "x"
    if kind == 1:
        (1, 2)[0] = 3
    if kind == 2:
        5[0] = 1
    if kind == 3:
        (1).attribute = 2
    if kind == 4:
        del (1, 2)[0]
    if kind == 5:
        a, b = 5
    if kind == 6:
        a, b = 1.5, 2, 3
    if kind == 7:
        for a in 5:
            pass
    if kind == 8:
        with 5:
            pass
    if kind == 9:
        raise 5
    if kind == 10:
        x = 1.5
        x[0] = 1
    if kind == 11:
        x = 5
        x()
    if kind == 12:
        x = 0.5
        x |= 1
    if kind == 13:
        import math.nothing
    if kind == 14:
        [].append(1, 2)
    if kind == 15:
        "".nothing()


for kind in range(16):
    show(stores, kind)
