def run(double[:, :] a, double[:, :] b, Py_ssize_t r):
    """The mean of each pixel's neighbourhood, cut at the edges."""
    cdef Py_ssize_t i, j, s, t
    cdef double total
    for i in range(a.shape[0]):
        for j in range(a.shape[1]):
            total = 0
            for s in range(max(0, i - r), min(a.shape[0], i + r + 1)):
                for t in range(max(0, j - r), min(a.shape[1], j + r + 1)):
                    total += a[s, t]
            b[i, j] = total
