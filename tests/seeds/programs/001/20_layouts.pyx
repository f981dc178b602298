"""The recapitulation of C, Fortran and strided layouts, seen through views."""

import numpy as np

arr = np.array([['0', '1', '2'], ['3', '4', '5']], dtype='S1')
print(arr.strides)

c_contig = np.arange(24, dtype=np.int8).reshape((2,3,4))
cdef signed char[:, :, ::1] c_view = c_contig
print(c_contig.strides, c_view.strides[0], c_view.strides[1], c_view.strides[2])

f_contig = np.array(c_contig, order='F')
print(np.all(f_contig == c_contig))
cdef signed char[::1, :, :] f_view = f_contig
print(f_contig.strides, f_view.strides[0], f_view.strides[1], f_view.strides[2])

cdef signed char[:, :, :] view = c_contig.transpose((1, 0, 2))
print(view.strides[0], view.strides[1], view.strides[2], view.is_c_contig(), view.is_f_contig())

sliced = c_contig[:,1,:]
cdef signed char[:, :] part = c_view[:, 1, :]
print(sliced.strides, part.strides[0], part.strides[1])
print(sliced.flags.c_contiguous, part.is_c_contig())
print(sliced.flags.f_contiguous, part.is_f_contig())
