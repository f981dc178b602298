"""Lists that go straight into C memory, and objects that become arrays."""

cdef struct point:
    int x
    double y

cdef struct line:
    point start
    point end

cdef int total(int *values, int count) noexcept nogil:
    cdef int i, result = 0
    for i in range(count):
        result += values[i]
    return result

def pointer(int first):
    """
    >>> pointer(10)
    (15, 10)
    """
    cdef int *values = [first, 2, 3]
    return total(values, 3), values[0]

def array(int first):
    """
    >>> array(10)
    ([10, 2, 3], [7, 8, 9])
    """
    cdef int[3] values = [first, 2, 3]
    before = list(values)
    values = [7, 8, 9]
    return before, values

def nested(int corner):
    """
    >>> nested(5)
    [[1, 2], [3, 5]]
    """
    cdef int[2][2] square = [[1, 2], [3, corner]]
    return square

def swapped():
    """
    >>> swapped()
    [2, 1]
    """
    cdef int[2] pair = [1, 2]
    pair = [pair[1], pair[0]]
    return pair

def by_position(int x):
    """
    >>> by_position(4)
    ({'x': 4, 'y': 2.5}, {'start': {'x': 1, 'y': 2.0}, 'end': {'x': 3, 'y': 4.0}})
    """
    cdef point p = [x, 2.5]
    cdef line l = [[1, 2], [3, 4]]
    return p, l

def without_gil(int first):
    """
    >>> without_gil(4)
    9
    """
    cdef int[3] values
    cdef int result
    with nogil:
        values = [first, 2, 3]
        result = total(values, 3)
    return result

def kept_by_a_generator(int first):
    """
    >>> list(kept_by_a_generator(6))
    [6, 2, 3, 6, 2, 3]
    """
    cdef int *values = [first, 2, 3]
    cdef int i
    for i in range(6):
        yield values[i % 3]

def address_in_a_generator():
    """
    >>> list(address_in_a_generator())
    [5, 6, 7]
    """
    cdef int number = 5
    cdef int *there = &number
    yield there[0]
    number += 1
    yield there[0]
    there[0] += 1
    yield number

def from_object(values):
    """
    >>> from_object((1, 2, 3))
    [1, 2, 3]
    >>> from_object(iter([4, 5, 6]))
    [4, 5, 6]
    >>> from_object([1, 2])
    Traceback (most recent call last):
    IndexError: not enough values found during array assignment, expected 3, got 2
    >>> from_object([1, 2, 3, 4])
    Traceback (most recent call last):
    IndexError: too many values found during array assignment, expected 3
    >>> from_object(iter([1, 2, 3, 4]))
    Traceback (most recent call last):
    IndexError: too many values found during array assignment, expected 3
    """
    cdef int[3] held = values
    return held

def in_a_slice(values):
    """
    >>> in_a_slice([1, 2, 3])
    [1, 2, 3]
    >>> in_a_slice([1, 2])
    Traceback (most recent call last):
    IndexError: not enough values found during array assignment, expected 3, got 2
    """
    cdef int[3] held
    held[:] = values
    return held

def as_tuple():
    """
    >>> as_tuple()
    ((1, 2, 3), (1, 2, 3), [1, 2, 3])
    """
    cdef int[3] values = [1, 2, 3]
    cdef tuple kept = values
    cdef list listed = values
    return kept, <tuple>values, listed

cdef union number:
    int i
    double d

def union_of(value):
    """
    >>> union_of({'i': 5})
    (5, None)
    >>> union_of({'d': 2.5})
    (None, 2.5)
    >>> union_of({'i': 1, 'd': 2.5})
    Traceback (most recent call last):
    ValueError: More than one union attribute passed: 'i' and 'd'
    """
    cdef number n = value
    return (n.i, None) if 'i' in value else (None, n.d)

def as_argument():
    """
    >>> as_argument()
    (6, {'start': {'x': 1, 'y': 2.5}, 'end': {'x': 3, 'y': 4.5}})
    """
    cdef line l = line([1, 2.5], end=point(3, 4.5))
    return total([1, 2, 3], 3), l

def letters(int code, char letter):
    """
    >>> letters(120, 120)
    (True, True, False, True, True)
    """
    return code == 'x', code == b'x', code == 'y', letter == 'x', letter == c'x'

def between_arrays():
    """
    >>> between_arrays()
    [0, 1, 2, 1, 2]
    """
    cdef int[5] large = [0, 0, 0, 0, 0]
    cdef int[2] small = [1, 2]
    large[1:3] = small
    large[3:] = small
    return large
