"""The documented programs in pure Python mode run uncompiled and print what they print compiled."""

from __future__ import annotations

import io
import sys
import textwrap
from contextlib import redirect_stdout

import pytest

pytest.importorskip("numpy")

SUMS = """
from cython.cimports.cython.view import array as cvarray
import numpy as np

narr = np.arange(27, dtype=np.dtype("i")).reshape((3, 3, 3))
narr_view = cython.declare(cython.int[:, :, :], narr)
carr = cython.declare(cython.int[3][3][3])
carr_view = cython.declare(cython.int[:, :, :], carr)
cyarr = cvarray(shape=(3, 3, 3), itemsize=cython.sizeof(cython.int), format="i")
cyarr_view = cython.declare(cython.int[:, :, :], cyarr)
print(f"NumPy sum of the NumPy array before assignments: {narr.sum()}")
carr_view[...] = narr_view
cyarr_view[:] = narr_view
narr_view[:, :, :] = 3
carr_view[0, 0, 0] = 100
cyarr_view[0, 0, 0] = 1000
print(f"NumPy sum of NumPy array after assignments: {narr.sum()}")

@cython.nogil
@cython.ccall
def sum3d(arr: cython.int[:, :, :]) -> cython.int:
    i: cython.size_t
    j: cython.size_t
    k: cython.size_t
    I: cython.size_t
    total: cython.int = 0
    I = arr.shape[0]
    for i in range(I):
        for j in range(arr.shape[1]):
            for k in range(arr.shape[2]):
                total += arr[i, j, k]
    return total

print(f"Memoryview sum of NumPy array is {sum3d(narr)}")
print(f"Memoryview sum of C array is {sum3d(carr)}")
print(f"Memoryview sum of Cython array is {sum3d(cyarr)}")
print(f"Memoryview sum of C memoryview is {sum3d(carr_view)}")
"""

OPTIONAL = """
import numpy as np
import typing

def process_buffer(input_view: cython.int[:,:], output_view: typing.Optional[cython.int[:,:]] = None):
    if output_view is None:
        output_view = np.empty_like(input_view)
    return output_view

def func(myarray: typing.Optional[cython.double[:]] = None):
    print(myarray is None)

print(process_buffer(np.zeros((2, 3), dtype=np.intc)).shape)
func()
"""

LAYOUTS = """
from cython.cimports.cython import view
from cython.cimports.numpy import int32_t
import numpy

def layouts():
    a: cython.int[:, ::view.contiguous]
    b: cython.int[::view.indirect_contiguous, ::1]
    c: cython.int[::view.generic, :]

def main():
    a: int32_t[:] = numpy.arange(10, dtype=numpy.int32)
    a = a[::2]
    print(numpy.asarray(a))
    print(a.base)

layouts()
main()
my_array = view.array(shape=(10, 2), itemsize=cython.sizeof(cython.int), format="i")
my_slice: cython.int[:, :] = my_array
print(my_slice.shape)
"""

ARRAYS = """
from cython.cimports.cpython import array

def sum_array(arr: array.array[cython.int]):
    total: cython.int = 0
    for i in range(len(arr)):
        total += arr[i]
    return total

print(sum_array(array.array("i", [1, 2, 3])))
"""

EXPECTED = {
    SUMS: """\
        NumPy sum of the NumPy array before assignments: 351
        NumPy sum of NumPy array after assignments: 81
        Memoryview sum of NumPy array is 81
        Memoryview sum of C array is 451
        Memoryview sum of Cython array is 1351
        Memoryview sum of C memoryview is 451
        """,
    OPTIONAL: "(2, 3)\nTrue\n",
    LAYOUTS: "[0 2 4 6 8]\n[0 1 2 3 4 5 6 7 8 9]\n(10, 2)\n",
    ARRAYS: "6\n",
}


@pytest.fixture
def installed(monkeypatch):
    """`smelt.shadow` as `cython`, whatever else of that name may be installed here."""
    from smelt.shadow import _cimports

    monkeypatch.setattr(_cimports, "prefixes", {*_cimports.prefixes, "cython.cimports"})
    for name in [name for name in sys.modules if name.split(".")[0] == "cython"]:
        monkeypatch.delitem(sys.modules, name)
    for name in ("", ".cimports", ".operator", ".parallel", ".view"):
        monkeypatch.setitem(sys.modules, f"cython{name}", sys.modules[f"smelt.shadow{name}"])


@pytest.mark.parametrize("program", EXPECTED, ids=["sums", "optional", "layouts", "arrays"])
def test_program(program, installed):
    printed = io.StringIO()
    with redirect_stdout(printed):
        exec(compile("import cython\n" + program, "program.py", "exec"), {"__name__": "program"})
    assert printed.getvalue() == textwrap.dedent(EXPECTED[program])
