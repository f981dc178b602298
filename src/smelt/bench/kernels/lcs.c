    for (ptrdiff_t i = 1; i < d0; i++)
        for (ptrdiff_t j = 1; j < d1; j++)
            if (s[i - 1] == t[j - 1])
                d[i * d1 + j] = d[(i - 1) * d1 + j - 1] + 1;
            else {
                long a = d[(i - 1) * d1 + j], b = d[i * d1 + j - 1];
                d[i * d1 + j] = a > b ? a : b;
            }
    return d[d0 * d1 - 1];
