/* needs: core.h */
/* Functions in which floats may be computed less strictly (the directive fastmath): gcc takes options of a function in
   one attribute, clang pragmas at the beginning of its body, MSVC one setting for all of it around the function. What a
   compiler has no setting for stays strict. */
#if defined(__clang__)
#define SMELT_RELAXED(...)
#define SMELT_REASSOC _Pragma("clang fp reassociate(on)")
#define SMELT_CONTRACT _Pragma("clang fp contract(fast)")
#if __clang_major__ >= 18
#define SMELT_RECIP _Pragma("clang fp reciprocal(on)")
#endif
#elif defined(__GNUC__)
#define SMELT_RELAXED(...) __attribute__((optimize(__VA_ARGS__)))
#else
#define SMELT_RELAXED(...)
#endif
#ifndef SMELT_REASSOC
#define SMELT_REASSOC
#endif
#ifndef SMELT_CONTRACT
#define SMELT_CONTRACT
#endif
#ifndef SMELT_RECIP
#define SMELT_RECIP
#endif
#if defined(_MSC_VER) && !defined(__clang__)
#define SMELT_RELAXED_BEGIN __pragma(float_control(precise, off, push))
#define SMELT_RELAXED_END __pragma(float_control(pop))
#else
#define SMELT_RELAXED_BEGIN
#define SMELT_RELAXED_END
#endif
