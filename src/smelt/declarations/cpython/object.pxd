# The object protocol. Functions that return `PyObject *` lend a reference; those that return `object` give one.

cdef extern from "Python.h":
    ctypedef struct PyObject:
        Py_ssize_t ob_refcnt
        PyTypeObject *ob_type

    ctypedef struct PyVarObject:
        Py_ssize_t ob_size

    ctypedef object (*newfunc)(PyTypeObject *, object, object)
    ctypedef object (*unaryfunc)(object)
    ctypedef object (*binaryfunc)(object, object)
    ctypedef object (*ternaryfunc)(object, object, object)
    ctypedef int (*inquiry)(object) except -1
    ctypedef Py_ssize_t (*lenfunc)(object) except -1
    ctypedef object (*ssizeargfunc)(object, Py_ssize_t)
    ctypedef int (*ssizeobjargproc)(object, Py_ssize_t, object) except -1
    ctypedef int (*objobjargproc)(object, object, object) except -1
    ctypedef int (*objobjproc)(object, object) except -1
    ctypedef Py_hash_t (*hashfunc)(object) except -1
    ctypedef object (*reprfunc)(object)
    ctypedef object (*richcmpfunc)(object, object, int)
    ctypedef object (*getiterfunc)(object)
    ctypedef object (*iternextfunc)(object)
    ctypedef object (*getattrofunc)(object, object)
    ctypedef int (*setattrofunc)(object, object, object) except -1
    ctypedef object (*descrgetfunc)(object, object, object)
    ctypedef int (*descrsetfunc)(object, object, object) except -1
    ctypedef int (*initproc)(object, object, object) except -1
    ctypedef object (*allocfunc)(PyTypeObject *, Py_ssize_t)
    ctypedef void (*destructor)(PyObject *) noexcept
    ctypedef void (*freefunc)(void *) noexcept
    ctypedef int (*visitproc)(PyObject *, void *) except -1
    ctypedef int (*traverseproc)(PyObject *, visitproc, void *) except -1

    ctypedef struct PyTypeObject:
        const char *tp_name
        const char *tp_doc
        Py_ssize_t tp_basicsize
        Py_ssize_t tp_itemsize
        Py_ssize_t tp_dictoffset
        unsigned long tp_flags
        newfunc tp_new
        destructor tp_dealloc
        destructor tp_del
        destructor tp_finalize
        traverseproc tp_traverse
        inquiry tp_clear
        freefunc tp_free
        ternaryfunc tp_call
        hashfunc tp_hash
        reprfunc tp_str
        reprfunc tp_repr
        richcmpfunc tp_richcompare
        getiterfunc tp_iter
        iternextfunc tp_iternext
        getattrofunc tp_getattro
        setattrofunc tp_setattro
        descrgetfunc tp_descr_get
        descrsetfunc tp_descr_set
        initproc tp_init
        allocfunc tp_alloc
        PyTypeObject *tp_base

    PyObject *Py_None
    PyObject *Py_True
    PyObject *Py_False
    PyObject *Py_NotImplemented
    PyObject *Py_Ellipsis

    const int Py_LT
    const int Py_LE
    const int Py_EQ
    const int Py_NE
    const int Py_GT
    const int Py_GE
    const int Py_PRINT_RAW
    const long Py_TPFLAGS_HEAPTYPE
    const long Py_TPFLAGS_BASETYPE
    const long Py_TPFLAGS_READY
    const long Py_TPFLAGS_HAVE_GC
    const long Py_TPFLAGS_DEFAULT

    PyTypeObject *Py_TYPE(object o)
    bint PyObject_TypeCheck(object o, PyTypeObject *type)

    # attributes
    bint PyObject_HasAttr(object o, object name)
    bint PyObject_HasAttrString(object o, const char *name)
    object PyObject_GetAttr(object o, object name)
    object PyObject_GetAttrString(object o, const char *name)
    object PyObject_GenericGetAttr(object o, object name)
    int PyObject_SetAttr(object o, object name, object value) except -1
    int PyObject_SetAttrString(object o, const char *name, object value) except -1
    int PyObject_GenericSetAttr(object o, object name, object value) except -1
    int PyObject_DelAttr(object o, object name) except -1
    int PyObject_DelAttrString(object o, const char *name) except -1

    # comparisons, truth, text
    object PyObject_RichCompare(object a, object b, int op)
    bint PyObject_RichCompareBool(object a, object b, int op) except -1
    bint PyObject_IsTrue(object o) except -1
    bint PyObject_Not(object o) except -1
    bint PyObject_IsInstance(object o, object cls) except -1
    bint PyObject_IsSubclass(object sub, object cls) except -1
    object PyObject_Repr(object o)
    object PyObject_Str(object o)
    object PyObject_ASCII(object o)
    object PyObject_Bytes(object o)
    object PyObject_Format(object o, object spec)
    Py_hash_t PyObject_Hash(object o) except? -1
    object PyObject_Type(object o)
    object PyObject_Dir(object o)
    object PyObject_SelfIter(object o)

    # calls
    bint PyCallable_Check(object o)
    object PyObject_Call(object callable, object args, object kwargs)
    object PyObject_CallObject(object callable, object args)
    object PyObject_CallNoArgs(object callable)
    object PyObject_CallOneArg(object callable, object arg)
    object PyObject_CallFunction(object callable, const char *format, ...)
    object PyObject_CallMethod(object o, const char *name, const char *format, ...)
    object PyObject_CallFunctionObjArgs(object callable, ...)
    object PyObject_CallMethodObjArgs(object o, object name, ...)

    # items
    Py_ssize_t PyObject_Size(object o) except -1
    Py_ssize_t PyObject_Length(object o) except -1
    Py_ssize_t PyObject_LengthHint(object o, Py_ssize_t default) except -1
    object PyObject_GetItem(object o, object key)
    int PyObject_SetItem(object o, object key, object value) except -1
    int PyObject_DelItem(object o, object key) except -1
    object PyObject_GetIter(object o)
    int PyObject_AsFileDescriptor(object o) except -1
    void PyObject_GC_Track(object o)
    void PyObject_GC_UnTrack(object o)
