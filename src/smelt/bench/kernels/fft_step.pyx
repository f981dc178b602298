def run(double[:] re, double[:] im, double[:] wr, double[:] wi):
    """All butterflies of a transform whose input is in bit-reversed order."""
    cdef Py_ssize_t n = re.shape[0], half = 1, start, k, i, j, step
    cdef double tr, ti
    while half < n:
        step = n // (2 * half)
        for start in range(0, n, 2 * half):
            for k in range(half):
                i = start + k
                j = i + half
                tr = wr[k * step] * re[j] - wi[k * step] * im[j]
                ti = wr[k * step] * im[j] + wi[k * step] * re[j]
                re[j] = re[i] - tr
                im[j] = im[i] - ti
                re[i] = re[i] + tr
                im[i] = im[i] + ti
        half *= 2
