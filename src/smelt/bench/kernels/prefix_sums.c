    for (ptrdiff_t i = 1; i < a0; i++)
        for (ptrdiff_t j = 1; j < a1; j++)
            a[i * a1 + j] = a[i * a1 + j] + a[(i - 1) * a1 + j] + a[i * a1 + j - 1] - a[(i - 1) * a1 + j - 1];
