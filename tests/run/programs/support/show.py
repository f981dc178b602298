"""How the programs print results and exceptions, so that a line shows the value, its type and the way to it."""

import traceback


def frames(error):
    """The functions and lines of the program that an exception went through.

    Comprehensions are left out: from Python 3.12 on they have no frame of their own.
    """
    found = [(f.name, f.lineno) for f in traceback.extract_tb(error.__traceback__) if not f.filename.endswith("show.py")]
    return [frame for frame in found if frame[0] not in ("<listcomp>", "<setcomp>", "<dictcomp>")]


def show(call, *args, **kwargs):
    """Call and print the result, or the exception."""
    try:
        result = call(*args, **kwargs)
    except BaseException as error:
        print(f"{type(error).__name__}: {error}", frames(error))
        chain(error)
        return None
    print(type(result).__name__, repr(result))
    return result


def chain(error, depth=1):
    """Print what an exception says of the ones before it."""
    for word, other in (("cause", error.__cause__), ("context", error.__context__)):
        if other is not None and depth < 6:
            print("  " * depth + f"{word}: {type(other).__name__}: {other}", frames(other))
            chain(other, depth + 1)


class Log:
    """Prints what is done with it, in the order in which it is done."""

    def __init__(self):
        object.__setattr__(self, "things", [])

    def __call__(self, label, value=None):
        print("eval", label)
        return value


def say(label, value=None):
    """Print a label when evaluated, and stand for the value."""
    print("say", label)
    return value


class Tracer:
    """An object that reports every access to its attributes and items."""

    def __init__(self, name, **values):
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_values", values)
        object.__setattr__(self, "_items", {})

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        print(f"get {self._name}.{name}")
        return self._values.get(name, 10)

    def __setattr__(self, name, value):
        print(f"set {self._name}.{name} = {value!r}")
        self._values[name] = value

    def __delattr__(self, name):
        print(f"del {self._name}.{name}")

    def __getitem__(self, key):
        print(f"get {self._name}[{key!r}]")
        return self._items.get(repr(key), 20)

    def __setitem__(self, key, value):
        print(f"set {self._name}[{key!r}] = {value!r}")
        self._items[repr(key)] = value

    def __delitem__(self, key):
        print(f"del {self._name}[{key!r}]")
