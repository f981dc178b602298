    for (ptrdiff_t i = 0; i < a0; i++)
        for (ptrdiff_t j = 0; j < a1; j++) {
            double total = 0;
            for (ptrdiff_t s = i - r > 0 ? i - r : 0; s < (a0 < i + r + 1 ? a0 : i + r + 1); s++)
                for (ptrdiff_t t = j - r > 0 ? j - r : 0; t < (a1 < j + r + 1 ? a1 : j + r + 1); t++)
                    total += a[s * a1 + t];
            b[i * b1 + j] = total;
        }
