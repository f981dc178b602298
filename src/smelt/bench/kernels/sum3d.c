    int total = 0;
    for (ptrdiff_t i = 0; i < arr0; i++)
        for (ptrdiff_t j = 0; j < arr1; j++)
            for (ptrdiff_t k = 0; k < arr2; k++)
                total += arr[(i * arr1 + j) * arr2 + k];
    return total;
