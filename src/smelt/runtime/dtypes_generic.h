/* needs: core.h dtypes.h signs.h */
/* The dtype of an integer type whose size and sign only the C compiler knows; numbers as in primitives/views.py. */
#define SMELT_NUMPY_INTS(T) \
    ((sizeof(T) == 1) << 1 | (sizeof(T) == sizeof(short)) << 3 | (sizeof(T) == sizeof(int)) << 5 \
     | (sizeof(T) == sizeof(long)) << 7 | (sizeof(T) == sizeof(long long)) << 9)
#define SMELT_NUMPY_TIMES(T) ((sizeof(T) == 8) << 21 | (sizeof(T) == 8) << 22)
#define SMELT_INT_FORMAT(T, one, two, four, eight) \
    (sizeof(T) == 1 ? one : sizeof(T) == 2 ? two : sizeof(T) == 4 ? four : eight)
#define SMELT_INT_DTYPE(T, name) {name, SMELT_IS_SIGNED(T) ? 'i' : 'u', sizeof(T), \
    SMELT_IS_SIGNED(T) ? SMELT_NUMPY_INTS(T) | SMELT_NUMPY_TIMES(T) : SMELT_NUMPY_INTS(T) << 1 | (sizeof(T) == 1), \
    sizeof(T), SMELT_IS_SIGNED(T) ? SMELT_INT_FORMAT(T, "b", "h", "i", "q") \
        : SMELT_INT_FORMAT(T, "B", "H", "I", "Q"), NULL}
/* Likewise of a floating type that is a typedef of a header. */
#define SMELT_FLOAT_IS(T, one, two, three) \
    (sizeof(T) == sizeof(float) ? one : sizeof(T) == sizeof(double) ? two : three)
#define SMELT_FLOAT_DTYPE(T, name) {name, 'f', sizeof(T), 1u << SMELT_FLOAT_IS(T, 11, 12, 13), sizeof(T), \
    SMELT_FLOAT_IS(T, "f", "d", "g"), NULL}
