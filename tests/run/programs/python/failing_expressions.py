"""Every kind of expression failing in every position: what was evaluated before is released, the line is right."""

from show import show


class Bomb:
    def __init__(self, *methods):
        self.methods = methods

    def __getattribute__(self, name):
        if name in ("methods", "__class__", "__dict__"):
            return object.__getattribute__(self, name)
        raise LookupError(f"attribute {name}")


def explode(*args, **kwargs):
    raise RuntimeError("boom")


def in_list():
    return [
        object(),
        explode(),
        object(),
    ]


def in_dict():
    return {
        "a": object(),
        "b":
            explode(),
    }


def in_call():
    return max(
        1,
        explode(),
        key=None,
    )


def in_attribute():
    return (Bomb()
            .attribute
            .other)


def in_binary():
    return (
        [1]
        + [2]
        + explode()
        + [3]
    )


def in_subscript():
    return [1, 2][
        explode()
    ]


def in_slice():
    return "abc"[1:explode():1]


def in_comparison():
    return 1 < 2 < explode() < 4


def in_boolean():
    return 1 and [] or explode()


def in_conditional():
    return 1 if explode() else 2


def in_fstring():
    return f"{1}{explode()}{2}"


def in_format_spec():
    return f"{1:{explode()}}"


def in_comprehension():
    return [explode() if x == 2 else x for x in range(4)]


def in_condition():
    return [x for x in range(4) if x < 2 or explode()]


def in_generator():
    return sum(x if x < 2 else explode() for x in range(4))


def in_lambda():
    return (lambda: explode())()


def in_unpack():
    a, *b = 1, explode(), 2
    return a, b


def in_store():
    values = {}
    values["k"] = object()
    values[explode()] = object()


def in_augmented():
    x = [1]
    x += explode()


def in_delete():
    values = [1, 2]
    del values[0], values[explode()]


def in_for():
    for x in explode():
        pass


def in_for_body():
    for x in range(3):
        y = [x]
        if x == 1:
            explode()


def in_while():
    n = 0
    while n < 2 or explode():
        n += 1


def in_with():
    with explode() as x:
        pass


def in_raise():
    raise explode()


def in_assert():
    assert 0, explode()


def in_return():
    try:
        return explode()
    finally:
        print("finally on the way")


def in_default():
    def f(a=explode()):
        pass


def in_decorator():
    @explode
    def f():
        pass


def in_class():
    class C(explode()):
        pass


def in_except():
    try:
        [][0]
    except explode():
        pass


def in_yield():
    def g():
        yield 1
        yield explode()

    return list(g())


def in_star():
    return [*[1], *explode()]


def in_keywords():
    return dict(a=1, **explode())


def in_import():
    from math import nothing_here as n


def in_walrus():
    return (x := explode())


def in_lookup():
    return [1, undefined_name]


def in_iteration():
    return [a for a in iter(explode, None)]


for name, function in list(globals().items()):
    if name.startswith("in_") and name != "in_import":
        print("--", name)
        show(function)
