def run(double[:, :] ex, double[:, :] ey, double[:, :] hz):
    """One step of a 2-D electromagnetic field."""
    cdef Py_ssize_t i, j
    for i in range(1, hz.shape[0]):
        for j in range(hz.shape[1]):
            ey[i, j] = ey[i, j] - 0.5 * (hz[i, j] - hz[i-1, j])
    for i in range(hz.shape[0]):
        for j in range(1, hz.shape[1]):
            ex[i, j] = ex[i, j] - 0.5 * (hz[i, j] - hz[i, j-1])
    for i in range(hz.shape[0] - 1):
        for j in range(hz.shape[1] - 1):
            hz[i, j] = hz[i, j] - 0.7 * (ex[i, j+1] - ex[i, j] + ey[i+1, j] - ey[i, j])
