    for (ptrdiff_t i = 0; i < y0; i++) {
        double s = 0;
        for (ptrdiff_t j = indptr[i]; j < indptr[i + 1]; j++)
            s += data[j] * x[indices[j]];
        y[i] = s;
    }
