from libc.math cimport sqrt

def run(double[:, :] x, double[:, :] v, double[:] m, double dt):
    """A step of bodies that attract each other."""
    cdef Py_ssize_t i, j
    cdef double dx, dy, dz, d2, f, ax, ay, az
    for i in range(x.shape[0]):
        ax = ay = az = 0
        for j in range(x.shape[0]):
            dx = x[j, 0] - x[i, 0]
            dy = x[j, 1] - x[i, 1]
            dz = x[j, 2] - x[i, 2]
            d2 = dx * dx + dy * dy + dz * dz + 0.01
            f = m[j] / (d2 * sqrt(d2))
            ax += f * dx
            ay += f * dy
            az += f * dz
        v[i, 0] += dt * ax
        v[i, 1] += dt * ay
        v[i, 2] += dt * az
