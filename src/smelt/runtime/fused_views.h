/* needs: views.h fused.h */
/* Whether an argument of a fused function has the elements that a view wants. What does not fit in its layout alone is
   taken all the same if nothing fits better: the specialisation then says what is wrong. */
static int smelt_fused_view(PyObject *o, const smelt_fused_choice *choice)
{
    const smelt_ndarray *a = (const smelt_ndarray *)o;
    Py_buffer b;
    int fits;
    if (Py_TYPE(o) == smelt_ndarray_type || smelt_is_ndarray(o)) {
        if (a->ndim != choice->ndim)
            return 0;
        if ((unsigned)a->dtype->number < 32 && choice->dtype->numpy >> a->dtype->number & 1)
            return 1 + ((a->flags & choice->flags & 0xffff) == (choice->flags & 0xffff));
        if (a->dtype->kind != 'V')
            return 0;
    }
    if (!PyObject_CheckBuffer(o) || PyObject_GetBuffer(o, &b, PyBUF_FULL_RO) < 0) {
        PyErr_Clear();
        return 0;
    }
    fits = b.ndim == choice->ndim && smelt_check_dtype(&b, choice->dtype) == 0;
    if (fits && !(choice->flags & SMELT_WRITABLE && b.readonly)
        && (!(choice->flags & SMELT_C_ORDER) || PyBuffer_IsContiguous(&b, 'C'))
        && (!(choice->flags & SMELT_F_ORDER) || PyBuffer_IsContiguous(&b, 'F')))
        fits = 2;
    PyErr_Clear();
    PyBuffer_Release(&b);
    return fits;
}
