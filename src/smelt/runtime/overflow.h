/* needs: core.h signs.h */
/* Whether a + b, a - b, a * b or a << b leaves the type, for all integer types; those of unknown size choose by it. */
#ifdef __GNUC__
#define SMELT_CHECKED(op, a, b, result) __builtin_##op##_overflow(a, b, result)
#else
static inline int smelt_checked_add(long long a, long long b, long long *result)
{
    *result = (long long)((unsigned long long)a + (unsigned long long)b);
    return (*result < a) != (b < 0);
}
static inline int smelt_checked_sub(long long a, long long b, long long *result)
{
    *result = (long long)((unsigned long long)a - (unsigned long long)b);
    return (*result > a) != (b < 0);
}
static inline int smelt_checked_mul(long long a, long long b, long long *result)
{
    *result = (long long)((unsigned long long)a * (unsigned long long)b);
    return a != 0 && ((a == -1 && b == LLONG_MIN) || *result / a != b);
}
#define SMELT_CHECKED(op, a, b, result) smelt_checked_##op(a, b, result)
#endif

static inline SMELT_UNUSED int smelt_checked_lshift(long long a, long long b, long long *result)
{
    if (b < 0 || b > 63)
        return a != 0 || b < 0;
    *result = (long long)((unsigned long long)a << b);
    return *result >> b != a;
}

#define SMELT_OVERFLOW(s, low, high) \
    static inline SMELT_UNUSED int smelt_add_overflows_##s(long long a, long long b) \
    { \
        long long result = 0; \
        return SMELT_CHECKED(add, a, b, &result) || result < (low) || result > (high); \
    } \
    static inline SMELT_UNUSED int smelt_sub_overflows_##s(long long a, long long b) \
    { \
        long long result = 0; \
        return SMELT_CHECKED(sub, a, b, &result) || result < (low) || result > (high); \
    } \
    static inline SMELT_UNUSED int smelt_mul_overflows_##s(long long a, long long b) \
    { \
        long long result = 0; \
        return SMELT_CHECKED(mul, a, b, &result) || result < (low) || result > (high); \
    } \
    static inline SMELT_UNUSED int smelt_lshift_overflows_##s(long long a, long long b) \
    { \
        long long result = 0; \
        return smelt_checked_lshift(a, b, &result) || result < (low) || result > (high); \
    }
SMELT_OVERFLOW(i8, INT8_MIN, INT8_MAX)
SMELT_OVERFLOW(i16, INT16_MIN, INT16_MAX)
SMELT_OVERFLOW(i32, INT32_MIN, INT32_MAX)
SMELT_OVERFLOW(i64, LLONG_MIN, LLONG_MAX)
SMELT_OVERFLOW(u8, 0, UINT8_MAX)
SMELT_OVERFLOW(u16, 0, UINT16_MAX)
SMELT_OVERFLOW(u32, 0, (long long)UINT32_MAX)

/* Unsigned numbers of 64 bits come as the long long of the same bits. */
static inline SMELT_UNUSED int smelt_add_overflows_u64(long long a, long long b)
{
    return (unsigned long long)a + (unsigned long long)b < (unsigned long long)a;
}
static inline SMELT_UNUSED int smelt_sub_overflows_u64(long long a, long long b)
{
    return (unsigned long long)a < (unsigned long long)b;
}
static inline SMELT_UNUSED int smelt_mul_overflows_u64(long long a, long long b)
{
    return a != 0 && (unsigned long long)b > ULLONG_MAX / (unsigned long long)a;
}
static inline SMELT_UNUSED int smelt_lshift_overflows_u64(long long a, long long b)
{
    return a != 0 && (b < 0 || b > 63 || (unsigned long long)a << b >> b != (unsigned long long)a);
}

#define SMELT_OVERFLOWS(op, T) (SMELT_IS_SIGNED(T) \
    ? (sizeof(T) == 1 ? smelt_##op##_overflows_i8 : sizeof(T) == 2 ? smelt_##op##_overflows_i16 \
       : sizeof(T) == 4 ? smelt_##op##_overflows_i32 : smelt_##op##_overflows_i64) \
    : (sizeof(T) == 1 ? smelt_##op##_overflows_u8 : sizeof(T) == 2 ? smelt_##op##_overflows_u16 \
       : sizeof(T) == 4 ? smelt_##op##_overflows_u32 : smelt_##op##_overflows_u64))
