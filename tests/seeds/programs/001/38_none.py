# mypy: ignore-errors
"""A view can be None, and can be tested for it; using it then is an error and never a crash."""

import typing

import cython
import numpy as np


def func(myarray: typing.Optional[cython.double[:]] = None):
    print(myarray is None)


def local():
    view: cython.double[:] = None
    if view is not None:
        return "not None"
    view = np.ones(2)
    if view is None:
        return "None"
    return "was None, is not"


def use(view: typing.Optional[cython.double[:]]):
    return view[0]


@cython.boundscheck(False)
@cython.wraparound(False)
def use_unchecked(view: typing.Optional[cython.double[:]]):
    return view[0]


def shape(view: typing.Optional[cython.double[:]]):
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
