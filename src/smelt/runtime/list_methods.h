/* needs: core.h methods.h containers.h */
SMELT_METHOD1(smelt_list_extend_object, PyList_Type, "extend")
SMELT_METHOD1(smelt_list_remove_object, PyList_Type, "remove")
SMELT_METHOD1(smelt_list_index, PyList_Type, "index")
SMELT_METHOD1(smelt_list_count, PyList_Type, "count")
SMELT_METHOD1(smelt_list_pop_object, PyList_Type, "pop")
SMELT_METHOD0(smelt_list_pop, PyList_Type, "pop")
#define SMELT_OF_LIST(list, name, call) ((list) == Py_None ? smelt_none_receiver(name) : (call))
#define smelt_method_list_extend(list, o) smelt_status(smelt_list_extend_object(list, o))
#define smelt_list_remove(list, o) smelt_status(smelt_list_remove_object(list, o))
#define smelt_method_list_append(list, o) SMELT_OF_LIST(list, "append", smelt_list_append(list, o))
#define smelt_list_insert(list, i, o) SMELT_OF_LIST(list, "insert", PyList_Insert(list, i, o))
#define smelt_list_sort(list) SMELT_OF_LIST(list, "sort", PyList_Sort(list))
#define smelt_list_reverse(list) SMELT_OF_LIST(list, "reverse", PyList_Reverse(list))
#define smelt_list_clear(list) SMELT_OF_LIST(list, "clear", PyList_SetSlice(list, 0, PY_SSIZE_T_MAX, NULL))

static SMELT_UNUSED PyObject *smelt_list_copy(PyObject *list)
{
    return list == Py_None && smelt_none_receiver("copy") ? NULL : PyList_GetSlice(list, 0, PY_SSIZE_T_MAX);
}

static SMELT_UNUSED PyObject *smelt_list_pop_at(PyObject *list, Py_ssize_t i)
{
    PyObject *index = PyLong_FromSsize_t(i), *item = index == NULL ? NULL : smelt_list_pop_object(list, index);
    Py_XDECREF(index);
    return item;
}
