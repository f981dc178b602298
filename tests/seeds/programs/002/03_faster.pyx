#cython: boundscheck=False
#cython: wraparound=False
"""The faster solution: two directives in the head."""

cimport numpy as np

def cy_update(np.ndarray[double, ndim=2] u, double dx2, double dy2):
    cdef unsigned int i, j
    for i in xrange(1,u.shape[0]-1):
        for j in xrange(1, u.shape[1]-1):
            u[i,j] = ((u[i+1, j] + u[i-1, j]) * dy2 +
                      (u[i, j+1] + u[i, j-1]) * dx2) / (2*(dx2+dy2))

from numpy import zeros
u = zeros([5, 5])
u[0] = 1
for i in range(8000):
    cy_update(u, .01, .01)
print(u.round(6).tolist())
