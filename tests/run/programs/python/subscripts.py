"""Attributes, items and slices: get, set, delete, on every builtin container, with what goes wrong."""

from show import Tracer, say, show


def get(c, k):
    return c[k]


def put(c, k, v):
    c[k] = v
    return c


def remove(c, k):
    del c[k]
    return c


for container in ([1, 2, 3], (1, 2, 3), "abc", b"abc", bytearray(b"abc"), {"a": 1, 0: 2}, range(10, 20), None, 5, {1}, list, dict):
    for key in (0, -1, 3, -4, "a", 1.5, None, slice(1), slice(None, None, -1), 10**30, True):
        show(get, container, key)
for make in (lambda: [1, 2, 3], lambda: (1, 2), lambda: "abc", lambda: bytearray(b"abc"), lambda: {"a": 1}, lambda: None, lambda: {1}):
    for key in (0, -1, 3, -4, "a", slice(0, 1), 10**30, [1]):
        show(put, make(), key, [9] if isinstance(key, slice) else 9)
        show(remove, make(), key)


def slices(s, a, b, c):
    return s[:], s[a:], s[:b], s[a:b], s[::c], s[a:b:c], s[-3:-1], s[5:1], s[::-1], s[100:], s[-100:2]


for sequence in ("abcdefgh", [1, 2, 3, 4, 5, 6], (1, 2, 3, 4, 5), b"xyzzy", range(8)):
    show(slices, sequence, 1, 4, 2)
    show(slices, sequence, None, -1, -2)
show(slices, "abc", 1, 2, 0)
show(slices, "abc", "x", 2, 1)
show(slices, 5, 1, 2, 1)
show(slices, {"a": 1}, 1, 2, 1)


def slice_assign():
    a = list(range(10))
    a[2:4] = "xyz"
    a[:1] = []
    a[::3] = [0] * len(a[::3])
    a[-1:] = (7, 8)
    del a[1:3]
    del a[::4]
    a[len(a):] = [99]
    return a


show(slice_assign)


def bad_slice_assign():
    a = [1, 2, 3, 4]
    a[::2] = [1, 2, 3]


show(bad_slice_assign)
show(lambda: [].__setitem__(slice(0, 1), 5))


def attributes():
    t = Tracer("t")
    t.x = 1
    t.x += 5
    t.y.real
    del t.x
    t["k"] = 2
    t["k"] += 1
    t[1, 2] = 3
    t[1, ..., :2, ::] = 4
    t[1:2, None]
    del t["k"], t[0], t.z
    t[t.a:t.b:t.c]
    return t[say("i", 0)]


show(attributes)
show(lambda: None.x)
show(lambda: (5).missing)
show(lambda: "abc".nothing)


def set_attr(o):
    o.attr = 1


def del_attr(o):
    del o.attr


for thing in (None, 5, "s", [], object(), len, set_attr):
    show(set_attr, thing)
    show(del_attr, thing)
d = {}
d[1], d["x"] = 1, [2]
d["x"][0] += 5
print(d, d["x"][-1], [[1, 2], [3, 4]][1][0], "abc"[1][0][0], {"a": {"b": [1]}}["a"]["b"][0], (1, 2, 3)[1:][0])
