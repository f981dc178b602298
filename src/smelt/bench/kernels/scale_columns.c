    for (ptrdiff_t j = 0; j < a1; j++)
        for (ptrdiff_t i = 0; i < a0; i++)
            a[i * a1 + j] = a[i * a1 + j] * by[j];
