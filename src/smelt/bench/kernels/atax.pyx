def run(double[:, :] a, double[:] x, double[:] y, double[:] t):
    """y = A^T (A x)"""
    cdef Py_ssize_t i, j
    for j in range(y.shape[0]):
        y[j] = 0
    for i in range(a.shape[0]):
        t[i] = 0
        for j in range(a.shape[1]):
            t[i] += a[i, j] * x[j]
        for j in range(a.shape[1]):
            y[j] += a[i, j] * t[i]
