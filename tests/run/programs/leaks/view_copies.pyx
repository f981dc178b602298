"""Copies between views, into them and of them: of numbers and of objects, refused, and with errors in between."""
import array

import numpy as np

numbers = np.arange(12.0).reshape(3, 4)
line = np.arange(4.0)
fortran = np.asfortranarray(numbers)
objects = np.array([[object(), "a"], [1.5, ()]], object)
exporter = array.array("d", [1, 2, 3, 4])


class Refuses:
    def __float__(self):
        raise ValueError("no number")


def leak_copy(s):
    cdef double[:, :] v = numbers.copy()
    cdef double[:] w = line
    v[...] = w
    v[1] = v[2]
    v[:, 1:] = v[:, :-1]
    v[:] = 3
    return v[0, 0]


def leak_nogil(s):
    cdef double[:, ::1] v = numbers.copy()
    cdef double[::1] row
    cdef double[:] part
    with nogil:
        for row in v:
            part = row[1:]
            part[...] = row[:-1]
            part = v[0]
    return part[0]


def leak_objects(s):
    cdef object[:, :] v = objects.copy()
    cdef object[:, :] w = objects
    v[...] = w
    v[0] = s
    v[::-1] = w.T
    v[:, 0] = v[:, 1]
    return v[0, 0]


def leak_duplicates(s):
    cdef double[:, ::1] v = fortran.copy(order="C")
    cdef double[::1, :] w = v.copy_fortran()
    cdef object[:] o = objects[0]
    again = o.copy()
    again[0] = s
    return w.copy()[0, 0], again.copy_fortran()[1]


def leak_taken(s):
    cdef double[:] v = line.copy()
    v[:] = exporter
    v[:] = line[::-1]
    v[:] = np.float64(2)
    v[:] = 3
    return v[0]


def leak_refused(s):
    cdef double[:] v = line.copy()
    refused = [s]
    for value in (numbers, np.arange(3), line[:3], Refuses(), None, "x", [1.0]):
        try:
            v[:] = value
        except (ValueError, TypeError) as error:
            refused.append(str(error))
    return refused


def leak_differing(s):
    cdef object[:, :] v = objects, w = objects[:, :1]
    cdef double[:, :] a = numbers
    seen = [s]
    try:
        v[...] = objects[:, 0]
        w[...] = v
    except ValueError:
        seen.append(v)
    try:
        a[:2] = a
    except ValueError:
        seen.append(a)
    return len(seen)


def leak_layouts(s):
    cdef double[:, :] v = fortran
    cdef double[:, ::1] c
    found = [s]
    try:
        c = v
    except ValueError as error:
        found.append(error.args[0])
    c = v.copy()
    return found, c.shape, v.base is fortran, c.base


def leak_cascaded(s):
    cdef double[:] v, w
    v = w = line
    v = w = None
    return v is None, s


cdef double[:] part_of(double[:, :] v, Py_ssize_t i) nogil:
    cdef double[:] row = v[i]
    return row[1:]


def leak_results(s):
    cdef double[:, :] v = numbers
    cdef double t = 0
    with nogil:
        for i in range(3):
            t += part_of(v, i)[0]
    try:
        part_of(v, 3)
    except IndexError:
        t += len(part_of(v, 0))
    return t, s
