def run(double[:, :] a):
    """Running sums along both axes: a summed area table, in place."""
    cdef Py_ssize_t i, j
    for i in range(1, a.shape[0]):
        for j in range(1, a.shape[1]):
            a[i, j] = a[i, j] + a[i-1, j] + a[i, j-1] - a[i-1, j-1]
