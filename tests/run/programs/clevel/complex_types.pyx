"""C complex numbers."""
cimport cython


def operations(double complex a, double complex b):
    """
    >>> operations(2 + 4j, 1 + 1j)
    ((3+5j), (1+3j), (-2+6j), (3+1j))
    >>> operations(1, 2)
    ((3+0j), (-1+0j), (2+0j), (0.5+0j))
    >>> operations(1j, 0)
    Traceback (most recent call last):
    ZeroDivisionError: float division
    >>> operations("a", 1)
    Traceback (most recent call last):
    TypeError: must be real number, not str
    """
    return a + b, a - b, a * b, a / b


def parts(double complex z):
    """
    >>> parts(3 + 4j)
    (3.0, 4.0, (3-4j), 5.0, (-3-4j), True)
    """
    return z.real, z.imag, z.conjugate(), abs(z), -z, z == 3 + 4j


def set_parts(double a, double b):
    """
    >>> set_parts(1, 2)
    (1+2j)
    """
    cdef double complex z = 0
    z.real = a
    z.imag = b
    return z


def single(float complex z):
    """
    >>> single(0.5 + 1j), single(2)
    ((-0.75+1j), (4+0j))
    """
    return z * z


def mixed(double complex z, double d, int i):
    """
    >>> mixed(1 + 1j, 2.0, 3)
    ((3+1j), (3+3j), (0.5+0.5j), (1+2j))
    """
    return z + d, z * i, z / d, z + 1j


def mandelbrot(double x, double y, int limit):
    """
    >>> mandelbrot(0, 0, 50), mandelbrot(1, 1, 50), mandelbrot(-0.75, 0.2, 50)
    (50, 2, 16)
    """
    cdef double complex c = x + y * 1j
    cdef double complex z = 0
    cdef int n
    for n in range(limit):
        z = z * z + c
        if z.real * z.real + z.imag * z.imag > 4:
            return n + 1
    return limit


def truth(double complex z):
    """
    >>> truth(0), truth(1j)
    (False, True)
    """
    return z != 0


cdef double complex rotate(double complex z):
    return z * 1j


def calls(z):
    """
    >>> calls(1), calls(2 + 1j)
    (1j, (-1+2j))
    """
    return rotate(z)


def array_of_complex():
    """
    >>> array_of_complex()
    ((3+3j), (2+0j))
    """
    cdef double complex[3] a
    cdef int i
    for i in range(3):
        a[i] = i + i * 1j
    a[0].real = 2
    return a[1] + a[2], a[0]
