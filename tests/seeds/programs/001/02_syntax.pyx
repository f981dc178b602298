"""Syntax: complete views in one and three dimensions, as variables and as parameters."""

import numpy as np

exporting_object = np.arange(5, dtype=np.intc)
cdef int[:] view1D = exporting_object

exporting_object = np.arange(24, dtype=np.intc).reshape((2, 3, 4))
cdef int[:,:,:] view3D = exporting_object


def process_3d_buffer(int[:,:,:] view):
    return view.shape[0], view.shape[1], view.shape[2], view[1, 2, 3]


print(view1D.shape[0], view1D[4])
print(view3D.shape[0], view3D.shape[1], view3D.shape[2], view3D[1, 2, 3])
print(process_3d_buffer(exporting_object))
print(process_3d_buffer(view3D))
