"""try, except, else and finally with every way of leaving them."""

from show import say, show


def all_parts(action):
    log = []
    try:
        log.append("try")
        if action == "raise":
            raise ValueError("v")
        if action == "other":
            raise KeyError("k")
        if action == "return":
            return log
        log.append("try end")
    except ValueError as error:
        log.append(f"except {error}")
    else:
        log.append("else")
    finally:
        log.append("finally")
    log.append("after")
    return log


for action in ("none", "raise", "other", "return"):
    show(all_parts, action)


def finally_overrides(kind):
    try:
        if kind == "raise":
            raise ValueError("lost")
        return "from try"
    finally:
        if kind != "keep":
            return "from finally"


for kind in ("raise", "plain", "keep"):
    show(finally_overrides, kind)


def loop_exits(kind):
    log = []
    for i in range(3):
        try:
            log.append(i)
            if kind == "break":
                break
            if kind == "continue":
                continue
            if kind == "return":
                return log
            if kind == "raise" and i == 1:
                raise KeyError(i)
        finally:
            log.append(f"f{i}")
            print("log", log)
    else:
        log.append("else")
    return log


for kind in ("none", "break", "continue", "return", "raise"):
    show(loop_exits, kind)


def finally_jumps(kind):
    log = []
    for i in range(4):
        try:
            if i == 1:
                raise ValueError(i)
            if i == 2:
                return "never mind"
        finally:
            log.append(i)
            if kind == "break":
                break
            if kind == "continue":
                continue
    return log


show(finally_jumps, "break")
show(finally_jumps, "continue")
show(finally_jumps, "none")


def return_value_kept():
    x = 1
    try:
        return x
    finally:
        x = 2


def return_object_changed():
    x = [1]
    try:
        return x
    finally:
        x.append(2)
        x = None


show(return_value_kept)
show(return_object_changed)


def nested(a, b):
    try:
        try:
            try:
                if a:
                    raise a
            except KeyError:
                print("inner except")
                if b:
                    raise b
                return "inner return"
            finally:
                print("inner finally")
        except (TypeError, ValueError) as error:
            print("middle", type(error).__name__)
            raise
        else:
            print("middle else")
        finally:
            print("middle finally")
    except Exception as error:
        print("outer", type(error).__name__, error)
        return "outer return"
    finally:
        print("outer finally")
    return "end"


for a in (None, KeyError("a"), ValueError("a"), OSError("a")):
    for b in (None, TypeError("b"), KeyError("b2")):
        show(nested, a, b)


def finally_raises():
    try:
        raise ValueError("first")
    finally:
        raise KeyError("second")


def except_raises():
    try:
        raise ValueError("first")
    except ValueError:
        raise KeyError("second")
    finally:
        print("cleanup")


def else_raises():
    try:
        pass
    except Exception:
        print("not here")
    else:
        raise ValueError("from else")
    finally:
        print("cleanup")


show(finally_raises)
show(except_raises)
show(else_raises)


def triple_return():
    for i in range(3):
        try:
            try:
                return say("value", i)
            finally:
                say("first finally")
        finally:
            say("second finally")


show(triple_return)


def swallow():
    try:
        raise ValueError
    except ValueError:
        return "swallowed"
    finally:
        try:
            raise KeyError
        except KeyError:
            print("handled in finally")


show(swallow)


def while_try(n):
    while True:
        try:
            n -= 1
            if n < 0:
                break
            if n % 2:
                continue
            10 // (n - 2)
        except ZeroDivisionError:
            print("zero at", n)
        else:
            print("fine at", n)
        finally:
            print("end of", n)
    return n


show(while_try, 5)


def break_from_except():
    for i in range(3):
        try:
            raise ValueError(i)
        except ValueError as e:
            if i == 1:
                break
    try:
        return i, e
    except UnboundLocalError as error:
        return i, str(error)


show(break_from_except)
try:
    try:
        1 / 0
    finally:
        print("module finally")
except ZeroDivisionError as problem:
    print("module except", problem)
else:
    print("never")
print("problem" in globals())
