def run(double[:, :] u, double[:, :] v, double dx2, double dy2, Py_ssize_t sweeps):
    """The seed's Laplace equation from one array to the other and back: what its NumPy statement computes."""
    cdef Py_ssize_t i, j, k
    for k in range(sweeps):
        for i in range(1, u.shape[0] - 1):
            for j in range(1, u.shape[1] - 1):
                v[i, j] = ((u[i + 1, j] + u[i - 1, j]) * dy2 + (u[i, j + 1] + u[i, j - 1]) * dx2) / (2 * (dx2 + dy2))
        for i in range(1, u.shape[0] - 1):
            for j in range(1, u.shape[1] - 1):
                u[i, j] = ((v[i + 1, j] + v[i - 1, j]) * dy2 + (v[i, j + 1] + v[i, j - 1]) * dx2) / (2 * (dx2 + dy2))
