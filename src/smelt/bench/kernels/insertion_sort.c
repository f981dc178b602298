    for (ptrdiff_t i = 0; i < a0; i++)
        b[i] = a[i];
    for (ptrdiff_t i = 1; i < b0; i++) {
        long x = b[i];
        ptrdiff_t j = i - 1;
        while (j >= 0 && b[j] > x) {
            b[j + 1] = b[j];
            j--;
        }
        b[j + 1] = x;
    }
