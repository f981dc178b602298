# mypy: ignore-errors
"""Copying in place, three ways to say it."""

import cython
import numpy as np


def main():
    exporting_object = np.empty((20, 15, 30), dtype=np.intc)
    to_view: cython.int[:, :, :] = exporting_object
    from_view: cython.int[:, :, :] = np.ones((20, 15, 30), dtype=np.intc)

    # copy the elements in from_view to to_view
    to_view[...] = from_view
    print(exporting_object.sum())
    # or
    from_view[...] = 2
    to_view[:] = from_view
    print(exporting_object.sum())
    # or
    from_view[:] = 3
    to_view[:, :, :] = from_view
    print(exporting_object.sum())
    # parts, and lengths that do not fit
    to_view[::2, 0, ::-1] = from_view[10:, 0]
    to_view[1, :, 4] = 7
    print(exporting_object.sum(), exporting_object[1, 3, 4])
    to_view[:, :, :] = from_view[:, :, 1:]


main()
