"""for, while, else, break, continue; iteration over everything; changing what is iterated."""

from show import say, show


def for_else(values, stop):
    for v in values:
        if v == stop:
            break
    else:
        return "else", v
    return "broke", v


show(for_else, [1, 2, 3], 2)
show(for_else, [1, 2, 3], 9)
show(for_else, [], 1)


def while_else(n):
    while n:
        n -= 1
        if n == 5:
            break
        if n % 2:
            continue
        print("even", n)
    else:
        return "else", n
    return "broke", n


show(while_else, 4)
show(while_else, 8)
show(while_else, 0)


def nested(n):
    out = []
    for i in range(n):
        for j in range(n):
            if j == i:
                continue
            if j > 2:
                break
            out.append((i, j))
        else:
            out.append("inner else")
            continue
        out.append("inner broke")
        if i == 3:
            break
    else:
        out.append("outer else")
    return out


show(nested, 3)
show(nested, 5)


def over(things):
    return [x for x in things], [y for y in iter(things)]


for things in ("ab", b"ab", [1], (1, 2), {3}, {"k": 1}, range(2), {"k": 1}.items(), None, 5, enumerate("ab"), zip("ab", "cd"), map(str, [1, 2]), reversed([1, 2])):
    show(over, things)


def ranges():
    out = []
    for i in range(3):
        out.append(i)
    for i in range(2, 5):
        out.append(i)
    for i in range(10, 0, -3):
        out.append(i)
    for i in range(0):
        out.append("never")
    for i in range(5, 5):
        out.append("never")
    for i in range(10**20, 10**20 + 2):
        out.append(i)
    return out, i


show(ranges)
show(lambda: [i for i in range(1, 2, 0)])
show(lambda: [i for i in range("a")])
show(lambda: [i for i in range()])


def changes_bound(n):
    out = []
    for i in range(n):
        n = 0
        out.append(i)
        i = 100
    return out, i, n


show(changes_bound, 3)


def appends(values):
    for v in values:
        if len(values) < 6:
            values.append(v * 10)
    return values


show(appends, [1, 2])


def dict_changes(d):
    for k in d:
        d[k + "x"] = 1


def set_changes(s):
    for k in s:
        s.add(k + 100)


def dict_deletes(d):
    for k in d:
        del d[k]


show(dict_changes, {"a": 1})
show(set_changes, {1})
show(dict_deletes, {"a": 1, "b": 2})
show(lambda: [k for k in list({"a": 1})])


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        if self.n == 7:
            raise ValueError("seven")
        return self.n


class Sequence:
    def __getitem__(self, index):
        if index > 2:
            raise IndexError
        return index * index


show(over, Sequence())
show(lambda: [x for x in Countdown(3)])
show(lambda: [x for x in Countdown(10)])


def targets():
    d, items = {}, [0, 0]
    for d["key"] in "ab":
        pass
    for items[0], items[1] in zip([1, 2], [3, 4]):
        pass
    for (a, b), *c in [((1, 2), 3, 4)]:
        pass
    return d, items, a, b, c


show(targets)


def empties(flag):
    while flag:
        flag = False
    else:
        print("while else")
    for _ in ():
        pass
    else:
        print("for else")
    while say("test", 0):
        pass
    while True:
        if say("leave", 1):
            break


show(empties, 1)


def items_of(d):
    out = []
    for key, value in d.items():
        out.append((key, value))
    for key in d.keys():
        out.append(key)
    for value in d.values():
        out.append(value)
    for index, (key, value) in enumerate(d.items(), start=10):
        out.append((index, key, value))
    for a, b in zip(d, d.values(), strict=True):
        out.append(a + str(b))
    for x in reversed(out):
        out.append(x)
        break
    return out


show(items_of, {"a": 1, "b": 2})
show(items_of, [1])
i = "untouched"
for i in range(0):
    pass
print(i)
for i in range(3):
    if i == 1:
        continue
    print("module loop", i)
else:
    print("module else")
