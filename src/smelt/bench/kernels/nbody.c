    for (ptrdiff_t i = 0; i < x0; i++) {
        double ax = 0, ay = 0, az = 0;
        for (ptrdiff_t j = 0; j < x0; j++) {
            double dx = x[j * x1] - x[i * x1], dy = x[j * x1 + 1] - x[i * x1 + 1], dz = x[j * x1 + 2] - x[i * x1 + 2];
            double d2 = dx * dx + dy * dy + dz * dz + 0.01, f = m[j] / (d2 * sqrt(d2));
            ax += f * dx; ay += f * dy; az += f * dz;
        }
        v[i * v1] += dt * ax; v[i * v1 + 1] += dt * ay; v[i * v1 + 2] += dt * az;
    }
