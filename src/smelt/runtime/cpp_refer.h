/* needs: core.h */
/* The address of what a reference refers to, as the type that the declaration says. Declarations often leave out const,
 * also in the keys of maps: pair<const K, V> is taken as pair<K, V>, which has the same layout. */
#include <memory>
#include <type_traits>

/* What a function refers to that ends with an exception: nobody looks. */
alignas(16) static SMELT_UNUSED char smelt_nowhere[16];

template <class D, class T, bool same> struct smelt_reference;

template <class D, class T> struct smelt_reference<D, T, true> {
    static D *of(T &object) { return const_cast<D *>(std::addressof(object)); }
};

template <class D, class T> struct smelt_reference<D, T, false> {
    typedef typename std::remove_cv<T>::type plain;
    static_assert(
        std::is_base_of<D, plain>::value || (std::is_class<D>::value && std::is_class<plain>::value
                                              && sizeof(D) == sizeof(plain)),
        "a function returns a reference to another type than its declaration says");
    static D *of(T &object) { return (D *)std::addressof(object); }
};

template <class D, class T> static inline D *smelt_refer(T &object)
{
    typedef typename std::remove_cv<T>::type plain;
    return smelt_reference<D, T, std::is_same<typename std::remove_cv<D>::type, plain>::value>::of(object);
}
