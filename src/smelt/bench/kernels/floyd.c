    for (ptrdiff_t k = 0; k < p0; k++)
        for (ptrdiff_t i = 0; i < p0; i++)
            for (ptrdiff_t j = 0; j < p0; j++) {
                double a = p[i * p1 + j], b = p[i * p1 + k] + p[k * p1 + j];
                p[i * p1 + j] = b < a ? b : a;
            }
