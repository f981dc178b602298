# cython: embedsignature=True
"""embedsignature and binding: what functions show of themselves."""
cimport cython
import inspect


def documented(int a, b=2, *, double c=3.5):
    """Its text."""
    return a


def undocumented(a, *args, **kwargs):
    return a


@cython.embedsignature(False)
def plain(a):
    """Only text."""
    return a


@cython.binding(True)
def bound(self, x=1):
    return self, x


@cython.binding(False)
def unbound(x):
    return x


class Holder:
    method = bound


def shown():
    """
    >>> print(documented.__doc__.splitlines()[0])
    documented(int a, b=2, *, double c=3.5)
    >>> documented.__doc__.splitlines()[-1].strip()
    'Its text.'
    >>> undocumented.__doc__
    'undocumented(a, *args, **kwargs)'
    >>> plain.__doc__
    'Only text.'
    >>> h = Holder()
    >>> h.method(5) == (h, 5)
    True
    >>> list(inspect.signature(documented).parameters), inspect.signature(bound)
    (['a', 'b', 'c'], <Signature (self, x=1)>)
    >>> unbound.__name__, unbound(4), type(unbound).__name__
    ('unbound', 4, 'builtin_function_or_method')
    >>> documented.__name__, documented.__module__ == __name__, documented.__qualname__
    ('documented', True, 'documented')
    >>> documented.__defaults__, documented.__kwdefaults__
    ((2,), {'c': 3.5})
    """
