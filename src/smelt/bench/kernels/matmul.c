    for (ptrdiff_t i = 0; i < a0; i++)
        for (ptrdiff_t j = 0; j < b1; j++) {
            double s = 0;
            for (ptrdiff_t k = 0; k < a1; k++)
                s += a[i * a1 + k] * b[k * b1 + j];
            c[i * c1 + j] = s;
        }
