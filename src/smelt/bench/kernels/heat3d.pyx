def run(double[:, :, :] a, double[:, :, :] b):
    """A 7-point sweep in three dimensions."""
    cdef Py_ssize_t i, j, k
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            for k in range(1, a.shape[2] - 1):
                b[i, j, k] = (0.125 * (a[i+1, j, k] - 2.0 * a[i, j, k] + a[i-1, j, k])
                              + 0.125 * (a[i, j+1, k] - 2.0 * a[i, j, k] + a[i, j-1, k])
                              + 0.125 * (a[i, j, k+1] - 2.0 * a[i, j, k] + a[i, j, k-1]) + a[i, j, k])
