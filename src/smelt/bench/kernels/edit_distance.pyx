def run(long[:] s, long[:] t, long[:, :] d):
    """The edit distance of two sequences, by its table."""
    cdef Py_ssize_t i, j
    cdef long cost
    for i in range(d.shape[0]):
        d[i, 0] = i
    for j in range(d.shape[1]):
        d[0, j] = j
    for i in range(1, d.shape[0]):
        for j in range(1, d.shape[1]):
            if s[i - 1] == t[j - 1]:
                cost = 0
            else:
                cost = 1
            d[i, j] = min(d[i-1, j] + 1, d[i, j-1] + 1, d[i-1, j-1] + cost)
    return d[d.shape[0] - 1, d.shape[1] - 1]
