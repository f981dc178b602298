# distutils: language = c++
# Views of the memory of vectors, by a cast and by the buffer protocol.
from cpython.buffer cimport Py_buffer
from libcpp.vector cimport vector


def cpp_variably_sized(int n):
    """
    >>> cpp_variably_sized(4)
    (6.0, 4)
    """
    cdef vector[double] vec = vector[double](n)
    cdef double[::1] mview = <double[:n]> vec.data()
    cdef int i
    cdef double total = 0
    for i in range(n):
        mview[i] = i
    for x in vec:
        total += x
    return total, mview.shape[0]


def two_dimensions(int n, int m):
    """
    >>> two_dimensions(2, 3)
    [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    """
    cdef vector[double] vec = vector[double](n * m)
    cdef double[:, ::1] view = <double[:n, :m]> &vec[0]
    cdef int i, j
    with nogil:
        for i in range(n):
            for j in range(m):
                view[i, j] = i * m + j
    return vec


cdef class Matrix:
    """
    >>> m = Matrix(3)
    >>> m.add_row(1)
    >>> m.add_row(2)
    >>> memoryview(m).tolist()
    [[1.0, 1.0, 1.0], [2.0, 2.0, 2.0]]
    >>> total(m)
    9.0
    >>> with memoryview(m):
    ...     m.add_row(3)
    Traceback (most recent call last):
    ValueError: the matrix cannot grow while it is being looked at
    >>> m.add_row(3)
    >>> memoryview(m).shape
    (3, 3)
    """
    cdef Py_ssize_t columns
    cdef Py_ssize_t shape[2]
    cdef Py_ssize_t strides[2]
    cdef vector[float] items
    cdef int looks

    def __cinit__(self, Py_ssize_t columns):
        self.columns = columns

    def add_row(self, float value):
        if self.looks:
            raise ValueError("the matrix cannot grow while it is being looked at")
        self.items.resize(self.items.size() + self.columns, value)

    def __getbuffer__(self, Py_buffer *buffer, int flags):
        self.shape[0] = self.items.size() // self.columns
        self.shape[1] = self.columns
        self.strides[0] = self.columns * sizeof(float)
        self.strides[1] = sizeof(float)
        buffer.buf = <char *> &self.items[0]
        buffer.format = 'f'
        buffer.internal = NULL
        buffer.itemsize = sizeof(float)
        buffer.len = self.items.size() * sizeof(float)
        buffer.ndim = 2
        buffer.obj = self
        buffer.readonly = 0
        buffer.shape = self.shape
        buffer.strides = self.strides
        buffer.suboffsets = NULL
        self.looks += 1

    def __releasebuffer__(self, Py_buffer *buffer):
        self.looks -= 1


def total(float[:, ::1] values):
    cdef double result = 0
    cdef Py_ssize_t i, j
    for i in range(values.shape[0]):
        for j in range(values.shape[1]):
            result += values[i, j]
    return result
