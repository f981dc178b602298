def run(double[:, :] a, double[:] mean, double[:] var):
    """Mean and variance of each row."""
    cdef Py_ssize_t i, j
    cdef double s, t
    for i in range(a.shape[0]):
        s = 0
        for j in range(a.shape[1]):
            s += a[i, j]
        mean[i] = s / a.shape[1]
        t = 0
        for j in range(a.shape[1]):
            t += (a[i, j] - mean[i]) * (a[i, j] - mean[i])
        var[i] = t / a.shape[1]
