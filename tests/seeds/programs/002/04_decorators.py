# mypy: ignore-errors
"""What the first comment proposes: the directives as decorators of the function."""

import cython
from numpy import zeros


@cython.boundscheck(False)
@cython.wraparound(False)
def cy_update(u: cython.double[:, :], dx2: cython.double, dy2: cython.double):
    i: cython.uint
    j: cython.uint
    for i in range(1, u.shape[0] - 1):
        for j in range(1, u.shape[1] - 1):
            u[i, j] = ((u[i + 1, j] + u[i - 1, j]) * dy2 + (u[i, j + 1] + u[i, j - 1]) * dx2) / (2 * (dx2 + dy2))


u = zeros([5, 5])
u[0] = 1
for i in range(8000):  # noqa: B007
    cy_update(u, 0.01, 0.01)
print(u.round(6).tolist())
