/* needs: core.h */
/* A variable of a class whose objects cannot be made before their value is there. */
#include <new>
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
    template <class U> void set(U &&value)
    {
        clear();
        new (space) T(std::forward<U>(value));
        made = true;
    }
    void clear()
    {
        if (made) {
            made = false;
            get().~T();
        }
    }
};
