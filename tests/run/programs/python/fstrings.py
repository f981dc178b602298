"""f-strings: conversions, format specs, nesting, quotes, `=`, and what they call."""

import datetime
import math

from show import say, show

name, value, width = "smelt", 3.14159, 10
print(f"", f"plain", f"{name}", f"{name}{value}", f"<{name}>", f"{{}}{{{name}}}", f"{name!r} {name!s} {name!a}")
print(f"{value:.2f}|{value:10.3f}|{value:<10}|{value:>10}|{value:^10.1f}|{value:+}|{value:e}|{value:g}|{value:%}")
print(f"{42:d}|{42:5d}|{42:05}|{42:x}|{42:#x}|{42:b}|{42:o}|{1000000:,}|{1000000:_}|{-42:+d}|{42:c}|{42:n}|{42: d}")
print(f"{name:>10}|{name:*<10}|{name:^11}|{name:.3}|{name!r:>10}|{name:s}")
print(f"{value:{width}.{2}f}|{name:{'>'}{width}}|{name:{'*'}^{width + 2}}|{value:{'10.' + str(1 + 1)}f}")
print(f"{name=}|{value=:.2f}|{name = }|{1 + 1=}|{name=!s}|{name = !r:>10}|{(lambda: 5)()=}")
print(f"{'a' if value > 3 else 'b'}", f"{[i for i in range(3)]}", f"{ {'k': 1}['k'] }", f"{name[0]}{name[-1]}{name[1:3]}", f"{name.upper()!r}")
print(f'{"double"} {name + "x"}', f"""triple {'quoted' + "both"}""", f"{'nested ' + f'{name} {value:.1f}'}", "con" f"{name}" 'cat' f"{1}")
print(f"{datetime.date(2020, 1, 2):%Y/%m/%d}", f"{datetime.date(2020, 1, 2)!r}", f"{math.pi:.{3 + 2}}")
print(rf"\n{name}\t", fr"{name}\d{{2}}", f"\n{name}\t|".strip(), f"\N{BULLET}{name}\x41")
print(f"{1,}", f"{1, 2}", f"{(yes := 5)} {yes}", f"{True:d} {None} {...} {1j} {[]!s:>5}", f"{b'x'}", f"{name:}")
print(f"""multi
{name
}
line""")


class Special:
    def __format__(self, spec):
        return f"formatted[{spec}]"

    def __str__(self):
        return "as str"

    def __repr__(self):
        return "as répr"


s = Special()
print(f"{s}|{s:spec {width} x}|{s!s}|{s!r}|{s!a}|{s!r:>10}|{s:}|{s=}|{s=:q}")


class Wrong:
    def __format__(self, spec):
        return 5

    def __repr__(self):
        raise ValueError("no repr")


show(lambda: f"{Wrong()}")
show(lambda: f"{Wrong()!r}")
show(lambda: f"{name:d}")
show(lambda: f"{5:s}")
show(lambda: f"{value:zz}")
show(lambda: f"{[]:5}")
show(lambda: f"{None:5}")
show(lambda: f"{missing_name}")
show(lambda: f"{1 / 0}")


def order(a, b):
    return f"{say('first', a)}-{say('second', b):>{say('width', 5)}}-{say('third', a)!r}"


show(order, 1, 2)


def numbers(i, f, t):
    return f"{i} {f} {t} {i!r} {i:4} {f:8.3f} {t!s:>6} {i + 1} {-i} {i * 1.5}"


show(numbers, 5, 2.5, True)
show(numbers, -(10**20), 1e100, None)


def many(items):
    return "".join(f"[{i}={v!r}]" for i, v in enumerate(items)), f"{len(items)}" * 2, f"{'' if items else 'empty'}"


show(many, ["a", 1, None])
show(many, [])
print("%s %r %5.1f %-4d| %04d %x %c %%" % ("s", "r", 2.25, 3, 4, 255, "c"), "{} {1} {0}".format if False else "{0} {1} {0}".format("a", "b"), "{x:>{w}}".format(x=1, w=4))
print(f"{'a':\u2019>4}", f"{'日本':>5}", f"é{name}é", len(f"日{1}本"))
