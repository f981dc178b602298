    for (ptrdiff_t i = 1; i < hz0; i++)
        for (ptrdiff_t j = 0; j < hz1; j++)
            ey[i * ey1 + j] = ey[i * ey1 + j] - 0.5 * (hz[i * hz1 + j] - hz[(i - 1) * hz1 + j]);
    for (ptrdiff_t i = 0; i < hz0; i++)
        for (ptrdiff_t j = 1; j < hz1; j++)
            ex[i * ex1 + j] = ex[i * ex1 + j] - 0.5 * (hz[i * hz1 + j] - hz[i * hz1 + j - 1]);
    for (ptrdiff_t i = 0; i < hz0 - 1; i++)
        for (ptrdiff_t j = 0; j < hz1 - 1; j++)
            hz[i * hz1 + j] = hz[i * hz1 + j] - 0.7 * (ex[i * ex1 + j + 1] - ex[i * ex1 + j]
                                                       + ey[(i + 1) * ey1 + j] - ey[i * ey1 + j]);
