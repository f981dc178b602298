def run(long[:, :] f, long[:, :] g, long[:, :] h):
    """The seed's 2-D convolution, uncropped."""
    cdef Py_ssize_t vmax = f.shape[0], wmax = f.shape[1], smax = g.shape[0], tmax = g.shape[1]
    cdef Py_ssize_t smid = smax // 2, tmid = tmax // 2, xmax = vmax + 2 * smid, ymax = wmax + 2 * tmid
    cdef Py_ssize_t x, y, s, t, v, w, s_from, s_to, t_from, t_to
    cdef long value
    for x in range(xmax):
        for y in range(ymax):
            s_from = max(smid - x, -smid)
            s_to = min((xmax - x) - smid, smid + 1)
            t_from = max(tmid - y, -tmid)
            t_to = min((ymax - y) - tmid, tmid + 1)
            value = 0
            for s in range(s_from, s_to):
                for t in range(t_from, t_to):
                    v = x - smid + s
                    w = y - tmid + t
                    value += g[smid - s, tmid - t] * f[v, w]
            h[x, y] = value
