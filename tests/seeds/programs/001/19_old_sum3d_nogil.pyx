"""Buffers are Python objects: a function without the GIL cannot take one."""

cpdef int old_sum3d(object[int, ndim=3, mode='strided'] arr) nogil:  # error: GIL
    return 0
