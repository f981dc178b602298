"""The old buffer syntax for the sum of the quickstart, with the same results."""

import array
import numpy as np

cpdef int old_sum3d(object[int, ndim=3, mode='strided'] arr):
    cdef int I, J, K, total = 0
    I = arr.shape[0]
    J = arr.shape[1]
    K = arr.shape[2]
    for i in range(I):
        for j in range(J):
            for k in range(K):
                total += arr[i, j, k]
    return total

cpdef int sum3d(int[:, :, :] arr) nogil:
    cdef size_t i, j, k, I, J, K
    cdef int total = 0
    I = arr.shape[0]
    J = arr.shape[1]
    K = arr.shape[2]
    for i in range(I):
        for j in range(J):
            for k in range(K):
                total += arr[i, j, k]
    return total

arr = np.zeros((40, 40, 40), dtype=np.intc)
print(old_sum3d(arr), sum3d(arr))
arr[...] = np.arange(40)
print(old_sum3d(arr), sum3d(arr))
print(old_sum3d(arr[::2, ::-3, 5:7]), sum3d(arr[::2, ::-3, 5:7]))
print(old_sum3d(memoryview(arr)), sum3d(memoryview(arr)))
old_sum3d(b"no")
