"""Views over NumPy arrays and every other exporter: what is taken, and how what is not is refused."""

from __future__ import annotations

import array
import ctypes
import gc
import sys
import weakref
from types import ModuleType
from typing import Any

import pytest
from native import Build

from smelt.primitives import views
from smelt.types import C_INTS, DOUBLE, DOUBLE_COMPLEX, FLOAT, FLOAT_COMPLEX, OBJECT, SIZE, SSIZE, CInt, Type

np = pytest.importorskip("numpy")

EXTERN = CInt("my_int", "int", 4, True, 64, exact=False)
DTYPES: list[Type] = [
    *C_INTS.values(), SSIZE, SIZE, EXTERN, FLOAT, DOUBLE, FLOAT_COMPLEX, DOUBLE_COMPLEX, OBJECT,
]  # fmt: skip
NAMES = [str(t) for t in DTYPES]
# What NumPy's arrays have to have, and CPython's flags of a request.
C_ORDER, F_ORDER, WRITABLE, INDIRECT = 1 | 0x38 << 20, 2 | 0x58 << 20, 0x400 | 1 << 20, 0x118 << 20
NONE_OK, CAST = 0x10000, 0x20000

BODY = """
static const smelt_dtype dtypes[] = {%s};
/* dtype, ndim, flags, object: owner, shape, strides, address */
static PyObject *view(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    int ndim = (int)PyLong_AsLong(args[1]), flags = (int)PyLong_AsLong(args[2]);
    char *data;
    Py_ssize_t shape[4], strides[4];
    PyObject *owner = smelt_view(args[3], "x", &dtypes[PyLong_AsLong(args[0])], ndim, flags, &data, shape, strides);
    if (owner == NULL)
        return NULL;
    PyObject *shapes = PyTuple_New(ndim), *steps = PyTuple_New(ndim);
    for (int i = 0; i < ndim; i++) {
        PyTuple_SET_ITEM(shapes, i, PyLong_FromSsize_t(shape[i]));
        PyTuple_SET_ITEM(steps, i, PyLong_FromSsize_t(strides[i]));
    }
    return Py_BuildValue("(NNNn)", owner, shapes, steps, (Py_ssize_t)data);
}
static PyObject *base(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    return Py_NewRef(smelt_view_base(args[0]));
}
static PyObject *item(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    smelt_index_error(args[0] == Py_Ellipsis ? NULL : args[0], "x", 1);
    return NULL;
}
static PyObject *use(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    smelt_view_error(args[0] == Py_Ellipsis ? NULL : args[0], "x", PyUnicode_AsUTF8(args[1]));
    return NULL;
}
"""


@pytest.fixture(scope="module")
def m(build: Build) -> ModuleType:
    body = BODY % ", ".join(views.dtype_initializer(t) for t in DTYPES)
    parts = ["views", "view_base", "dtype_check", "view_errors", *dict.fromkeys(views.dtype_part(t) for t in DTYPES)]
    return build("views_module", parts, body, ["view", "base", "item", "use"])


def refused(m: ModuleType, error: type[Exception], dtype: str, ndim: int, flags: int, o: Any) -> str:
    with pytest.raises(error) as caught:
        m.view(NAMES.index(dtype), ndim, flags, o)
    assert type(caught.value) is error
    return str(caught.value)


@pytest.mark.parametrize("name", NAMES)
def test_dtypes(m: ModuleType, name: str) -> None:
    code = {"my_int": "i", "object": "O", "Py_ssize_t": "n", "size_t": "N", "char": "b", "signed char": "b",
            "unsigned char": "B", "short": "h", "unsigned short": "H", "int": "i", "unsigned int": "I", "long": "l",
            "unsigned long": "L", "long long": "q", "unsigned long long": "Q", "float": "f", "double": "d",
            "float complex": "F", "double complex": "D"}[name]  # fmt: skip
    mine = np.dtype(code)
    for other in "?bBhHiIlLqQefdgFDO":
        a = np.zeros(3, other)
        fits = (a.dtype.kind, a.itemsize) == (mine.kind, mine.itemsize) or (other == "?" and code == "B")
        fits = fits or (name == "char" and a.itemsize == 1)
        for exporter in (a, memoryview(a)):
            if fits:
                owner, shape, strides, data = m.view(NAMES.index(name), 1, WRITABLE, exporter)
                assert shape == (3,) and strides == (a.itemsize,) and data == a.ctypes.data
                assert (owner is a) == (exporter is a)
            else:
                text = refused(m, ValueError, name, 1, WRITABLE, exporter)
                called = "Python object" if name == "object" else name
                assert text.startswith(f"Buffer dtype mismatch, expected '{called}' but got '"), text


def test_names_in_mismatches(m: ModuleType) -> None:
    got = {
        "d": "double",
        "f": "float",
        "l": "long",
        "D": "complex double",
        "O": "Python object",
        "e": "half",
        "?": "bool",
    }
    for code, name in got.items():
        expected = f"Buffer dtype mismatch, expected 'int' but got '{name}'"
        assert refused(m, ValueError, "int", 1, 0, np.zeros(1, code)) == expected
    record = np.zeros(1, [("a", "i")])
    assert refused(m, ValueError, "int", 1, 0, record) == "Buffer dtype mismatch, expected 'int' but got 'struct'"


@pytest.mark.parametrize("wrap", [lambda a: a, memoryview], ids=["array", "memoryview"])
def test_layouts(m: ModuleType, wrap: Any) -> None:
    d = NAMES.index("double")
    a = np.arange(24.0).reshape(2, 3, 4)
    for view, flags in ((a, C_ORDER), (a.T, F_ORDER), (a[:, ::-1], 0), (a[::2, 1:, ::3], 0), (a.T, 0)):
        _owner, shape, strides, data = m.view(d, 3, flags, wrap(view))
        assert shape == view.shape and strides == view.strides and data == view.ctypes.data
    for flags, word in ((C_ORDER, "C-contiguous"), (F_ORDER, "Fortran contiguous")):
        text = refused(m, ValueError if wrap is not memoryview else BufferError, "double", 3, flags, wrap(a[:, ::2]))
        assert word in text
    assert refused(m, ValueError, "double", 3, C_ORDER, a.T) == "ndarray is not C-contiguous"
    assert refused(m, ValueError, "double", 3, F_ORDER, a) == "ndarray is not Fortran contiguous"
    for ndim in (1, 2):
        expected = f"Buffer has wrong number of dimensions (expected {ndim}, got 3)"
        assert refused(m, ValueError, "double", ndim, 0, wrap(a)) == expected
    zero = np.zeros((0, 5))[:, ::2]
    assert m.view(d, 2, C_ORDER, wrap(zero))[1] == (0, 3)
    one = np.zeros((1, 8))[:, :4]
    assert m.view(d, 2, C_ORDER, wrap(one))[1] == (1, 4)


def test_read_only(m: ModuleType) -> None:
    a = np.arange(3.0)
    a.flags.writeable = False
    assert m.view(NAMES.index("double"), 1, 0, a)[0] is a
    assert refused(m, ValueError, "double", 1, WRITABLE, a) == "buffer source array is read-only"
    assert m.view(NAMES.index("unsigned char"), 1, 0, b"abc")[1] == (3,)
    assert refused(m, BufferError, "unsigned char", 1, WRITABLE, b"abc") == "Object is not writable."
    assert "not writable" in refused(m, BufferError, "unsigned char", 1, WRITABLE, memoryview(b"abc"))


def test_what_no_processor_reads(m: ModuleType) -> None:
    foreign = ">" if sys.byteorder == "little" else "<"
    swapped = np.arange(3.0).astype(f"{foreign}f8")
    message = "Big-endian buffer not supported on little-endian compiler"
    if sys.byteorder == "big":
        message = "Little-endian buffer not supported on big-endian compiler"
    assert refused(m, ValueError, "double", 1, 0, swapped) == message
    assert m.view(NAMES.index("signed char"), 1, 0, np.zeros(3, f"{foreign}i1"))[1] == (3,)
    raw = np.zeros(33, np.uint8)
    crooked = raw[1:].view(np.float64)
    assert refused(m, ValueError, "double", 1, 0, crooked) == "Buffer is not aligned as 'double' needs it"
    steps = np.zeros(3, np.dtype([("a", "i1"), ("b", "<i4")]))["b"]
    assert refused(m, ValueError, "int", 1, 0, steps) == "Buffer is not aligned as 'int' needs it"
    assert m.view(NAMES.index("double"), 1, 0, raw[1:1].view(np.float64))[1] == (0,)


def test_other_exporters(m: ModuleType) -> None:
    numbers = array.array("d", [1, 2])
    owner, shape, strides, data = m.view(NAMES.index("double"), 1, C_ORDER | WRITABLE, numbers)
    assert shape == (2,) and strides == (8,) and data == numbers.buffer_info()[0]
    with pytest.raises(BufferError):
        numbers.append(3)
    del owner
    numbers.append(3)
    matrix = ((ctypes.c_int * 3) * 2)()
    assert m.view(NAMES.index("int"), 2, C_ORDER | WRITABLE, matrix)[1:3] == ((2, 3), (12, 4))
    assert m.view(NAMES.index("char"), 1, 0, memoryview(b"ab").cast("c"))[1] == (2,)
    assert refused(m, TypeError, "double", 1, 0, [1.0]) == "a bytes-like object is required, not 'list'"

    class Sub(np.ndarray):  # type: ignore[misc,name-defined]
        pass

    sub = np.arange(3.0).view(Sub)
    assert m.view(NAMES.index("double"), 1, C_ORDER | WRITABLE, sub)[0] is sub
    released = memoryview(b"abc")
    released.release()
    assert "released" in refused(m, ValueError, "unsigned char", 1, 0, released)


def test_times(m: ModuleType) -> None:
    for code in ("M8[ns]", "m8[s]"):
        a = np.arange(3).astype(code)
        assert m.view(NAMES.index("long long"), 1, WRITABLE, a)[0] is a
        assert m.view(NAMES.index("my_int") if sys.maxsize < 2**32 else NAMES.index("long"), 1, 0, a)[0] is a
        refused(m, ValueError, "double", 1, 0, a)


class Exporter:
    """What is asked of `__buffer__`, and when its buffer is given back."""

    def __init__(self, memory: Any) -> None:
        self.memory, self.asked, self.released = memory, [], 0

    def __buffer__(self, flags: int) -> memoryview:
        self.asked.append(flags)
        return memoryview(self.memory)

    def __release_buffer__(self, view: memoryview) -> None:
        self.released += 1
        view.release()


@pytest.mark.skipif(sys.version_info < (3, 12), reason="classes export buffers from 3.12 on")
def test_python_exporters(m: ModuleType) -> None:
    from inspect import BufferFlags

    for flags, wanted in (
        (0, BufferFlags.STRIDES), (C_ORDER, BufferFlags.C_CONTIGUOUS), (F_ORDER, BufferFlags.F_CONTIGUOUS),
        (INDIRECT, BufferFlags.INDIRECT), (WRITABLE, BufferFlags.STRIDES | BufferFlags.WRITABLE),
    ):  # fmt: skip
        exporter = Exporter(array.array("d", [1, 2, 3]))
        owner, shape, _, _ = m.view(NAMES.index("double"), 1, flags, exporter)
        assert shape == (3,) and exporter.asked == [wanted | BufferFlags.FORMAT] and not exporter.released
        assert m.base(owner) is exporter
        del owner
        assert exporter.released == 1
    exporter = Exporter(array.array("f", [1]))
    refused(m, ValueError, "double", 1, 0, exporter)
    assert exporter.released == 1
    refused(m, TypeError, "double", 1, 0, Exporter(3))

    class Failing:
        def __buffer__(self, flags: int) -> memoryview:
            raise RuntimeError("mine")

    with pytest.raises(RuntimeError, match="mine") as caught:
        m.view(NAMES.index("double"), 1, 0, Failing())
    assert caught.value.__cause__ is None


def test_what_is_said(m: ModuleType) -> None:
    """The cause of a refusal names the view, what it needs, what came, and what converts it."""
    a = np.zeros((3, 4), "f4").T
    for flags, words in ((C_ORDER | WRITABLE, "writable C contiguous "), (F_ORDER, "Fortran contiguous "), (0, "")):
        with pytest.raises(ValueError) as caught:
            m.view(NAMES.index("double"), 2, flags, a)
        cause = caught.value.__cause__
        letters = {C_ORDER | WRITABLE: "CAW", F_ORDER: "FAW", 0: "AW"}[flags]
        assert type(cause) is ValueError
        assert str(cause) == (
            f"'x' has to be a {words}buffer of 2 dimension(s) and elements of the type 'double'; it is of the type "
            "'ndarray', with dtype float32, shape (4, 3) and strides (4, 16): "
            f"numpy.require(x, 'f8', '{letters}') converts it"
        )
        converted = np.require(a, "f8", letters)
        assert m.view(NAMES.index("double"), 2, flags, converted)[0] is converted
    with pytest.raises(TypeError) as caught:
        m.view(NAMES.index("double"), 1, 0, [1.0])
    assert str(caught.value.__cause__).endswith("elements of the type 'double'; it is of the type 'list'")
    with pytest.raises(ValueError) as caught:
        m.view(NAMES.index("double"), 1, 0, np.zeros((2, 2)))
    assert "require" not in str(caught.value.__cause__)


def test_base(m: ModuleType) -> None:
    for o in (np.zeros(2), array.array("d", [1]), None):
        assert m.base(m.view(NAMES.index("double"), 1, NONE_OK, o)[0]) is o


def test_owners_in_cycles(m: ModuleType) -> None:
    """What exports may lead to what holds the view: the garbage collector sees through the owner."""

    class Held(bytearray):
        pass

    o = Held(b"abc")
    o.owner = m.view(NAMES.index("unsigned char"), 1, WRITABLE, o)[0]
    gone = weakref.ref(o)
    del o
    gc.collect()
    assert gone() is None


def test_none(m: ModuleType) -> None:
    assert m.view(NAMES.index("double"), 2, C_ORDER | WRITABLE | NONE_OK, None)[:2] == (None, (0, 0))
    assert refused(m, TypeError, "double", 2, C_ORDER, None) == "Argument 'x' must not be None"


def test_errors(m: ModuleType) -> None:
    with pytest.raises(IndexError, match=r"^Out of bounds on buffer access \(axis 1\)$"):
        m.item(np.zeros(1))
    unbound = "local variable 'x' referenced before assignment"
    for f in (lambda: m.item(...), lambda: m.use(..., "index")):
        with pytest.raises(UnboundLocalError, match=unbound):
            f()
    with pytest.raises(TypeError, match="Cannot index None memoryview slice"):
        m.item(None)
    with pytest.raises(AttributeError, match="Cannot access 'shape' attribute of None memoryview slice"):
        m.use(None, "access 'shape' attribute of")


def test_no_leaks(m: ModuleType) -> None:
    a, d = np.arange(6.0), NAMES.index("double")
    numbers = array.array("d", [1])

    def use() -> None:
        m.view(d, 1, C_ORDER, a)
        m.view(d, 1, C_ORDER, numbers)
        for bad in (a[::2], a.astype("f"), [1], None, a.astype(">f8"), numbers):
            with pytest.raises((ValueError, TypeError)):
                m.view(d, 2 if bad is numbers else 1, C_ORDER, bad)

    for _ in range(50):
        use()
    before, blocks = (sys.getrefcount(a), sys.getrefcount(numbers)), sys.getallocatedblocks()
    for _ in range(100):
        use()
    gc.collect()
    assert (sys.getrefcount(a), sys.getrefcount(numbers)) == before and sys.getallocatedblocks() - blocks < 50
