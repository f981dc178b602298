"""Nothing can be assigned through a view of const items."""

cdef const double[:] myslice

def assign():
    myslice[0] = 1  # error: const
    myslice[:] = 1  # error: const
    myslice[0] += 1  # error: const
