#define A(i, j) a[(i) * a1 + (j)]
    for (ptrdiff_t i = 1; i < a0 - 1; i++)
        for (ptrdiff_t j = 1; j < a1 - 1; j++) {
            int n = A(i-1, j-1) + A(i-1, j) + A(i-1, j+1) + A(i, j-1) + A(i, j+1) + A(i+1, j-1) + A(i+1, j) + A(i+1, j+1);
            b[i * b1 + j] = n == 3 || (n == 2 && A(i, j) == 1) ? 1 : 0;
        }
