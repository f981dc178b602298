"""C functions as ufuncs of NumPy: ``@cython.ufunc``.

>>> import numpy as np
>>> add_one
<ufunc 'add_one'>
"""
cimport cython

ctypedef fused real:
    float
    double

ctypedef fused anything:
    long
    double
    object


@cython.ufunc
cdef double add_one(double x) nogil:
    """One more."""
    return x + 1


@cython.ufunc
cdef (int, long) both(int x, short y):
    return x + y, x * y


@cython.ufunc
cdef real scaled(real x, real by) noexcept nogil:
    return x * by


@cython.ufunc
cdef cython.numeric same(cython.numeric x):
    return x


@cython.ufunc
cdef bint positive(double x):
    return x > 0


@cython.ufunc
cdef anything added(anything x, anything y):
    return x + y


@cython.ufunc
cdef double checked(double x) except? -1:
    if x < 0:
        raise ValueError("negative")
    return x


@cython.ufunc
cdef double checked_nogil(double x) except? -1 nogil:
    if x < 0:
        raise ValueError("negative")
    return x


@cython.ufunc
cdef object described(object x, unsigned char y):
    return f"{x}{y}"


def calls():
    """
    >>> import numpy as np
    >>> float(add_one(1)), add_one(np.arange(3)), add_one(np.arange(6.0).reshape(2, 3)[:, ::2]).tolist()
    (2.0, array([1., 2., 3.]), [[1.0, 3.0], [4.0, 6.0]])
    >>> add_one.types, both.types, scaled.types, positive.types, added.types
    (['d->d'], ['ih->il'], ['ff->f', 'dd->d'], ['d->?'], ['ll->l', 'dd->d', 'OO->O'])
    >>> add_one.nin, both.nout, add_one.__doc__.splitlines()[-1]
    (1, 2, 'One more.')
    >>> first, second = both(np.arange(3, dtype="i"), np.array(2, "h"))
    >>> first.dtype == np.intc, first.tolist(), second.dtype == np.dtype("l"), second.tolist()
    (True, [2, 3, 4], True, [0, 2, 4])
    >>> scaled(np.float32(1.5), np.float32(2)).dtype, float(scaled(1.5, 2))
    (dtype('float32'), 3.0)
    >>> same.types
    ['h->h', 'i->i', 'l->l', 'f->f', 'd->d', 'F->F', 'D->D']
    >>> complex(same(1j)), same(np.int16(3)).dtype
    (1j, dtype('int16'))
    >>> positive(np.array([-1.0, 2.0])), added(np.array(["a", None], object)[:1], "b")
    (array([False,  True]), array(['ab'], dtype=object))
    >>> added.outer([1, 2], [10, 20]).tolist(), float(added.reduce([1.5, 2, 3]))
    ([[11, 21], [12, 22]], 6.5)
    >>> described(np.array([None, 2], object), 7).tolist()
    ['None7', '27']
    >>> np.add(1, 1) + calls_here(np.arange(2))
    array([4., 6.])
    """


def calls_here(a):
    return add_one(a) + add_one(a).astype(float)


def errors(n):
    """
    >>> import numpy as np
    >>> for f in errors(0):
    ...     for n in (1, 3, 20000):
    ...         try: f(np.full(n, -1.0))
    ...         except ValueError as error: print(error, end="" if f is checked_nogil and n > 3 else " ")
    negative negative negative negative negative negative
    >>> checked("a")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    TypeError: ufunc 'checked' ...
    >>> added(np.array([1, None], object), 1)
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'NoneType' and 'int'
    """
    return checked, checked_nogil
