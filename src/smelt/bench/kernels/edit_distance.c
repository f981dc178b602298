    for (ptrdiff_t i = 0; i < d0; i++)
        d[i * d1] = i;
    for (ptrdiff_t j = 0; j < d1; j++)
        d[j] = j;
    for (ptrdiff_t i = 1; i < d0; i++)
        for (ptrdiff_t j = 1; j < d1; j++) {
            long cost = s[i - 1] == t[j - 1] ? 0 : 1;
            long a = d[(i - 1) * d1 + j] + 1, b = d[i * d1 + j - 1] + 1, c = d[(i - 1) * d1 + j - 1] + cost;
            a = a < b ? a : b;
            d[i * d1 + j] = a < c ? a : c;
        }
    return d[d0 * d1 - 1];
