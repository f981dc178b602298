"""Builtin functions and types, shadowing them, and print's parameters."""

import io
import sys

from show import show

print(abs(-3), all([1, 0]), any([0, 1]), bin(10), bool([]), chr(97), divmod(17, 5), hex(255), oct(8), ord("a"), pow(2, 10), round(2.567, 2), sum([1, 2.5]))
print(list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(None, [0, 1, "", "a"])), list(zip("ab", [1, 2], (True, False))), list(enumerate("ab", 1)), list(reversed("abc")))
print(isinstance(1, int), isinstance(True, int), issubclass(bool, int), type(1).__name__, callable(len), hasattr("", "upper"), getattr(1, "x", None), repr("a"), id(None) == id(None))
print(min(3, 1), max([1, 5, 2]), min("b", "a"), sorted([2, 1]), len({1, 2}), tuple("ab"), list((1, 2)), set("a"), frozenset("a"), dict(a=1), str(5), int("ff", 16), float("1.5"), complex(1, 2))
print(int(3.9), int(-3.9), int("-12"), int(True), float(2), str(None), str([1, "a"]), bool("False"), bytes(2), list({"k": 1}), tuple(range(3)), slice(1, 2), iter([]).__class__.__name__)
print("a", "b", sep="-", end="!\n")
print()
print(end="no newline\n")
print(1, None, [2], sep="")
print("x", sep=None, end=None)
out = io.StringIO()
print("to file", 1, file=out, flush=True)
print(repr(out.getvalue()))
print(*[1, 2], *"ab", sep=",")
print("err", file=sys.stdout)
show(lambda: print("a", sep=1))
show(lambda: print("a", bad=1))
show(lambda: print("a", file=5))


class Loud:
    def __str__(self):
        return "loud str"

    def __repr__(self):
        return "loud repr"

    def __len__(self):
        return 3

    def __bool__(self):
        return False

    def __int__(self):
        return 42

    def __index__(self):
        return 2

    def __float__(self):
        return 1.5

    def __abs__(self):
        return "abs"

    def __round__(self, n=None):
        return ("round", n)

    def __iter__(self):
        return iter("xyz")

    def __reversed__(self):
        return "reversed"

    def __hash__(self):
        return 7


x = Loud()
print(x, [x], str(x), repr(x), len(x), bool(x), int(x), float(x), abs(x), round(x), round(x, 2), list(x), reversed(x), hash(x), hex(x), [10, 20, 30][x], bin(x), range(x))
show(lambda: len(5))
show(lambda: abs("a"))
show(lambda: int([]))
show(lambda: float("a"))
show(lambda: ord(5))
show(lambda: sum("ab"))
show(lambda: sum(["a"], ""))
show(lambda: max(1, "a"))
show(lambda: next(iter([])))
show(lambda: next(5))
show(lambda: iter(5))
show(lambda: divmod(1, 0))
show(lambda: pow(2, -1, 4))
show(lambda: round("a"))
show(lambda: zip([1], [1, 2], strict=True).__next__())
show(lambda: list(zip([1], [1, 2], strict=True)))
show(lambda: type(1, 2))
show(lambda: issubclass(1, int))
show(lambda: getattr(1, 5))
show(lambda: eval("1 + x0", {"x0": 2}))
show(lambda: eval("1 +"))
show(lambda: [].__class__(5))


def shadow_parameter(list, dict=None, range=5):
    return list, dict, range


show(shadow_parameter, [1])


def shadow_local():
    len = lambda v: "shadowed"
    str, int = 1, 2
    return len([]), str + int


show(shadow_local)


def shadow_late(flag):
    if flag:
        max = min
    return max(1, 2)


show(shadow_late, 1)
show(shadow_late, 0)


def range(*args):
    return ["my range", *args]


for v in range(2):
    print(v)


def uses_my_range():
    return [v for v in range(3)], range(1)


show(uses_my_range)
del range


def uses_builtin_again():
    return [v for v in range(3)]


show(uses_builtin_again)
print = lambda *a, _p=print: _p("my print", *a)
print("shadowed")
del print
print("restored")


def dynamic():
    exec("made = 5", scope := {})
    namespace = {"a": 1}
    exec("b = a + 1", namespace)
    return scope["made"], namespace["b"], eval("a * 10", namespace), compile("1+1", "<x>", "eval").co_name


show(dynamic)
show(lambda: sorted(globals().keys() & {"x", "Loud", "nothing"}))
setattr(x, "attr", 5)
print(vars(x), getattr(x, "attr"), delattr(x, "attr"), hasattr(x, "attr"), dir(x)[:1] != [])
