    ptrdiff_t n = re0;
    for (ptrdiff_t half = 1; half < n; half *= 2) {
        ptrdiff_t step = n / (2 * half);
        for (ptrdiff_t start = 0; start < n; start += 2 * half)
            for (ptrdiff_t k = 0; k < half; k++) {
                ptrdiff_t i = start + k, j = i + half;
                double tr = wr[k * step] * re[j] - wi[k * step] * im[j], ti = wr[k * step] * im[j] + wi[k * step] * re[j];
                re[j] = re[i] - tr;
                im[j] = im[i] - ti;
                re[i] = re[i] + tr;
                im[i] = im[i] + ti;
            }
    }
