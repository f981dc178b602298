# <complex>

cdef extern from "<complex>" namespace "std" nogil:
    cdef cppclass complex[T]:
        ctypedef T value_type
        complex() except +
        complex(T) except +
        complex(T, T) except +
        complex(complex[T]&) except +
        T real()
        T imag()
        void real(T)
        void imag(T)
        complex[T] operator+(complex[T]&)
        complex[T] operator-(complex[T]&)
        complex[T] operator-()
        complex[T] operator*(complex[T]&)
        complex[T] operator/(complex[T]&)
        bint operator==(complex[T]&, complex[T]&)
        bint operator!=(complex[T]&, complex[T]&)

    T real[T](complex[T]&)
    T imag[T](complex[T]&)
    T abs[T](complex[T]&)
    T arg[T](complex[T]&)
    T norm[T](complex[T]&)
    complex[T] polar[T](T& length, T& angle)
    complex[T] pow[T](complex[T]&, T&)
    complex[T] pow[T](complex[T]&, complex[T]&)
    complex[T] sin[T](complex[T]&)
    complex[T] cos[T](complex[T]&)
    complex[T] tan[T](complex[T]&)
    complex[T] sinh[T](complex[T]&)
    complex[T] cosh[T](complex[T]&)
    complex[T] tanh[T](complex[T]&)
    complex[T] asin[T](complex[T]&)
    complex[T] acos[T](complex[T]&)
    complex[T] atan[T](complex[T]&)
    complex[T] asinh[T](complex[T]&)
    complex[T] acosh[T](complex[T]&)
    complex[T] atanh[T](complex[T]&)
    complex[T] exp[T](complex[T]&)
    complex[T] log[T](complex[T]&)
    complex[T] log10[T](complex[T]&)
    complex[T] sqrt[T](complex[T]&)
    complex[T] conj[T](complex[T]&)
    complex[T] proj[T](complex[T]&)
