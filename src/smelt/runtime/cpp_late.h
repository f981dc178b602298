/* needs: core.h cpp_errors.h */
/* A variable whose object is made later than the variable: of a class without a constructor that takes nothing, or in
 * memory that is all zero at first, as the frames of generators are. */
#include <utility>

template <class T> class smelt_late {
    alignas(T) unsigned char space[sizeof(T)];
    bool made;

  public:
    smelt_late() : made(false) {}
    smelt_late(const smelt_late &) = delete;
    smelt_late &operator=(const smelt_late &) = delete;
    ~smelt_late() { clear(); }
    T &get() { return *reinterpret_cast<T *>(space); }
    template <class... U> void make(U &&...values)
    {
        clear();
        ::new ((void *)space) T(std::forward<U>(values)...);
        made = true;
    }
    template <class U> void set(U &&value) { make(std::forward<U>(value)); }
    void clear()
    {
        if (made) {
            made = false;
            get().~T();
        }
    }
};

/* Makes the object of such a variable; -1 with an exception if its constructor throws. */
template <class T, class... U> static inline int smelt_late_make(smelt_late<T> &late, U &&...values)
{
    try {
        late.make(std::forward<U>(values)...);
    } catch (...) {
        return smelt_cpp_error(NULL);
    }
    return 0;
}
