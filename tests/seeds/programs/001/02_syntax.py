# mypy: ignore-errors
"""Syntax: complete views in one and three dimensions, as variables and as parameters."""

import cython
import numpy as np


def process_3d_buffer(view: cython.int[:, :, :]):
    return view.shape[0], view.shape[1], view.shape[2], view[1, 2, 3]


def main():
    exporting_object = np.arange(5, dtype=np.intc)
    view1D: cython.int[:] = exporting_object

    exporting_object = np.arange(24, dtype=np.intc).reshape((2, 3, 4))
    view3D: cython.int[:, :, :] = exporting_object

    print(view1D.shape[0], view1D[4])
    print(view3D.shape[0], view3D.shape[1], view3D.shape[2], view3D[1, 2, 3])
    print(process_3d_buffer(exporting_object))
    print(process_3d_buffer(view3D))


main()
