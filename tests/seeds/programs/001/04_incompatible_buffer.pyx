"""Incompatible buffers are refused: three dimensions where two are needed."""

import numpy as np


def process_2d_buffer(int[:,:] view):
    return view.shape[0]


print(process_2d_buffer(np.zeros((2, 3), dtype=np.intc)))
for wrong in (np.zeros(3, dtype=np.intc), np.zeros((2, 3), dtype=np.double), b"bytes", 5):
    try:
        process_2d_buffer(wrong)
    except (ValueError, TypeError, BufferError) as error:
        print(type(error).__name__)
process_2d_buffer(np.zeros((2, 3, 4), dtype=np.intc))
