# The C interface of the module datetime. Call import_datetime() before anything else of it.

cdef extern from *:
    # PyDateTime_IMPORT is an assignment, not a call, and leaves NULL behind where it fails.
    """
    #include <Python.h>
    #include <datetime.h>

    static int smelt_import_datetime(void) {
        PyDateTime_IMPORT;
        return PyDateTimeAPI == NULL ? -1 : 0;
    }
    """

    int smelt_import_datetime() except -1

cdef extern from "datetime.h":
    ctypedef class datetime.date [object PyDateTime_Date]:
        pass

    ctypedef class datetime.time [object PyDateTime_Time]:
        pass

    ctypedef class datetime.datetime [object PyDateTime_DateTime]:
        pass

    ctypedef class datetime.timedelta [object PyDateTime_Delta]:
        pass

    ctypedef class datetime.tzinfo [object PyDateTime_TZInfo]:
        pass

    bint PyDate_Check(object o)
    bint PyDate_CheckExact(object o)
    bint PyDateTime_Check(object o)
    bint PyDateTime_CheckExact(object o)
    bint PyTime_Check(object o)
    bint PyTime_CheckExact(object o)
    bint PyDelta_Check(object o)
    bint PyDelta_CheckExact(object o)
    bint PyTZInfo_Check(object o)

    object PyDate_FromDate(int year, int month, int day)
    object PyDateTime_FromDateAndTime(int year, int month, int day, int hour, int minute, int second, int microsecond)
    object PyTime_FromTime(int hour, int minute, int second, int microsecond)
    object PyDelta_FromDSU(int days, int seconds, int microseconds)
    object PyDateTime_FromTimestamp(object args)
    object PyDate_FromTimestamp(object args)

    int PyDateTime_GET_YEAR(object o)
    int PyDateTime_GET_MONTH(object o)
    int PyDateTime_GET_DAY(object o)
    int PyDateTime_DATE_GET_HOUR(object o)
    int PyDateTime_DATE_GET_MINUTE(object o)
    int PyDateTime_DATE_GET_SECOND(object o)
    int PyDateTime_DATE_GET_MICROSECOND(object o)
    int PyDateTime_TIME_GET_HOUR(object o)
    int PyDateTime_TIME_GET_MINUTE(object o)
    int PyDateTime_TIME_GET_SECOND(object o)
    int PyDateTime_TIME_GET_MICROSECOND(object o)
    int PyDateTime_DELTA_GET_DAYS(object o)
    int PyDateTime_DELTA_GET_SECONDS(object o)
    int PyDateTime_DELTA_GET_MICROSECONDS(object o)

cdef inline int import_datetime() except -1:
    return smelt_import_datetime()

cdef inline object date_new(int year, int month, int day):
    return PyDate_FromDate(year, month, day)

cdef inline object timedelta_new(int days, int seconds, int microseconds):
    return PyDelta_FromDSU(days, seconds, microseconds)
