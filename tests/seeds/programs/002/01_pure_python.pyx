"""The pure Python solution as it was written, `xrange` included, and the NumPy solution."""

from numpy import zeros

dx = 0.1
dy = 0.1
dx2 = dx*dx
dy2 = dy*dy

def py_update(u):
    nx, ny = u.shape
    for i in xrange(1,nx-1):
        for j in xrange(1, ny-1):
            u[i,j] = ((u[i+1, j] + u[i-1, j]) * dy2 +
                      (u[i, j+1] + u[i, j-1]) * dx2) / (2*(dx2+dy2))

def num_update(u):
    u[1:-1,1:-1] = ((u[2:,1:-1]+u[:-2,1:-1])*dy2 + 
                    (u[1:-1,2:] + u[1:-1,:-2])*dx2) / (2*(dx2+dy2))

def calc(N, Niter=100, func=py_update, args=()):
    u = zeros([N, N])
    u[0] = 1
    for i in range(Niter):
        func(u,*args)
    return u

print(calc(5, 1).round(6).tolist())
print(calc(5, 1, num_update).round(6).tolist())
# both converge to the solution of Laplace's equation
print(abs(calc(20, 2000) - calc(20, 2000, num_update)).max() < 1e-6)
print(calc(20, 2000)[1, 10].round(4), calc(20, 2000)[10, 10].round(4))
