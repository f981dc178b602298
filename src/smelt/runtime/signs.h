/* needs: core.h */
/* Whether an integer type that only the C compiler knows is signed. */
#define SMELT_IS_SIGNED(T) ((T)-1 < (T)1)
