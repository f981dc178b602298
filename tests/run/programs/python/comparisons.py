"""Chained comparisons, identity, membership; each operand evaluated once and only when needed."""

from show import say, show


def chain3(a, b, c):
    return a < b < c


def chain_mixed(a, b, c, d):
    return a < b == c >= d


def chain_in(a, b, c):
    return a in b in c


def chain_is(a, b):
    return a is b is not None


show(chain3, 1, 2, 3)
show(chain3, 1, 3, 2)
show(chain3, 1, "a", 3)
show(chain3, 3, 2, "a")
show(chain_mixed, 1, 2, 2, 0)
show(chain_mixed, 1, 2, 3, 0)
show(chain_in, 1, [1], [[1], [2]])
show(chain_in, 1, [2], None)
show(chain_is, None, None)
x = object()
show(chain_is, x, x)


def order():
    print("first", say("a", 1) < say("b", 2) < say("c", 3) < say("d", 4))
    print("second", say("a", 1) < say("b", 0) < say("c", 3))
    print("third", say("x", 5) > say("y", 4) != say("z", 4))
    if say("p", 1) < say("q", 2) > say("r", 3):
        print("taken")
    else:
        print("not taken")
    while say("u", 1) < say("v", 2) < say("w", 1):
        print("never")


order()


class Funny:
    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        return Truth(self.value < other.value)


class Truth:
    def __init__(self, value):
        self.value = value

    def __bool__(self):
        print("bool of", self.value)
        return self.value

    def __repr__(self):
        return f"Truth({self.value})"


class Bad:
    def __lt__(self, other):
        return self

    def __bool__(self):
        raise ValueError("no truth here")

    def __eq__(self, other):
        raise KeyError("no equality")


def funny(a, b, c):
    return Funny(a) < Funny(b) < Funny(c)


show(funny, 1, 2, 3)
show(funny, 2, 1, 3)
show(lambda: Bad() < 1 < 2)
show(lambda: Bad() == 1)
show(lambda: 1 if Bad() < 1 else 2)
show(lambda: not Bad())
print(1 == 1.0, 1 is True, True == 1, None is None, "a" == b"a", (1, 2) < (1, 3), [1] < [1, 0], "Z" < "a")
nan = float("nan")
print(nan == nan, nan != nan, nan < nan, [nan] == [nan], nan in [nan])
print(not 1 < 2, not (1 < 2) == False, (1 < 2) < 3, 1 < (2 < 3), 1 in [1] == True)
print(2 not in [1], 2 is not 3, not 2 in [1])
