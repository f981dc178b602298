/* needs: core.h inflight.h */
/* Threads of OpenMP. Without it there is one, and the pragmas mean nothing. */
#ifdef _OPENMP
#include <omp.h>
#define smelt_thread_number omp_get_thread_num
#define smelt_threads(number) ((number) > 0 ? (number) : omp_get_max_threads())
#else
#define smelt_thread_number() 0
#define smelt_threads(number) 1
#endif
#define smelt_chunk(size) ((size) > 0 ? (size) : 1)
#if defined(_MSC_VER) && !defined(__clang__)
#include <intrin.h>
#define smelt_stopped(stop) (*(volatile int *)(stop))
#define smelt_swap_stop(stop, code) (_InterlockedCompareExchange((volatile long *)(stop), (code), 0) == 0)
#else
#define smelt_stopped(stop) __atomic_load_n((stop), __ATOMIC_RELAXED)
static SMELT_UNUSED int smelt_swap_stop(int *stop, int code)
{
    int none = 0;
    return __atomic_compare_exchange_n(stop, &none, code, 0, __ATOMIC_ACQ_REL, __ATOMIC_RELAXED);
}
#endif

/* Into how many parts the rounds of a loop are cut: so many for each thread there would be; in a team, none. */
static SMELT_UNUSED Py_ssize_t smelt_parts(Py_ssize_t rounds, Py_ssize_t each)
{
    Py_ssize_t threads = 1;
#ifdef _OPENMP
    if (!omp_in_parallel())
        threads = omp_get_max_threads();
#endif
    if (threads > 1)
        threads *= each;
    return threads < rounds ? threads : rounds;
}

/* Who begins a team while he has the GIL, as code without need of it may, lets go of it: the team is over when all of
   its threads have ended, and they need it to end. */
static SMELT_UNUSED PyThreadState *smelt_begin_team(void)
{
    return PyGILState_Check() ? PyEval_SaveThread() : NULL;
}

static SMELT_UNUSED void smelt_end_team(PyThreadState *caller)
{
    if (caller != NULL)
        PyEval_RestoreThread(caller);
}

/* A thread's state in the interpreter: it is kept as long as the thread is at work, and with it an exception that is in
   flight between two times that the thread has the GIL. */
typedef struct {
    PyGILState_STATE state;
    PyThreadState *thread;
} smelt_member;

static SMELT_UNUSED void smelt_enter_team(smelt_member *member)
{
    member->state = PyGILState_Ensure();
    member->thread = PyEval_SaveThread();
}

static SMELT_UNUSED void smelt_leave_team(smelt_member *member)
{
    PyEval_RestoreThread(member->thread);
    PyGILState_Release(member->state);
}

/* The exception of this thread stops the team; another's that came before stays, and this one is dropped. */
static SMELT_COLD void smelt_keep_failure(PyObject **failure, int *stop)
{
    PyGILState_STATE state = PyGILState_Ensure();
    PyObject *exc = smelt_fetch();
    if (smelt_swap_stop(stop, 1))
        *failure = exc;
    else
        Py_XDECREF(exc);
    PyGILState_Release(state);
}

static SMELT_COLD void smelt_raise_failure(PyObject *failure)
{
    PyGILState_STATE state = PyGILState_Ensure();
    smelt_restore(failure);
    PyGILState_Release(state);
}
