def run(double[:, :] a, double[:] out):
    """The sum of each column, column by column."""
    cdef Py_ssize_t i, j
    for j in range(a.shape[1]):
        out[j] = 0
        for i in range(a.shape[0]):
            out[j] += a[i, j]
