    ptrdiff_t smid = g0 / 2, tmid = g1 / 2, xmax = f0 + 2 * smid, ymax = f1 + 2 * tmid;
    for (ptrdiff_t x = 0; x < xmax; x++)
        for (ptrdiff_t y = 0; y < ymax; y++) {
            ptrdiff_t s0 = smid - x > -smid ? smid - x : -smid, s1 = xmax - x - smid < smid + 1 ? xmax - x - smid : smid + 1;
            ptrdiff_t t0 = tmid - y > -tmid ? tmid - y : -tmid, t1 = ymax - y - tmid < tmid + 1 ? ymax - y - tmid : tmid + 1;
            long value = 0;
            for (ptrdiff_t s = s0; s < s1; s++)
                for (ptrdiff_t t = t0; t < t1; t++)
                    value += g[(smid - s) * g1 + tmid - t] * f[(x - smid + s) * f1 + y - tmid + t];
            h[x * h1 + y] = value;
        }
