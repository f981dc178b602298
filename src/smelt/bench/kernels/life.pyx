def run(int[:, :] a, int[:, :] b):
    """A generation of the game of life."""
    cdef Py_ssize_t i, j
    cdef int n
    for i in range(1, a.shape[0] - 1):
        for j in range(1, a.shape[1] - 1):
            n = (a[i-1, j-1] + a[i-1, j] + a[i-1, j+1] + a[i, j-1] + a[i, j+1] + a[i+1, j-1] + a[i+1, j] + a[i+1, j+1])
            b[i, j] = 1 if n == 3 or (n == 2 and a[i, j] == 1) else 0
