# mypy: ignore-errors
"""None refused in the signature."""

import cython
import numpy as np


def func(myarray: cython.double[:]):
    return myarray.shape[0]


print(func(np.ones(3)))
func(None)
