# mypy: ignore-errors
"""A view keeps what it looks at alive, whatever becomes of the names of its exporter."""

import gc
import weakref

import cython
import numpy as np


class Array(np.ndarray):
    pass


def make():
    return np.arange(6.0).view(Array)


@cython.cclass
class Keeper:
    view: cython.double[:]


def one():
    array = make()
    gone = weakref.ref(array)
    view: cython.double[:] = array
    part: cython.double[:]
    del array
    print(view[5], gone() is not None)
    part = view[3:]
    view = None
    print(part[0], gone() is not None)
    part = np.zeros(1)
    gc.collect()
    print(gone() is not None)


def kept():
    array = make()
    gone = weakref.ref(array)
    keeper = Keeper()
    keeper.view = array
    del array
    print(keeper.view[1], gone() is not None)
    del keeper
    gc.collect()
    print(gone() is not None)


def failing():
    array = make()
    gone = weakref.ref(array)
    try:
        inner(array, 9)
    except IndexError as error:
        print(error)
    del array
    gc.collect()
    print(gone() is not None)


@cython.cfunc
@cython.exceptval(-1, check=True)
def inner(values: cython.double[:], i: cython.int) -> cython.double:
    part: cython.double[:] = values[1:]
    return part[i]


one()
kept()
failing()
