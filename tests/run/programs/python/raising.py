"""raise in all its forms, causes and contexts, re-raising, exception variables, sys.exc_info, matching."""

import sys

from show import chain, frames, show


def plain():
    raise ValueError


def with_args():
    raise ValueError("a", 2)


def from_cause():
    raise KeyError("k") from ValueError("cause")


def from_class():
    raise KeyError from ValueError


def from_none():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("k") from None


def implicit():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["missing"]


def explicit():
    try:
        int("x")
    except ValueError as error:
        raise RuntimeError("wrapped") from error


def bare():
    try:
        int("x")
    except ValueError:
        raise


def bare_nothing():
    raise


def bad_type():
    raise 5


def bad_string():
    raise "text"


def bad_none():
    raise None


def bad_cause():
    raise ValueError("v") from 5


def class_needs_args():
    raise UnicodeDecodeError


for function in (plain, with_args, from_cause, from_class, from_none, implicit, explicit, bare, bare_nothing, bad_type, bad_string, bad_none, bad_cause, class_needs_args):
    print("--", function.__name__)
    show(function)


def reraise_later():
    try:
        raise ValueError("one")
    except ValueError as error:
        try:
            raise KeyError("two")
        except KeyError:
            pass
        raise


def nested_contexts():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            raise TypeError(3)


def in_call():
    def handler():
        raise KeyError("in handler")

    try:
        raise ValueError("original")
    except ValueError:
        handler()


def bare_in_call():
    def helper():
        raise

    try:
        raise ValueError("from outside")
    except ValueError:
        helper()


for function in (reraise_later, nested_contexts, in_call, bare_in_call):
    print("--", function.__name__)
    show(function)


def info():
    before = sys.exc_info()
    try:
        raise ValueError("v")
    except ValueError:
        during = sys.exc_info()[0].__name__, str(sys.exc_info()[1]), sys.exc_info()[2] is not None
        try:
            raise KeyError
        except KeyError:
            inner = sys.exc_info()[0].__name__
        back = sys.exc_info()[0].__name__
    after = sys.exc_info()
    return before, during, inner, back, after


show(info)


def variable_gone():
    e = "before"
    try:
        raise ValueError
    except ValueError as e:
        pass
    return e


show(variable_gone)


def variable_deleted_early():
    try:
        raise ValueError
    except ValueError as e:
        del e
    return "ok"


show(variable_deleted_early)


def variable_rebound():
    try:
        raise ValueError
    except ValueError as e:
        e = 5
        print(e)
    return "e" in locals()


show(variable_rebound)


def matching(error, *kinds):
    try:
        raise error
    except kinds[0]:
        return "first"
    except (kinds[1], (kinds[2], OSError)) if len(kinds) > 2 else ():
        return "second"
    except:
        return "bare"


show(matching, ValueError(), ValueError)
show(matching, KeyError(), ValueError, LookupError, TypeError)
show(matching, OSError(), ValueError, LookupError, TypeError)
show(matching, KeyboardInterrupt(), ValueError, LookupError, TypeError)
show(matching, KeyError(), 5)
show(matching, KeyError(), "string", 1, 2)
show(matching, KeyError(), (ValueError, 5))


class Mine(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


def custom():
    try:
        raise Mine(7)
    except Mine as mine:
        mine.add_note("a note")
        return mine.code, str(mine), mine.args, mine.__notes__, frames(mine)


show(custom)


def dynamic(make):
    raise make()


show(dynamic, lambda: Mine(1))
show(dynamic, Exception)
show(dynamic, lambda: 1 / 0)


def cycle():
    a, b = ValueError("a"), KeyError("b")
    try:
        raise a
    except ValueError:
        try:
            raise b
        except KeyError:
            raise a


show(cycle)


def set_context():
    error = ValueError("given")
    error.__context__ = KeyError("set by hand")
    raise error from None


show(set_context)


def groups():
    try:
        raise ExceptionGroup("g", [ValueError(1), TypeError(2), ExceptionGroup("h", [ValueError(3)])])
    except* ValueError as part:
        print("values", part.exceptions)
    except* TypeError as part:
        print("types", part.exceptions)


show(groups)


def traceback_of_loop():
    for i in (2, 1, 0):
        10 // i


def multi_line():
    return (1 +
            2 +
            None)


show(traceback_of_loop)
show(multi_line)


def walks():
    def level(n):
        if n == 0:
            raise LookupError("deep")
        level(n - 1)

    level(3)


show(walks)
try:
    walks()
except LookupError as e:
    chain(e)
    print(e.__traceback__.tb_frame.f_code.co_name, e.__traceback__.tb_next.tb_frame.f_code.co_name)
