# The buffer protocol. `Py_buffer` is known everywhere.

from cpython.object cimport PyObject

cdef extern from "Python.h":
    const int PyBUF_MAX_NDIM
    const int PyBUF_SIMPLE
    const int PyBUF_WRITABLE
    const int PyBUF_FORMAT
    const int PyBUF_ND
    const int PyBUF_STRIDES
    const int PyBUF_C_CONTIGUOUS
    const int PyBUF_F_CONTIGUOUS
    const int PyBUF_ANY_CONTIGUOUS
    const int PyBUF_INDIRECT
    const int PyBUF_CONTIG
    const int PyBUF_CONTIG_RO
    const int PyBUF_STRIDED
    const int PyBUF_STRIDED_RO
    const int PyBUF_RECORDS
    const int PyBUF_RECORDS_RO
    const int PyBUF_FULL
    const int PyBUF_FULL_RO
    const int PyBUF_READ
    const int PyBUF_WRITE

    bint PyObject_CheckBuffer(object o)
    int PyObject_GetBuffer(object o, Py_buffer *view, int flags) except -1
    void PyBuffer_Release(Py_buffer *view)
    bint PyBuffer_IsContiguous(const Py_buffer *view, char order)
    void *PyBuffer_GetPointer(const Py_buffer *view, const Py_ssize_t *indices)
    Py_ssize_t PyBuffer_SizeFromFormat(const char *format) except -1
    int PyBuffer_ToContiguous(void *target, const Py_buffer *source, Py_ssize_t size, char order) except -1
    int PyBuffer_FromContiguous(const Py_buffer *target, const void *source, Py_ssize_t size, char order) except -1
    void PyBuffer_FillContiguousStrides(int ndim, Py_ssize_t *shape, Py_ssize_t *strides, int itemsize, char order)
    int PyBuffer_FillInfo(Py_buffer *view, object exporter, void *memory, Py_ssize_t size, int readonly,
                          int flags) except -1
    int PyObject_CopyData(object target, object source) except -1
