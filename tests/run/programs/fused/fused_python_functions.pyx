"""Fused def and cpdef functions: the choice by the arguments of a call, and what they look like to Python."""
cimport cython
import pickle

ctypedef fused number:
    int
    long long
    double

ctypedef fused any_number:
    bint
    short
    unsigned long
    float
    double
    float complex

ctypedef fused anything:
    str
    bytes
    list
    long
    object

ctypedef fused text:
    char *
    str


def which(any_number x):
    """The widest member of what the object is.

    >>> for x in (True, 3, 2.5, 1j): print(which(x))
    ('bint', True)
    ('unsigned long', 3)
    ('double', 2.5)
    ('float complex', 1j)
    >>> which("3")
    Traceback (most recent call last):
    TypeError: No matching signature found
    >>> which()
    Traceback (most recent call last):
    TypeError: Expected at least 1 argument, got 0
    >>> which(-1)
    Traceback (most recent call last):
    OverflowError: can't convert negative value to unsigned long (argument 'x')
    """
    return cython.typeof(x), x


def numbers_of_numpy(number x):
    """What can be an int or a float is taken for one, if it is no array.

    >>> import numpy
    >>> numbers_of_numpy(numpy.int16(3)), numbers_of_numpy(numpy.float32(0.5))
    (('long long', 3), ('double', 0.5))
    >>> numbers_of_numpy(numpy.ones(1))
    Traceback (most recent call last):
    TypeError: No matching signature found
    """
    return cython.typeof(x), x


def objects(anything x, text y="z"):
    """
    >>> for x in ("a", b"a", [1], 1, 1.5, None, (1,)): print(objects(x))
    ('str object', 'a', 'str object')
    ('bytes object', b'a', 'str object')
    ('list object', [1], 'str object')
    ('long', 1, 'str object')
    ('Python object', 1.5, 'str object')
    ('Python object', None, 'str object')
    ('Python object', (1,), 'str object')
    >>> objects(1, b"y")
    ('long', 1, 'char *')
    >>> objects(1, 2)
    Traceback (most recent call last):
    TypeError: Function call with ambiguous argument types
    """
    return cython.typeof(x), x, cython.typeof(y)


def parameters(number a, cython.floating b=0.5, *rest, number c=3, **more):
    """
    >>> parameters(1)
    (1, 0.5, (), 3, {}, 'long long', 'double')
    >>> parameters(1.5, 2.0, 3, 4, c=5, d=6)
    (1.5, 2.0, (3, 4), 5.0, {'d': 6}, 'double', 'double')
    >>> parameters(b=1.0, a=2)
    (2, 1.0, (), 3, {}, 'long long', 'double')
    >>> parameters(b=1.0)
    Traceback (most recent call last):
    TypeError: Expected at least 1 argument, got 1
    >>> parameters[int, float](1.0, 2)
    (1, 2.0, (), 3, {}, 'int', 'float')
    """
    return a, b, rest, c, more, cython.typeof(a), cython.typeof(b)


def positional(number a, /, number b=2, *, number c=3):
    """
    >>> positional(1), positional(1, b=5), positional(1, 2, c=7)
    ((1, 2, 3), (1, 5, 3), (1, 2, 7))
    >>> positional(1, 2, 3)
    Traceback (most recent call last):
    TypeError: positional() takes from 1 to 2 positional arguments but 3 were given
    >>> positional(1, d=2)
    Traceback (most recent call last):
    TypeError: positional() got an unexpected keyword argument 'd'
    """
    return a, b, c


def as_function(cython.floating x=1.5, y=[]):
    """The docstring.

    >>> as_function.__name__, as_function.__qualname__, as_function.__module__ == __name__
    ('as_function', 'as_function', True)
    >>> as_function.__doc__.split("\\n")[0], as_function.__defaults__, as_function.__kwdefaults__
    ('The docstring.', (1.5, []), None)
    >>> import inspect
    >>> str(inspect.signature(as_function))
    '(x=1.5, y=[])'
    >>> sorted(as_function.__signatures__)
    ['double', 'float']
    >>> as_function.__signatures__["float"] is as_function["float"] is as_function[float]
    True
    >>> as_function["float"].__name__, as_function["float"].__defaults__
    ('as_function', (1.5, []))
    >>> as_function["float"](0.1) == 0.1, as_function["double"](0.1) == 0.1
    (False, True)
    >>> as_function["int"]
    Traceback (most recent call last):
    KeyError: 'int'
    >>> pickle.loads(pickle.dumps(as_function)) is as_function
    True
    >>> as_function.note = 3
    >>> as_function.note
    3
    >>> as_function.__code__ is not as_function[float].__code__
    True
    """
    return x


def two(number a, cython.floating b):
    """
    >>> import smelt.shadow as cy
    >>> two[cy.int, cy.float](1, 2.5), two["int", "float"](1, 2.5), two["int|float"](1, 2.5)
    (('int', 'float'), ('int', 'float'), ('int', 'float'))
    >>> two[cy.longlong, cy.double](1, 2.5)
    ('long long', 'double')
    >>> sorted(two.__signatures__)
    ['double|double', 'double|float', 'int|double', 'int|float', 'long long|double', 'long long|float']
    """
    return cython.typeof(a), cython.typeof(b)


cpdef number twice(number x, int times=1, kept=[]):
    """
    >>> twice(3), twice(2.5, 2), twice(2.5, times=3)
    (6, 10.0, 20.0)
    >>> twice[int](2**31)
    Traceback (most recent call last):
    OverflowError: value too large to convert to int (argument 'x')
    >>> twice.__doc__.strip().split()[1], twice.__defaults__[0]
    ('twice(3),', 1)
    """
    kept.append(times)
    return x * 2 ** times if number is double else x << times


def from_c(o, int i):
    """A cpdef function is called in C where the types are known, and chooses at run time where they are not.

    >>> from_c(2.5, 3)
    (5.0, 6, 'int', 4, 6.0)
    """
    return twice(o), twice(i), cython.typeof(twice(i)), twice[int](2), twice["double"](3)


def as_object():
    """
    >>> as_object()
    (6, 5.0)
    """
    f = twice
    g = which
    return f(3), [f][0](2.5)


class Method:
    """
    >>> m = Method()
    >>> m.method(3), Method.method(m, 3.5)
    ('long long 3', 'double 3.5')
    >>> m.method["int"](3), Method.method["double"](m, 3)
    ('int 3', 'double 3.0')
    >>> bound = m.method
    >>> bound(3), bound.__self__ is m, bound["int"](4), bound.__name__
    ('long long 3', True, 'int 4', 'method')
    >>> m.static(3), Method.static(2.5), Method.cls(2.5)
    ('long long', 'double', 'Method double')
    """


def method(self, number x):
    return f"{cython.typeof(x)} {x}"

def static(number x):
    return cython.typeof(x)

def cls(owner, number x):
    return f"{owner.__name__} {cython.typeof(x)}"

Method.method = method
Method.static = staticmethod(static)
Method.cls = classmethod(cls)


def note(function):
    function.noted = True
    return function

@note
@cython.cdivision(True)
def decorated(cython.integral a, cython.integral b):
    """
    >>> decorated(-7, 2), decorated.noted
    (-3, True)
    """
    return a // b


def outer(number n):
    """
    >>> [f(x) for f in outer(3) for x in (2, 0.5)]
    [(5, 'long long'), (3.5, 'double')]
    >>> outer(1.5)[0](2)
    (3.5, 'long long')
    """
    def inner(cython.numeric x, y=n):
        return x + n, cython.typeof(n)
    def middle(number y):
        return y + n, cython.typeof(n)
    def free(any_number z):
        return z + n, "long long" if any_number is not double else cython.typeof(z)
    return [free]


def counted(cython.integral n):
    """
    >>> list(counted(3)), list(counted["short"](2))
    ([(0, 'long'), (1, 'long'), (2, 'long')], [(0, 'short'), (1, 'short')])
    """
    cdef cython.integral i
    for i in range(n):
        yield i, cython.typeof(i)


def without_gil(anything x):
    """
    >>> without_gil(3), without_gil("a")
    (4, 'aa')
    """
    with nogil(anything is long):
        if anything is long:
            x += 1
        elif anything in text:
            x = x + x
    return x


def numbered(number x):
    """
    >>> numbered(1), numbered_0(2), numbered_1(2.5), numbered_params(3), numbered_def(4)
    (1, 2, 2.5, 3, 4)
    """
    return x

def numbered_0(number x):
    return x

def numbered_1(number x):
    return x

def numbered_params(number x):
    return x

def numbered_def(number x):
    return x


def hidden_type(number x):
    """A name that the function binds is its variable.

    >>> hidden_type(2.5), shadowed(1)
    (([0, 1, 2], 2.5), 3)
    """
    return [number for number in range(3)], x

def shadowed(number x):
    number = 3
    return number
