def run(double[:, :] a):
    """A 9-point Gauss-Seidel sweep."""
    cdef Py_ssize_t i, j
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            a[i, j] = (a[i-1, j-1] + a[i-1, j] + a[i-1, j+1] + a[i, j-1] + a[i, j] + a[i, j+1]
                       + a[i+1, j-1] + a[i+1, j] + a[i+1, j+1]) / 9.0
