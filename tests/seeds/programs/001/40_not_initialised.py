# mypy: ignore-errors
"""Unlike attributes of extension classes, views are not initialised to None."""

import cython
import numpy as np

module_view = cython.declare(cython.double[:])


def before(now):
    view: cython.double[:]
    if now:
        view = np.ones(1)
    return view[0]


print(before(True))
try:
    before(False)
except UnboundLocalError as error:
    print(type(error).__name__)
print(module_view[0])
