"""A view can be None, and can be tested for it; using it then is an error and never a crash."""

cimport cython
import numpy as np

def func(double[:] myarray = None):
    print(myarray is None)

def local():
    cdef double[:] view = None
    if view is not None:
        return "not None"
    view = np.ones(2)
    if view is None:
        return "None"
    return "was None, is not"

def use(double[:] view):
    return view[0]

@cython.boundscheck(False)
@cython.wraparound(False)
def use_unchecked(double[:] view):
    return view[0]

def shape(double[:] view):
    return view.shape[0]

func()
func(None)
func(np.ones(3))
print(local())
for function in (use, use_unchecked, shape):
    try:
        function(None)
    except (TypeError, AttributeError) as error:
        print(type(error).__name__)
