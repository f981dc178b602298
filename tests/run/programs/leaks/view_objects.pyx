"""View objects, arrays, casts and compiled classes: made, used, refused, failing in the middle."""
import array

import numpy as np
from cython cimport view
from libc.stdlib cimport free, malloc


cdef struct Pair:
    int a
    double[2] b


def boxed(double[:, :] v):
    return v


def boxed_objects(object[:] v):
    return v


def packed(double[:, ::1] v):
    return v[0, 0]


table = np.arange(6.0).reshape(2, 3)
exporter = array.array("d", [1, 2])


def leak_object(s):
    v = boxed(table)
    return [v, v[0], v[0, 1], v[::-1, 1:], v.T, v.base, v.shape, str(v), repr(v), list(v), memoryview(v), np.asarray(v)]


def leak_assign(s):
    v = boxed(table.copy())
    v[0, 0] = 3
    v[0] = 4
    v[:] = v[::-1]
    v[1] = np.arange(3.0)
    return v.copy(), v.copy_fortran(), v == v, hash(v)


def leak_assign_wrong(s):
    boxed(table.copy())[0] = s


def leak_assign_shape(s):
    boxed(table.copy())[:] = np.arange(4.0)


def leak_assign_type(s):
    boxed(table.copy())[:] = np.arange(3)


def leak_key(s):
    return boxed(table)[s]


def leak_out_of_range(s):
    return boxed(table)[5, 0]


def leak_none_object(s):
    return boxed(None)


def leak_view_of_object(s):
    return boxed(boxed(boxed(table)[:, 1:]))


def leak_refused_view_of_object(s):
    return packed(boxed(table)[:, ::2])


def leak_objects(s):
    memory = np.empty(3, object)
    v = boxed_objects(memory)
    v[0] = s
    v[1:] = [s]
    v[:2] = v[1:]
    made = v.copy()
    made[0] = [s]
    return made


def leak_object_array(s):
    a = view.array((3,), sizeof(void *), "O")
    a[:] = s
    a[1] = [s]
    return a, a.copy(), list(a)


def leak_object_cycle(s):
    a = view.array((3,), sizeof(void *), "O")
    a[0] = [a.memview, s]


def leak_array(s):
    a = view.array(shape=(2, 3), itemsize=sizeof(int), format="i", mode="fortran")
    cdef int[:, :] v = a
    v[1, 1] = 3
    cdef int[:, :] w = v.copy()
    return a, w, len(a), a[1], np.asarray(a)


def leak_array_arguments(s):
    return view.array((2, 0), 4, "i")


def leak_array_mode(s):
    return view.array((2, 2), 4, "i", mode=s)


def leak_array_format(s):
    return view.array((2, 2), 4, s)


cdef void release(void *data) noexcept:
    free(data)


def leak_cast(s):
    cdef int *p = <int *>malloc(12 * sizeof(int))
    cdef int[:, :] v = <int[:3, :4]>p
    v[:] = 0
    cdef view.array a = <int[:3:1, :4]>p
    a.callback_free_data = release
    a.mode, a[0, 0]
    return a


def leak_cast_wrong(s):
    cdef int *p = NULL
    return s, <int[:3]>p


def leak_c_array(s):
    cdef double[2][3] memory
    cdef double[:, :] v = memory
    v[...] = 1
    return v[1, 1], v.base


def leak_structs(s):
    cdef Pair pair
    pair.a = 1
    pair.b = [1, 2]
    cdef Pair[:] v = <Pair[:1]>&pair
    o = <object>v
    o[0] = {"a": 2, "b": (3, 4)}
    return o[0], memoryview(o).format


def leak_structs_wrong(s):
    cdef Pair pair
    (<object><Pair[:1]>&pair)[0] = {"a": s}


def leak_memoryview(s):
    return view.memoryview(exporter, 284)[1], view.memoryview(b"abc", 284).base


def leak_memoryview_wrong(s):
    return view.memoryview(s, 284)


def leak_pickle(s):
    return boxed(table).__reduce__()


class Sized:
    size = sizeof(int)

    def __init__(self, value):
        self.value = value

    def view(self):
        cdef double[:, :] v = table
        return v, self.value


def leak_class(s):
    return Sized(s).view(), Sized.size
