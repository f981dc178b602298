    for (ptrdiff_t i = 0; i < x0; i++)
        h[x[i]] += 1;
