"""A module whose import ends with a chain of exceptions: the runner compares type, text, frames, cause and context."""


def deepest(value):
    return value["missing"]


def middle(value):
    try:
        return deepest(value)
    except KeyError as error:
        raise ValueError("while in the middle") from error


def top(value):
    try:
        middle(value)
    except ValueError:
        print("handling")
        cleanup()


def cleanup():
    try:
        raise OSError("cleaning up")
    finally:
        print("finally")


for number in range(10):
    print("line", number)
print("start")
try:
    top({})
except OSError as error:
    error.add_note("noted")
    raise RuntimeError("at the top", 1) from error
finally:
    print("the end")
