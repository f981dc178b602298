# OpenMP's functions. Without -fopenmp there is no library behind them: then they answer as one thread does.

cdef extern from *:
    """
    #ifdef _OPENMP
    #include <omp.h>
    #else
    #include <time.h>
    typedef struct { int depth; } omp_lock_t;
    typedef struct { int depth; } omp_nest_lock_t;
    typedef enum { omp_sched_static = 1, omp_sched_dynamic, omp_sched_guided, omp_sched_auto } omp_sched_t;
    static inline void omp_set_num_threads(int threads) { (void)threads; }
    static inline int omp_get_num_threads(void) { return 1; }
    static inline int omp_get_max_threads(void) { return 1; }
    static inline int omp_get_thread_num(void) { return 0; }
    static inline int omp_get_num_procs(void) { return 1; }
    static inline int omp_in_parallel(void) { return 0; }
    static inline void omp_set_dynamic(int on) { (void)on; }
    static inline int omp_get_dynamic(void) { return 0; }
    static inline void omp_set_nested(int on) { (void)on; }
    static inline int omp_get_nested(void) { return 0; }
    static inline void omp_init_lock(omp_lock_t *lock) { lock->depth = 0; }
    static inline void omp_destroy_lock(omp_lock_t *lock) { (void)lock; }
    static inline void omp_set_lock(omp_lock_t *lock) { lock->depth = 1; }
    static inline void omp_unset_lock(omp_lock_t *lock) { lock->depth = 0; }
    static inline int omp_test_lock(omp_lock_t *lock) { return lock->depth ? 0 : (lock->depth = 1); }
    static inline void omp_init_nest_lock(omp_nest_lock_t *lock) { lock->depth = 0; }
    static inline void omp_destroy_nest_lock(omp_nest_lock_t *lock) { (void)lock; }
    static inline void omp_set_nest_lock(omp_nest_lock_t *lock) { lock->depth++; }
    static inline void omp_unset_nest_lock(omp_nest_lock_t *lock) { lock->depth--; }
    static inline int omp_test_nest_lock(omp_nest_lock_t *lock) { return ++lock->depth; }
    static inline double omp_get_wtime(void) { return (double)clock() / CLOCKS_PER_SEC; }
    static inline double omp_get_wtick(void) { return 1.0 / CLOCKS_PER_SEC; }
    static inline void omp_set_schedule(omp_sched_t kind, int modifier) { (void)kind; (void)modifier; }
    static inline void omp_get_schedule(omp_sched_t *kind, int *modifier) { *kind = omp_sched_static; *modifier = 1; }
    static inline int omp_get_thread_limit(void) { return 1; }
    static inline void omp_set_max_active_levels(int levels) { (void)levels; }
    static inline int omp_get_max_active_levels(void) { return 0; }
    static inline int omp_get_level(void) { return 0; }
    static inline int omp_get_ancestor_thread_num(int level) { return level == 0 ? 0 : -1; }
    static inline int omp_get_team_size(int level) { return level == 0 ? 1 : -1; }
    static inline int omp_get_active_level(void) { return 0; }
    #endif
    """
    ctypedef struct omp_lock_t:
        pass
    ctypedef struct omp_nest_lock_t:
        pass
    ctypedef enum omp_sched_t:
        omp_sched_static
        omp_sched_dynamic
        omp_sched_guided
        omp_sched_auto

    void omp_set_num_threads(int threads) nogil
    int omp_get_num_threads() nogil
    int omp_get_max_threads() nogil
    int omp_get_thread_num() nogil
    int omp_get_num_procs() nogil
    bint omp_in_parallel() nogil
    void omp_set_dynamic(bint on) nogil
    bint omp_get_dynamic() nogil
    void omp_set_nested(bint on) nogil
    bint omp_get_nested() nogil
    void omp_init_lock(omp_lock_t *lock) nogil
    void omp_destroy_lock(omp_lock_t *lock) nogil
    void omp_set_lock(omp_lock_t *lock) nogil
    void omp_unset_lock(omp_lock_t *lock) nogil
    bint omp_test_lock(omp_lock_t *lock) nogil
    void omp_init_nest_lock(omp_nest_lock_t *lock) nogil
    void omp_destroy_nest_lock(omp_nest_lock_t *lock) nogil
    void omp_set_nest_lock(omp_nest_lock_t *lock) nogil
    void omp_unset_nest_lock(omp_nest_lock_t *lock) nogil
    int omp_test_nest_lock(omp_nest_lock_t *lock) nogil
    double omp_get_wtime() nogil
    double omp_get_wtick() nogil
    void omp_set_schedule(omp_sched_t kind, int modifier) nogil
    void omp_get_schedule(omp_sched_t *kind, int *modifier) nogil
    int omp_get_thread_limit() nogil
    void omp_set_max_active_levels(int levels) nogil
    int omp_get_max_active_levels() nogil
    int omp_get_level() nogil
    int omp_get_ancestor_thread_num(int level) nogil
    int omp_get_team_size(int level) nogil
    int omp_get_active_level() nogil
