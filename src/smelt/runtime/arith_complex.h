/* needs: core.h complexes.h rounded.h */
/* Complex arithmetic that gives what Python's does: C's own recovers infinities, at a price, where Python has nan. */
#include <math.h>
#define SMELT_COMPLEX_ARITHMETIC(T, s) \
    static inline SMELT_UNUSED T smelt_abs_complex##s(T _Complex a) { return hypot##s(__real__ a, __imag__ a); } \
    static inline SMELT_UNUSED T _Complex smelt_mul_complex##s(T _Complex a, T _Complex b) \
    { \
        return smelt_make_complex##s(SMELT_ROUNDED(__real__ a * __real__ b) - SMELT_ROUNDED(__imag__ a * __imag__ b), \
                                     SMELT_ROUNDED(__real__ a * __imag__ b) + SMELT_ROUNDED(__imag__ a * __real__ b)); \
    } \
    /* Scaled by the larger part of the divisor, so that squares do not overflow. */ \
    static SMELT_UNUSED T _Complex smelt_div_complex##s(T _Complex a, T _Complex b) \
    { \
        T ar = __real__ a, ai = __imag__ a, br = __real__ b, bi = __imag__ b; \
        if (fabs##s(br) >= fabs##s(bi)) { \
            T ratio = bi / br, scale = br + bi * ratio; \
            return smelt_make_complex##s((ar + ai * ratio) / scale, (ai - ar * ratio) / scale); \
        } \
        if (fabs##s(bi) >= fabs##s(br)) { \
            T ratio = br / bi, scale = br * ratio + bi; \
            return smelt_make_complex##s((SMELT_ROUNDED(ar * ratio) + ai) / scale, \
                                         (SMELT_ROUNDED(ai * ratio) - ar) / scale); \
        } \
        return smelt_make_complex##s((T)NAN, (T)NAN); \
    } \
    static SMELT_UNUSED T _Complex smelt_pow_complex##s(T _Complex a, T _Complex b) \
    { \
        T br = __real__ b, bi = __imag__ b; \
        if (bi == 0 && br == floor##s(br) && fabs##s(br) <= 100) { /* small whole exponents: by squaring */ \
            T _Complex power = smelt_make_complex##s(1, 0), square = a; \
            for (int n = (int)fabs##s(br); n > 0; n >>= 1) { \
                if (n & 1) \
                    power = smelt_mul_complex##s(power, square); \
                square = smelt_mul_complex##s(square, square); \
            } \
            return br < 0 ? smelt_div_complex##s(smelt_make_complex##s(1, 0), power) : power; \
        } \
        if (smelt_is_zero_complex##s(a)) \
            return smelt_make_complex##s(0, 0); \
        T size = smelt_abs_complex##s(a), angle = atan2##s(__imag__ a, __real__ a); \
        T length = pow##s(size, br), phase = angle * br; \
        if (bi != 0) { \
            length /= exp##s(angle * bi); \
            phase += bi * log##s(size); \
        } \
        return smelt_make_complex##s(length * cos##s(phase), length * sin##s(phase)); \
    }
SMELT_COMPLEX_ARITHMETIC(float, f)
SMELT_COMPLEX_ARITHMETIC(double, )
SMELT_COMPLEX_ARITHMETIC(long double, l)
