"""`::1` is a promise of the whole array's layout, and is tested when the view is made."""

import numpy as np

# the default: direct and strided, takes every layout
obj = np.arange(24, dtype=np.intc).reshape((2,3,4))
cdef int[:, :, :] my_memoryview = obj
my_memoryview = np.array(obj, order='F')
my_memoryview = obj[:, ::2]
print(my_memoryview[1, 1, 3])

c_contig = np.arange(24, dtype=np.intc).reshape((2,3,4))
cdef int[:, :, ::1] c_contiguous = c_contig
f_contig = np.array(c_contig, order='F')
cdef int[::1, :, :] f_contiguous = f_contig
print(c_contiguous[1, 2, 3], f_contiguous[1, 2, 3])

for layout in ("F", "strided"):
    try:
        c_contiguous = np.array(c_contig, order='F') if layout == "F" else c_contig[:, :, ::2]
    except ValueError as error:
        print(error)
try:
    f_contiguous = c_contig
except ValueError as error:
    print(error)
# an assignment that fails leaves the view as it was
print(c_contiguous[1, 2, 3], f_contiguous[1, 2, 3])

# But this isn't
c_contiguous = np.array(c_contig, order='F')
