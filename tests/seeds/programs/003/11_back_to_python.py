# mypy: ignore-errors
"""Memory handed back to Python: it lives as long as anything looks at it, then it is freed."""

import cython
import numpy as np
from cython.cimports.cython import view
from cython.cimports.libc.stdlib import free, malloc

freed = []


@cython.cfunc
@cython.with_gil
@cython.exceptval(check=False)
def release(data: cython.p_void) -> cython.void:
    freed.append(cython.cast(cython.p_double, data)[0])
    free(data)


def make(value: cython.double, n: cython.int):
    data: cython.p_double = cython.cast(cython.p_double, malloc(n * cython.sizeof(cython.double)))
    memory: view.array = cython.cast(cython.double[:n], data)
    memory.callback_free_data = release
    mview: cython.double[:] = memory
    mview[:] = value
    return mview[1:]


part = make(3, 4)
print(part[0], part.shape, freed)
array = np.asarray(part)[::2]
del part
print(array, freed)
del array
print(freed)
make(4, 2)
print(freed)
