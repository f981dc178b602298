def run(double[:, :] a, double[:, :] b):
    """A 5-point sweep from one array to the other and back."""
    cdef Py_ssize_t i, j
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            b[i, j] = 0.2 * (a[i, j] + a[i, j-1] + a[i, j+1] + a[i+1, j] + a[i-1, j])
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            a[i, j] = 0.2 * (b[i, j] + b[i, j-1] + b[i, j+1] + b[i+1, j] + b[i-1, j])
