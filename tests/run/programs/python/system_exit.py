"""Ends with SystemExit from deep inside, through finally and with."""

import contextlib
import sys

from show import show


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, trace):
        print("exit with", kind.__name__, value.code)
        return False


@contextlib.contextmanager
def managed():
    try:
        yield
    except SystemExit as e:
        print("managed", e.code)
        raise
    finally:
        print("managed finally")


def leave(code):
    with Manager(), managed():
        try:
            sys.exit(code)
        except Exception:
            print("never: SystemExit is no Exception")
        finally:
            print("finally")


def catches():
    try:
        leave(1)
    except BaseException as e:
        return type(e).__name__, e.code


show(catches)
show(lambda: sys.exit("message"))


def interrupted():
    try:
        raise KeyboardInterrupt
    except Exception:
        print("never")
    except BaseException:
        return "interrupted"


show(interrupted)


def generator():
    try:
        yield 1
    except BaseException as e:
        print("generator got", type(e).__name__)
        raise


g = generator()
next(g)
show(lambda: g.throw(SystemExit(3)))
print("leaving")
leave(4)
print("never printed")
