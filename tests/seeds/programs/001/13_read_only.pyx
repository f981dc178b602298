"""A view of const items takes read-only buffers, and others too."""

import numpy as np

cdef const double[:] myslice   # const item type => read-only view

a = np.linspace(0, 10, num=50)
a.setflags(write=False)
myslice = a
print(myslice[-1])

# Note that this does not require the input buffer to be read-only:
a = np.linspace(0, 20, num=50)
myslice = a   # read-only view of a writable buffer
print(myslice[-1])
