    for (ptrdiff_t i = 0; i < c0; i++) {
        for (ptrdiff_t j = 0; j <= i; j++)
            c[i * c1 + j] *= beta;
        for (ptrdiff_t k = 0; k < a1; k++)
            for (ptrdiff_t j = 0; j <= i; j++)
                c[i * c1 + j] += alpha * a[i * a1 + k] * a[j * a1 + k];
    }
