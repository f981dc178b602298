"""None refused in the signature."""

import numpy as np

def func(double[:] myarray not None):
    return myarray.shape[0]

print(func(np.ones(3)))
func(None)
