"""The flag `contiguous` is about one dimension, `::1` about all: the first survives slicing."""

import numpy as np
from cython cimport view

cdef int[:, ::1] c_contig = np.arange(12, dtype=np.intc).reshape((4, 3))

# VALID
cdef int[:, ::view.contiguous] myslice = c_contig[::2]
print(myslice[1, 2], myslice.strides[0], myslice.strides[1])
