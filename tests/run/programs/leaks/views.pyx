"""Views and buffers: taken, re-assigned, passed on, refused, failing while they are held."""
import array

import numpy as np
cimport numpy as np


cdef double first(double[:] v, Py_ssize_t i) except? -1:
    return v[i]


def total(double[:] v):
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        s += v[i]
    return s


def buffer_total(np.ndarray[double, ndim=2] a):
    cdef double s = 0
    cdef Py_ssize_t i, j
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            s += a[i, j]
    return s


shared = np.arange(6.0)
table = shared.reshape(2, 3)
ints = np.arange(3)
exporter = array.array("d", [1, 2])


def leak_parameter(s):
    return total(shared), total(exporter), total(shared[::2]), total(memoryview(exporter))


def leak_wrong_dtype(s):
    return [s, total(ints)]


def leak_wrong_axes(s):
    return [s, total(table)]


def leak_no_buffer(s):
    return total(s)


def leak_none(s):
    return total(None)


def leak_read_only(s):
    a = np.arange(3.0)
    a.flags.writeable = False
    return total(a)


def leak_local(s):
    cdef double[:] v = shared
    x = [s]
    v = exporter
    v = shared[1:]
    return v[0], x


def leak_local_fails(s):
    cdef double[:] v = shared
    x = [s]
    v = ints
    return v[0], x


def leak_index_fails(s):
    cdef double[:] v = shared
    x = [s]
    return x, v[100]


def leak_store_fails(s):
    cdef double[:] v = np.zeros(2)
    v[0] = s


def leak_passed_on(s):
    cdef double[:] v = exporter
    return first(v, 0), first(v, 1), [s]


def leak_passed_on_fails(s):
    cdef double[:] v = shared
    return first(v, 0), [s], first(v, 99)


def leak_unbound(s):
    cdef double[:] v
    if s is None:
        v = shared
    return [s], v[0]


def leak_buffers(s):
    return buffer_total(table), buffer_total(table.T), [s]


def leak_buffers_fail(s):
    return [s], buffer_total(shared)


def leak_buffer_local(s):
    cdef np.ndarray[double, ndim=1] a = np.zeros(4)
    a[0] = 5
    cdef object b = a
    a = shared
    return a.sum(), b, s


def leak_buffer_local_fails(s):
    cdef np.ndarray[double, ndim=1] a = np.zeros(4)
    a = ints
    return a


def leak_view_and_error(s):
    cdef double[:] v = np.zeros(3)
    try:
        v[5] = 1
    except IndexError as e:
        x = e
    finally:
        v[0] = 2
    return v[0], str(x)


def generating(double[:] v):
    cdef Py_ssize_t i
    for i in range(v.shape[0]):
        yield v[i]


def leak_generator(s):
    g = generating(shared)
    next(g)
    return list(generating(exporter)), s


def leak_converted_scalar(s):
    cdef double[:] v = shared
    return [v[i] for i in range(6)], [s]
