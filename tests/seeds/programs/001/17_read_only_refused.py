# mypy: ignore-errors
"""A normal view is writable, and refuses a read-only buffer."""

import cython
import numpy as np


def main():
    myslice: cython.double[:]  # a normal read/write memory view

    a = np.linspace(0, 10, num=50)
    a.setflags(write=False)
    myslice = a  # ERROR: requesting writable memory view from read-only buffer!


main()
