def run(double[:, :] a, double[:] by):
    """A column-wise loop over rows in memory."""
    cdef Py_ssize_t i, j
    for j in range(a.shape[1]):
        for i in range(a.shape[0]):
            a[i, j] = a[i, j] * by[j]
