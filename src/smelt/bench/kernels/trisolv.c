    for (ptrdiff_t i = 0; i < x0; i++) {
        x[i] = b[i];
        for (ptrdiff_t j = 0; j < i; j++)
            x[i] -= l[i * l1 + j] * x[j];
        x[i] = x[i] / l[i * l1 + i];
    }
