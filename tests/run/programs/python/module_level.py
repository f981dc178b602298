"""Module-level code of every kind: loops, try, with, del, conditionals, globals seen by functions."""

import io

from show import show

total = 0
for i in range(5):
    if i == 3:
        continue
    total += i
else:
    total *= 10
print(total, i)
while total > 10:
    total //= 2
    if total == 6:
        break
print(total)
try:
    value = {}["missing"]
except KeyError as error:
    value = str(error)
finally:
    cleaned = True
print(value, cleaned, "error" in globals())
with io.StringIO("line 1\nline 2\n") as stream:
    lines = [line.strip() for line in stream]
print(lines, stream.closed)
if total > 100:
    branch = "big"
elif total > 5:
    branch = "middle"
else:
    branch = "small"
print(branch)
a, (b, *c), d = 1, (2, 3, 4), {"k": 5}
d["new"], c[0] = c[0], "changed"
print(a, b, c, d)
x = y = []
x.append(1)
del x
print(y, "x" in globals())


def sees_globals():
    return total, branch, later


later = "defined after the function"
show(sees_globals)
total = "rebound"
show(sees_globals)
del later
show(sees_globals)
globals()["later"] = "through globals()"
show(sees_globals)


def changes():
    global total, created
    total = created = "by function"


changes()
print(total, created)
squares = {n: n * n for n in range(3)}
functions = [lambda n=n: n for n in range(3)]
print(squares, [f() for f in functions], [f"{k}{v}" for k, v in squares.items() if (k, v) != (0, 0)])


def define(name):
    def function():
        return name, total

    return function


for name in ("first", "second"):
    globals()[name] = define(name)
print(first(), second())


class Config:
    debug = total == "by function"
    names = [n for n in ("a", "b")]


if Config.debug:
    def conditional():
        return "debug version"
else:
    def conditional():
        return "release version"
print(conditional())


def redefined():
    return 1


def redefined():
    return 2


print(redefined())
count = 0


def increment():
    global count
    count += 1
    return count


while increment() < 4:
    pass
print(count)
for first_item, *others in [(1, 2, 3), "ab"]:
    print(first_item, others)
assert count == 4, "not reached"
print([n for n in ("__doc__", "__name__", "__package__", "__spec__", "__loader__", "__file__") if n in globals()])
print(__name__, type(__builtins__).__name__ in ("dict", "module"), __doc__[:12], isinstance(globals(), dict), locals() is globals())
_private = 1
__dunder__ = 2
print(_private + __dunder__, (lambda: count)())
generator = (count + k for k in range(2))
count = 100
print(list(generator))
try:
    undefined_at_module_level
except NameError as error:
    print(error)
exec("made_by_exec = count")
print(made_by_exec)
try:
    for i in range(3):
        try:
            if i == 1:
                raise ValueError(i)
        finally:
            print("module finally", i)
except ValueError as e:
    print("module except", e)
