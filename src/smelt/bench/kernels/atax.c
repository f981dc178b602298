    for (ptrdiff_t j = 0; j < y0; j++)
        y[j] = 0;
    for (ptrdiff_t i = 0; i < a0; i++) {
        t[i] = 0;
        for (ptrdiff_t j = 0; j < a1; j++)
            t[i] += a[i * a1 + j] * x[j];
        for (ptrdiff_t j = 0; j < a1; j++)
            y[j] += a[i * a1 + j] * t[i];
    }
