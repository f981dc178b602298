"""Fewer indices than dimensions, slices and an ellipsis give new views."""

import numpy as np

exporting_object = np.arange(0, 15 * 10 * 20, dtype=np.intc).reshape((15, 10, 20))

cdef int[:, :, :] my_view = exporting_object

# These are all equivalent
my_view[10]
my_view[10, :, :]
my_view[10, ...]

for part in (my_view[10], my_view[10, :, :], my_view[10, ...]):
    print(type(part).__name__.lstrip("_")[:10], part.shape, np.array_equal(part, exporting_object[10]))
print(np.asarray(my_view[::-7, 3, 1:9:3]).tolist() == exporting_object[::-7, 3, 1:9:3].tolist())
print(np.asarray(my_view[..., 0]).tolist() == exporting_object[..., 0].tolist())
print(my_view[-1, -1, -1], my_view[-1][-1][-1], my_view[2:4][1, 0, 0])
