/* needs: core.h methods.h globals.h */
SMELT_METHOD0(smelt_dict_keys, PyDict_Type, "keys")
SMELT_METHOD0(smelt_dict_items, PyDict_Type, "items")
SMELT_METHOD0(smelt_dict_values, PyDict_Type, "values")
SMELT_METHOD0(smelt_dict_copy, PyDict_Type, "copy")
SMELT_METHOD0(smelt_dict_clear_object, PyDict_Type, "clear")
SMELT_METHOD1(smelt_dict_pop, PyDict_Type, "pop")
SMELT_METHOD1(smelt_dict_update_object, PyDict_Type, "update")
SMELT_METHOD2(smelt_dict_pop_default, PyDict_Type, "pop")
SMELT_METHOD2(smelt_dict_setdefault, PyDict_Type, "setdefault")
#define smelt_dict_clear(dict) smelt_status(smelt_dict_clear_object(dict))
#define smelt_method_dict_update(dict, o) smelt_status(smelt_dict_update_object(dict, o))

static SMELT_UNUSED PyObject *smelt_dict_get_default(PyObject *dict, PyObject *key, PyObject *value)
{
    if (smelt_unlikely(dict == Py_None) && smelt_none_receiver("get") < 0)
        return NULL;
    PyObject *found = smelt_dict_find(dict, key);
    return found != NULL || PyErr_Occurred() ? found : Py_NewRef(value);
}
#define smelt_dict_get(dict, key) smelt_dict_get_default(dict, key, Py_None)
