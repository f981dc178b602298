    for (ptrdiff_t i = 0; i < a0; i++) {
        double s = 0, t = 0;
        for (ptrdiff_t j = 0; j < a1; j++)
            s += a[i * a1 + j];
        mean[i] = s / a1;
        for (ptrdiff_t j = 0; j < a1; j++)
            t += (a[i * a1 + j] - mean[i]) * (a[i * a1 + j] - mean[i]);
        var[i] = t / a1;
    }
