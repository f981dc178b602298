"""A sliced view is no longer C contiguous as a whole."""

import numpy as np

cdef int[:, ::1] c_contig = np.arange(12, dtype=np.intc).reshape((4, 3))

# INVALID
cdef int[:, ::1] myslice = c_contig[::2]  # error: 'int[:, ::1]'
