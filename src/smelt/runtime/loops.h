/* needs: core.h */
/* In front of a loop none of whose rounds reads or writes what another one writes: compilers need not look for it. */
#if defined(__clang__)
#define SMELT_INDEPENDENT _Pragma("clang loop vectorize(assume_safety)")
#elif defined(__GNUC__)
#define SMELT_INDEPENDENT _Pragma("GCC ivdep")
#elif defined(_MSC_VER)
#define SMELT_INDEPENDENT __pragma(loop(ivdep))
#else
#define SMELT_INDEPENDENT
#endif
