    for (ptrdiff_t k = 0; k < sweeps; k++) {
        for (ptrdiff_t i = 1; i < u0 - 1; i++)
            for (ptrdiff_t j = 1; j < u1 - 1; j++)
                v[i * v1 + j] = ((u[(i + 1) * u1 + j] + u[(i - 1) * u1 + j]) * dy2
                                 + (u[i * u1 + j + 1] + u[i * u1 + j - 1]) * dx2) / (2 * (dx2 + dy2));
        for (ptrdiff_t i = 1; i < u0 - 1; i++)
            for (ptrdiff_t j = 1; j < u1 - 1; j++)
                u[i * u1 + j] = ((v[(i + 1) * v1 + j] + v[(i - 1) * v1 + j]) * dy2
                                 + (v[i * v1 + j + 1] + v[i * v1 + j - 1]) * dx2) / (2 * (dx2 + dy2));
    }
