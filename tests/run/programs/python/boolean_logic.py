"""and, or, not, conditional expressions: values, short circuit, and truth of every kind of object."""

from show import say, show


def both(a, b):
    return a and b


def either(a, b):
    return a or b


def nested(a, b, c, d):
    return a and b or c and not d


def pick(test, a, b):
    return a if test else b


VALUES = [0, 1, 0.0, 2.5, "", "x", [], [0], (), {}, {1: 2}, None, True, False, set(), b"", range(0), range(1), 0j]
for left in VALUES:
    show(both, left, "right")
    show(either, left, "right")
    show(pick, left, "then", "else")
    print(not left, bool(left), not not left)


def order():
    print(say("a", 0) and say("b", 1))
    print(say("a", 1) and say("b", 0) and say("c", 2))
    print(say("a", 0) or say("b", 0) or say("c", 3))
    print(say("a", 1) or say("b"))
    print((say("a", 0) or say("b", 2)) and (say("c", 0) or say("d", 4)))
    print(say("then", 1) if say("test", 1) else say("else", 2))
    print(say("then", 1) if say("test", 0) else say("else", 2))
    print(say("x", 1) if say("t1", 0) else say("y", 2) if say("t2", 0) else say("z", 3))


order()
for bits in range(16):
    print(bits, nested(bits & 1, bits & 2, bits & 4, bits & 8))


class Truthless:
    def __bool__(self):
        raise RuntimeError("truth asked")


class Length:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class WrongBool:
    def __bool__(self):
        return 1


show(both, Truthless(), 1)
show(either, Truthless(), 1)
show(pick, Truthless(), 1, 2)
show(lambda x: not x, Truthless())
show(pick, Length(0), 1, 2)
show(pick, Length(3), 1, 2)
show(pick, Length(-1), 1, 2)
show(pick, WrongBool(), 1, 2)


def loops(n):
    found = []
    while n and not (n == 3 or n < 0):
        found.append(n)
        n -= 1
    if n and found or not found and n is None:
        found.append("end")
    return found


show(loops, 6)
show(loops, 2)
show(loops, None)


def conditional_calls(flag):
    (print if flag else str)("called")
    return (1, 2)[flag], [x if x % 2 else -x for x in range(5)], {("a" if flag else "b"): flag}


show(conditional_calls, True)
show(conditional_calls, False)
a = b = c = None
a = a or []
b = b if b is not None else a
c = (a or b) and 5
print(a, b, c, a is b)
