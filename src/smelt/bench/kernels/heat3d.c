#define A(i, j, k) a[((i) * a1 + (j)) * a2 + (k)]
    for (ptrdiff_t i = 1; i < a0 - 1; i++)
        for (ptrdiff_t j = 1; j < a1 - 1; j++)
            for (ptrdiff_t k = 1; k < a2 - 1; k++)
                b[(i * b1 + j) * b2 + k] = 0.125 * (A(i+1, j, k) - 2.0 * A(i, j, k) + A(i-1, j, k))
                    + 0.125 * (A(i, j+1, k) - 2.0 * A(i, j, k) + A(i, j-1, k))
                    + 0.125 * (A(i, j, k+1) - 2.0 * A(i, j, k) + A(i, j, k-1)) + A(i, j, k);
