"""Random nests of loops over views, each as Cython-language source and as the Python that it has to agree with.

The Python runs on `memoryview` objects: items are Python's numbers, indices count from the end where they are negative,
and what is out of range raises. Most indices fit their axis, so that optimisations have something to take; some do not,
so that they have something to refuse.
"""

from __future__ import annotations

from random import Random

VIEWS = {"a": 2, "b": 2, "c": 2, "v": 1, "w": 1}
LOOPS = ("i", "j", "k")
INTEGERS = {
    "long long": (64, True), "unsigned long long": (64, False), "int": (32, True), "unsigned int": (32, False),
    "short": (16, True), "unsigned char": (8, False),
}  # fmt: skip
ROWS = 0.05  # how often a loop makes a view of a row
COUNTERS = ("Py_ssize_t", "Py_ssize_t", "Py_ssize_t", "int", "long", "short", "long long")
HEAD = {
    "pyx": "{directives}def {name}({kinds}, {count} n, {count} m, {item} x):\n"
    "    cdef {count} i = -7, j = -7, k = -7\n    cdef {item} s = 0, t = 0\n    cdef {item}[:] r\n",
    "py": "def {name}(a, b, c, v, w, n, m, x):\n    i = j = k = -7\n    s = t = {zero}\n",
    "call": "def {name}({kinds}, {count} n, {count} m, {item} x):\n    return {name}_c(a, b, c, v, w, n, m, x)\n",
}


class Program:
    """One function, written line by line in both forms."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.name = name
        self.integer = random.random() < 0.3
        wide = random.random() < 0.5
        self.item_type = random.choice(list(INTEGERS)) if self.integer and not wide else "long long"
        self.item_type = self.item_type if self.integer else "double"
        self.counter = random.choice(COUNTERS)
        self.checked = random.random() < 0.85
        self.wrapping = random.random() < 0.85
        self.around = random.choice(("", "", "", "", "", "nogil", "try", "cdef", "generator"))
        self.rows: list[tuple[str, str]] = []  # sub-views by their axis
        self.told = random.choice(("s, t", "s, t", "s, t, i, j, k", "1, 2", "1, 2"))  # what is read behind all
        self.lines: list[tuple[int, str, str]] = []
        self.open: list[tuple[str, str | None, int]] = []  # loop variables with the axis that bounds them
        self.left = random.randint(2, 6)
        self.scalars = ["s", "t"][: random.randint(0, 2)]
        form = random.random()
        if form < 0.2:
            self.stencil()
        elif form < 0.45:
            self.reduction()
        elif form < 0.55:
            self.columns()
        else:
            while self.left > 0:
                self.statement(1)

    def put(self, depth: int, text: str, python: str | None = None) -> None:
        self.lines.append((depth, text, text if python is None else python))

    def assign(self, depth: int, target: str, op: str, value: str) -> None:
        """An assignment; C integers wrap, Python's have to be told."""
        if not self.integer:
            self.put(depth, f"{target} {op} {value}")
        else:
            bits, signed = INTEGERS[self.item_type]
            whole = value if op == "=" else f"{target} {op[:-1]} ({value})"
            self.put(depth, f"{target} {op} {value}", f"{target} = wrap({whole}, {bits}, {signed})")

    # --- statements ---

    def statement(self, depth: int) -> None:
        self.left -= 1
        kind = self.random.random()
        if len(self.open) < 3 and (not self.open or kind < 0.4):
            self.loop(depth)
        elif kind < 0.75 or not self.scalars:
            self.store(depth)
        elif kind < 0.92:
            self.assign(depth, self.random.choice(self.scalars), self.random.choice(("=", "+=", "+=")), self.value(2))
        else:
            self.branch(depth)

    def loop(self, depth: int) -> None:
        random, name = self.random, LOOPS[len(self.open)]
        view = random.choice(list(VIEWS))
        axis = random.randrange(VIEWS[view])
        extent = f"{view}.shape[{axis}]"
        shift = random.choice((0, 0, 0, 1, 1, 2))
        low, high = str(shift), extent if shift == 0 else f"{extent} - {shift}"
        outer = self.open[-1][0] if self.open else None
        if random.random() < 0.25:
            low = random.choice(["0", "1", "n", *([outer, f"{outer} + 1", f"max(0, {outer} - 2)"] if outer else [])])
            high = random.choice(
                [
                    "n",
                    "m",
                    "5",
                    *([outer, f"{outer} + 2", f"min({extent}, {outer} + 3)", f"n - {outer}"] if outer else []),
                ]
            )
        step = random.choice(("", "", "", "", ", 2", ", -1"))
        if step == ", -1":
            low, high = f"{high} - 1", f"{low} - 1"
        whiles = step != ", -1" and random.random() < 0.06
        if whiles:
            self.put(depth, f"{name} = {low}")
            self.put(depth, f"while {name} < {high}:")
        else:
            self.put(depth, f"for {name} in range({low}, {high}{step}):")
        self.open.append((name, f"{view}{axis}", shift))
        outer_rows = len(self.rows)
        if self.around in ("", "try") and random.random() < ROWS:
            of = random.choice("abc")
            self.put(depth + 1, f"r = {of}[{name}]")
            self.rows.append(("r", f"{of}1"))
        early = random.random() < 0.04
        for _ in range(random.randint(1, 3)):
            if early and random.random() < 0.5:
                self.leave(depth + 1, whiles)
            self.statement(depth + 1)
        if random.random() < 0.04:
            self.leave(depth + 1, whiles)
        if self.open[0][0] == name and random.random() < 0.05:
            self.put(depth + 1, random.choice(("n = n - 1", "m = n", "n = m - 1")))
        if whiles:
            self.put(depth + 1, f"{name} += {step[2:] or 1}")
        del self.rows[outer_rows:]
        self.open.pop()

    def leave(self, depth: int, whiles: bool) -> None:
        """What ends a round early, or all of them."""
        ways = ["break", *([] if whiles else ["continue"]), *([] if self.around == "generator" else ["return 1, 2"])]
        self.put(depth, f"if {self.condition()}: {self.random.choice(ways)}")

    def store(self, depth: int) -> None:
        view = self.random.choice(list(VIEWS))
        op = self.random.choice(("=", "=", "+=", "-="))
        self.assign(depth, self.item(view), op, self.value(3))

    def branch(self, depth: int) -> None:
        self.put(depth, f"if {self.condition()}:")
        self.statement(depth + 1)
        if self.random.random() < 0.4:
            self.put(depth, "else:")
            self.statement(depth + 1)

    # --- shapes that optimisations look for, with small deviations ---

    def stencil(self) -> None:
        random = self.random
        view, near = random.choice("abc"), random.choice((1, 1, 1, 2))
        up = random.random() < 0.9
        rows = f"range({near}, {view}.shape[0] - {near})"
        columns = f"range({near}, {view}.shape[1] - {near}{'' if up else ', 2'})"
        self.put(1, f"for i in {rows}:")
        head = random.random() < 0.15
        if head:
            item = random.choice((f"{view}[i, 0]", f"{view}[i - 1, {near}]", f"{view}[i, {near}]", "v[i]"))
            self.assign(2, "t", "=", item)
        self.put(2, f"for j in {columns}:")
        offsets = [(d, e) for d in range(-near, near + 1) for e in range(-near, near + 1)]
        terms = [f"{view}[{_plus('i', d)}, {_plus('j', e)}]" for d, e in random.sample(offsets, random.randint(1, 5))]
        if random.random() < 0.3:
            terms.append(f"{random.choice('abc')}[i, j]")
        self.open = [("i", f"{view}0", near), ("j", f"{view}1", near)]
        if head:
            terms.append("t")
        value = f"({' + '.join(terms)})" + ("" if self.integer else random.choice((" * 0.25", " / x", "")))
        if not head and random.random() < 0.2:
            self.assign(3, "t", "=", value)
            value = "t * x"
        if random.random() < 0.1:
            self.put(3, f"if {self.condition()}:")
            self.assign(4, "s", "=", random.choice((f"{view}[i, j]", "j", "x")))
        self.assign(3, f"{view}[i, j]", random.choice(("=", "=", "+=")), value)

    def reduction(self) -> None:
        random = self.random
        if random.random() < 0.3:
            self.accumulation()
            return
        target, one, other = (random.choice("abc") for _ in range(3))
        self.put(1, f"for i in range({target}.shape[0]):")
        self.put(2, f"for j in range({random.choice(('', '', '1, ', '2, '))}{target}.shape[1]):")
        self.put(3, "s = 0")
        low, high = random.choice(
            [
                ("0", f"{one}.shape[1]"),
                ("0", "n"),
                ("max(0, 2 - j)", "min(m, 5)"),
                ("max(-1, -j)", f"min(2, {one}.shape[1] - j)"),
            ]
        )
        self.put(3, f"for k in range({low}, {high}):")
        item = random.choice([f"{one}[i, k]", f"{one}[k, i]", f"{one}[i, j + k]", "x"])
        factor = random.choice([f"{other}[k, j]", f"{other}[k, j]", f"{other}[j, k]", "v[k]", f"{other}[i, j]"])
        self.assign(4, "s", "+=", f"{item} * {factor}")
        self.assign(3, f"{target}[i, j]", random.choice(("=", "=", "+=")), "s")

    def columns(self) -> None:
        """Columns first: items by themselves, or by what the column begins with."""
        random = self.random
        one, other = random.choice("abc"), random.choice("abc")
        up = random.choice(("0", "0", "1"))
        self.put(1, f"for j in range({one}.shape[1]):")
        self.open = [("j", f"{one}1", 0)]
        head = random.random() < 0.3
        if head:
            self.assign(2, "t", "=", random.choice((f"{one}[0, j]", f"{other}[0, j]", "v[j]", f"{one}[j, 0]")))
        self.put(2, f"for i in range({up}, {one}.shape[0]):")
        self.open.append(("i", f"{one}0", 0))
        terms = [f"{one}[i, j]", f"{other}[i, j]", "x", "t" if head else "i"]
        if up == "1":
            terms.append(f"{one}[i - 1, {random.choice(('j', 'j', '0'))}]")
        value = f" {random.choice('+-*')} ".join(random.sample(terms, random.randint(1, 3)))
        self.assign(3, f"{one}[i, j]", random.choice(("=", "+=")), value)

    def accumulation(self) -> None:
        """Sums that are kept in a view, by rows or by columns."""
        random = self.random
        one, target = random.choice("abc"), random.choice("vwabc")
        first, second = random.choice((("i", "j"), ("j", "i")))
        axes = {"i": 0, "j": 1}
        item = f"{target}[{first}]" if target in "vw" else f"{target}[{random.choice((first, '0'))}, {first}]"
        self.put(1, f"for {first} in range({one}.shape[{axes[first]}]):")
        if random.random() < 0.7:
            self.assign(2, item, "=", "0")
        if random.random() < 0.3:
            self.assign(2, "t", "=", f"{one}[i, 0]" if first == "i" else f"{one}[0, j]")
        self.put(2, f"for {second} in range({one}.shape[{axes[second]}]):")
        self.assign(
            3,
            item,
            random.choice(("+=", "+=", "=", "-=")),
            random.choice((f"{one}[i, j]", f"{one}[i, j] * x", "t + x")),
        )
        if random.random() < 0.3:
            self.assign(2, "s", "+=", item)

    # --- expressions ---

    def item(self, view: str) -> str:
        if self.rows and self.random.random() < 0.6:
            name, axis = self.rows[-1]
            return f"{name}[{self.index(axis)}]"
        return f"{view}[{', '.join(self.index(f'{view}{axis}') for axis in range(VIEWS[view]))}]"

    def index(self, axis: str) -> str:
        random = self.random
        fitting = [(name, shift) for name, of, shift in self.open if of == axis]
        if fitting and random.random() < 0.85:
            name, shift = random.choice(fitting)
            return _plus(name, random.randint(-shift, shift))
        names = [name for name, _, _ in self.open]
        if not names or random.random() < 0.15:
            return random.choice(("0", "-1", "1", "n - 1"))
        name = random.choice(names)
        return random.choice(
            [name, name, _plus(name, random.randint(-2, 2)), f"n - 1 - {name}", f"2 * {name}", f"-{name} - 1",
             f"{name} + {random.choice(names)}"]
        )  # fmt: skip

    def value(self, depth: int) -> str:
        random = self.random
        if depth == 0 or random.random() < 0.25:
            return random.choice(
                [self.item(random.choice(list(VIEWS))), self.item(random.choice(list(VIEWS))), "x", *self.scalars,
                 random.choice(("2", "3")) if self.integer else random.choice(("0.5", "-1.25", "0.0")),
                 self.open[-1][0] if self.open else "n"]
            )  # fmt: skip
        op = random.choice(("+", "-", "*"))
        if random.random() < 0.05:
            one, other = (self.item(random.choice(list(VIEWS))) for _ in range(2))
            signed = self.integer and INTEGERS[self.item_type][1]
            ways = [f"min({one}, {other})", f"max({one}, {other})", *([] if self.integer else [f"abs({one})"])]
            if signed:
                ways += [f"{one} // {random.choice(('3', other, 'x', '2'))}", f"{one} % {random.choice(('3', other))}"]
            return f"({random.choice(ways)})"
        if not self.integer and random.random() < 0.08:
            return f"({self.value(depth - 1)}) / {random.choice(('x', '4.0', '(x + x)'))}"
        return f"({self.value(depth - 1)} {op} {self.value(depth - 1)})"

    def condition(self) -> str:
        random = self.random
        names = [name for name, _, _ in self.open] or ["n"]
        return random.choice(
            [f"{random.choice(names)} {random.choice(('<', '>', '==', '!='))} {random.choice(('2', 'n', *names))}",
             f"{self.item(random.choice(list(VIEWS)))} > 0"]
        )  # fmt: skip

    # --- the text ---

    def text(self, form: str) -> str:
        item = self.item_type
        kinds = ", ".join(f"{item}[{', '.join(':' * n)}] {name}" for name, n in VIEWS.items())
        directives = "" if self.checked else "@cython.boundscheck(False)\n"
        directives += "" if self.wrapping else "@cython.wraparound(False)\n"
        if self.around == "nogil":
            directives += "@cython.cdivision(False)\n"
        parts = {
            "name": self.name, "kinds": kinds, "item": item, "zero": "0" if self.integer else "0.0",
            "directives": directives, "count": self.counter,
        }  # fmt: skip
        head, tail = HEAD[form].format(**parts), ""
        if form == "pyx" and self.around == "cdef":
            head = head.replace(f"def {self.name}(", f"cdef object {self.name}_c(", 1)
            tail = HEAD["call"].format(**parts)
        deeper = 0
        begin = end = ""
        if self.around == "try":
            deeper, begin, end = 1, "    try:\n", "    except (IndexError, ZeroDivisionError):\n        t = 3\n"
        elif self.around == "nogil" and form == "pyx" and not self.returns:
            deeper, begin = 1, "    with nogil:\n"
        body = "".join(f"{'    ' * (depth + deeper)}{c if form == 'pyx' else p}\n" for depth, c, p in self.lines)
        result = "yield" if self.around == "generator" else "return"
        return f"{head}{begin}{body}{end}    {result} {self.told}\n{tail}"

    @property
    def returns(self) -> bool:
        return any("return" in text for _, text, _ in self.lines)


def _plus(name: str, shift: int) -> str:
    return name if shift == 0 else f"{name} + {shift}" if shift > 0 else f"{name} - {-shift}"
