def run(float[:, :] a, float[:, :] b):
    """The edges of an image."""
    cdef Py_ssize_t i, j
    cdef float gx, gy
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            gx = a[i-1, j+1] + 2 * a[i, j+1] + a[i+1, j+1] - a[i-1, j-1] - 2 * a[i, j-1] - a[i+1, j-1]
            gy = a[i+1, j-1] + 2 * a[i+1, j] + a[i+1, j+1] - a[i-1, j-1] - 2 * a[i-1, j] - a[i-1, j+1]
            b[i, j] = gx * gx + gy * gy
