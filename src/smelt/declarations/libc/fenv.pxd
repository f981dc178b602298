# <fenv.h>: ISO C99, section 7.6.

cdef extern from "<fenv.h>" nogil:
    ctypedef struct fenv_t:
        pass

    ctypedef unsigned int fexcept_t

    const int FE_DIVBYZERO
    const int FE_INEXACT
    const int FE_INVALID
    const int FE_OVERFLOW
    const int FE_UNDERFLOW
    const int FE_ALL_EXCEPT
    const int FE_DOWNWARD
    const int FE_TONEAREST
    const int FE_TOWARDZERO
    const int FE_UPWARD

    int feclearexcept(int which)
    int feraiseexcept(int which)
    int fetestexcept(int which)
    int fegetround()
    int fesetround(int mode)
    int fegetenv(fenv_t *state)
    int fesetenv(const fenv_t *state)
    int feholdexcept(fenv_t *state)
    int feupdateenv(const fenv_t *state)
