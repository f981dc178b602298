/* needs: core.h */
/* Python's // and % of C floats; the divisor is not zero. */
#include <math.h>
#define SMELT_FLOAT_DIVISION(T, s) \
    static inline SMELT_UNUSED T smelt_mod_double##s(T a, T b) \
    { \
        T rest = fmod##s(a, b); \
        return rest == 0 ? copysign##s(0, b) : (b < 0) != (rest < 0) ? rest + b : rest; \
    } \
    static inline SMELT_UNUSED T smelt_floordiv_double##s(T a, T b) \
    { \
        T rest = fmod##s(a, b), quotient = (a - rest) / b, whole; \
        if (rest != 0 && (b < 0) != (rest < 0)) \
            quotient -= 1; \
        if (quotient == 0) \
            return copysign##s(0, a / b); \
        whole = floor##s(quotient); /* the division may have rounded down */ \
        return quotient - whole > (T)0.5 ? whole + 1 : whole; \
    }
SMELT_FLOAT_DIVISION(float, f)
SMELT_FLOAT_DIVISION(double, )
SMELT_FLOAT_DIVISION(long double, l)
