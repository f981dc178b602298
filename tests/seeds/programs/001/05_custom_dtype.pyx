"""A NumPy array of records, seen through a packed struct that mimics its dtype."""

import numpy as np

CUSTOM_DTYPE = np.dtype([
    ('x', np.uint8),
    ('y', np.float32),
])

a = np.zeros(100, dtype=CUSTOM_DTYPE)

cdef packed struct custom_dtype_struct:
    # The struct needs to be packed since by default numpy dtypes aren't
    # aligned
    unsigned char x
    float y

def sum(custom_dtype_struct [:] a):

    cdef:
        unsigned char sum_x = 0
        float sum_y = 0.

    for i in range(a.shape[0]):
        sum_x += a[i].x
        sum_y += a[i].y

    return sum_x, sum_y

def number(custom_dtype_struct[:] a):
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        a[i].x = i
        a[i].y = i / 4

print(sum(a), sizeof(custom_dtype_struct), CUSTOM_DTYPE.itemsize)
number(a[:10])
print(sum(a), sum(a[::-3]))
print(a[9])
a["x"][:] = 3
a["y"][:] = .5
print(sum(a))
sum(np.zeros(3, dtype=[('x', np.uint8), ('y', np.float64)]))
