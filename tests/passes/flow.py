"""Random functions made of control flow: loops, handlers, finally, with, exits, generators. As text.

What a function does depends on `d()`, which gives the next of a list of decisions and, when they are used up, raises:
so that every program ends, mostly by an exception at a random place.
"""

from __future__ import annotations

from random import Random

SUPPORT = """
class Err(Exception): pass
class Err2(Err): pass
class End(Exception): pass

class Box:
    live = 0
    def __init__(self, n):
        self.n = n
        Box.live += 1
    def __del__(self):
        Box.live -= 1
    def __repr__(self):
        return f"Box({self.n})"

class Source:
    def __init__(self, log, n, d):
        self.log, self.n, self.d = log, n, d
    def __iter__(self):
        self.log.append("iter")
        return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        if self.d() and self.d() and self.d():
            raise Err("next")
        return Box(self.n)

class Manager:
    def __init__(self, log, n, d):
        self.log, self.n, self.d = log, n, d
    def __enter__(self):
        self.log.append(("enter", self.n))
        if self.d() and self.d() and self.d():
            raise Err("enter")
        return Box(self.n)
    def __exit__(self, type, value, traceback):
        self.log.append(("exit", self.n, type and type.__name__))
        if self.d() and self.d() and self.d():
            raise Err2("exit")
        return self.d()

def handled():
    import sys
    e = sys.exc_info()[1]
    return e and type(e).__name__
"""


# The typed programs have a variable of a C type and blocks without the GIL. For the interpreter the lines that only the
# compiler understands are replaced.
TYPED = """
cdef long risky(long x) except -1 nogil:
    if x % 5 == 4:
        with gil:
            raise Err(x)
    return x + 1
"""
UNTYPED = """
def risky(x):
    if x % 5 == 4:
        raise Err(x)
    return x + 1
"""


class Flow:
    """Makes one function; `generator` lets it yield, `typed` is None for Python, else it says for which of the two."""

    def __init__(self, seed: int, name: str, generator: bool, typed: bool | None = None) -> None:
        self.typed = typed
        self.r = Random(seed)
        self.name = name
        self.generator = generator
        self.lines: list[str] = []
        self.count = 0
        self.budget = 40

    def text(self) -> str:
        self.put(0, f"def {self.name}(log, d, arg):")
        self.put(1, "x = y = None")
        if self.typed is not None:
            self.put(1, "cdef long n = 0" if self.typed else "n = 0")
        if self.r.random() < 0.4:
            self.put(1, "c = 0")
            self.put(1, "def inner(k):")
            self.put(2, "nonlocal c, x")
            self.put(2, "c = c, k")
            self.put(2, "x = Box(k)")
            self.put(2, "if d() and d(): raise Err(k)")
            self.put(2, "return x")
            self.inner = True
        else:
            self.inner = False
        self.block(1, loop=False, handler=False)
        self.put(1, "log.append((x, y, handled()))")
        if self.generator:
            self.put(1, "yield x")
        return "\n".join(self.lines) + "\n"

    def put(self, depth: int, text: str) -> None:
        self.lines.append("    " * depth + text)

    def number(self) -> int:
        self.count += 1
        return self.count

    def block(self, depth: int, loop: bool, handler: bool) -> None:
        for _ in range(self.r.randint(1, 3)):
            self.statement(depth, loop, handler)

    def statement(self, depth: int, loop: bool, handler: bool) -> None:
        self.budget -= 1
        n = self.number()
        kind = self.r.randrange(22 if self.typed is None else 28)
        if self.budget < 0 or depth > 6:
            kind = self.r.randrange(8)
        simple = [
            f"log.append({n})",
            f"x = Box({n})",
            "x = y",
            f"y = [x, Box({n})]",
            f"log.append((x, y, {n}, handled()))",
            f"if d(): raise Err({n})",
            "del x; x = arg",
            f"x = inner({n})" if self.inner else f"y = x or Box({n})",
        ]
        if kind < 8:
            self.put(depth, simple[kind])
        elif kind < 11:
            self.exit(depth, n, loop, handler)
        elif kind < 13 and self.generator:
            self.yield_(depth, n)
        elif kind < 15:
            self.put(depth, "if d():")
            self.block(depth + 1, loop, handler)
            if self.r.random() < 0.5:
                self.put(depth, "else:")
                self.block(depth + 1, loop, handler)
        elif kind < 17:
            self.loop(depth, n, handler)
        elif kind < 19:
            items = [f"Manager(log, {n}, d)" + (" as x" if self.r.random() < 0.5 else "")]
            if self.r.random() < 0.3:
                items.append(f"Manager(log, {self.number()}, d) as y")
            self.put(depth, f"with {', '.join(items)}:")
            self.block(depth + 1, loop, handler)
        elif kind < 22:
            self.try_(depth, loop, handler)
        elif kind < 25:
            self.put(depth, f"n += {n}; log.append(n)")
        else:
            self.nogil(depth, n, loop)

    def nogil(self, depth: int, n: int, loop: bool) -> None:
        self.put(depth, "with nogil:" if self.typed else "if True:")
        for _ in range(self.r.randint(1, 3)):
            simple = [f"n = risky(n + {n})", f"n += {n}", f"n = n ^ {n}"]
            simple += [f"if n % 3 == {n % 3}: {exit_}" for exit_ in (["break", "continue"] if loop else [])]
            self.put(depth + 1, self.r.choice(simple))
        if self.r.random() < 0.4:
            self.put(depth + 1, "try:")
            self.put(depth + 2, f"n = risky(n + {n})")
            self.put(depth + 1, "finally:")
            self.put(depth + 2, f"n += {n}")
        if self.r.random() < 0.4:
            self.put(depth + 1, "with gil:" if self.typed else "if True:")
            self.put(depth + 2, f"log.append(({n}, n))")

    def exit(self, depth: int, n: int, loop: bool, handler: bool) -> None:
        exits = [f"return Box({n})", "return x", f"raise Err2({n})", "return"]
        exits += ["break", "continue", "break", "continue"] if loop else []
        exits += ["raise", f"raise Err({n}) from None", "raise"] if handler else []
        self.put(depth, f"if d(): {self.r.choice(exits)}")

    def yield_(self, depth: int, n: int) -> None:
        kinds = [f"yield {n}", "x = yield y", f"y = (yield x), Box({n})", f"x = yield from Source(log, {n % 3}, d)"]
        kinds += [f"x = [(yield {n}), x, (yield x)]", f"x = yield from sub(log, d, {n})"]
        self.put(depth, self.r.choice(kinds))

    def loop(self, depth: int, n: int, handler: bool) -> None:
        heads = [f"for x in Source(log, {n % 4}, d):", "while d():"]
        heads += [f"for i in range({n % 4}):", f"for y in [Box({n}), x]:"]
        self.put(depth, self.r.choice(heads))
        self.block(depth + 1, True, handler)
        if self.r.random() < 0.3:
            self.put(depth, "else:")
            self.block(depth + 1, False, handler)

    def try_(self, depth: int, loop: bool, handler: bool) -> None:
        self.put(depth, "try:")
        self.block(depth + 1, loop, handler)
        form = self.r.randrange(3)
        if form < 2:
            for head in self.r.sample(
                ["except Err2:", "except Err as e:", "except (Err, KeyError):"], self.r.randint(1, 2)
            ):
                self.put(depth, head)
                if " as e" in head:
                    self.put(depth + 1, "log.append(repr(e))")
                self.block(depth + 1, loop, True)
            if self.r.random() < 0.3:
                self.put(depth, "else:")
                self.block(depth + 1, loop, handler)
        if form > 0:
            self.put(depth, "finally:")
            self.block(depth + 1, loop, handler)


def module_text(seed: int, functions: int, typed: bool | None = None) -> str:
    """A module of so many random functions, half of them generators; see `Flow` for `typed`."""
    sub = "def sub(log, d, n):\n    try:\n        got = yield Box(n)\n        log.append(('sub', got))\n"
    sub += "        if d(): raise Err(n)\n        return Box(n)\n    finally:\n        log.append('sub ends')\n"
    parts = [SUPPORT, sub, "" if typed is None else TYPED if typed else UNTYPED]
    for index in range(functions):
        generator = index % 2 == 1
        text = Flow(seed * 1000 + index, f"{'gen' if generator else 'fun'}_{index}", generator, typed).text()
        if generator and "yield" not in text:
            text += "    yield\n"
        parts.append(text)
    return "\n".join(parts)
