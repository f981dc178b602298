# mypy: ignore-errors
"""None is refused unless the type is declared as Optional."""

import typing

import cython
import numpy as np


def process_buffer(input_view: cython.int[:, :], output_view: typing.Optional[cython.int[:, :]] = None):
    if output_view is None:
        # Creating a default view, e.g.
        output_view = np.empty_like(input_view)

    # process 'input_view' into 'output_view'
    output_view[...] = input_view
    return output_view


given = np.arange(6, dtype=np.intc).reshape((2, 3))
print(np.asarray(process_buffer(given)).tolist())
print(np.asarray(process_buffer(given, None)).tolist())
result = np.zeros((2, 3), dtype=np.intc)
print(process_buffer(given, result).base is result, result.tolist())
process_buffer(None, None)
