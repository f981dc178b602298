"""Generators that end, are closed, are thrown into, or are dropped on the way; closures."""


class Manager:
    def __init__(self, held):
        self.held = held

    def __enter__(self):
        return self.held

    def __exit__(self, *details):
        return False


def simple(s):
    held = [s]
    yield s
    yield held
    return s


def cleanup(s):
    try:
        with Manager([s]) as m:
            yield m
            yield s
    finally:
        last = [s]


def echo(s):
    got = yield s
    while got is not None:
        got = yield [got, s]
    return [s]


def handles(s):
    while True:
        try:
            x = yield s
        except ValueError as e:
            yield e
        else:
            yield x


def delegating(s):
    r = yield from echo(s)
    yield from [s, s]
    return r


def loops(s):
    for i in range(3):
        for x in [s, [s]]:
            yield i, x


def fails(s):
    local = {"s": s}
    yield s
    raise ValueError(local)


def leak_exhausted(s):
    return list(simple(s)), list(cleanup(s)), list(loops(s))


def leak_never_started(s):
    simple(s), cleanup(s), delegating(s)


def leak_suspended(s):
    for make in (simple, cleanup, echo, handles, delegating, loops, fails):
        next(make(s))


def leak_two_steps(s):
    g = loops(s)
    next(g)
    next(g)


def leak_closed(s):
    for make in (simple, cleanup, delegating, handles):
        g = make(s)
        next(g)
        g.close()


def leak_sent(s):
    g = delegating(s)
    next(g)
    g.send(s)
    g.send([s])
    g.send(None)
    return list(g)


def leak_thrown(s):
    g = handles(s)
    next(g)
    g.throw(ValueError(s))
    next(g)
    g.send(s)


def leak_thrown_through(s):
    g = cleanup(s)
    next(g)
    g.throw(KeyError(s))


def leak_thrown_delegated(s):
    g = delegating(s)
    next(g)
    g.throw(KeyError(s))


def leak_failing(s):
    list(fails(s))


def leak_return_value(s):
    def outer():
        r = yield from simple(s)
        yield r

    return list(outer())


def leak_stop_iteration(s):
    def stops():
        yield s
        raise StopIteration(s)

    list(stops())


def leak_expression(s):
    return sum(len(x) for x in [s, s]), [x for x in (y for y in (s, s))], any(x is s for x in (s, s))


def leak_expression_dropped(s):
    g = (x for x in [s, s, s])
    next(g)


def leak_self_reference(s):
    def gen():
        me = yield
        yield me, s

    g = gen()
    next(g)
    g.send(g)


def leak_in_expression(s):
    def gen():
        x = [s, (yield 1), s, (yield 2)]
        yield x

    g = gen()
    next(g)
    g.send(s)


def leak_yield_in_try(s):
    def gen():
        for _ in range(2):
            try:
                yield s
            except KeyError:
                yield [s]
            finally:
                x = s

    g = gen()
    next(g)
    g.throw(KeyError)
    next(g)
    g.close()


def leak_exception_in_generator(s):
    def gen():
        try:
            raise ValueError(s)
        except ValueError as e:
            yield e
            yield s

    g = gen()
    next(g)
    next(g)


def leak_closure(s):
    x = [s]

    def inner():
        nonlocal x
        x = [x, s]
        return x

    return inner()


def leak_closure_cycle(s):
    def recursive(n):
        return recursive(n - 1) if n else s

    return recursive(3)


def leak_unassigned_cell(s):
    def inner():
        return later

    if s is None:
        later = s
    inner()


def leak_deleted_cell(s):
    x = s

    def inner():
        nonlocal x
        del x

    inner()
    return x


def leak_lambda_defaults(s):
    f = lambda a=s, *b, c=[s], **d: (a, b, c, d)
    return f(), f(s, s, c=s, e=s)


def leak_loop_closures(s):
    return [f() for f in [lambda i=i: (i, s) for i in range(3)]], [(lambda: x)() for x in (s, s)]


def leak_levels(s):
    def a(x):
        def b(y):
            def c(z):
                return x, y, z, s

            return c

        return b

    return a(s)([s])((s,))


def leak_async(s):
    async def coroutine():
        return s

    async def outer():
        return [await coroutine(), s]

    c = outer()
    try:
        c.send(None)
    except StopIteration as e:
        return e.value


def leak_coroutine_dropped(s):
    async def coroutine():
        return s

    coroutine().close()
