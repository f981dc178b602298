/* needs: core.h views.h view_copy.h view_copy_indirect.h */
/* Any object that has a buffer is copied into a view. Gives 1 then, 0 if the object has none or only one item without
   axes: it is to be converted; -1 with an exception. */
static SMELT_UNUSED int smelt_take(smelt_mover move, const smelt_dtype *dtype, const smelt_side *to,
                                   const Py_ssize_t *suboffsets, PyObject *o)
{
    const smelt_ndarray *a = (const smelt_ndarray *)o;
    Py_ssize_t strides[SMELT_AXES], stride;
    Py_buffer b;
    int done;
    if (Py_TYPE(o) == smelt_ndarray_type && a->ndim > 0 && a->ndim <= SMELT_AXES && (unsigned)a->dtype->number < 32
        && dtype->numpy >> a->dtype->number & 1 && a->dtype->byteorder != (PY_LITTLE_ENDIAN ? '>' : '<')) {
        const smelt_side from = {a->data, a->ndim, a->shape, a->strides};
        done = smelt_move_indirect(move, (size_t)dtype->size, to, suboffsets, &from, NULL);
        return done < 0 ? -1 : 1;
    }
    if (!PyObject_CheckBuffer(o))
        return 0;
    if (PyObject_GetBuffer(o, &b, PyBUF_FULL_RO) < 0)
        return -1;
    if (b.ndim == 0) {
        PyBuffer_Release(&b);
        return 0;
    }
    done = smelt_check_dtype(&b, dtype);
    if (done == 0) {
        const smelt_side from = {(char *)b.buf, b.ndim, b.shape, b.strides != NULL ? b.strides : strides};
        stride = b.itemsize;
        for (int i = b.ndim - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= b.shape[i];
        }
        done = smelt_move_indirect(move, (size_t)dtype->size, to, suboffsets, &from, b.suboffsets);
    }
    PyBuffer_Release(&b);
    return done < 0 ? -1 : 1;
}
