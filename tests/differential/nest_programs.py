"""Random nests of loops over views, each as Cython-language source and as the Python that it has to agree with.

The Python runs on `memoryview` objects: items are Python's numbers, indices count from the end where they are negative,
and what is out of range raises. Most indices fit their axis, so that optimisations have something to take; some do not,
so that they have something to refuse. `nest_shapes` has the nests that optimisations look for, `nest_values` what
values are in both languages.
"""

from __future__ import annotations

import ast
import re
from random import Random

import nest_shapes
from nest_values import (
    BYTE,
    COUNTERS,
    DOUBLE,
    INT,
    INTEGERS,
    OTHERS,
    SIZE,
    SSIZE,
    UINT,
    Number,
    Value,
    absolute,
    binary,
    cast,
    choice,
    compared,
    converted,
    extreme,
    literal,
    negative,
)

AXES = {"a": 2, "b": 2, "c": 2, "d": 3, "v": 1, "w": 1, "p": 1}
GRIDS = ("a", "b", "c")
LOOPS = ("i", "j", "k")
SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.FloorDiv: "//", ast.Mod: "%",
}  # fmt: skip
ROWS = 0.07  # how often a loop makes a view of a row
AROUND = ("", "", "", "", "", "", "nogil", "nogil", "try", "finally", "cdef", "generator", "closure")
PARTS = ("{0}[1:]", "{0}[::-1]", "{0}[::2]", "{0}[:n]")
GRID_PARTS = (*PARTS, "{0}.T", "{0}[:, 1:]", "{0}[1:, ::-1]", "{0}[::2, ::2]", "{0}[1:-1, :]")


class Program:
    """One function, written line by line in both forms."""

    def __init__(self, random: Random, name: str) -> None:
        self.random = random
        self.name = name
        kind = random.random()
        if kind < 0.58:
            self.item_type = DOUBLE
        elif kind < 0.86:
            self.item_type = random.choice(INTEGERS)
        else:
            self.item_type = random.choice(OTHERS)
        mixed = random.random() < 0.12
        self.numbers: dict[str, Number] = {
            view: random.choice((DOUBLE, *INTEGERS)) if mixed and random.random() < 0.4 else self.item_type
            for view in AXES
        }
        self.numbers["p"] = random.choice((SSIZE, SSIZE, INT, INT, *INTEGERS))
        self.counter = random.choice(COUNTERS)
        self.checked = random.random() < 0.87
        self.wrapping = random.random() < 0.8
        self.overflowing = random.random() < 0.04
        self.around = random.choice(AROUND)
        self.rows: list[tuple[str, str, Number]] = []  # sub-views with their axis
        self.told = random.choice(("s, t", "s, t", "s, t, i, j, k", "1, 2", "1, 2"))  # what is read behind all
        # Loop variables are Python's, and so is arithmetic with them that need not fit C's types.
        self.untyped = self.around == "" and self.counter.kind == "i" and random.random() < 0.06
        self.lines: list[tuple[int, str, str]] = []
        self.open: list[tuple[str, str | None, int]] = []  # loop variables with the axis that bounds them
        self.left = random.choice((2, 2, 2, 3, 3, 4, 6))
        self.scalars = ["s", "t"][: random.randint(0, 2)]
        self.fuel = False
        self.parts: dict[str, str] = {}
        self.salt = random.random()
        shape = nest_shapes.choose(random)
        self.shape = shape.__name__ if shape is not None else "statements"
        if shape is not None:
            shape(self)
        if shape is None or (random.random() < 0.06 and self.around != "parallel"):
            self.open, self.left = [], self.left if shape is None else 2
            while self.left > 0:
                self.statement(1)
        if self.around in ("", "try", "cdef") and random.random() < 0.16:
            self.cut()

    def cut(self) -> None:
        """One view is a part of itself from the beginning."""
        view = self.random.choice([v for v in AXES if v != "d"])
        part = self.random.choice(PARTS if AXES[view] == 1 else GRID_PARTS)
        self.parts[view] = part.format(view)

    def put(self, depth: int, text: str, python: str | None = None) -> None:
        self.lines.append((depth, text, text if python is None else python))

    def number(self, target: str) -> Number:
        """The type of a variable or an element."""
        view = target.partition("[")[0]
        if view in self.numbers or view == "r":
            return self.numbers[view] if view != "r" else self.item_type
        if target in LOOPS and self.untyped:
            return SSIZE
        return self.counter if target in (*LOOPS, *"nm") else self.item_type

    def read(self, target: str) -> Value:
        return Value(target, self.place(target), self.number(target))

    def place(self, target: str) -> str:
        """The Python of a variable or an element: indices of unsigned counters wrap."""
        if self.counter.kind == "i" or "[" not in target:
            return target
        view, _, indices = target[:-1].partition("[")
        return f"{view}[{', '.join(self.typed(ast.parse(i, mode='eval').body).python for i in split(indices))}]"

    def typed(self, node: ast.expr) -> Value:
        """The value of an index."""
        match node:
            case ast.BinOp():
                return binary(SIGNS[type(node.op)], self.typed(node.left), self.typed(node.right), self.overflowing)
            case ast.UnaryOp(operand=ast.Constant(value=int(value))):
                return literal(-value)
            case ast.UnaryOp():
                return negative(self.typed(node.operand))
            case ast.Constant(value=int(value)):
                return literal(value)
        return self.read(ast.unparse(node))

    def assign(self, depth: int, target: str, op: str, value: Value) -> None:
        """An assignment; the target's type has to take the value's without a cast."""
        number = self.number(target)
        if not _taken(number, value.number):
            value = self.fallback(number)
        whole = value if op == "=" else binary(op[:-1], self.read(target), value, self.overflowing)
        if not _taken(number, whole.number):
            op, whole = "=", value
        self.put(depth, f"{target} {op} {value.text}", f"{self.place(target)} = {converted(number, whole)}")

    def fallback(self, number: Number) -> Value:
        return literal(2 if number.whole else 1.25)

    # --- statements ---

    def statement(self, depth: int) -> None:
        self.left -= 1
        kind = self.random.random()
        if len(self.open) < 3 and (not self.open or kind < 0.4):
            self.loop(depth)
        elif kind < 0.75 or not self.scalars:
            self.store(depth)
        elif kind < 0.92:
            target, op = self.random.choice(self.scalars), self.random.choice(("=", "+=", "+="))
            self.assign(depth, target, op, self.value(self.random.choice((0, 1, 2))))
        else:
            self.branch(depth)

    def bounds(self, extent: str, shift: int, outer: str | None) -> tuple[str, str]:
        random = self.random
        low, high = str(shift), extent if shift == 0 else f"{extent} - {shift}"
        if random.random() < 0.28:
            near = [outer, f"{outer} + 1", f"max(0, {outer} - 2)"] if outer else []
            low = random.choice(["0", "1", "n", *near])
            far = [outer, f"{outer} + 2", f"min({extent}, {outer} + 3)", f"n - {outer}", f"{extent} - {outer}"]
            high = random.choice(["n", "m", "5", f"min(n, {extent})", *(far if outer else [])])
        return low, high

    def loop(self, depth: int) -> None:
        random, name = self.random, LOOPS[len(self.open)]
        view = random.choice([v for v in AXES if v != "p"])
        axis = random.randrange(AXES[view])
        shift = random.choice((0, 0, 0, 1, 1, 2))
        outer = self.open[-1][0] if self.open else None
        signed = self.counter.kind == "i"
        low, high = self.bounds(f"{view}.shape[{axis}]", shift, outer if signed else None)
        step = random.choice(("", "", "", "", "", ", 2", ", 3", ", -1", ", -2"))
        if "-" in step and signed:
            low, high = f"{high} - 1", f"{low} - 1"
        whiles = "-" not in step and signed and random.random() < 0.16
        if whiles:
            self.put(depth, f"{name} = {low}")
            self.burning(depth, f"while {name} < {high}:")
        else:
            self.put(depth, f"for {name} in range({low}, {high}{step if signed else ''}):")
        self.open.append((name, f"{view}{axis}", shift))
        outer_rows = len(self.rows)
        if self.around in ("", "try") and random.random() < ROWS:
            self.row(depth + 1, name)
        self.body(depth + 1, name, whiles)
        if whiles:
            self.put(depth + 1, f"{name} += {step[2:] or 1}")
        del self.rows[outer_rows:]
        self.open.pop()

    def burning(self, depth: int, head: str) -> None:
        """A `while` loop that ends: its rounds use up fuel."""
        self.fuel = True
        self.put(depth, head)
        self.put(depth + 1, "fuel -= 1")
        self.put(depth + 1, "if fuel < 0: break")

    def row(self, depth: int, name: str) -> None:
        of = self.random.choice(GRIDS)
        if self.numbers[of] == self.item_type and of not in self.parts:
            self.put(depth, f"r = {of}[{name}]")
            self.rows.append(("r", f"{of}1", self.item_type))

    def body(self, depth: int, name: str, whiles: bool) -> None:
        random = self.random
        early = random.random() < 0.05
        for _ in range(random.choice((1, 1, 1, 2, 2, 3))):
            if early and random.random() < 0.5:
                self.leave(depth, whiles)
            self.statement(depth)
        if random.random() < 0.04:
            self.leave(depth, whiles)
        if self.open[0][0] == name and random.random() < 0.04 and self.counter.kind == "i":
            self.put(depth, random.choice(("n = n - 1", "m = n", "n = m - 1")))
        if not whiles and random.random() < 0.015:
            self.assign(depth, name, "=", binary(random.choice("+-"), self.read(name), literal(1), self.overflowing))

    def leave(self, depth: int, whiles: bool) -> None:
        """What ends a round early, or all of them."""
        ways = ["break", *([] if whiles else ["continue"]), *([] if self.around == "generator" else ["return 1, 2"])]
        self.test(depth, self.condition(), self.random.choice(ways))

    def test(self, depth: int, condition: Value, then: str = "") -> None:
        self.put(depth, f"if {condition.text}: {then}".rstrip(), f"if {condition.python}: {then}".rstrip())

    def store(self, depth: int) -> None:
        view = self.random.choice([v for v in AXES if v != "p"])
        op, size = self.random.choice(("=", "=", "+=", "-=", "*=")), self.random.choice((0, 1, 1, 2, 2, 3))
        self.assign(depth, self.item(view), op, self.value(size))

    def branch(self, depth: int) -> None:
        self.test(depth, self.condition())
        self.statement(depth + 1)
        if self.random.random() < 0.4:
            self.put(depth, "else:")
            self.statement(depth + 1)

    # --- expressions ---

    def item(self, view: str) -> str:
        if self.rows and self.random.random() < 0.6:
            name, axis, _ = self.rows[-1]
            return f"{name}[{self.index(axis)}]"
        return f"{view}[{', '.join(self.index(f'{view}{axis}') for axis in range(AXES[view]))}]"

    def index(self, axis: str) -> str:
        random = self.random
        fitting = [(name, shift) for name, of, shift in self.open if of == axis]
        if fitting and random.random() < 0.88:
            name, shift = random.choice(fitting)
            return plus(name, random.randint(-shift, shift))
        names = [name for name, _, _ in self.open]
        if not names or random.random() < 0.15:
            return random.choice(("0", "-1", "1", "n - 1"))
        name = random.choice(names)
        return random.choice(
            [name, name, plus(name, random.randint(-2, 2)), f"n - 1 - {name}", f"2 * {name}", f"-{name} - 1",
             f"{name} + {random.choice(names)}", f"{name} - {random.choice(names)}", f"{name} // 2", f"{name} % 3"]
        )  # fmt: skip

    def counters(self) -> list[str]:
        """Integers of C: loop variables without a type are Python's."""
        return [name for name, _, _ in self.open if not self.untyped] or ["n"]

    def indirect(self, view: str) -> Value:
        """An element whose place is data, or the result of a cast."""
        random = self.random
        names = self.counters()
        if random.random() < 0.5:
            return self.item_at(view, self.read(f"p[{random.choice(names)}]"))
        number = random.choice((UINT, SIZE, BYTE, INT, SSIZE))
        by = literal(random.randint(0, 2))
        shifted = binary(random.choice("+-"), self.read(random.choice(names)), by, self.overflowing)
        return self.item_at(view, cast(number, shifted))

    def item_at(self, view: str, *places: Value) -> Value:
        number = self.number(f"{view}[")
        inside = ", ".join(p.text for p in places)
        return Value(f"{view}[{inside}]", f"{view}[{', '.join(p.python for p in places)}]", number)

    def leaf(self, whole: bool) -> Value:
        random = self.random
        views = [v for v in AXES if not whole or self.numbers[v].whole]
        ways = ["item", "item", "item", "literal", "counter", "x", "scalar"]
        way = random.choice(ways if not whole or self.item_type.whole else ways[:5])
        if way == "scalar" and self.scalars:
            return self.read(random.choice(self.scalars))
        if way == "counter":
            return self.read(random.choice(self.counters()))
        if way == "literal" or (way == "item" and not views):
            fraction = not whole and not self.item_type.whole and random.random() < 0.8
            return literal(random.choice((0.5, 1.25, 0.0)) if fraction else random.choice((1, 2, 3, 7, 200)))
        if way == "item":
            if random.random() < 0.12:
                lines = [v for v in views if AXES[v] == 1]
                return self.indirect(random.choice(lines)) if lines else literal(1)
            return self.read(self.item(random.choice(views)))
        return self.read("x")

    def value(self, depth: int, whole: bool | None = None) -> Value:
        random = self.random
        if whole is None:
            whole = self.item_type.whole
        if depth == 0 or random.random() < 0.25:
            return self.leaf(whole)
        one, other = self.value(depth - 1, whole), self.value(depth - 1, whole)
        kinds = one.number.kind + other.number.kind
        if "c" not in kinds and random.random() < 0.12:
            return self.rare(one, other, whole)
        if not whole and random.random() < 0.07:
            return binary("/", one, random.choice((self.read("x"), literal(4.0), other)))
        return binary(random.choice(("+", "-", "*")), one, other, self.overflowing)

    def rare(self, one: Value, other: Value, whole: bool) -> Value:
        way = self.random.randrange(8)
        mixes = one.number != other.number and not (one.number.whole and other.number.whole)
        if way < 2 and not mixes:
            return extreme(("min", "max")[way], one, other)
        if way == 2 and not self.overflowing:
            return absolute(one)
        if way == 3 and not self.overflowing:
            return negative(one)
        if way == 4 and not mixes:
            return choice(compared(self.random.choice(("<", ">=", "!=")), one, other), one, other)
        if way == 5 and whole:
            return binary(self.random.choice("&|^"), one, other)
        if way == 6 and whole:
            return cast(self.random.choice(INTEGERS), one)
        if common_is_exact(one, other):
            divisor = self.random.choice((other, other, literal(3), literal(2)))
            return binary(self.random.choice(("//", "%")), one, divisor)
        return binary("-", one, other, self.overflowing)

    def condition(self) -> Value:
        random = self.random
        names = self.counters()
        way = random.random()
        if way < 0.5:
            right = random.choice((literal(2), *(self.read(name) for name in ("n", *names))))
            return compared(random.choice(("<", ">", "==", "!=")), self.read(random.choice(names)), right)
        if way < 0.65:
            before = binary("-", self.read(random.choice(names)), literal(1), self.overflowing)
            near = cast(random.choice((UINT, SIZE)), before)
            return compared("<", near, cast(near.number, self.read("n")))
        item = self.read(self.item(random.choice(list(AXES))))
        return compared(random.choice(("!=", "==")) if item.number.kind == "c" else ">", item, literal(0))

    # --- the text ---

    def uses(self) -> dict[str, bool]:
        """The views that the function takes, in order, and whether it writes to them."""
        texts = [c for _, c, _ in self.lines]
        found = [v for v in AXES if any(re.search(rf"\b{v}\b", text) for text in texts)] or ["v"]
        return {v: any(text.startswith((f"{v}[", f"r = {v}[")) for text in texts) for v in found}

    def parameters(self) -> str:
        random = Random(self.salt)
        found = []
        for view, written in self.uses().items():
            axes = [":"] * AXES[view]
            const = "const " if not written and view not in self.parts and random.random() < 0.3 else ""
            if view in self.dense():
                axes[-1] = "::1"
            found.append(f"{const}{self.numbers[view].name}[{', '.join(axes)}] {view}")
        return ", ".join(found)

    def dense(self) -> list[str]:
        """Views that are declared to be in C's order."""
        random = Random(self.salt)
        return [v for v in AXES if v not in self.parts and random.random() < 0.12]

    def text(self, form: str) -> str:
        item, count = self.item_type, self.counter.name
        if form == "py":
            zero = "0" if item.whole else f"{item.code}(0)"
            head = f"def {self.name}({', '.join(self.uses())}, n, m, x):\n    s = t = {zero}\n"
            head += "" if self.untyped else "    i = j = k = 121\n"
            tail = ""
        else:
            head, tail = self.head(item.name, count)
        head += "    fuel = 60\n" if self.fuel else ""
        head += "".join(f"    {view} = {part}\n" for view, part in self.parts.items() if view in self.uses())
        deeper, begin, end = 0, "", ""
        if self.around == "try":
            deeper, begin, end = 1, "    try:\n", "    except (IndexError, ZeroDivisionError):\n        t = 3\n"
        elif self.around == "finally":
            deeper, begin, end = 1, "    try:\n", "    finally:\n        s = 1\n"
        elif self.around == "nogil" and form == "pyx" and not self.returns:
            deeper, begin = 1, "    with nogil:\n"
        elif self.around == "closure":
            begin = "    def again():\n        return s, i\n"
            end = "    again()\n"
        body = "".join(f"{'    ' * (depth + deeper)}{c if form == 'pyx' else p}\n" for depth, c, p in self.lines)
        result = "yield" if self.around == "generator" else "return"
        told = [name for name in self.told.split(", ") if not self.untyped or name not in LOOPS or name in self.written]
        return f"{head}{begin}{body}{end}    {result} {', '.join(told)}\n{tail}"

    def head(self, item: str, count: str) -> tuple[str, str]:
        """What declares the function, and what stands behind it."""
        directives = [("boundscheck", self.checked), ("wraparound", self.wrapping)]
        lines = [f"@cython.{name}(False)\n" for name, on in directives if not on]
        lines += ["@cython.overflowcheck(True)\n"] if self.overflowing else []
        called = f"{self.parameters()}, {count} n, {count} m, {item} x"
        body = "" if self.untyped else f"    cdef {count} i = 121, j = 121, k = 121\n"
        body += f"    cdef {item} s = 0, t = 0\n    cdef {item}[:] r\n" + ("    cdef int fuel\n" if self.fuel else "")
        if self.around != "cdef":
            return f"{''.join(lines)}def {self.name}({called}):\n{body}", ""
        names = ", ".join((*self.uses(), "n", "m", "x"))
        outer = f"def {self.name}({called}):\n    return {self.name}_c({names})\n"
        return f"{''.join(lines)}cdef object {self.name}_c({called}):\n{body}", outer

    @property
    def written(self) -> set[str]:
        """The loop variables that something is assigned to."""
        return {name for _, text, _ in self.lines for name in LOOPS if re.match(rf"for {name} in|{name} [-+]?= ", text)}

    @property
    def plain(self) -> bool:
        """Whether Python's `memoryview` does all that the program does with its views."""
        parts = self.parts or any(" in a:" in c or " in v:" in c or c.startswith("r = ") for _, c, _ in self.lines)
        return self.wrapping and not parts and all(self.numbers[view].kind != "c" for view in AXES)

    @property
    def deep(self) -> bool:
        """Whether it has three loops in each other."""
        return any(re.match("for k|while", text) and depth > 2 for depth, text, _ in self.lines)

    @property
    def returns(self) -> bool:
        return any("return" in text for _, text, _ in self.lines)


def split(indices: str) -> list[str]:
    """At the commas that are in no brackets."""
    found, depth = [""], 0
    for letter in indices:
        depth += (letter in "([") - (letter in ")]")
        if letter == "," and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return [index.strip() for index in found]


def plus(name: str, shift: int) -> str:
    return name if shift == 0 else f"{name} + {shift}" if shift > 0 else f"{name} - {-shift}"


def common_is_exact(one: Value, other: Value) -> bool:
    """Whether Python's `//` and `%` are C's: of integers and doubles."""
    return all(v.number.whole for v in (one, other)) or DOUBLE in (one.number, other.number)


def _taken(number: Number, value: Number) -> bool:
    order = "cfi"
    return order.index(number.kind.replace("u", "i")) <= order.index(value.kind.replace("u", "i"))
