"""Typed objects set to None: they can be tested for it, and any use raises and does not crash."""

import numpy as np
cimport numpy as np
ctypedef np.int_t DTYPE_t

def is_none(np.ndarray[DTYPE_t, ndim=2] f):
    return f is None

def index(np.ndarray[DTYPE_t, ndim=2] f):
    return f[0, 0]

def store(np.ndarray[DTYPE_t, ndim=2] f):
    f[0, 0] = 1

def shape(np.ndarray f):
    return f.shape[0]

def set_to_none():
    cdef np.ndarray[DTYPE_t, ndim=1] h = np.zeros(3, dtype=np.int_)
    h[0] = 1
    h = None
    return h is None

print(is_none(None), set_to_none())
for function in (index, store, shape):
    try:
        function(None)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
