"""Lines and names in tracebacks, frames seen from outside."""

import sys
import traceback

from show import frames, show


def fails_on_line(n):
    if n == 1:
        raise ValueError("one")
    if n == 2:
        x = {}
        return x["two"]
    if n == 3:
        return (n
                / (n - 3))
    if n == 4:
        for i in range(3):
            if i == 2:
                int("four")
    if n == 5:
        helper(
            n,
            n.missing,
        )
    if n == 6:
        return helper(
            "a",
            1,
        )
    if n == 7:
        with open("/nonexistent/file") as f:
            return f
    if n == 8:
        try:
            helper(None, 1)
        except TypeError as e:
            raise RuntimeError("eight") from e
    if n == 9:
        return [helper(x, 1)
                for x in (1, None)]
    if n == 10:
        return (lambda a: a + "x")(1)
    if n == 11:
        del n, n
    if n == 12:
        a, b = range(3)
    if n == 13: raise OSError("same line")
    if n == 14:
        assert n < 0, \
            "fourteen"
    if n == 15:
        import no_such_module
    if n == 16:
        return nested_one()


def helper(a, b):
    # A comment before the failing line.

    return a + b


def nested_one():
    def nested_two():
        class Three:
            def nested_four(self):
                yield from nested_five()

        return list(Three().nested_four())

    def nested_five():
        yield 1
        raise KeyError("nested")

    return nested_two()


for n in range(1, 17):
    show(fails_on_line, n)


def printed():
    try:
        fails_on_line(8)
    except RuntimeError:
        text = traceback.format_exc()
    return [line.strip().split(", ")[1:] if line.strip().startswith("File") else line.strip() for line in text.splitlines() if "^" not in line and "~" not in line]


for line in printed():
    print(line)


def frame_names():
    try:
        fails_on_line(16)
    except KeyError as e:
        tb = e.__traceback__
        names = []
        while tb:
            names.append((tb.tb_frame.f_code.co_name, tb.tb_lineno))
            tb = tb.tb_next
        return names


show(frame_names)


def with_traceback():
    try:
        fails_on_line(1)
    except ValueError as e:
        kept = e.__traceback__
    try:
        raise KeyError("new").with_traceback(kept)
    except KeyError as e:
        return frames(e)


show(with_traceback)


def raised_twice():
    error = ValueError("again")
    for _ in range(2):
        try:
            raise error
        except ValueError as e:
            print(frames(e))
    return len(frames(error))


show(raised_twice)


def finally_lines():
    try:
        helper(1, None)
    finally:
        x = 1
        y = 2


show(finally_lines)


def loop_and_reraise():
    saved = None
    for value in (1, None):
        try:
            helper(value, 1)
        except TypeError as e:
            saved = e
    if saved:
        raise saved


show(loop_and_reraise)
print(sys.exc_info())
helper(1, "end")
