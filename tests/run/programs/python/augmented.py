"""Augmented assignment with every operator on every target."""

from show import Tracer, say, show

OPS = {}


def op(function):
    OPS[function.__name__] = function
    return function


@op
def add(a, b):
    a += b
    return a


@op
def sub(a, b):
    a -= b
    return a


@op
def mul(a, b):
    a *= b
    return a


@op
def div(a, b):
    a /= b
    return a


@op
def floordiv(a, b):
    a //= b
    return a


@op
def mod(a, b):
    a %= b
    return a


@op
def power(a, b):
    a **= b
    return a


@op
def lshift(a, b):
    a <<= b
    return a


@op
def rshift(a, b):
    a >>= b
    return a


@op
def bitand(a, b):
    a &= b
    return a


@op
def bitor(a, b):
    a |= b
    return a


@op
def bitxor(a, b):
    a ^= b
    return a


@op
def matmul(a, b):
    a @= b
    return a


PAIRS = [(7, 2), (-7, 2), (7, 0), (7.5, 2), (2, 0.5), ("ab", "c"), ("ab", 2), ("ab", None), ([1], [2]), ([1], (2,)), ([1], "xy"), ([1], 3), ((1,), (2,)), ({1}, {2}), ({1, 2}, {2}), ({"a": 1}, {"b": 2}), (None, 1), (True, True), (2j, 1j)]
for name, function in OPS.items():
    print("--", name)
    for a, b in PAIRS:
        show(function, list(a) if isinstance(a, list) else a, b)


class InPlace:
    def __init__(self):
        self.log = []

    def __iadd__(self, other):
        self.log.append(("iadd", other))
        return self

    def __imatmul__(self, other):
        return "imatmul result"

    def __isub__(self, other):
        return NotImplemented

    def __sub__(self, other):
        return "sub instead"

    def __ipow__(self, other):
        return "ipow"


def in_place():
    p = q = InPlace()
    p += 1
    p += 2
    same = p is q
    p @= 3
    r = q
    r -= 1
    s = q
    s **= 2
    return q.log, same, p, r, s


show(in_place)


def targets():
    t = Tracer("t")
    t.n += 1
    t["k"] -= 2
    t[1, 2] *= 3
    values = [[1, 2], [3, 4]]
    values[0][1] += 10
    values[1] += [5]
    values[0][:1] += "z"
    values[say("index", -1)][say("second", 0)] **= say("value", 2)
    return values


show(targets)


def tuple_item():
    t = ([1],)
    try:
        t[0] += [2]
    except TypeError as error:
        print(error)
    return t


show(tuple_item)


def alias():
    a = b = [1]
    a += [2]
    c = a
    c = c + [3]
    x = y = (1,)
    x += (2,)
    return a, b, a is b, c, x, y


show(alias)
count = 0


def global_count():
    global count
    count += 1
    count *= 3
    return count


show(global_count)
show(global_count)


def missing_item():
    d = {}
    d["k"] += 1


def missing_attribute():
    global_count.nothing += 1


show(missing_item)
show(missing_attribute)
show(lambda: say("x").nothing)
text = "a"
text *= 3
text += "b"
number = 10
number //= 3
number <<= 10
number |= 1
print(text, number, count)


def string_building(n):
    s = ""
    for i in range(n):
        s += str(i)
    kept = s
    s += "!"
    return s, kept


show(string_building, 12)
