#define A(i, j) a[(i) * a1 + (j)]
#define B(i, j) b[(i) * b1 + (j)]
    for (ptrdiff_t i = 1; i < a0 - 1; i++)
        for (ptrdiff_t j = 1; j < a1 - 1; j++)
            B(i, j) = 0.2 * (A(i, j) + A(i, j-1) + A(i, j+1) + A(i+1, j) + A(i-1, j));
    for (ptrdiff_t i = 1; i < a0 - 1; i++)
        for (ptrdiff_t j = 1; j < a1 - 1; j++)
            A(i, j) = 0.2 * (B(i, j) + B(i, j-1) + B(i, j+1) + B(i+1, j) + B(i-1, j));
