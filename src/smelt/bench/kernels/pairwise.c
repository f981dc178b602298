    for (ptrdiff_t i = 0; i < x0; i++)
        for (ptrdiff_t j = 0; j < x0; j++) {
            double s = 0;
            for (ptrdiff_t k = 0; k < x1; k++) {
                double t = x[i * x1 + k] - x[j * x1 + k];
                s += t * t;
            }
            d[i * d1 + j] = s;
        }
