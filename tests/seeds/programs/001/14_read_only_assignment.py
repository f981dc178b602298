# mypy: ignore-errors
"""Nothing can be assigned through a view of const items."""

import cython


def assign(myslice: cython.const[cython.double][:]):
    myslice[0] = 1  # error: const
    myslice[:] = 1  # error: const
    myslice[0] += 1  # error: const
