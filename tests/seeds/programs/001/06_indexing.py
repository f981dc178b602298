# mypy: ignore-errors
"""Index access, negative indices included."""

import cython
import numpy as np


def main():
    exporting_object = np.arange(12, dtype=np.intc).reshape((3, 4))
    buf: cython.int[:, :] = exporting_object

    print(buf[1, 2])

    print(buf[-1, -2])

    for i, j in ((0, 0), (-3, -4), (2, 3), (3, 0), (0, -5)):
        try:
            print(buf[i, j])
        except IndexError as error:
            print(error)


main()
