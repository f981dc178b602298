"""Views in every place that can hold one, and every way out of it."""

import array
import numpy as np
cimport numpy as cnp
from cython cimport view
from libc.stdlib cimport free, malloc


class Broken:
    """Exports nothing, with an error of its own."""

    def __array__(self):
        raise ValueError("never asked")


cdef class Holder:
    cdef double[:, :] rows
    cdef object[:] items
    cdef double[:] unbound

    def __init__(self, rows, items):
        self.rows = rows
        self.items = items

    def first(self):
        return self.rows[0, 0], self.items[0]

    def failing(self, s):
        cdef double[:] part = self.rows[0]
        raise KeyError(part[0], s)


class Subclass(Holder):
    pass


cdef double total(double[:] values):
    cdef double found = 0
    for value in values:
        found += value
    return found


cdef double[:] rest(double[:] values, int fail) except *:
    if fail:
        raise LookupError(fail)
    return values[1:]


cdef double[:] promised(double[:] values):
    if values.shape[0] > 100:
        return values


def doubles():
    return np.arange(6.0).reshape(2, 3)


def leak_acquire(s):
    cdef double[:, :] v = doubles()
    cdef double[::1] w = array.array("d", [1, 2])
    cdef const unsigned char[:] b = b"bytes"
    cdef double[:, ::1] m = memoryview(doubles())
    return v[0, 0], w[1], b[0], m[1, 2], s


def leak_refused_type(s):
    cdef int[:, :] v = doubles()


def leak_refused_dimensions(s):
    cdef double[:] v = memoryview(doubles())


def leak_refused_layout(s):
    cdef double[::1, :] v = doubles()


def leak_refused_object(s):
    cdef double[:] v = s


def leak_refused_read_only(s):
    cdef unsigned char[:] v = b"bytes"


def leak_refused_exporter(s):
    cdef double[:] v = Broken()


def leak_refused_replacement(s):
    cdef double[:] v = np.zeros(3)
    try:
        v = s
    except TypeError:
        pass
    v = None
    return v[0]


def leak_unwinding(s):
    cdef double[:, :] v = doubles()
    cdef double[:] row = v[1]
    kept = [row, v, s]
    raise ValueError(kept)


def leak_unwinding_through_functions(s):
    cdef double[:] v = np.arange(4.0)
    cdef double[:] w = rest(v, 0)
    rest(w, 3)


def leak_promised(s):
    return promised(np.zeros(3))[0]


def leak_out_of_bounds(s):
    cdef double[:, :] v = doubles()
    return total(v[5])


def leak_out_of_bounds_without_gil(s):
    cdef double[:, :] v = doubles()
    cdef double[:] part
    with nogil:
        part = v[1][::-1]
        v[7, 0] = part[0]


def leak_parts_in_loops(s):
    cdef double[:, :] v = doubles()
    cdef double[:] part
    cdef int i
    found = 0.0
    for i in range(20):
        part = v[i % 2, ::2]
        found += total(part) + total(v[:, i % 3]) + total(v.T[i % 3])
        if i == 12:
            continue
        part = v[0]
    return found


def leak_iteration(s):
    cdef double[:, :] v = doubles()
    found = 0.0
    for row in v:
        for value in row:
            found += value
        if found > 3:
            break
    return found


def leak_copies(s):
    cdef double[:, :] v = doubles()
    cdef double[:, ::1] c = v.T.copy()
    cdef double[::1, :] f = v.copy_fortran()
    v[...] = c.T
    v[0, :] = v[1, ::-1]
    v[:] = 3
    return total(v.copy()[0]), f[0, 0]


def leak_copy_mismatch(s):
    cdef double[:, :] v = doubles()
    v[:, :] = v.copy().T


def leak_objects_inside(s):
    cdef object[:] v = np.array([s, None, s], dtype=object)
    cdef object[:] w = v.copy()
    w[1] = s
    w[:2] = v[1:]
    w[...] = s
    v[0] = None
    return w[0], v[2]


def leak_as_object(s):
    cdef double[:, :] v = doubles()
    o = v
    kept = [o[0], o.T, o[:, 1:].copy(), np.asarray(o[1]), memoryview(o), o.base, s]
    o[0, 0] = 5
    cdef double[:, :] again = o
    return again[0, 0], len(kept)


def leak_as_object_error(s):
    cdef double[:, :] v = doubles()
    o = v
    o[0, 0] = s


def leak_generator(s):
    def rows(double[:, :] v):
        cdef Py_ssize_t i
        cdef double[:] row
        for i in range(v.shape[0]):
            row = v[i]
            yield total(row), s
    found = list(rows(doubles()))
    unfinished = rows(doubles())
    next(unfinished)
    thrown = rows(doubles())
    next(thrown)
    try:
        thrown.throw(KeyError(s))
    except KeyError:
        pass
    return found


def leak_closure(s):
    cdef double[:, :] v = doubles()

    def inner(int i):
        nonlocal v
        first = v[i, 0]
        v = v[::-1]
        return first, s

    inner(0)
    inner(1)
    return inner


def leak_attributes(s):
    holder = Holder(doubles(), np.array([s], dtype=object))
    holder.first()
    holder.__init__(doubles(), np.array([s, s], dtype=object))
    Subclass(doubles(), np.array([s], dtype=object)).first()
    return holder.first()


def leak_attributes_error(s):
    Holder(doubles(), np.array([s], dtype=object)).failing(s)


def leak_attributes_refused(s):
    Holder(doubles(), s)


def leak_attribute_unbound(s):
    cdef Holder holder = Holder(doubles(), np.array([s], dtype=object))
    return holder.unbound[0]


def leak_arrays(s):
    cdef double[:, :] v = view.array((2, 3), sizeof(double), "d")
    cdef object kept = view.array((4,), itemsize=sizeof(int), format="i", mode="fortran")
    v[...] = 1
    return total(v[1]), len(kept), s


def leak_arrays_refused(s):
    view.array((2, -3), sizeof(double), "d")


def leak_pointers(s):
    cdef double *memory = <double *> malloc(6 * sizeof(double))
    cdef view.array owner = <double[:2, :3]> memory
    owner.callback_free_data = free
    cdef double[:, :] v = owner
    v[:] = 2
    return total(v[0]), owner[1], s


def leak_buffer_syntax(s):
    cdef cnp.ndarray[double, ndim=2] a = doubles()
    a[0, 1] += 1
    a = a[::-1]
    cdef object[double, ndim=2] b = a
    return a[0, 0], b[1, 1], a.shape[0], s


def leak_buffer_syntax_refused(s):
    cdef cnp.ndarray[int, ndim=2] a = doubles()


def leak_default(s, double[:] v=np.zeros(3), double[:] w=None):
    return total(v), w is None
