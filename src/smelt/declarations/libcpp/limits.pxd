# <limits>

cdef extern from "<limits>" namespace "std" nogil:
    cdef cppclass numeric_limits[T]:
        const bint is_specialized
        const int digits
        const int digits10
        const int max_digits10
        const bint is_signed
        const bint is_integer
        const bint is_exact
        const int radix
        const int min_exponent
        const int max_exponent
        const bint has_infinity
        const bint has_quiet_NaN
        @staticmethod
        T min()
        @staticmethod
        T max()
        @staticmethod
        T lowest()
        @staticmethod
        T epsilon()
        @staticmethod
        T infinity()
        @staticmethod
        T quiet_NaN()
        @staticmethod
        T denorm_min()
