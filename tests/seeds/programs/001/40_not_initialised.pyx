"""Unlike attributes of extension classes, views are not initialised to None."""

import numpy as np

cdef double[:] module_view

def before(now):
    cdef double[:] view
    if now:
        view = np.ones(1)
    return view[0]

print(before(True))
try:
    before(False)
except UnboundLocalError as error:
    print(type(error).__name__)
print(module_view[0])
