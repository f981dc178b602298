# mypy: ignore-errors
"""What the Python object of a view can do: attributes, indices, slices, transposes, and the way back."""

import cython
import numpy as np


def main():
    view: cython.int[:, :, :] = np.arange(24, dtype=np.intc).reshape((2, 3, 4))[:, ::2]
    again: cython.int[:, :]
    obj: object = view

    print(obj.shape, obj.strides, obj.suboffsets, obj.ndim, obj.size, obj.itemsize, obj.nbytes)
    print(type(obj.base).__name__, obj.base is view.base, obj.T.shape)
    print(obj[1, 1, 3], obj[-1, -1, -1], obj[0].shape, obj[..., 1].shape, obj[:, 0, ::-2].shape)
    obj[0, 0, 0] = 100
    obj[1, :, 2:] = 7
    print(np.asarray(obj).tolist())
    again = obj[1]
    again[0, 0] = 55
    print(view[1, 0, 0], np.asarray(again.T).tolist())
    print(len(obj), [part.shape for part in obj], memoryview(obj).format)
    try:
        obj[2, 0, 0]
    except IndexError as error:
        print(error)
    try:
        again = obj
    except ValueError as error:
        print(error)
    print(view.shape[1], view.strides[1], view.suboffsets[1], view.ndim, view.size, view.itemsize, view.nbytes)


main()
