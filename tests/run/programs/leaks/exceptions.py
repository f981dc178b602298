"""Exceptions on every path, with the sentinel held on the way."""


class Manager:
    def __init__(self, held, suppress=False, fail=None):
        self.held, self.suppress, self.fail = held, suppress, fail

    def __enter__(self):
        if self.fail == "enter":
            raise ValueError(self.held)
        return self.held

    def __exit__(self, *details):
        if self.fail == "exit":
            raise KeyError(self.held)
        return self.suppress


def raises(s):
    held = [s, s]
    raise ValueError(held)


def deep(s, n):
    local = (s, n)
    if n:
        return deep(s, n - 1)
    raise KeyError(local)


def leak_plain_raise(s):
    raise ValueError(s)


def leak_caught(s):
    try:
        raises(s)
    except ValueError as e:
        return e.args[0]


def leak_caught_twice(s):
    for _ in range(3):
        try:
            raises(s)
        except ValueError as e:
            kept = e
    return str(kept)


def leak_through_frames(s):
    deep(s, 10)


def leak_reraise(s):
    try:
        raises(s)
    except ValueError as e:
        local = [s, e]
        raise


def leak_raise_from(s):
    try:
        raises(s)
    except ValueError as e:
        raise RuntimeError(s) from e


def leak_context(s):
    try:
        raises(s)
    except ValueError:
        deep(s, 2)


def leak_finally_return(s):
    try:
        raises(s)
    finally:
        return s


def leak_finally_raise(s):
    try:
        raises(s)
    finally:
        raise TypeError(s)


def leak_finally_break(s):
    for x in [s, s]:
        try:
            raises(x)
        finally:
            break
    return x


def leak_finally_continue(s):
    for x in [s, s, s]:
        try:
            raises(x)
        finally:
            continue
    return x


def leak_return_through_finally(s):
    for x in (s,):
        try:
            try:
                return [x]
            finally:
                y = [s]
        finally:
            z = [y]


def leak_nested_handlers(s):
    try:
        try:
            raises(s)
        except ValueError as e:
            try:
                deep(s, 1)
            except KeyError as f:
                return [e, f, s]
    finally:
        done = s


def leak_else(s):
    try:
        x = [s]
    except ValueError:
        pass
    else:
        raise LookupError(x)


def leak_wrong_handler(s):
    try:
        raises(s)
    except (KeyError, TypeError) as e:
        return e


def leak_bad_handler(s):
    try:
        raises(s)
    except s:
        pass


def leak_with(s):
    with Manager(s) as a, Manager([s]) as b:
        return a, b


def leak_with_raise(s):
    with Manager(s) as a, Manager([s]) as b:
        raises(s)


def leak_with_suppress(s):
    with Manager(s, suppress=True) as a:
        raises(s)
    return a


def leak_with_enter(s):
    with Manager(s), Manager(s, fail="enter"):
        pass


def leak_with_exit(s):
    with Manager(s), Manager(s, fail="exit"):
        raises(s)


def leak_with_loop(s):
    for x in [s, s]:
        with Manager(x) as y:
            if y is not None:
                continue


def leak_with_break(s):
    while True:
        with Manager([s]) as y:
            break
    return y


def leak_no_manager(s):
    with s as x:
        pass


def leak_assert(s):
    assert s is None, [s]


def leak_unbound(s):
    if s is None:
        x = s
    return [s, x]


def leak_undefined(s):
    return [s, undefined_name]


def leak_deleted(s):
    x = [s]
    del x
    return x


def leak_bare_raise(s):
    held = [s]
    raise


def leak_raise_type(s):
    raise s


def leak_traceback_kept(s):
    kept = []
    try:
        raises(s)
    except ValueError as e:
        kept.append(e.__traceback__)
    return len(kept)


def leak_exception_cell(s):
    try:
        raises(s)
    except ValueError as e:
        f = lambda: e
        f()
    return s
