/* needs: core.h cpp_errors.h */
/* Objects of C++ that are attributes of an extension type: made in its new object, ended with it. */

template <class T> static inline int smelt_make_member(T *place)
{
    try {
        ::new ((void *)place) T();
    } catch (...) {
        return smelt_cpp_error(NULL);
    }
    return 0;
}

template <class T> static inline void smelt_end_member(T *place)
{
    place->~T();
}
