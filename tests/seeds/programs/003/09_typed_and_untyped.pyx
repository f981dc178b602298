"""The same index on a view, on an untyped array and on a buffer."""

import numpy as np
cimport numpy as np

def view():
    cdef double[:] a = np.array([1., 2, 3])
    x = a[0]
    return x

def untyped():
    a = np.array([1,2,3]) # note no typedef
    x = a[0]
    return x

def buffer():
    cdef np.ndarray[np.int32_t, ndim=1] new_arr = np.arange(5, dtype=np.int32)
    x = new_arr[4]
    # the object stays the array
    return x, type(new_arr).__name__, new_arr[1:3].tolist(), int(new_arr.sum())

print(view(), type(view()).__name__)
print(untyped(), isinstance(untyped(), np.integer))
print(buffer())
