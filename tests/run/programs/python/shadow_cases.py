"""Names of parameters, locals and attributes that could be mistaken for something of C or of the generated code."""

from show import show


def words(int, float, double, char, void, struct, union, enum, typedef, register, static, extern):
    long, short, unsigned, signed = int, float, double, char
    return long, short, unsigned, signed, void, struct, union, enum, typedef, register, static, extern


def more(auto, const, volatile, switch, case, default, goto, do, sizeof, inline, restrict, NULL):
    return auto, const, volatile, switch, case, default, goto, do, sizeof, inline, restrict, NULL


def functions(malloc, free, memcpy, strlen, printf, main, errno, stdin, PyObject, Py_None, Py_INCREF, self):
    return malloc, free, memcpy, strlen, printf, main, errno, stdin, PyObject, Py_None, Py_INCREF, self


def generated(result, error, retval, module, args, kwargs, nargs, frame, line, tmp, t1, t2):
    i, j = t1, t2
    return result, error, retval, module, args, kwargs, nargs, frame, line, tmp, i, j


def macros(EOF, INT_MAX, TRUE, FALSE, assert_, isnan, linux, unix, I, complex, bool, true):
    return EOF, INT_MAX, TRUE, FALSE, assert_, isnan, linux, unix, I, complex, bool, true


def cython_words(cdef, cpdef, ctypedef, cimport, nogil, gil, include, DEF, IF, object, fused, noexcept):
    return cdef, cpdef, ctypedef, cimport, nogil, gil, include, DEF, IF, object, fused, noexcept


def soft(match, type, _, print, exec, nonlocal_, async_, await_, len, range, str, list):
    return match, type, _, print, exec, nonlocal_, async_, await_, len, range, str, list


for function in (words, more, functions, generated, macros, cython_words, soft):
    show(function, *range(12))


def closure(int, struct):
    def static(double=5):
        nonlocal int
        int += double
        return int, struct

    return static(), static(1)


def generator(register, volatile):
    goto = yield register
    volatile = yield goto, volatile
    return volatile


def looping(switch):
    out = []
    for default in switch:
        try:
            case = 10 // default
        except ZeroDivisionError as errno:
            out.append(str(errno))
        else:
            out.append(case)
    return out


show(closure, 1, 2)
show(lambda: list(generator(1, 2)))
show(looping, [5, 0])
_ = __ = ___ = 1
print(_ + __ + ___, [_ for _ in range(2)], (lambda _: _)(5))
a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on = 5
print(a_very_long_name_that_goes_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on_and_on)


class struct:
    int = 1

    def double(self, char=2):
        return self.int + char


print(struct().double(), struct.int)
