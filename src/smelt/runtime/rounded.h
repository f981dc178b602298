/* needs: */
/* A product that is rounded before it is added to or subtracted from: gcc's vectors of sums and differences in turn
   (vfmaddsub) fuse it otherwise, whatever -ffp-contract says. No other compiler does; it costs no instruction. */
#if defined(__GNUC__) && !defined(__clang__) && __GNUC__ >= 12 && defined(__FMA__)
#define SMELT_ROUNDED(product) __builtin_assoc_barrier(product)
#else
#define SMELT_ROUNDED(product) (product)
#endif
