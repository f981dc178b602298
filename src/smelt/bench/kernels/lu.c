    for (ptrdiff_t i = 0; i < a0; i++) {
        for (ptrdiff_t j = 0; j < i; j++) {
            for (ptrdiff_t k = 0; k < j; k++)
                a[i * a1 + j] -= a[i * a1 + k] * a[k * a1 + j];
            a[i * a1 + j] /= a[j * a1 + j];
        }
        for (ptrdiff_t j = i; j < a0; j++)
            for (ptrdiff_t k = 0; k < i; k++)
                a[i * a1 + j] -= a[i * a1 + k] * a[k * a1 + j];
    }
