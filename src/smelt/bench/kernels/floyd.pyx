def run(double[:, :] p):
    """Shortest paths of all pairs."""
    cdef Py_ssize_t i, j, k
    for k in range(p.shape[0]):
        for i in range(p.shape[0]):
            for j in range(p.shape[0]):
                p[i, j] = min(p[i, j], p[i, k] + p[k, j])
