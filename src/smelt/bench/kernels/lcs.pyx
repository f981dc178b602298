def run(long[:] s, long[:] t, long[:, :] d):
    """The longest common subsequence, by its table."""
    cdef Py_ssize_t i, j
    for i in range(1, d.shape[0]):
        for j in range(1, d.shape[1]):
            if s[i - 1] == t[j - 1]:
                d[i, j] = d[i-1, j-1] + 1
            else:
                d[i, j] = max(d[i-1, j], d[i, j-1])
    return d[d.shape[0] - 1, d.shape[1] - 1]
