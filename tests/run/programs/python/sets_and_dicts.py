"""Sets and dictionaries: order, methods, algebra, views, merging."""

from collections import Counter, OrderedDict, defaultdict

from show import show


def build():
    d = {}
    for i, c in enumerate("hello"):
        d[c] = i
    d["z"] = d.pop("h")
    d.setdefault("e", 99)
    d.setdefault("q", []).append(1)
    d.update({"l": "changed"}, extra=True)
    d |= {"o": None}
    return d, list(d), len(d), "q" in d, d.get("missing", "default")


show(build)


def order():
    d = {"b": 1, "a": 2}
    d["c"] = 3
    del d["b"]
    d["b"] = 4
    d["a"] = 5
    return list(d.items()), list(reversed(d)), d.popitem(), {**d, "a": 0}, dict(sorted(d.items())), next(iter(d))


show(order)


def views():
    d = {"a": 1, "b": 2}
    keys, items = d.keys(), d.items()
    d["c"] = 3
    return sorted(keys), ("a", 1) in items, sorted(keys & {"a", "z"}), sorted(keys - {"a"}), keys == {"a", "b", "c"}, len(items), list(d.values())


show(views)


def algebra():
    a, b = {1, 2, 3}, {3, 4}
    c = set(a)
    c |= b
    c -= {1}
    c ^= {2, 9}
    c &= set(range(10))
    return a | b, a & b, a - b, a ^ b, a <= b, a < a | b, a.isdisjoint({7}), c, {3}.issubset(a), a == {3, 2, 1}


show(algebra)


def set_methods():
    s = set()
    for x in [3, 1, 3, 2]:
        s.add(x)
    s.discard(100)
    s.remove(1)
    s.update([5], (6,))
    t = s.copy()
    t.clear()
    return sorted(s), t, frozenset(s) == s, {frozenset([1]): "nested"}[frozenset([1])], sorted(s.union([0])), len(s)


show(set_methods)
show(lambda: {}["k"])
show(lambda: {1: 2}.pop(5))
show(lambda: {}.popitem())
show(lambda: set().pop())
show(lambda: {1}.remove(2))
show(lambda: {[]: 1})
show(lambda: {[]})
show(lambda: {{}: 1})
show(lambda: dict([(1, 2, 3)]))
show(lambda: dict(5))
show(lambda: {1} | [2])
show(lambda: {"a": 1} | [("b", 2)])
show(lambda: {1} < 5)
show(lambda: {**[1]})
show(lambda: hash({}))


def group(words):
    groups = defaultdict(list)
    for w in words:
        groups[len(w)].append(w)
    return dict(groups), Counter("".join(words)).most_common(2), groups[100]


show(group, ["a", "bb", "cc", "ddd"])


def invert(d):
    return {v: k for k, v in d.items()}, {k: v for k, v in sorted(d.items(), key=lambda kv: -kv[1])}, dict(zip(d.values(), d)), dict.fromkeys(d)


show(invert, {"a": 1, "b": 3, "c": 2})


class Key:
    def __init__(self, v):
        self.v = v

    def __hash__(self):
        print("hash", self.v)
        return self.v % 2

    def __eq__(self, other):
        print("eq", self.v, other.v)
        return self.v == other.v

    def __repr__(self):
        return f"Key({self.v})"


def custom():
    d = {Key(1): "one", Key(2): "two", Key(3): "three"}
    return d[Key(3)], Key(5) in d, len(d), {Key(1), Key(1)}


show(custom)


class BadHash:
    def __hash__(self):
        raise ValueError("no hash")


show(lambda: {BadHash(): 1})
show(lambda: BadHash() in {1: 2})
show(lambda: {}.get(BadHash()))


class Missing(dict):
    def __missing__(self, key):
        return f"missing {key}"


m = Missing(a=1)
print(m["a"], m["b"], m.get("b"), "b" in m, OrderedDict([("z", 1), ("a", 2)]), {1: "a", 1.0: "b", True: "c"}, {"x": {"y": {"z": 1}}}["x"]["y"])


def nested_update(a, b):
    for k, v in b.items():
        if isinstance(v, dict) and isinstance(a.get(k), dict):
            nested_update(a[k], v)
        else:
            a[k] = v
    return a


show(nested_update, {"a": {"b": 1, "c": 2}}, {"a": {"c": 3}, "d": 4})
