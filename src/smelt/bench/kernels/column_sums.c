    for (ptrdiff_t j = 0; j < a1; j++) {
        out[j] = 0;
        for (ptrdiff_t i = 0; i < a0; i++)
            out[j] += a[i * a1 + j];
    }
