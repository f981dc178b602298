/* needs: core.h */
/* The parts of C's complex numbers, in C and in C++. */
#define SMELT_COMPLEX_PARTS(T, suffix) \
    static inline SMELT_UNUSED T _Complex smelt_make_complex##suffix(T real, T imag) \
    { \
        T _Complex z; \
        __real__ z = real; \
        __imag__ z = imag; \
        return z; \
    } \
    static inline SMELT_UNUSED T _Complex smelt_conj_complex##suffix(T _Complex z) \
    { \
        return smelt_make_complex##suffix(__real__ z, -__imag__ z); \
    } \
    static inline SMELT_UNUSED T smelt_real_complex##suffix(T _Complex z) { return __real__ z; } \
    static inline SMELT_UNUSED T smelt_imag_complex##suffix(T _Complex z) { return __imag__ z; } \
    static inline SMELT_UNUSED int smelt_is_zero_complex##suffix(T _Complex z) \
    { \
        return __real__ z == 0 && __imag__ z == 0; \
    }
SMELT_COMPLEX_PARTS(float, f)
SMELT_COMPLEX_PARTS(double, )
SMELT_COMPLEX_PARTS(long double, l)
