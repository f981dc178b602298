"""Elements that NumPy has and C has not: float16, bool, datetime64 and timedelta64."""
import numpy as np
cimport cython
cimport numpy as np
from libc.stdint cimport int64_t

ctypedef np.float16_t Half


def total(np.float16_t[:] v):
    """
    >>> a = np.array([1, 0.5, -2.25, 65504], "f2")
    >>> total(a), total(a[::-1]), total(a[:0])
    (65503.25, 65503.25, 0.0)
    >>> total(a.astype("f4"))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'float16_t' but got 'float'
    >>> total(a.view("i2"))
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'float16_t' but got 'short'
    """
    cdef np.float16_t result = 0
    cdef Py_ssize_t i
    with nogil:
        for i in range(v.shape[0]):
            result += v[i]
    return result


def every_number(const Half[::1] halves, float[::1] floats):
    """
    >>> bits = np.arange(65536, dtype="u2").view("f2")
    >>> floats = np.zeros(65536, "f4")
    >>> every_number(bits, floats)
    >>> np.array_equal(floats, bits.astype("f4"), equal_nan=True)
    True
    """
    cdef Py_ssize_t i
    for i in range(halves.shape[0]):
        floats[i] = halves[i]


def rounded(const float[:] floats, Half[:] halves):
    """
    >>> exact = np.arange(65536, dtype="u2").view("f2")[:31745].astype("f4")
    >>> middle = (exact[:-1].astype("f8") + exact[1:]) / 2
    >>> middle[-1] = 65519.99
    >>> near = np.nextafter(middle.astype("f4"), np.float32(0)), np.nextafter(middle.astype("f4"), np.float32(np.inf))
    >>> samples = np.concatenate([exact, middle.astype("f4"), *near, [65520, 1e9, np.inf, 1e-30]]).astype("f4")
    >>> samples = np.concatenate([samples, -samples])
    >>> out = np.zeros(len(samples), "f2")
    >>> rounded(samples, out)
    >>> with np.errstate(over="ignore", under="ignore"):
    ...     np.array_equal(out.view("u2"), samples.astype("f2").view("u2"))
    True
    >>> rounded(np.full(1, np.nan, "f4"), out[:1]), bool(np.isnan(out[0]))
    (None, True)
    """
    cdef Py_ssize_t i
    for i in range(floats.shape[0]):
        halves[i] = floats[i]


def arithmetic(Half[:, :] v, Half factor, object other):
    """
    >>> a = np.ones((2, 2), "f2")
    >>> arithmetic(a, 1.5, "0.25")
    (1.5, 4.5, 'float')
    >>> a.tolist()
    [[1.5, 4.5], [0.25, 1.0]]
    """
    v[0, 0] *= factor
    v[0, 1] = v[0, 0] * 2 + v[0, 0]
    v[1, 0] = float(other)
    x = v[0, 1]
    return v[0, 0], x, cython.typeof(x)


def filled(Half[:] v, Half[:] w):
    """
    >>> a = np.zeros(3, "f2")
    >>> filled(a, np.arange(3).astype("f2"))
    [0.0, 1.0, 2.0]
    >>> a.tolist()
    [0.0, 1.0, 2.0]
    """
    v[:] = 7
    v[:] = w
    return [x for x in v]


def older(np.ndarray[np.float16_t, ndim=1] a, int i):
    """
    >>> a = np.arange(3).astype("f2")
    >>> older(a, 2), a.tolist()
    (2.0, [0.0, 1.0, 4.0])
    """
    result = a[i]
    a[i] = 2 * a[i]
    return result


def truths(np.npy_bool[:] v, const unsigned char[:] w):
    """
    >>> a = np.array([True, False, True])
    >>> truths(a, a), a.tolist()
    (2, [True, True, True])
    """
    cdef Py_ssize_t i
    found = 0
    for i in range(v.shape[0]):
        found += w[i]
    v[1] = True
    return found


def times(int64_t[:] moments, np.int64_t[::1] spans):
    """
    >>> days = np.array(["2024-02-28", "2024-03-01"], "M8[D]")
    >>> spans = np.array([1, 2], "m8[D]")
    >>> times(days, spans)
    >>> days.tolist(), spans.tolist()
    ([datetime.date(2024, 2, 29), datetime.date(2024, 3, 3)], [datetime.timedelta(days=1), datetime.timedelta(days=2)])
    >>> times(days[::-1], spans[::-1])
    Traceback (most recent call last):
    ValueError: ndarray is not C-contiguous
    >>> times(np.zeros(2), spans)
    Traceback (most recent call last):
    ValueError: Buffer dtype mismatch, expected 'int64_t' but got 'double'
    """
    for i in range(moments.shape[0]):
        moments[i] += spans[i]
