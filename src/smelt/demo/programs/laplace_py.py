# mypy: ignore-errors
"""Laplace's equation on a square by an iterative method: in plain Python, and with NumPy's slices."""

from numpy import zeros

dx = 0.1
dy = 0.1
dx2 = dx * dx
dy2 = dy * dy


def py_update(u):
    nx, ny = u.shape
    for i in range(1, nx - 1):
        for j in range(1, ny - 1):
            u[i, j] = ((u[i + 1, j] + u[i - 1, j]) * dy2 + (u[i, j + 1] + u[i, j - 1]) * dx2) / (2 * (dx2 + dy2))


def num_update(u):
    u[1:-1, 1:-1] = ((u[2:, 1:-1] + u[:-2, 1:-1]) * dy2 + (u[1:-1, 2:] + u[1:-1, :-2]) * dx2) / (2 * (dx2 + dy2))


def py_update_jacobi(u):
    """What num_update computes, value by value: all from the old values."""
    nx, ny = u.shape
    old = u.copy()
    for i in range(1, nx - 1):
        for j in range(1, ny - 1):
            u[i, j] = ((old[i + 1, j] + old[i - 1, j]) * dy2 + (old[i, j + 1] + old[i, j - 1]) * dx2) / (
                2 * (dx2 + dy2)
            )


def calc(N, Niter=100, func=py_update, args=()):
    u = zeros([N, N])
    u[0] = 1
    for i in range(Niter):  # noqa: B007
        func(u, *args)
    return u
