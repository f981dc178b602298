/* needs: core.h */
/* Python's // and % of C integers, their powers and absolute values; the divisor is not zero. What does not fit wraps,
   also the most negative number by -1, which traps in C. */
#define SMELT_SIGNED_ARITHMETIC(T, U, s) \
    static inline SMELT_UNUSED T smelt_floordiv_##s(T a, T b) \
    { \
        if (smelt_unlikely(b == -1)) \
            return (T)((U)0 - (U)a); \
        T rest = a % b; \
        return a / b - (rest != 0 && (rest ^ b) < 0); \
    } \
    static inline SMELT_UNUSED T smelt_mod_##s(T a, T b) \
    { \
        if (smelt_unlikely(b == -1)) \
            return 0; \
        T rest = a % b; \
        return rest + (rest != 0 && (rest ^ b) < 0 ? b : 0); \
    } \
    static inline SMELT_UNUSED T smelt_abs_##s(T a) { return a < 0 ? (T)((U)0 - (U)a) : a; } \
    static SMELT_UNUSED T smelt_pow_##s(T a, T n) \
    { \
        if (n < 0) \
            return a == 1 ? 1 : a == -1 ? (n & 1 ? -1 : 1) : 0; \
        return (T)smelt_pow_u##s((U)a, (U)n); \
    }
#define SMELT_UNSIGNED_ARITHMETIC(U, s) \
    static inline SMELT_UNUSED U smelt_abs_##s(U a) { return a; } \
    static SMELT_UNUSED U smelt_pow_##s(U a, U n) \
    { \
        U power = 1; \
        for (; n != 0; n >>= 1, a *= a) \
            if (n & 1) \
                power *= a; \
        return power; \
    }
SMELT_UNSIGNED_ARITHMETIC(unsigned int, uint)
SMELT_UNSIGNED_ARITHMETIC(unsigned long long, ulonglong)
SMELT_SIGNED_ARITHMETIC(int, unsigned int, int)
SMELT_SIGNED_ARITHMETIC(long long, unsigned long long, longlong)
