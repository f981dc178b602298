"""Containers, unpacking, calls, slices, comprehensions, attributes, imports; failing half way in each."""


class Thing:
    def __init__(self, x=None, *rest, **more):
        self.x, self.rest, self.more = x, rest, more

    def method(self, *args, **kwargs):
        return self, args, kwargs

    def __getitem__(self, key):
        return key

    def __setitem__(self, key, value):
        raise ValueError(key)

    def __add__(self, other):
        return [self, other]

    def __iadd__(self, other):
        raise KeyError(other)

    def __iter__(self):
        yield self.x
        raise LookupError(self.x)


def collect(*args, **kwargs):
    return args, kwargs


def many(a, b=None, /, c=None, *args, d=None, **kw):
    return a, b, c, args, d, kw


def leak_displays(s):
    return [s, [s]], (s, (s,)), {s: s}, {"k": [s]}, {s, (s,)}, [*[s], *(s,)], {"a": s, "b": s}


def leak_display_fails(s):
    return [s, (s,), {1: s}, s.missing]


def leak_dict_fails(s):
    return {"a": s, (s,): [s], **s}


def leak_set_fails(s):
    return {s, (s,), [s]}


def leak_star_fails(s):
    return [s, *[s], *5]


def leak_comprehensions(s):
    return [x for x in [s, s]], {x for x in (s,)}, {x: [x] for x in [s]}, [[y for y in (x, x)] for x in [s, s]]


def leak_comprehension_fails(s):
    return [[x, x.missing] for x in [s]]


def leak_comprehension_condition_fails(s):
    return {x: s for x in [s, s] if x.missing}


def leak_unpack(s):
    a, (b, *c), d = [s], (s, s, [s]), s
    [e, *f], g = [s, s], c
    return a, b, c, d, e, f, g


def leak_unpack_few(s):
    a, b, c = [s], s


def leak_unpack_many(s):
    a, b = iter([s, [s], s, s])


def leak_unpack_star_few(s):
    a, b, *c, d = (s, s)


def leak_unpack_fails(s):
    a, b = Thing(s)


def leak_swap(s):
    a, b, c = s, [s], (s,)
    a, b, c = c, a, b
    return a, b, c


def leak_calls(s):
    return collect(s, *[s], k=s, m=s), many(s, s, s, s, d=s, e=s), Thing(s, s, k=s).method(s, j=s)


def leak_call_fails(s):
    return collect(s, [s], s.missing, s)


def leak_call_star_fails(s):
    return collect(s, *5, k=s)


def leak_call_double_fails(s):
    return collect(s, k=[s], **{"k": s})


def leak_wrong_arguments(s):
    return many([s], a=s, b=s)


def leak_missing_arguments(s):
    return many(d=[s])


def leak_unknown_keyword(s):
    def f(a, *, b):
        return a

    return f([s], b=s, c=(s,))


def leak_not_callable(s):
    return s([s], k=s)


def leak_attributes(s):
    t = Thing()
    t.x = s
    t.y = [t.x, s]
    del t.x
    return t.y, s.attribute


def leak_attribute_fails(s):
    t = Thing(s)
    t.x.y.z = [s]


def leak_items(s):
    d = {}
    d["k"] = s
    d[s] = [s]
    d["k"] = [d["k"]]
    del d[s]
    v = [s, s, s]
    v[0], v[1:] = [s], [s, s]
    del v[0]
    return d, v[-1], v[:1], v[::2]


def leak_item_fails(s):
    [s, s][[s]]


def leak_store_fails(s):
    Thing()[(s, [s])] = [s]


def leak_augmented(s):
    t = Thing()
    t += [s]


def leak_augmented_item(s):
    d = {"k": [s]}
    d["k"] += [s]
    d["z"] += [s]


def leak_slices(s):
    v = [s] * 5
    w = v[1:4] + v[::-1] + v[-2:]
    w[:2] = [s]
    return w[(1 if s else 2) :]


def leak_binary_fails(s):
    return [s] + (s,)


def leak_compare(s):
    return [s] == [s], s is not None, s in [s], [s] < [[s]] if s is None else (s,) != (s, s)


def leak_compare_fails(s):
    return [s] < [[s]] < [s]


def leak_boolean(s):
    x = [] or ([s] and (s,)) or None
    return x if x and s else not x


def leak_strings(s):
    name = f"{s.attribute}{[s]!r:>10}{len(s)}"
    return name + "x", "%s" % (name,), name[1:3], "".join([name, name])


def leak_format_fails(s):
    return f"{s.attribute}{s:bad}"


def leak_loops(s):
    for i, x in enumerate([s, [s]]):
        for y in (x, x):
            if i:
                break
        else:
            continue
    while x is not None:
        x = None
    return y


def leak_loop_fails(s):
    for x in Thing([s]):
        y = [x]


def leak_iterate_fails(s):
    for x in s:
        pass


def leak_return_in_loop(s):
    for x in [[s], s]:
        for y in (x, x):
            return y


def leak_import(s):
    import os.path as p
    from math import ceil, floor

    return p, floor, ceil, s


def leak_import_fails(s):
    held = [s]


def leak_global(s):
    global kept
    kept = [s]
    kept = None


def leak_functions(s):
    def f(a=s, *, b=[s]) -> s:
        return a, b

    f.attribute = s
    return f, f(), f.__defaults__


def leak_class(s):
    class Local(Thing):
        held = s

        def get(self):
            return self.held, s

    return Local(s).get()


def leak_class_fails(s):
    class Local:
        held = [s]
        other = held.missing


def leak_walrus(s):
    return [y for x in [s] if (y := [x])], (z := s), z


def leak_numbers(s):
    total, product = 0, 1.0
    for i in range(50):
        total += i * 10**12
        product *= 1.5
    return total, product, total // 7, [total, s]


def leak_match(s):
    match [s, {"k": s}]:
        case [x, {"k": y}] if x is y:
            return x, y


def leak_decorated(s):
    @lambda f: [f, s]
    def inner():
        return s

    return inner


def leak_delete(s):
    a = b = [s]
    del a
    return b


def leak_conditional_locals(s):
    if s is None:
        x = 1
    else:
        x = [s]
        y = (s,)
    return x
