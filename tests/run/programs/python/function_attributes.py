"""Functions look like functions."""

import copy
import functools
import inspect
import pickle
import types

from show import show


def plain(a, b=2, *args, c, d=4, **kwargs):
    """The docstring.

    With a second paragraph.
    """
    return a, b, args, c, d, kwargs


def annotated(a: int, b: "text" = 1, /, *c: float, d: list[int] = [], **e: None) -> object:
    return a


def nothing():
    pass


for f in (plain, annotated, nothing):
    print(f.__name__, f.__qualname__, f.__module__, repr(f.__doc__), f.__defaults__, f.__kwdefaults__, f.__annotations__)
    print(inspect.signature(f), callable(f), f.__dict__)
print(inspect.getdoc(plain))
print(repr(plain).split(" at ")[0])


def outer():
    def inner(x, y=1):
        return x

    class Local:
        def method(self):
            def deep():
                pass

            return deep

    return inner, Local


inner, Local = outer()
print(inner.__qualname__, Local.__qualname__, Local.method.__qualname__, Local().method().__qualname__, inspect.signature(inner))
plain.custom = [1]
plain.custom.append(2)
print(plain.custom, plain.__dict__, hasattr(plain, "missing"))
del plain.custom
show(lambda: plain.custom)
show(lambda: nothing.zzz)
nothing.__name__ = "renamed"
nothing.__qualname__ = "place.renamed"
nothing.__doc__ = "new doc"
nothing.__module__ = "elsewhere"
nothing.__annotations__ = {"return": int}
print(nothing.__name__, nothing.__qualname__, nothing.__doc__, nothing.__module__, nothing.__annotations__)


def bad_name():
    nothing.__name__ = 5


def bad_dict():
    nothing.__dict__ = 5


show(bad_name)
nothing.__module__ = __name__
nothing.__name__ = nothing.__qualname__ = "nothing"
print(pickle.loads(pickle.dumps(plain)) is plain, pickle.loads(pickle.dumps([annotated, nothing]))[1] is nothing)
print(copy.copy(plain) is plain, copy.deepcopy([plain])[0] is plain)


def pickle_inner():
    try:
        pickle.dumps(inner)
    except (pickle.PicklingError, AttributeError) as error:
        return "cannot"


show(pickle_inner)
print(plain == plain, plain != nothing, hash(plain) == hash(plain), {plain: 1}[plain], bool(plain))


class Holder:
    method = plain
    static = staticmethod(plain)
    klass = classmethod(annotated)


h = Holder()
print(h.method(5, c=1)[1:], h.method(5, c=1)[0] is h, h.static(1, c=2), Holder.klass() is Holder, Holder.method(1, c=2))
print(type(h.method).__name__, h.method.__self__ is h, h.method.__func__ is plain, h.method.__name__)
bound = types.MethodType(nothing, 5)
show(bound)
h.instance = plain
print(h.instance(1, c=3))
print(plain.__get__(h)(1, c=2)[0] is h, plain.__get__(None, Holder) is plain if hasattr(plain, "__get__") else None)
print(functools.partial(plain, 1, c=5)(2), list(map(annotated, [1, 2])), sorted([3, 1], key=annotated))
print(inspect.isroutine(plain), inspect.signature(lambda x, *, y=2: x), inspect.signature(Holder.klass))
print(inspect.signature(functools.wraps(plain)(lambda *a: a)))
weak = __import__("weakref").ref(plain)
print(weak() is plain, plain.__globals__ is globals() if hasattr(plain, "__globals__") else True)


def self_reference():
    self_reference.calls = getattr(self_reference, "calls", 0) + 1
    return self_reference.calls


print(self_reference(), self_reference(), self_reference.calls)
print(plain.__call__(1, c=2), type(plain)(plain.__code__, globals()).__name__ if False else "ok")


def generator_function(n):
    """Yields."""
    yield n


print(generator_function.__doc__, inspect.signature(generator_function), generator_function(1).__name__)
code = plain.__code__
print(code.co_name, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_varnames[:6], code.co_flags & 12, code.co_firstlineno)
