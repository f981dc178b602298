"""Random C functions that are called in loops, as modules for `test_calls`.

A module has functions of many kinds (indices held in range, items of views, several returns, errors, pointers, loops
of their own, calls of one another) and Python functions whose nests call them.
"""

from __future__ import annotations

from random import Random

HEAD = """cimport cython
cdef struct Pair:
    double one
    long other
"""
INTEGERS = ("int", "long", "Py_ssize_t", "short", "unsigned char", "unsigned int")
CLAUSES = ("", "", "noexcept", "noexcept", "except? -1", "except *")


class Writer:
    """One module.

    Attributes
    ----------
    known
        The functions so far: name, kind of result and of parameters, a letter each. ``d`` is a double, ``i`` an index,
        ``l`` a long, ``g`` a grid, ``v`` a line, ``p`` a pointer to a Pair, ``n`` nothing.
    """

    def __init__(self, seed: int, helpers: int = 14, callers: int = 14) -> None:
        self.random = Random(seed)
        self.lines: list[str] = [HEAD]
        self.known: list[tuple[str, str, str]] = []
        self.callers: list[str] = []
        kinds = (self.index, self.index, self.item, self.item, self.number, self.whole, self.store, self.pointer,
                 self.sweep, self.search, self.failing)  # fmt: skip
        for number in range(helpers):
            self.random.choice(kinds)(f"h{number}")
        for number in range(callers):
            self.caller(f"run{number}")

    def text(self) -> str:
        return "\n".join(self.lines) + "\n"

    def put(self, depth: int, *lines: str) -> None:
        self.lines += ["    " * depth + line for line in lines]

    def head(self, name: str, result: str, params: str, args: str) -> None:
        """The line that begins a function."""
        clause = self.random.choice(CLAUSES)
        if result == "void" and "?" in clause:
            clause = "except *"
        word = self.random.choice(("cdef", "cdef", "cdef inline", "cpdef" if "p" not in params else "cdef"))
        if self.random.random() < 0.25:
            self.put(0, f"@cython.{self.random.choice(('wraparound', 'initializedcheck'))}(False)")
        if self.random.random() < 0.2:
            self.put(0, "@cython.cdivision(True)")
        self.put(0, f"{word} {result} {name}({args}) {clause}:".replace(" :", ":"))
        self.known.append((name, {"double": "d", "Py_ssize_t": "i", "void": "n"}.get(result, "l"), params))

    # --- expressions ------------------------------------------------------------------------------------------------

    def call(self, result: str, values: dict[str, list[str]], before: int | None = None) -> str | None:
        """A call of a function that is known, whose result is of a kind."""
        fitting = [f for f in self.known[:before] if f[1] == result and all(kind in values for kind in f[2])]
        if not fitting:
            return None
        name, _, params = self.random.choice(fitting)
        return f"{name}({', '.join(self.argument(kind, values) for kind in params)})"

    def argument(self, kind: str, values: dict[str, list[str]]) -> str:
        value = self.random.choice(values[kind])
        if kind in "il" and self.random.random() < 0.5:
            return f"{value} {self.random.choice('+-')} {self.random.randint(0, 3)}"
        if kind == "d" and self.random.random() < 0.2:
            return f"{value} * 0.5"
        return value

    def inner(self, result: str, values: dict[str, list[str]], otherwise: str) -> str:
        """Now and then a call of another function."""
        found = self.call(result, values, -1) if self.random.random() < 0.4 else None
        return found or otherwise

    # --- functions --------------------------------------------------------------------------------------------------

    def index(self, name: str) -> None:
        """An index held in range, or nearly."""
        way = self.random.randrange(5)
        self.head(name, "Py_ssize_t", "ii", "Py_ssize_t i, Py_ssize_t n")
        if way == 0:
            self.put(1, "if i < 0:", "    return 0", "if i >= n:", "    return n - 1", "return i")
        elif way == 1:
            self.put(1, "if i < 0:", "    i = -i", "elif i >= n:", "    i = 2 * n - 2 - i", "return i")
        elif way == 2:
            self.put(1, "return i if 0 <= i < n else (0 if i < 0 else n - 1)")
        elif way == 3:
            self.put(1, "if n > 0:", "    return (i + n) % n", "return 0")
        else:
            self.put(1, "cdef Py_ssize_t low = 0, high = n - 1", "if i < low: i = low", "if i > high: i = high",
                     "return i")  # fmt: skip

    def item(self, name: str) -> None:
        """An item of a view."""
        grid = self.random.random() < 0.6
        self.head(name, "double", "gii" if grid else "vi", "double[:, :] u, Py_ssize_t i, Py_ssize_t j" if grid
                  else "double[:] u, Py_ssize_t i")  # fmt: skip
        axes = [("i", "u.shape[0]"), ("j", "u.shape[1]")] if grid else [("i", "u.shape[0]")]
        parts = []
        for axis, extent in axes:
            way = self.random.randrange(4)
            held = self.call("i", {"i": [axis]}, -1) if way == 0 else None
            if held is not None and held.count(",") == 1:
                parts.append(f"{held.split('(')[0]}({axis}, {extent})")
            elif way == 1:
                self.put(1, f"if {axis} < 0: {axis} = 0", f"elif {axis} >= {extent}: {axis} = {extent} - 1")
                parts.append(axis)
            elif way == 2 and self.random.random() < 0.5:
                self.put(1, f"if {axis} < 0 or {axis} >= {extent}: return {self.random.choice(('0', '-1'))}")
                parts.append(axis)
            else:
                parts.append(axis)
        self.put(1, f"return u[{', '.join(parts)}]")

    def number(self, name: str) -> None:
        """A double of a double or two."""
        two = self.random.random() < 0.5
        self.head(name, "double", "dd" if two else "d", "double x, double y" if two else "double x")
        y = "y" if two else "2.5"
        way = self.random.randrange(5)
        if way == 0:
            self.put(1, f"return x * {y} + 1")
        elif way == 1:
            self.put(1, f"if x < {y}:", f"    if x < 0: return {y}", "    x = x * x",
                     f"return {self.inner('d', {'d': ['x', y]}, 'x')} - {y}")  # fmt: skip
        elif way == 2:
            self.put(1, f"return x / {y}")
        elif way == 3:
            self.put(1, "cdef double s = 0", "cdef int k", "for k in range(3):", f"    s += x * {y}", "    x = x - 1",
                     "return s")  # fmt: skip
        else:
            self.put(1, "cdef float half = x", f"return half if half > {y} else {y}")

    def whole(self, name: str) -> None:
        """A long of integers of other types, which they may not fit."""
        kind, result = self.random.choice(INTEGERS), self.random.choice(("long", "long", "int", "unsigned char"))
        self.head(name, result, "l", f"{kind} x")
        way = self.random.randrange(4)
        if way == 0:
            self.put(1, "x = x * 3 + 1", "return x")
        elif way == 1:
            self.put(1, "if x > 5: return x - 200", "return x")
        elif way == 2:
            self.put(1, "cdef short y = x * 1000", "if y % 7 == 3:", "    return y // 3", "return y")
        else:
            self.put(1, "while x > 3:", "    x = x // 2", "    if x == 5: return 77", "return x + 1")

    def store(self, name: str) -> None:
        """A write to a view."""
        self.head(name, "void", "vid", "double[:] u, Py_ssize_t i, double x")
        way = self.random.randrange(3)
        if way == 0:
            self.put(1, "if 0 <= i < u.shape[0]:", "    u[i] += x")
        elif way == 1:
            self.put(1, "if x < 0: return", "u[i] = x")
        else:
            self.put(1, "u[i] = u[0] + x")

    def pointer(self, name: str) -> None:
        """A struct behind a pointer."""
        if self.random.random() < 0.5:
            self.head(name, "void", "pd", "Pair *p, double x")
            self.put(1, "p.one += x", "if p.one > 9:", "    p.other += 1", "    p.one = 0")
        else:
            self.head(name, "double", "p", "Pair *p")
            self.put(1, "return p.one * p[0].other")

    def sweep(self, name: str) -> None:
        """A loop of its own."""
        self.head(name, "double", "vv", "double[:] u, double[:] w")
        self.put(1, "cdef Py_ssize_t k", "cdef double s = 0", "for k in range(u.shape[0]):", "    s += u[k] * w[k]",
                 "return s")  # fmt: skip

    def search(self, name: str) -> None:
        """A loop that ends with a return."""
        self.head(name, "Py_ssize_t", "vd", "double[:] u, double x")
        way = self.random.randrange(3)
        self.put(1, "cdef Py_ssize_t k = 0")
        if way == 0:
            self.put(1, "for k in range(u.shape[0]):", "    if u[k] > x: return k", "return -1")
        elif way == 1:
            self.put(1, "while k < u.shape[0] and u[k] < x:", "    k += 1", "return k")
        else:
            self.put(1, "for k in range(5):", "    if u[k] > x:", "        if x < 0: break", "        return k",
                     "return 2")  # fmt: skip

    def failing(self, name: str) -> None:
        """A number, or an error."""
        self.head(name, "double", "d", "double x")
        way = self.random.randrange(4)
        limit = self.random.choice(("-100", "0.5", "1.5"))
        if way == 0:
            self.put(1, f"if x < {limit}:", "    raise ValueError('low')", "return x")
        elif way == 1:
            self.put(1, f"if x > {limit}:", "    return 1 / (x - x)", f"return {self.inner('d', {'d': ['x']}, 'x')}")
        elif way == 2:
            self.put(1, f"assert x > {limit}, 'too low'", "return x + 1")
        else:
            self.put(1, f"return {self.inner('d', {'d': ['x']}, '3.0')} / x")

    # --- callers ----------------------------------------------------------------------------------------------------

    def caller(self, name: str) -> None:
        """A function whose loops call others."""
        random = self.random
        self.callers.append(name)
        self.put(0, f"def {name}(double[:, :] a, double[:, :] b, double[:] v, double[:] w, long n):")
        self.put(1, "cdef Py_ssize_t i = 0, j = 0, q = 0", "cdef double s = 0, t = 1", "cdef long m = 0",
                 "cdef Pair pair", "cdef double[:] r", "pair.one = 1", "pair.other = 2")  # fmt: skip
        depth = 1
        way = random.randrange(8)
        if way == 0:
            self.put(1, "try:")
            depth = 2
        self.put(depth, random.choice(("for i in range(a.shape[0]):", "for i in range(1, a.shape[0] - 1):",
                                       "for i in range(b.shape[0]):", "while i < a.shape[0]:")))  # fmt: skip
        values = {"i": ["i", "i", "a.shape[0]", "q"], "d": ["s", "t", "2.0", "v[0]"], "l": ["n", "m", "i"],
                  "g": ["a", "a", "b"], "v": ["v", "w", "a[i]", "b[0]"], "p": ["&pair"]}  # fmt: skip
        if "while" in self.lines[-1]:
            self.put(depth + 1, "i += 1")
        elif random.random() < 0.7:
            self.statements(depth + 1, values, random.choice((0, 0, 1)))
            self.put(depth + 1, random.choice(("for j in range(a.shape[1]):", "for j in range(b.shape[1]):",
                                               "for j in range(i):", "for j in range(-1, 2):")))  # fmt: skip
            depth += 1
            values["i"] += ["j", "j", "i"]
            values["d"] += ["<double>j", "a[i, 0]"]
        if random.random() < 0.15:
            self.put(depth + 1, "r = a[i]")
            values["v"] += ["r", "r"]
        self.statements(depth + 1, values, random.choice((1, 1, 2, 2, 3)))
        if way == 0:
            self.put(1, "except (ValueError, ZeroDivisionError, IndexError):", "    t = -t")
        self.put(1, "return s, t, m, q, pair.one, pair.other, i, j")

    def statements(self, depth: int, values: dict[str, list[str]], count: int) -> None:
        self.put(depth, "s += 0.25" if count else "pass")
        for _ in range(count):
            result = self.random.choice("dddilnn")
            found = self.call(result, values)
            if found is None:
                continue
            if self.random.random() < 0.12:
                self.put(depth, f"if {self.random.choice(values['i'])} % 2 == 0:")
                depth += 1
            targets = {"d": ("s +=", "t =", "b[i, 0] =", "v[i] +=", "s = s * 0.5 +", "t +="), "i": ("q =", "q +="),
                       "l": ("m =", "m +="), "n": ("",)}[result]  # fmt: skip
            self.put(depth, f"{self.random.choice(targets)} {found}".strip())
