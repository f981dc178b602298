"""Sorting: builtins with keys, stability, errors in comparisons; hand-written algorithms."""

import functools
import heapq
import operator

from show import show

people = [("ann", 30, 1.7), ("bob", 25, 1.8), ("cat", 30, 1.6), ("dan", 25, 1.8)]
print(sorted(people, key=lambda p: p[1]), sorted(people, key=lambda p: (-p[1], p[0]), reverse=True))
print(sorted("banana"), sorted({3: "a", 1: "b"}), sorted([True, 0, 2.5, -1]), sorted(["b", "A", "a"], key=str.lower), sorted([], key=len))
print(sorted(people, key=operator.itemgetter(2, 0)), max(people, key=lambda p: p[2]), min([], default="none"), max("a", "b", key=ord), min(3, 1, 2))


def bubble(v):
    v = list(v)
    n = len(v)
    for i in range(n):
        for j in range(n - 1 - i):
            if v[j] > v[j + 1]:
                v[j], v[j + 1] = v[j + 1], v[j]
    return v


def insertion(v):
    v = v[:]
    for i in range(1, len(v)):
        x = v[i]
        j = i - 1
        while j >= 0 and v[j] > x:
            v[j + 1] = v[j]
            j -= 1
        v[j + 1] = x
    return v


def merge_sort(v):
    if len(v) <= 1:
        return v
    m = len(v) // 2
    a, b = merge_sort(v[:m]), merge_sort(v[m:])
    out = []
    i = j = 0
    while i < len(a) and j < len(b):
        if a[i] <= b[j]:
            out.append(a[i])
            i += 1
        else:
            out.append(b[j])
            j += 1
    return out + a[i:] + b[j:]


def heap_sort(v):
    v = list(v)

    def sift(start, end):
        root = start
        while (child := 2 * root + 1) < end:
            if child + 1 < end and v[child] < v[child + 1]:
                child += 1
            if v[root] >= v[child]:
                return
            v[root], v[child] = v[child], v[root]
            root = child

    for start in range(len(v) // 2 - 1, -1, -1):
        sift(start, len(v))
    for end in range(len(v) - 1, 0, -1):
        v[0], v[end] = v[end], v[0]
        sift(0, end)
    return v


def quick(v, lo=0, hi=None):
    hi = len(v) - 1 if hi is None else hi
    if lo < hi:
        p, i = v[hi], lo
        for j in range(lo, hi):
            if v[j] < p:
                v[i], v[j] = v[j], v[i]
                i += 1
        v[i], v[hi] = v[hi], v[i]
        quick(v, lo, i - 1)
        quick(v, i + 1, hi)
    return v


def binary_search(v, x):
    lo, hi = 0, len(v)
    while lo < hi:
        mid = (lo + hi) // 2
        if v[mid] < x:
            lo = mid + 1
        else:
            hi = mid
    return lo if lo < len(v) and v[lo] == x else -1


seed = 12345
values = []
for _ in range(40):
    seed = (seed * 1103515245 + 12345) % 2**31
    values.append(seed % 100)
expected = sorted(values)
for function in (bubble, insertion, merge_sort, heap_sort, quick):
    print(function.__name__, function(values[:]) == expected, function(list("sorting")), function([]), function([1.5, -2, 3]))
print([binary_search(expected, x) for x in (expected[0], expected[20], 1000)])


class Card:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        if other.n == 13:
            raise ValueError("unlucky")
        return self.n < other.n

    def __repr__(self):
        return f"Card({self.n})"


show(sorted, [Card(3), Card(1), Card(2)])
show(sorted, [Card(3), Card(13), Card(2)])
show(sorted, [1, None])
show(sorted, [1, 2], key=lambda v: v / 0)
show(sorted, [1, 2], lambda v: v)
show(sorted, 5)


def in_place():
    v = [3, 1, 2]
    result = v.sort()
    v.sort(key=lambda x: -x)
    v.reverse()
    w = v
    w.sort(reverse=True)
    return result, v, w is v


show(in_place)


def mutating():
    v = [3, 1, 2]

    def key(x):
        v.append(x)
        return x

    v.sort(key=key)


show(mutating)
print(sorted([5, 3, 8], key=functools.cmp_to_key(lambda a, b: b - a)), heapq.nsmallest(2, values), list(heapq.merge([1, 4], [2, 3])))
print([x for _, x in sorted(zip([3, 1, 2], "abc"))], sorted(range(5), key=[4, 1, 3, 0, 2].__getitem__), sorted([[2], [1, 5], [1]]))
