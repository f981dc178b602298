# <random>

from libc.stdint cimport uint_fast32_t, uint_fast64_t

cdef extern from "<random>" namespace "std" nogil:
    cdef cppclass random_device:
        random_device() except +
        unsigned int operator()() except +

    cdef cppclass mt19937:
        ctypedef uint_fast32_t result_type
        mt19937() except +
        mt19937(result_type) except +
        result_type operator()() except +
        result_type min()
        result_type max()
        void discard(size_t) except +
        void seed(result_type) except +

    cdef cppclass mt19937_64:
        ctypedef uint_fast64_t result_type
        mt19937_64() except +
        mt19937_64(result_type) except +
        result_type operator()() except +
        result_type min()
        result_type max()
        void discard(size_t) except +
        void seed(result_type) except +

    cdef cppclass uniform_int_distribution[T]:
        ctypedef T result_type
        uniform_int_distribution() except +
        uniform_int_distribution(T, T) except +
        T operator()[Random](Random&) except +
        T min()
        T max()

    cdef cppclass uniform_real_distribution[T]:
        ctypedef T result_type
        uniform_real_distribution() except +
        uniform_real_distribution(T, T) except +
        T operator()[Random](Random&) except +
        T min()
        T max()

    cdef cppclass normal_distribution[T]:
        ctypedef T result_type
        normal_distribution() except +
        normal_distribution(T, T) except +
        T operator()[Random](Random&) except +
        T min()
        T max()

    cdef cppclass exponential_distribution[T]:
        ctypedef T result_type
        exponential_distribution() except +
        exponential_distribution(T) except +
        T operator()[Random](Random&) except +
        T min()
        T max()

    cdef cppclass poisson_distribution[T]:
        ctypedef T result_type
        poisson_distribution() except +
        poisson_distribution(double) except +
        T operator()[Random](Random&) except +
        T min()
        T max()

    cdef cppclass bernoulli_distribution:
        bernoulli_distribution() except +
        bernoulli_distribution(double) except +
        bint operator()[Random](Random&) except +
