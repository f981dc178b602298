"""A view of characters that are not const refuses a byte string when it runs."""

cdef bint is_y_in(unsigned char[:] string_view):
    cdef int i
    for i in range(string_view.shape[0]):
        if string_view[i] == b'y':
            return True
    return False

print(is_y_in(bytearray(b'hello Cython')))
print(is_y_in(b'hello Cython'))
