def run(long[:, :] out, double x0, double x1, double y0, double y1, long most):
    """How many steps a point takes to leave."""
    cdef Py_ssize_t i, j
    cdef long n
    cdef double cr, ci, zr, zi, t
    for i in range(out.shape[0]):
        for j in range(out.shape[1]):
            cr = x0 + (x1 - x0) * j / out.shape[1]
            ci = y0 + (y1 - y0) * i / out.shape[0]
            zr = zi = 0
            n = 0
            while n < most and zr * zr + zi * zi < 4:
                t = zr * zr - zi * zi + cr
                zi = 2 * zr * zi + ci
                zr = t
                n += 1
            out[i, j] = n
