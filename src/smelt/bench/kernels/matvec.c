    for (ptrdiff_t i = 0; i < a0; i++) {
        y[i] = 0;
        for (ptrdiff_t j = 0; j < a1; j++)
            y[i] += a[i * a1 + j] * x[j];
    }
