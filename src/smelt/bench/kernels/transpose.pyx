def run(double[:, :] a, double[:, :] b):
    """Rows to columns."""
    cdef Py_ssize_t i, j
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            b[j, i] = a[i, j]
