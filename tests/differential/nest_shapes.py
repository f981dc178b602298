"""Nests that optimisations look for, each with small deviations that they have to refuse."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TYPE_CHECKING

from nest_values import INT, Value, absolute, binary, choice, compared, extreme, literal

if TYPE_CHECKING:
    from nest_programs import Program

GRIDS = "abc"
Shape = Callable[["Program"], None]


def choose(random: Random) -> Shape | None:
    """One of the shapes; None for statements as they come."""
    return random.choices([None, *SHAPES], [19, *SHAPES.values()])[0]


def total(p: Program, terms: list[Value], op: str = "+") -> Value:
    result = terms[0]
    for term in terms[1:]:
        result = binary(op, result, term, p.overflowing)
    return result


def product(p: Program, *factors: Value) -> Value:
    return total(p, list(factors), "*")


def extremum(p: Program, *values: Value) -> Value:
    """The least or the greatest; of numbers that are no integers only where they are of one type, and have an order."""
    word, result = p.random.choice(("min", "max")), values[0]
    for value in values[1:]:
        whole = result.number.whole and value.number.whole
        if not whole and (result.number != value.number or value.number.kind == "c"):
            return total(p, list(values))
        result = extreme(word, result, value)
    return result


def near(name: str, shift: int) -> str:
    return name if shift == 0 else f"{name} + {shift}" if shift > 0 else f"{name} - {-shift}"


def scaled(p: Program, value: Value) -> Value:
    """The value as it is, or times or by something."""
    way = p.random.randrange(4)
    if p.item_type.whole or way == 0:
        return value
    if way == 3:
        return binary("/", value, p.read("x"))
    return binary("*", value, literal(0.25)) if way == 1 else binary("*", p.read("x"), value)


def stencil(p: Program) -> None:
    """A grid from its own neighbours, in place."""
    random = p.random
    view, reach = random.choice("aaabc"), random.choice((1, 1, 1, 2))
    other = random.choice((view, view, view, view, view, random.choice(GRIDS)))
    down = p.counter.kind == "i" and random.random() < 0.06
    rows = f"range({reach}, {view}.shape[0] - {reach})"
    columns = f"range({reach}, {view}.shape[1] - {reach}{'' if random.random() < 0.94 else ', 2'})"
    if down:
        rows = f"range({view}.shape[0] - {reach + 1}, {reach - 1}, -1)"
    if p.counter.kind == "i" and random.random() < 0.06:
        columns = f"range({view}.shape[1] - {reach + 1}, {reach - 1}, -1)"
    depth = 1
    if random.random() < 0.15:
        p.put(depth, "for k in range(3):")
        depth += 1
    p.put(depth, f"for i in {rows}:")
    p.open = [("i", f"{view}0", reach), ("j", f"{view}1", reach)]
    head = random.random() < 0.15
    if head:
        items = (f"{view}[i, 0]", f"{view}[i - 1, {reach}]", f"{view}[i, {reach}]", "v[i]")
        p.assign(depth + 1, "t", "=", p.read(random.choice(items)))
    p.put(depth + 1, f"for j in {columns}:")
    offsets = [(d, e) for d in range(-reach, reach + 1) for e in range(-reach, reach + 1)]
    chosen = random.sample(offsets, random.randint(1, 5)) + ([(0, -1)] if random.random() < 0.6 else [])
    found = [f"{other}[{near('i', d)}, {near('j', e)}]" for d, e in chosen]
    if random.random() < 0.3:
        found.append(f"{random.choice(GRIDS)}[i, j]")
    terms = [p.read(item) for item in found] + ([p.read("t")] if head else [])
    value = scaled(p, total(p, terms, random.choice(("+", "+", "+", "-"))))
    if not head and random.random() < 0.2:
        p.assign(depth + 2, "t", "=", value)
        value = product(p, p.read("t"), p.read("x"))
    if random.random() < 0.1:
        p.test(depth + 2, p.condition())
        p.assign(depth + 3, "s", "=", p.read(random.choice((f"{view}[i, j]", "j", "x"))))
    p.assign(depth + 2, f"{view}[i, j]", random.choice(("=", "=", "+=")), value)
    if head and random.random() < 0.5:
        p.assign(depth + 2, "t", "=", p.read(f"{view}[i, j]"))


def sweeps(p: Program) -> None:
    """Several steps of sweeps from one view to another and back."""
    random = p.random
    grid = random.random() < 0.6
    one, other = random.sample(GRIDS if grid else "vw", 2)
    one = other if random.random() < 0.08 else one
    reach = random.choice((1, 1, 1, 2))
    p.put(1, f"for k in range({random.choice(('2', '3', '5', '7', '9'))}):")
    p.open = [("k", None, 0)]
    if random.random() < 0.15:
        p.assign(2, "t", "=", p.read(random.choice(("x", "x", f"{one}[0, 0]" if grid else f"{one}[0]"))))
    views = [one, other] * 2
    for number in range(random.choice((2, 2, 2, 3))):
        source, target = views[number], views[number + 1]
        start = random.choice((str(reach), str(reach), str(reach), "0", "k" if p.counter.kind == "i" else "0"))
        p.put(2, f"for i in range({start}, {source}.shape[0] - {reach}):")
        offsets = [random.choice((-reach, 0, reach, reach - 1)) for _ in range(random.randint(1, 3))]
        if grid:
            p.put(3, f"for j in range({target}.shape[1]):")
        found = [f"{source}[{near('i', d)}, j]" if grid else f"{source}[{near('i', d)}]" for d in offsets]
        if random.random() < 0.06:
            found.append(f"{source}[-1 - i, j]" if grid else f"{source}[-1 - i]")
        terms = [p.read(item) for item in found] + ([p.read("t")] if random.random() < 0.1 else [])
        value = scaled(p, total(p, terms, random.choice(("+", "+", "-"))))
        p.assign(3 + grid, f"{target}[i, j]" if grid else f"{target}[i]", random.choice(("=", "=", "+=")), value)


def solid(p: Program) -> None:
    """Three axes, in place or from another view."""
    random = p.random
    p.put(1, "for i in range(1, d.shape[0]):")
    p.put(2, f"for j in range(1, d.shape[1] - {random.choice('011')}):")
    p.put(3, f"for k in range(1, d.shape[2] - {random.choice('011')}):")
    p.open = [("i", "d0", 1), ("j", "d1", 1), ("k", "d2", 1)]
    places = ["d[i - 1, j, k]", "d[i, j - 1, k]", "d[i, j, k - 1]", "d[i, j, k]", "a[i, j]", "v[k]"]
    if random.random() < 0.5:
        places += ["d[i, j + 1, k]", "d[i, j, k + 1]", "d[i, j - 1, k + 1]"]
    terms = [p.read(item) for item in random.sample(places, random.randint(2, 4))]
    target = random.choice(("d[i, j, k]", "d[i, j, k]", "s"))
    p.assign(4, target, random.choice(("=", "+=")), scaled(p, total(p, terms)))


def reduction(p: Program) -> None:
    """Sums over a third loop, for each element of a grid."""
    random = p.random
    target, one, other = (random.choice(GRIDS) for _ in range(3))
    p.put(1, f"for i in range({target}.shape[0]):")
    p.put(2, f"for j in range({random.choice(('', '', '1, ', '2, '))}{target}.shape[1]):")
    p.open = [("i", f"{target}0", 0), ("j", f"{target}1", 0)]
    p.assign(3, "s", "=", literal(0))
    ways = [("0", f"{one}.shape[1]"), ("0", f"{one}.shape[1]"), ("0", "n")]
    if p.counter.kind == "i":
        ways += [("max(0, 2 - j)", "min(m, 5)"), ("max(-1, -j)", f"min(2, {one}.shape[1] - j)"),
                 ("0", f"min(n, {one}.shape[1] - j)"), ("j", f"{one}.shape[1]"), ("0", "i")]  # fmt: skip
    low, high = random.choice(ways)
    p.put(3, f"for k in range({low}, {high}):")
    item = p.read(random.choice([f"{one}[i, k]", f"{one}[i, k]", f"{one}[k, i]", f"{one}[i, j + k]", "x"]))
    factors = [f"{other}[k, j]", f"{other}[k, j]", f"{other}[k, j]", f"{other}[j, k]", "v[k]", f"{other}[i, j]"]
    factor = p.read(random.choice(factors))
    if random.random() < 0.1:
        p.assign(4, "s", "=", extremum(p, p.read("s"), binary("-", item, factor, p.overflowing)))
    else:
        p.assign(4, "s", random.choice(("+=", "+=", "+=", "-=")), product(p, item, factor))
    p.assign(3, f"{target}[i, j]", random.choice(("=", "=", "+=")), p.read("s"))


def matrices(p: Program) -> None:
    """A product of two grids that is added to a third one, its loops in any order."""
    random = p.random
    target, one, other = random.sample(GRIDS, 3) if random.random() < 0.8 else [random.choice(GRIDS) for _ in range(3)]
    ends = {"i": f"{target}.shape[0]", "j": f"{target}.shape[1]", "k": f"{other}.shape[0]"}
    if random.random() < 0.1:
        ends[random.choice("jk")] = random.choice("nm")
    order = random.choice(("ijk", "ikj", "ikj", "jik", "jki", "kij", "kij", "kji"))
    if p.counter.kind == "i" and random.random() < 0.1:
        ends[order[-1]] = random.choice((order[0], f"{order[1]} + 1"))
    between = random.random() < 0.3
    for depth, name in enumerate(order, 1):
        low = random.choice(("", "", "", "", "1, "))
        p.put(depth, f"for {name} in range({low}{ends[name]}):")
        p.open.append((name, None, 0))
        if depth == 1 and order[0] == "i" and random.random() < 0.3:
            p.put(2, f"for j in range({ends['j']}):")
            p.assign(3, f"{target}[i, j]", random.choice(("=", "*=")), p.read("x"))
        if depth == 2 and between:
            p.assign(3, "t", "=", p.read(random.choice((f"{one}[i, k]" if order[2] == "j" else "x", "x"))))
    left, right = p.read(random.choice(("t", "t", "x") if between else (f"{one}[i, k]",))), p.read(f"{other}[k, j]")
    item = random.choice((*[f"{target}[i, j]"] * 8, f"{target}[k, j]", f"{target}[i, 0]"))
    p.assign(4, item, random.choice(("+=", "+=", "+=", "-=", "=")), product(p, left, right))
    if random.random() < 0.1:
        p.assign(4, f"{random.choice(GRIDS)}[i, j]", "=", right)
    if random.random() < 0.05:
        p.assign(random.choice((2, 3)), "s", "=", p.read(f"{target}[0, 0]"))


def image(p: Program) -> None:
    """Sums over a small square around each element, cut off at the borders."""
    random = p.random
    target, of, weights = random.choice(("abc", "abc", "bac", "aab"))
    p.put(1, f"for i in range({target}.shape[0]):")
    p.put(2, f"for j in range({target}.shape[1]):")
    p.open = [("i", f"{target}0", 0), ("j", f"{target}1", 0)]
    p.assign(3, "s", "=", literal(0))
    if p.counter.kind == "u":
        inner, places = ("n", "m"), ("i + k", "j + 1")
    elif random.random() < 0.5:
        reach = random.choice((1, 1, 2))
        inner = (f"max(-{reach}, -j)", f"min({reach + 1}, {of}.shape[1] - j)")
        places = ("i", "j + k")
    else:
        inner = (f"max(0, j - {random.choice('12')})", f"min({of}.shape[1], j + {random.choice('23')})")
        places = ("i", "k")
    p.put(3, f"for k in range({inner[0]}, {inner[1]}):")
    weight = p.read(random.choice((f"{weights}[0, k + 1]", "v[k + 1]", "x", f"{weights}[i, j]", "w[k]")))
    p.assign(4, "s", "+=", product(p, weight, p.read(f"{of}[{places[0]}, {places[1]}]")))
    p.assign(3, f"{target}[i, j]", random.choice(("=", "=", "+=")), p.read("s"))


def statistics(p: Program) -> None:
    """Sums over the rows or the columns of a grid."""
    random = p.random
    view = random.choice(GRIDS)
    outer, inner = random.choice((("i", "j"), ("j", "i")))
    axes = {"i": 0, "j": 1}
    p.put(1, f"for {outer} in range({view}.shape[{axes[outer]}]):")
    p.open = [(outer, f"{view}{axes[outer]}", 0)]
    p.assign(2, "s", "=", p.read(random.choice(("v[0]", "x"))) if random.random() < 0.2 else literal(0))
    p.put(2, f"for {inner} in range({random.choice(('', '', '', '1, '))}{view}.shape[{axes[inner]}]):")
    p.open.append((inner, f"{view}{axes[inner]}", 0))
    item = p.read(f"{view}[i, j]")
    weighted, apart = product(p, item, p.read(f"w[{inner}]")), total(p, [item, p.read(f"v[{outer}]")], "-")
    terms = [item, product(p, item, item), weighted, apart]
    if random.random() < 0.1:
        p.test(3, p.condition())
        p.assign(4, "s", "+=", item)
    else:
        p.assign(3, "s", random.choice(("+=", "+=", "-=")), random.choice(terms))
    p.assign(2, f"v[{outer}]", random.choice(("=", "=", "+=")), scaled(p, p.read("s")))


def whole(p: Program) -> None:
    """All items of some views in the order of memory, or nearly so."""
    random = p.random
    view = random.choice("abcd")
    names = ("i", "j", "k")[: 3 if view == "d" else 2]
    order = names if random.random() < 0.8 else random.sample(names, len(names))
    for depth, name in enumerate(order, 1):
        axis = names.index(name)
        low = "" if random.random() < 0.93 else "1, "
        p.put(depth, f"for {name} in range({low}{view}.shape[{axis}]):")
        p.open.append((name, f"{view}{axis}", 0))
    inner, item = len(names) + 1, p.read(f"{view}[{', '.join(names)}]")
    others = [p.read(random.choice(("x", "b[i, j]", "c[i, j]", "v[i]"))), item, p.read("s")]
    value = product(p, *random.sample(others, 2)) if random.random() < 0.5 else total(p, random.sample(others, 2))
    target = random.choice((item.text, item.text, "s", "c[i, j]"))
    p.assign(inner, target, random.choice(("=", "+=")), value)
    if random.random() < 0.15:
        p.test(inner, p.condition())
        p.assign(inner + 1, "t", "+=", item)


def window(p: Program) -> None:
    """Sums over neighbours, with borders by min and max or by a test in the loop."""
    random = p.random
    target, of = random.sample("vw", 2)
    p.put(1, f"for i in range({target}.shape[0]):")
    p.assign(2, "s", "=", literal(0))
    p.open = [("i", f"{target}0", 0), ("k", None, 0)]
    shift = random.choice((1, 2))
    tested = random.random() < 0.4 or p.counter.kind == "u"
    if tested:
        p.put(2, f"for k in range({random.choice(('3', 'n', '5'))}):")
        place = total(p, [total(p, [p.read("i"), p.read("k")]), literal(shift)], "-")
        if p.untyped or random.random() < 0.5:
            p.put(3, f"if 0 <= i + k - {shift} < {of}.shape[0]:", f"if 0 <= {place.python} < {of}.shape[0]:")
        else:
            extent = Value(f"<size_t>{of}.shape[0]", f"u64({of}.shape[0])", INT)
            p.put(3, f"if <size_t>(i + k - {shift}) < {extent.text}:", f"if u64({place.python}) < {extent.python}:")
        p.assign(4, "s", "+=", p.item_at(of, place))
    else:
        p.put(2, f"for k in range(max(0, i - {shift}), min({of}.shape[0], i + {shift + 1})):")
        p.assign(3, "s", "+=", product(p, p.read(f"{of}[k]"), p.read(random.choice(("x", "v[i]", "c[i, k]")))))
    p.assign(2, f"{target}[i]", random.choice(("=", "+=")), p.read("s"))


def columns(p: Program) -> None:
    """Columns first: items by themselves, or by what the column begins with."""
    random = p.random
    one, other = random.choice(GRIDS), random.choice(GRIDS)
    up = random.choice(("0", "0", "1"))
    p.put(1, f"for j in range({one}.shape[1]):")
    p.open = [("j", f"{one}1", 0)]
    head = random.random() < 0.3
    if head:
        p.assign(2, "t", "=", p.read(random.choice((f"{one}[0, j]", f"{other}[0, j]", "v[j]", f"{one}[j, 0]"))))
    p.put(2, f"for i in range({up}, {one}.shape[0]):")
    p.open.append(("i", f"{one}0", 0))
    terms = [f"{one}[i, j]", f"{other}[{random.choice(('i, j', 'j, i'))}]", "x", "t" if head else p.counters()[-1]]
    if up == "1":
        terms.append(f"{one}[i - 1, {random.choice(('j', 'j', '0'))}]")
    found = [p.read(term) for term in random.sample(terms, random.randint(1, 3))]
    p.assign(3, f"{one}[i, j]", random.choice(("=", "+=")), total(p, found, random.choice("+-*")))


def accumulation(p: Program) -> None:
    """Sums that are kept in a view, by rows or by columns."""
    random = p.random
    one, target = random.choice(GRIDS), random.choice("vwabc")
    first, second = random.choice((("i", "j"), ("j", "i")))
    axes = {"i": 0, "j": 1}
    item = f"{target}[{first}]" if target in "vw" else f"{target}[{random.choice((first, '0'))}, {first}]"
    p.put(1, f"for {first} in range({one}.shape[{axes[first]}]):")
    p.open = [(name, f"{one}{axes[name]}", 0) for name in (first, second)]
    if random.random() < 0.7:
        p.assign(2, item, "=", literal(0))
    if random.random() < 0.3:
        p.assign(2, "t", "=", p.read(f"{one}[i, 0]" if first == "i" else f"{one}[0, j]"))
    p.put(2, f"for {second} in range({one}.shape[{axes[second]}]):")
    added = p.read(f"{one}[i, j]")
    ways = [added, product(p, added, p.read("x")), binary("+", p.read("t"), p.read("x"), p.overflowing)]
    p.assign(3, item, random.choice(("+=", "+=", "+=", "=", "-=")), random.choice(ways))
    if random.random() < 0.2:
        p.assign(2, "s", "+=", p.read(item))


def triangle(p: Program) -> None:
    """Triangular domains, as in factorisations and substitutions."""
    random = p.random
    view = random.choice(GRIDS)
    other = random.choice((view, random.choice(GRIDS)))
    p.put(1, f"for i in range({view}.shape[0]):")
    low, high = random.choice((("0", "i"), ("0", "i + 1"), ("i", f"{view}.shape[1]"), ("i + 1", f"{view}.shape[0]")))
    p.put(2, f"for j in range({low}, {high}):")
    p.open = [("i", f"{view}0", 0), ("j", f"{view}1", 0)]
    way = random.randrange(4)
    if way == 0:
        low, high = random.choice((("0", "j"), ("0", "i"), ("i", "j"), ("i + 1", f"{view}.shape[1]"), ("j", "i")))
        p.put(3, f"for k in range({low}, {high}):")
        target, left, right = random.choice((
            (f"{view}[i, j]", f"{other}[i, k]", f"{other}[k, j]"),
            (f"{view}[i, j]", f"{other}[i, k]", f"{other}[j, k]"),
            (f"{view}[j, k]", f"{other}[j, i]", f"{other}[i, k]"),
        ))  # fmt: skip
        p.assign(4, target, random.choice(("-=", "+=")), product(p, p.read(left), p.read(right)))
    elif way == 1:
        p.assign(3, "v[i]", "-=", product(p, p.read(f"{view}[i, j]"), p.read("v[j]")))
    elif way == 2:
        p.assign(3, f"{view}[i, j]", "=", p.read(f"{other}[j, i]"))
    else:
        p.assign(3, f"{view}[i, j]", random.choice(("=", "+=")), p.value(2))
    if random.random() < 0.3:
        p.assign(2, f"{view}[i, i]", random.choice(("=", "+=")), p.leaf(p.item_type.whole))


def table(p: Program) -> None:
    """A table that is filled by a recurrence."""
    random = p.random
    view = random.choice("ab")
    p.put(1, f"for i in range(1, {view}.shape[0]):")
    p.put(2, f"for j in range(1, {view}.shape[1]):")
    p.open = [("i", f"{view}0", 1), ("j", f"{view}1", 1)]
    up, left, corner = (p.read(f"{view}[{place}]") for place in ("i - 1, j", "i, j - 1", "i - 1, j - 1"))
    one = literal(1)
    if p.number(f"{view}[").kind == "c":
        p.assign(3, f"{view}[i, j]", "=", total(p, [up, left, corner]))
        return
    test = compared(random.choice(("==", "!=", ">")), *(p.read(item) for item in ("v[i - 1]", "w[j - 1]")))
    if p.numbers["v"].kind == "c":
        test = compared("<", p.read("i"), p.read("j"))
    if random.random() < 0.5:
        nearest = [binary("+", value, one, p.overflowing) for value in (up, left, corner)]
        third = choice(test, corner, nearest[2]) if random.random() < 0.3 else corner
        p.assign(3, f"{view}[i, j]", "=", extremum(p, *nearest[:2], third))
        return
    p.test(3, test)
    p.assign(4, f"{view}[i, j]", "=", binary("+", corner, one, p.overflowing))
    p.put(3, "else:")
    p.assign(4, f"{view}[i, j]", "=", extremum(p, up, left))


def chain(p: Program) -> None:
    """One axis: prefix sums, copies within one view, strides, searches."""
    random = p.random
    view, other = random.choice((("v", "v"), ("v", "w"), ("w", "v")))
    ahead = random.choice((0, 1, 2))
    p.put(1, f"for i in range({ahead}, {view}.shape[0] - {random.choice((0, 0, 1))}):")
    p.open = [("i", f"{view}0", ahead)]
    places = [f"{other}[i - {ahead}]", f"{other}[i]", f"{view}[i - {ahead}]"]
    if p.counter.kind == "i" and not p.untyped:
        places += [f"{other}[{view}.shape[0] - 1 - i]", f"{other}[2 * i]", f"{other}[i // 2]"]
    value = p.read(random.choice(places))
    way = random.randrange(5)
    if way == 0 and value.number.kind != "c":
        p.test(2, compared(random.choice("<>"), value, literal(random.choice((0, 1)))))
        p.put(3, random.choice(("break", "continue", "j = i")))
        p.assign(2, "s", "+=", value)
    elif way == 1:
        p.assign(2, "s", "=", extremum(p, p.read("s"), value))
    elif way == 2:
        p.assign(2, "s", "+=", value)
        p.assign(2, f"{view}[i]", "=", p.read("s"))
    else:
        p.assign(2, f"{view}[i]", random.choice(("=", "+=")), total(p, [value, p.leaf(p.item_type.whole)]))


def rows(p: Program) -> None:
    """Several loops in each round of an outer one."""
    random = p.random
    view = random.choice(GRIDS)
    p.put(1, f"for i in range({view}.shape[0]):")
    p.open = [("i", f"{view}0", 0)]
    p.assign(2, "s", "=", p.read(random.choice((f"{view}[i, 0]", "v[i]"))) if random.random() < 0.5 else literal(0))
    p.put(2, f"for j in range({random.choice(('', '1, '))}{view}.shape[1]):")
    item = p.read(f"{view}[i, j]")
    if random.random() < 0.4:
        p.assign(3, "s", "=", extremum(p, p.read("s"), item))
    else:
        p.assign(3, "s", "+=", product(p, item, item) if random.random() < 0.5 else item)
    if random.random() < 0.4:
        p.assign(2, "w[i]", "=", p.read("s"))
    p.put(2, f"for j in range({view}.shape[1]):")
    p.open.append(("j", f"{view}1", 0))
    target = random.choice((f"{view}[i, j]", f"{view}[i, j]", "b[i, j]", "v[j]"))
    p.assign(3, target, random.choice(("=", "-=", "+=")), scaled(p, binary("-", item, p.read("s"), p.overflowing)))


def gather(p: Program) -> None:
    """Places that are data: histograms, permutations, sparse rows."""
    random = p.random
    way = random.randrange(3)
    if way == 2 and p.counter.kind == "i" and p.numbers["p"].whole:
        p.put(1, "for i in range(p.shape[0] - 1):")
        p.assign(2, "s", "=", literal(0))
        p.put(2, "for k in range(p[i], p[i + 1]):")
        p.open = [("i", "p0", 0), ("k", None, 0)]
        p.assign(3, "s", "+=", product(p, p.read("v[k]"), p.read(random.choice(("w[k]", "x", "a[i, k]")))))
        p.assign(2, "w[i]", "=", p.read("s"))
        return
    p.put(1, "for i in range(p.shape[0]):")
    p.open = [("i", "p0", 0)]
    place = p.read("p[i]")
    if way == 0:
        p.assign(2, p.item_at("v", place).text, random.choice(("+=", "=", "-=")), p.leaf(p.item_type.whole))
        return
    if random.random() < 0.4:
        p.put(2, f"if {random.choice(('0 <= p[i] < w.shape[0]', 'p[i] < w.shape[0]'))}:")
        p.assign(3, "v[i]", "=", p.item_at("w", place))
    else:
        p.assign(2, "v[i]", random.choice(("=", "+=")), p.item_at(random.choice("vw"), place))


def sort(p: Program) -> None:
    """`while` loops that count by hand."""
    random = p.random
    if p.item_type.kind == "c" or p.numbers["v"].kind == "c" or p.counter.kind == "u":
        chain(p)
        return
    way = random.randrange(3)
    if way == 0:
        p.put(1, "for i in range(1, v.shape[0]):")
        p.assign(2, "t", "=", p.read("v[i]") if p.numbers["v"] == p.item_type else literal(1))
        p.put(2, "j = i - 1")
        test = compared(">", p.read("v[j]"), p.read("t"))
        p.put(2, f"while j >= {random.choice('001')} and {test.text}:", f"while j >= 0 and {test.python}:")
        low = p.lines[-1][1].split()[3]
        p.lines[-1] = (2, p.lines[-1][1], f"while j >= {low} and {test.python}:")
        p.assign(3, f"v[j + {random.choice('112')}]", "=", p.read("v[j]"))
        p.put(3, "j = j - 1")
        p.assign(2, "v[j + 1]", "=", p.read("t"))
    elif way == 1:
        p.put(1, "i = 0")
        p.put(1, f"j = {random.choice(('v.shape[0]', 'n', 'v.shape[0] - 1'))}")
        p.burning(1, "while i < j:")
        p.put(2, random.choice(("k = (i + j) // 2", "k = i + (j - i) // 2")))
        p.test(2, compared("<", p.read("v[k]"), p.read("x") if p.item_type.kind != "c" else literal(1)))
        p.put(3, "i = k + 1")
        p.put(2, "else:")
        p.put(3, "j = k")
    else:
        p.put(1, "i = j = k = 0")
        p.burning(1, "while i < v.shape[0] and j < w.shape[0]:")
        other = p.read("w[j]") if p.numbers["w"].kind != "c" else literal(1)
        p.test(2, compared(random.choice(("<", "<=")), p.read("v[i]"), other))
        p.assign(3, "s", "+=", p.read("v[i]"))
        p.put(3, f"i += {random.choice('112')}")
        p.put(2, "else:")
        p.assign(3, "s", "-=", p.read("w[j]"))
        p.put(3, "j += 1")


def threads(p: Program) -> None:
    """Loops shared among threads; no round writes what another one uses."""
    random = p.random
    p.around, p.counter = "parallel", p.counter if p.counter.kind == "i" and p.counter.bits > 8 else INT
    p.untyped, p.told, p.overflowing = False, "s", False
    view, other = random.sample(GRIDS, 2)
    more = random.choice(("", ", num_threads=2", ", schedule='static'", ", schedule='dynamic'"))
    p.put(1, f"for i in prange({view}.shape[0], nogil=True{more}):", f"for i in range({view}.shape[0]):")
    p.open = [("i", f"{view}0", 0)]
    p.put(2, f"for j in range({view}.shape[1]):")
    p.open.append(("j", f"{view}1", 0))
    terms = [p.read(item) for item in (f"{view}[i, j]", f"{other}[i, j]", "x", "v[j]")]
    p.assign(3, f"{view}[i, j]", random.choice(("=", "+=")), total(p, random.sample(terms, 2), random.choice("+-*")))
    if p.item_type.whole and random.random() < 0.5:
        p.assign(2, "s", "+=", p.read("w[i]"))


def elements(p: Program) -> None:
    """Loops over the elements of a view, or over its rows."""
    random = p.random
    p.around = random.choice(("", "", "try", "cdef"))
    if random.random() < 0.5 and p.numbers["a"] == p.item_type:
        p.put(1, "for r in a:")
        p.put(2, "for j in range(r.shape[0]):")
        p.open = [("j", None, 0)]
        p.assign(3, "a[0, j]", "+=", p.read("r[j]"))
        return
    p.numbers["v"] = p.item_type
    p.put(1, "for t in v:")
    value = p.read("t") if p.item_type.kind == "c" or random.random() < 0.7 or p.overflowing else absolute(p.read("t"))
    p.assign(2, "s", "+=", value)
    if random.random() < 0.3:
        p.assign(2, "v[0]", "=", p.read("s"))


SHAPES: dict[Shape, int] = {
    stencil: 17, reduction: 10, matrices: 8, statistics: 7, whole: 5, image: 6, window: 4, columns: 12,
    accumulation: 11, triangle: 5, table: 6, chain: 4, rows: 5, gather: 4, sort: 6, solid: 4, threads: 3,
    elements: 2, sweeps: 4,
}  # fmt: skip
