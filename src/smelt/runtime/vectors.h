/* needs: core.h */
/* Vectors of the target's width, as gcc and clang have them. They may stand anywhere where their items may. */
#if defined(__AVX512F__)
#define SMELT_VECTOR_BYTES 64
#elif defined(__AVX__)
#define SMELT_VECTOR_BYTES 32
#else
#define SMELT_VECTOR_BYTES 16
#endif
#define SMELT_LANES(T) ((Py_ssize_t)(SMELT_VECTOR_BYTES / sizeof(T)))
/* A vector type, the function that puts one value into all lanes (subtracting zero changes no number, -0.0 included,
   and compilers know that), and the one that takes the lanes of a second vector from some lane on. */
#define SMELT_VECTOR_TYPE(T, name) \
    typedef T name __attribute__((vector_size(SMELT_VECTOR_BYTES), aligned(sizeof(T)), may_alias)); \
    static inline SMELT_UNUSED name name##_of(T value) { return value - (name){0}; } \
    static inline SMELT_UNUSED name name##_from(name first, name second, Py_ssize_t lane) { \
        if (lane <= 0) return second; \
        for (; lane < SMELT_LANES(T); lane++) first[lane] = second[lane]; \
        return first; \
    }
