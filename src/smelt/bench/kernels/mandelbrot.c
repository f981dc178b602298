    for (ptrdiff_t i = 0; i < out0; i++)
        for (ptrdiff_t j = 0; j < out1; j++) {
            double cr = x0 + (x1 - x0) * j / out1, ci = y0 + (y1 - y0) * i / out0, zr = 0, zi = 0;
            long n = 0;
            while (n < most && zr * zr + zi * zi < 4) {
                double t = zr * zr - zi * zi + cr;
                zi = 2 * zr * zi + ci;
                zr = t;
                n++;
            }
            out[i * out1 + j] = n;
        }
