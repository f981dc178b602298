/* needs: core.h methods.h */
SMELT_METHOD1(smelt_set_remove_object, PySet_Type, "remove")
SMELT_METHOD0(smelt_set_pop, PySet_Type, "pop")
SMELT_METHOD0(smelt_set_copy, PySet_Type, "copy")
#define SMELT_OF_SET(set, name, call) ((set) == Py_None ? smelt_none_receiver(name) : (call))
#define smelt_set_remove(set, o) smelt_status(smelt_set_remove_object(set, o))
#define smelt_method_set_add(set, o) SMELT_OF_SET(set, "add", PySet_Add(set, o))
#define smelt_set_discard(set, o) SMELT_OF_SET(set, "discard", PySet_Discard(set, o))
#define smelt_set_clear(set) SMELT_OF_SET(set, "clear", PySet_Clear(set))
