# The arrays of the module array: memory of one item type that can grow.
#
# Their struct is in no public header of Python. Its first fields are repeated below: they have been the same since
# Python 3.0, and only the pointer to the items is used.

from libc.string cimport memset

cdef extern from *:
    """
    #include <Python.h>

    typedef union {
        char *as_chars;
        signed char *as_schars;
        unsigned char *as_uchars;
        short *as_shorts;
        unsigned short *as_ushorts;
        int *as_ints;
        unsigned int *as_uints;
        long *as_longs;
        unsigned long *as_ulongs;
        long long *as_longlongs;
        unsigned long long *as_ulonglongs;
        float *as_floats;
        double *as_doubles;
        Py_UCS4 *as_pyunicodes;
        void *as_voidptr;
    } smelt_array_items;

    typedef struct {
        PyObject_VAR_HEAD
        smelt_array_items data;
    } smelt_array;
    """

    ctypedef union smelt_array_items:
        char *as_chars
        signed char *as_schars
        unsigned char *as_uchars
        short *as_shorts
        unsigned short *as_ushorts
        int *as_ints
        unsigned int *as_uints
        long *as_longs
        unsigned long *as_ulongs
        long long *as_longlongs
        unsigned long long *as_ulonglongs
        float *as_floats
        double *as_doubles
        Py_UCS4 *as_pyunicodes
        void *as_voidptr

    ctypedef class array.array [object smelt_array, check_size ignore]:
        cdef smelt_array_items data

cdef inline array clone(array template, Py_ssize_t length, bint zero):
    # The memory is zero in any case: there is no public way to make an array without setting its items.
    return array(template.typecode, bytes(length * template.itemsize))

cdef inline array copy(array self):
    return self[:]

cdef inline int extend_buffer(array self, char *items, Py_ssize_t count) except -1:
    self.frombytes(items[:count * self.itemsize])
    return 0

cdef inline int extend(array self, array other) except -1:
    self.extend(other)
    return 0

cdef inline int resize(array self, Py_ssize_t length) except -1:
    cdef Py_ssize_t old = len(self)
    if length < old:
        del self[length:]
    else:
        self.frombytes(bytes((length - old) * self.itemsize))
    return 0

cdef inline int resize_smart(array self, Py_ssize_t length) except -1:
    return resize(self, length)

cdef inline void zero(array self):
    memset(self.data.as_voidptr, 0, len(self) * self.itemsize)
