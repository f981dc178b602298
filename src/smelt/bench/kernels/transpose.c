    for (ptrdiff_t i = 0; i < a0; i++)
        for (ptrdiff_t j = 0; j < a1; j++)
            b[j * b1 + i] = a[i * a1 + j];
