"""C functions that are called in loops: their views, their errors, and the ways out of them."""
import array

import numpy as np

cdef double at(double[:] v, Py_ssize_t i):
    return v[i]


cdef double quiet(double[:] v, Py_ssize_t i) noexcept:
    return v[i]


cdef double positive(double x) except? -1:
    if x < 0:
        raise ValueError(f"{x} is negative")
    return x


cdef double inner(double[:] v, double[:] w):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(v.shape[0]):
        s += v[i] * w[i]
    return s


cdef double outer(double[:] v, Py_ssize_t i):
    return positive(at(v, i)) / at(v, i - 1)


shared = np.arange(1, 7.0)
table = shared.reshape(2, 3)
exporter = array.array("d", [1, 2])


def total(double[:] v, Py_ssize_t n):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(n):
        s += at(v, i)
    return s


def lost(double[:] v, long[:] p):
    cdef Py_ssize_t i
    cdef double s = 0
    for i in range(p.shape[0]):
        s += quiet(v, p[i])
    return s


def leak_taken(s):
    return total(shared, 6), total(exporter, 2), [s]


def leak_index_fails(s):
    return [s], total(shared, 7)


def leak_index_caught(s):
    try:
        return total(exporter, 3)
    except IndexError as error:
        return str(error), s


def leak_none(s):
    return [s], total(None, 2)


def leak_guarded(s):
    return lost(shared, np.array([0, 5, 2])), lost(shared, np.array([-1, -6])), s


def leak_local_view(s):
    cdef double[:] v = shared
    cdef Py_ssize_t i
    x = [s]
    for i in range(3):
        x.append(at(v, i))
        v = v[1:] if i else exporter
    return x


def leak_raised(s):
    cdef double x
    cdef list found = [s]
    for x in range(3, -3, -1):
        found.append(positive(x))
    return found


def leak_raised_caught(s):
    cdef double[:] v = shared
    cdef Py_ssize_t i
    found = [s]
    for i in range(6, -3, -1):
        try:
            found.append(outer(v, i) + positive(i))
        except (ValueError, IndexError) as error:
            found.append(str(error))
    return found


def leak_rows(s):
    cdef double[:, :] v = table
    cdef Py_ssize_t i, j
    cdef double x = 0
    for i in range(2):
        for j in range(2):
            x += inner(v[i], v[j]) + inner(v[:, i], v[:, j])
    return x, s


def leak_rows_fail(s):
    cdef double[:, :] v = table
    cdef Py_ssize_t i
    cdef double x = 0
    for i in range(3):
        x += inner(v[i], v[:, i])
    return x, s


def leak_named_rows(s):
    cdef double[:, :] v = table
    cdef double[:] r, q
    cdef Py_ssize_t i
    cdef double x = 0
    for i in range(2):
        r = v[i]
        q = r[1:]
        x += inner(q, r) + at(r, i)
    return x, r[0], s


def generated(double[:] v):
    cdef Py_ssize_t i
    for i in range(v.shape[0] + 1):
        yield at(v, i)


def leak_generated(s):
    found = generated(shared)
    return next(found), next(found), s


def leak_generated_fails(s):
    return list(generated(exporter)), s
