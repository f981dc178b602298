/* needs: core.h */
#define smelt_set_global(name, value) PyDict_SetItem(smelt_dict, name, value)
#define smelt_globals() Py_NewRef(smelt_dict)
