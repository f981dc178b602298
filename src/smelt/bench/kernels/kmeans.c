    for (ptrdiff_t i = 0; i < x0; i++) {
        double best = 1e300;
        long at = 0;
        for (ptrdiff_t j = 0; j < c0; j++) {
            double s = 0;
            for (ptrdiff_t k = 0; k < x1; k++) {
                double t = x[i * x1 + k] - c[j * c1 + k];
                s += t * t;
            }
            if (s < best) {
                best = s;
                at = j;
            }
        }
        nearest[i] = at;
    }
