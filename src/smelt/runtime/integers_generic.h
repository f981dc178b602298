/* needs: core.h signs.h integers_as.h */
/* Conversions of integer types whose size and sign only the C compiler knows: it chooses the function. */
static SMELT_UNUSED PyObject *smelt_from_signed(long long value) { return PyLong_FromLongLong(value); }
static SMELT_UNUSED PyObject *smelt_from_unsigned(long long value)
{
    return PyLong_FromUnsignedLongLong((unsigned long long)value);
}
#define SMELT_FROM_INT(T) (SMELT_IS_SIGNED(T) ? smelt_from_signed : smelt_from_unsigned)

static SMELT_UNUSED long long smelt_generic_i8(PyObject *o) { return smelt_as_int8(o); }
static SMELT_UNUSED long long smelt_generic_i16(PyObject *o) { return smelt_as_int16(o); }
static SMELT_UNUSED long long smelt_generic_i32(PyObject *o) { return smelt_as_int32(o); }
static SMELT_UNUSED long long smelt_generic_i64(PyObject *o) { return smelt_as_int64(o); }
static SMELT_UNUSED long long smelt_generic_u8(PyObject *o) { return smelt_as_uint8(o); }
static SMELT_UNUSED long long smelt_generic_u16(PyObject *o) { return smelt_as_uint16(o); }
static SMELT_UNUSED long long smelt_generic_u32(PyObject *o) { return smelt_as_uint32(o); }
static SMELT_UNUSED long long smelt_generic_u64(PyObject *o) { return (long long)smelt_as_uint64(o); }
#define SMELT_BY_SIZE(T, of1, of2, of4, of8) (sizeof(T) == 1 ? of1 : sizeof(T) == 2 ? of2 : sizeof(T) == 4 ? of4 : of8)
#define SMELT_AS_INT(T) (T)(SMELT_IS_SIGNED(T) \
    ? SMELT_BY_SIZE(T, smelt_generic_i8, smelt_generic_i16, smelt_generic_i32, smelt_generic_i64) \
    : SMELT_BY_SIZE(T, smelt_generic_u8, smelt_generic_u16, smelt_generic_u32, smelt_generic_u64))
