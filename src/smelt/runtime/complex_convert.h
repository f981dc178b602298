/* needs: core.h complexes.h */
static SMELT_UNUSED PyObject *smelt_complex_from(double _Complex z)
{
    return PyComplex_FromDoubles(smelt_real_complex(z), smelt_imag_complex(z));
}

/* On failure an exception is set. */
static SMELT_UNUSED double _Complex smelt_as_complex(PyObject *o)
{
    Py_complex z = PyComplex_AsCComplex(o);
    return smelt_make_complex(z.real, z.imag);
}
