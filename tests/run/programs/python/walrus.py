"""Assignment expressions wherever they may stand."""

from show import say, show

print((n := 10) + n, n)
if (found := [1, 2, 3].index(2)) > 0:
    print("found", found)


def in_while(data):
    pieces = []
    index = 0
    while (piece := data[index:index + 3]):
        pieces.append(piece)
        index += len(piece)
    return pieces, piece


show(in_while, "abcdefgh")


def in_comprehension(values):
    result = [last := v * 2 for v in values if (half := v // 2)]
    return result, last, half


show(in_comprehension, [1, 2, 3])
show(in_comprehension, [])
total = 0
print([total := total + v for v in range(5)], total)


def running(values):
    total = 0
    sums = [total := total + v for v in values]
    return sums, total, {k: (seen := k) for k in values}, seen, any((witness := v) > 2 for v in values), witness


show(running, [1, 2, 3, 4])


def nested_scopes():
    result = [[(cell := (i, j)) for j in range(2)] for i in range(2)]
    return result, cell


show(nested_scopes)


def with_global():
    global made
    [made := v for v in range(3)]
    return made


show(with_global)
print(made)


def with_nonlocal():
    kept = 0

    def inner():
        nonlocal kept
        return [kept := v for v in "xyz"]

    return inner(), kept


show(with_nonlocal)


def in_calls():
    print(a := 1, (b := 2), sep=(c := "-"))
    return a, b, c, f"{(d := 5)}{d:>{(w := 4)}}", w, (e := [1])[0], [f := 3, f + 1][1], (lambda: (g := 9) + g)()


show(in_calls)


def in_conditions(x):
    if (y := x) and (z := y + 1) > 2:
        return y, z
    elif (y := x + 10) > 5:
        return "elif", y
    assert (w := x) is not None, w
    return "none", (y if (y := 0) else w)


show(in_conditions, 0)
show(in_conditions, 2)
show(in_conditions, -20)


def order():
    return (x := say("one", 1)) + (x := x + say("two", 2)) * x


show(order)


def unset(flag):
    flag and (value := 1)
    return value


show(unset, 1)
show(unset, 0)


def default(a=(shared := [])):
    a.append(1)
    return a is shared, len(shared)


show(default)
show(default)
x = 1, (y := 2)
print(x, y)
print({(k := 1): (k := k + 1)}, k, {(s := 3)}, [1, 2, 3][(i := 1)], [1, 2, 3][(i := 1):], i)
