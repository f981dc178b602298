"""`smelt.shadow`: programs in pure Python mode run uncompiled."""

from __future__ import annotations

import ctypes
import gc
import math
import subprocess
import sys
import textwrap

import pytest

import smelt.shadow as cython
from smelt.syntax.pure import api

np = pytest.importorskip("numpy")


def test_every_name_of_the_language_is_there():
    for word in api.words() - {"install"}:
        assert hasattr(cython, word), word
    for module, names in api.SUBMODULES.items():
        if module != "dataclasses":
            for name in names:
                assert hasattr(getattr(cython, module), name), (module, name)
    assert cython.dataclasses.dataclass and cython.compiled is False


@pytest.mark.parametrize(
    ("name", "ctype"),
    [
        ("char", "c_char"), ("short", "c_short"), ("ushort", "c_ushort"), ("int", "c_int"), ("uint", "c_uint"),
        ("long", "c_long"), ("ulonglong", "c_ulonglong"), ("float", "c_float"), ("double", "c_double"),
        ("longdouble", "c_longdouble"), ("size_t", "c_size_t"), ("Py_ssize_t", "c_ssize_t"), ("p_int", "c_void_p"),
    ],
)  # fmt: skip
def test_sizes(name, ctype):
    assert cython.sizeof(getattr(cython, name)) == ctypes.sizeof(getattr(ctypes, ctype))


def test_sizes_of_records():
    class Pair(ctypes.Structure):
        _fields_ = [("a", ctypes.c_char), ("b", ctypes.c_double), ("c", ctypes.c_int), ("d", ctypes.c_short * 3)]

    ours = cython.struct(a=cython.char, b=cython.double, c=cython.int, d=cython.short[3])
    assert cython.sizeof(ours) == ctypes.sizeof(Pair)
    assert cython.sizeof(cython.union(n=cython.int, x=cython.double, s=cython.char[9])) == 16
    assert cython.sizeof(cython.int[2][3]) == 24


def test_conversions():
    assert cython.int(3.7) == 3 and cython.double(2) == 2.0 and cython.bint(5) is True
    assert cython.cast(cython.int, 1.5) == 1 and cython.char(b"a") == 97
    assert cython.cast(cython.float, 0.1) == ctypes.c_float(0.1).value
    assert cython.cast(list, (1,)) == (1,)
    with pytest.raises(TypeError):
        cython.cast(list, (1,), typecheck=True)
    with pytest.raises(TypeError):
        cython.declare(cython.int, None)


def test_declare():
    assert cython.declare(cython.int) == 0 and cython.declare(cython.double, 3) == 3.0
    assert cython.declare(x=cython.int, y=cython.double) is None
    assert cython.declare(cython.int[:]) is None and cython.declare(object) is None
    items = [1]
    assert cython.declare(list, items) is items


def test_pointers():
    pointer = cython.address(5)
    assert pointer[0] == 5 and pointer
    assert not cython.NULL and cython.declare(cython.p_void, cython.NULL) == cython.NULL
    with pytest.raises(ValueError, match="NULL"):
        cython.NULL[0]
    row = cython.declare(cython.p_int, [1, 2, 3])
    assert (row + 1)[1] == 3 and (row + 2) - row == 2
    with pytest.raises(IndexError):
        row[3]


def test_records():
    number = cython.union(n=cython.int, x=cython.double)
    tagged = cython.struct(is_integral=cython.bint, data=number)
    pair = cython.declare(cython.typedef(tagged[2]))
    pair[0] = tagged(is_integral=True, data=number(n=389))
    pair[1] = tagged(is_integral=False, data={"x": 1.5})
    assert (pair[0].data.n, pair[1].data.x) == (389, 1.5)
    assert number(x=1.0).n == 0
    with pytest.raises(AttributeError):
        pair[0].other = 1


def test_decorators_let_functions_through():
    @cython.boundscheck(False)
    @cython.nogil
    @cython.cfunc
    @cython.exceptval(-1, check=True)
    @cython.returns(cython.int)
    @cython.locals(x=cython.int)
    @cython.inline
    def f(x: cython.int, y: cython.int[:, ::1] | None = None, z: cython.pointer[cython.int] = None) -> cython.int:
        with cython.nogil, cython.wraparound(False), cython.gil(True):
            return x + 1

    @cython.final
    @cython.cclass
    @cython.freelist(8)
    @cython.total_ordering
    class A:
        def __init__(self, n):
            self.n = n

        def __eq__(self, other):
            return self.n == other.n

        def __lt__(self, other):
            return self.n < other.n

    assert f(1) == 2 and A(2) >= A(1)
    assert sum(cython.parallel.prange(4, nogil=True, schedule="static")) == 6
    with cython.parallel.parallel(num_threads=2):
        assert cython.parallel.threadid() == 0


@pytest.mark.parametrize("a", [7, -7])
@pytest.mark.parametrize("b", [2, -2, 3])
def test_division_as_in_c(a, b):
    assert cython.cdiv(a, b) == int(a / b) and cython.cmod(a, b) == int(math.fmod(a, b))
    assert cython.cdiv(7.0, 2) == 3.5


def test_views_in_plain_python():
    array = cython.view.array(shape=(3, 4), itemsize=4, format="i")
    for i in range(3):
        for j in range(4):
            array[i, j] = 10 * i + j
    view = cython.declare(cython.int[:, ::1], array)
    assert view.shape == (3, 4) and view.strides == (16, 4) and view.nbytes == 48
    assert view[-1, -1] == 23 and view[1].tolist() == [10, 11, 12, 13]
    assert view.T[1].tolist() == [1, 11, 21] and view[::2, 1:3].tolist() == [[1, 2], [21, 22]]
    assert view[None].shape == (1, 3, 4) and view[..., 0].tolist() == [0, 10, 20]
    assert np.asarray(view[::-1, ::2].T).tolist() == [[20, 10, 0], [22, 12, 2]]
    fortran = view.copy_fortran()
    assert fortran.strides == (4, 12) and fortran.is_f_contig() and fortran.tolist() == view.tolist()
    view[:] = 7
    view[0] = [1, 2, 3, 4]
    assert array[0, 3] == 4 and array[2, 0] == 7 and fortran[2, 0] == 20
    with pytest.raises(IndexError):
        view[3, 0]
    with pytest.raises(ValueError, match="dimensions"):
        cython.declare(cython.int[:], array)
    with pytest.raises(ValueError, match="contiguous"):
        cython.declare(cython.int[::1], view[:, 0])
    with pytest.raises(ValueError, match="mismatch"):
        cython.declare(cython.double[:, :], array)


def test_assignment_to_parts_of_views():
    array = cython.view.array(shape=(3, 4), itemsize=4, format="i")
    view = cython.declare(cython.int[:, :], array)
    view[...] = 0
    view[0] = view[0, ::-1] = cython.view.array(shape=(1, 4), itemsize=4, format="i")
    view[0, :] = 5
    view[1:, 1:] = view[:2, :3]
    view[:, 0] = 1
    assert view.tolist() == [[1, 5, 5, 5], [1, 5, 5, 5], [1, 0, 0, 0]]
    view[0] = view[0, ::-1]
    view[0, 1:] = view[0, :-1]
    assert view[0].tolist() == [5, 5, 5, 5] and view.copy_fortran().is_f_contig()
    with pytest.raises(ValueError, match=r"^got differing extents in dimension 1 \(got 4 and 3\)$"):
        view[...] = view[:, 1:]
    with pytest.raises(IndexError, match=r"^Out of bounds on buffer access \(axis 1\)$"):
        view[0, 4]
    with pytest.raises(IndexError, match=r"^Index out of bounds \(axis 0\)$"):
        view[3, :]


def test_arrays_of_values_and_of_memory_of_others():
    array = cython.view.array((2, 3), 8, "O", mode="fortran")
    assert array[0, 1] is None and array.strides == (8, 16) and array.dtype_is_object and array.len == 48
    array[:] = "x"
    array[1, 2] = "y"
    assert array.tolist() == [["x", "x", "x"], ["x", "x", "y"]] and repr(array).startswith("<cython.view.array object")
    freed = []
    empty = cython.view.array((2,), 4, "i", allocate_buffer=False)
    assert empty.data is None and not empty.free_data
    empty.callback_free_data = freed.append
    del empty
    gc.collect()
    assert freed == [None]
    with pytest.raises(TypeError, match="expected tuple, got list"):
        cython.view.array([2], 4, "i")


def test_memoryview_objects():
    view = cython.view.memoryview(b"abc", 0)
    assert view[1] == 98 and str(view) == "<MemoryView of 'bytes' object>" and view.base == b"abc"
    assert isinstance(view, cython.view.memoryview) and not isinstance(b"", cython.view.memoryview)
    with pytest.raises(BufferError):
        cython.view.memoryview(b"abc", 1)
    with pytest.raises(BufferError):
        cython.view.memoryview(memoryview(b"abcd")[::2], 0x38)


def test_views_of_other_exporters():
    data = bytearray(b"abc")
    view = cython.declare(cython.uchar[:], data)
    view[0] = 65
    assert data == b"Abc"
    with pytest.raises(TypeError):
        cython.declare(cython.uchar[:], b"abc")[0] = 1
    numbers = np.arange(6.0).reshape(2, 3)
    assert cython.declare(cython.double[:, :], numbers) is numbers
    with pytest.raises(ValueError, match="contiguous"):
        cython.declare(cython.double[::1, :], numbers)


def test_memory():
    from smelt.shadow.cimports.libc.stdlib import free, malloc, realloc
    from smelt.shadow.cimports.libc.string import memset

    pointer = cython.cast(cython.p_double, malloc(3 * cython.sizeof(cython.double)))
    for i in range(3):
        pointer[i] = i / 2
    pointer = cython.cast(cython.p_double, realloc(pointer, 32))
    assert pointer[2] == 1.0
    view = cython.cast(cython.double[:2, :2], pointer)
    assert view.tolist() == [[0.0, 0.5], [1.0, 0.0]]
    memset(pointer, 0, 8 * 4)
    assert view[1, 0] == 0.0
    free(pointer)
    assert not pointer


def test_cimports():
    from smelt.shadow.cimports.cpython import array
    from smelt.shadow.cimports.cython.view import array as cvarray
    from smelt.shadow.cimports.libc.limits import INT_MAX
    from smelt.shadow.cimports.libc.math import M_PI, log, sin, sqrt, sqrtf
    from smelt.shadow.cimports.libc.stdint import int32_t
    from smelt.shadow.cimports.libcpp.vector import vector

    from smelt.shadow.cimports import numpy as cnp

    assert sin(M_PI / 2) == 1.0 and math.isnan(sqrt(-1.0)) and log(0.0) == -math.inf
    assert sqrtf(2.0) == ctypes.c_float(2.0**0.5).value
    assert cython.sizeof(int32_t) == 4 and 2 ** (8 * cython.sizeof(cython.int) - 1) - 1 == INT_MAX
    assert cvarray is cython.view.array and array.array[cython.int]
    assert cnp.ndarray is np.ndarray and cython.sizeof(cnp.int16_t) == 2 and cnp.float64_t[:, ::1]
    v: vector[cython.int] = vector()
    v.push_back(3)
    assert v.size() == 1


def test_a_module_that_only_python_has():
    from smelt.shadow.cimports.fractions import Fraction

    assert Fraction(1, 2) == 0.5


PROGRAM = """
import sys
sys.modules.pop("cython", None)
import smelt.shadow
smelt.shadow.install()
import cython
import cython as cy
from cython import cfunc, int as cint
from cython.parallel import prange
from cython.operator import dereference
from cython.cimports.libc.math import sin
from cython.cimports.cython import view
from cython.view import array
from cython.dataclasses import dataclass
assert view.array is array and cython is smelt.shadow
print(cython.compiled, cint(2.5), sin(0.0))
"""


def test_install(tmp_path):
    script = tmp_path / "program.py"
    script.write_text(textwrap.dedent(PROGRAM))
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("False 2 0.0\n", "")


def test_a_real_module_is_left_alone(tmp_path):
    (tmp_path / "cython.py").write_text("compiled = 'real'\n")
    script = tmp_path / "program.py"
    script.write_text("import smelt.shadow; smelt.shadow.install(); import cython; print(cython.compiled)\n")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    assert done.stdout == "real\n", done.stderr
