"""Decorators: stacked, with arguments, any expression, on functions, methods and classes."""

import contextlib
import functools

from show import say, show


def logged(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print("call", function.__name__, args, kwargs)
        result = function(*args, **kwargs)
        print("result", result)
        return result

    return wrapper


def times(n):
    def decorate(function):
        def wrapper(*args):
            return [function(*args) for _ in range(n)]

        return wrapper

    return decorate


@logged
def add(a, b=2):
    """Adds."""
    return a + b


show(add, 1)
show(add, 1, b=5)
print(add.__name__, add.__doc__, add.__wrapped__.__name__)


@times(2)
@logged
@times(1)
def greet(name):
    return "hi " + name


show(greet, "x")
registry = {}


def register(name, **options):
    def keep(function):
        registry[name] = (function.__name__, options)
        return function

    return keep


class Router:
    def __init__(self):
        self.routes = []

    def route(self, path):
        def keep(function):
            self.routes.append((path, function.__name__))
            return function

        return keep

    def __getitem__(self, key):
        return self.route(key)


router = Router()


@register("first", level=1)
@router.route("/a")
@router["/b"]
@(lambda f: f)
@[times, register][1]("second")
def handler():
    return "handled"


show(handler)
print(registry, router.routes)


@say("decorator expression", str)
class Becomes:
    pass


print(type(Becomes).__name__)


@len
@str.upper
@lambda f: f.__name__
def replaced():
    pass


print(replaced)


def returns_none(function):
    pass


@returns_none
def gone():
    pass


print(gone)


def fails(function):
    raise ValueError("decorator fails")


def define():
    @fails
    def f():
        pass


show(define)


def not_callable():
    @5
    def f():
        pass


show(not_callable)


@functools.lru_cache(maxsize=None)
def cached(n):
    print("computing", n)
    return n * 2


print(cached(1), cached(1), cached(2), cached.cache_info().hits)


@contextlib.contextmanager
def context(value):
    yield value


with context(5) as c:
    print(c)


@functools.singledispatch
def kind(x):
    return "object"


@kind.register
def _(x: int):
    return "int"


@kind.register(list)
def _(x):
    return "list"


print(kind(1), kind([]), kind(""))


class Example:
    @property
    def value(self):
        return self._value

    @value.setter
    def value(self, v):
        self._value = v * 2

    @value.deleter
    def value(self):
        print("deleted")

    @staticmethod
    @logged
    def static(a):
        return a

    @classmethod
    def make(cls):
        return cls.__name__

    @functools.cached_property
    def slow(self):
        print("slow")
        return 7


e = Example()
e.value = 4
print(e.value, e.static(1), e.make(), e.slow, e.slow)
del e.value


def in_function(n):
    @times(n)
    def local(x):
        return x + n

    return local(1)


show(in_function, 3)


@functools.total_ordering
class Version:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __lt__(self, other):
        return self.n < other.n


print(Version(1) >= Version(0), Version(1) > Version(2))
