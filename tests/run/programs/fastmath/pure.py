"""
>>> from array import array
>>> total(array("d", [0.5, 0.25, 4.0] * 20))
95.0
>>> product(array("d", [0.5, 2.0, 4.0]))
4.0
"""
import cython


@cython.fastmath(True)
def total(values: cython.double[:]) -> cython.double:
    result: cython.double = 0
    i: cython.Py_ssize_t
    for i in range(values.shape[0]):
        result += values[i]
    return result


@cython.fastmath({"reassoc"})
def product(values: cython.double[:]):
    result: cython.double = 1
    for value in values:
        result *= value
    return result
