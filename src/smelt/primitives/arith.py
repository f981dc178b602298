"""Arithmetic of C values where C's operators are not Python's.

``floordiv`` and ``mod`` assume that the divisor was tested; with ``cdivision``, and for unsigned integers, C's own
operators are right and there is no row.
"""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import BINT, CComplex, CFloat, CInt, Type

_FLOAT_SUFFIX = ("f", "", "l")  # of C's functions, by rank


def _int_suffix(type_: CInt) -> str:
    """Which function of runtime/arith_int.h computes in the type: the narrow ones are computed as int, as C does."""
    if type_.exact and type_.bits <= 32:
        return "int" if type_.signed else "uint"
    return "longlong" if type_.signed else "ulonglong"


def _pure(name: str, c: str, params: tuple[Type, ...], result: Type, part: str) -> Row:
    return Row(name, c, params, result, "never", gil=False, pure=True, part=part)


def _real(name: str, type_: Type) -> Row | None:
    match type_:
        case CInt(signed=True):
            return _pure(f"{name} {type_}", f"smelt_{name}_{_int_suffix(type_)}", (type_, type_), type_, "arith_int")
        case CFloat(rank=rank):
            c = f"smelt_{name}_double{_FLOAT_SUFFIX[rank]}"
            return _pure(f"{name} {type_}", c, (type_, type_), type_, "arith_float")
    return None


def floordiv(type_: Type) -> Row | None:
    """``a // b`` as Python has it; the most negative integer by -1 wraps. None where C's ``/`` does it."""
    return _real("floordiv", type_)


def mod(type_: Type) -> Row | None:
    """``a % b`` as Python has it, the sign being that of `b`. None where C's ``%`` does it."""
    return _real("mod", type_)


def power(type_: Type) -> Row:
    """``a ** b`` in the type: integers wrap, and a negative exponent gives 0 unless the base is 1 or -1.

    Raises
    ------
    LookupError
        If the type is not a number.
    """
    match type_:
        case CInt():
            return _pure(f"pow {type_}", f"smelt_pow_{_int_suffix(type_)}", (type_, type_), type_, "arith_int")
        case CFloat(rank=rank):
            return _pure(f"pow {type_}", f"pow{_FLOAT_SUFFIX[rank]}", (type_, type_), type_, "<math.h>")
        case CComplex():
            return complex_binary("**", type_)
    raise LookupError(f"no power of {type_}")


def c_floor(type_: CFloat) -> Row:
    """C's ``floor`` in the type."""
    return _pure(f"floor {type_}", f"floor{_FLOAT_SUFFIX[type_.rank]}", (type_,), type_, "<math.h>")


def c_fmod(type_: CFloat) -> Row:
    """C's ``fmod`` in the type: the sign is that of the dividend."""
    return _pure(f"fmod {type_}", f"fmod{_FLOAT_SUFFIX[type_.rank]}", (type_, type_), type_, "<math.h>")


def absolute(type_: Type) -> Row:
    """``abs(a)``; of the most negative integer itself, of a complex its modulus.

    Raises
    ------
    LookupError
        If the type is not a number.
    """
    match type_:
        case CInt():
            return _pure(f"abs {type_}", f"smelt_abs_{_int_suffix(type_)}", (type_,), type_, "arith_int")
        case CFloat(rank=rank):
            return _pure(f"abs {type_}", f"fabs{_FLOAT_SUFFIX[rank]}", (type_,), type_, "<math.h>")
        case CComplex(real=real):
            c = f"smelt_abs_complex{_FLOAT_SUFFIX[real.rank]}"
            return _pure(f"abs {type_}", c, (type_,), real, "arith_complex")
    raise LookupError(f"no absolute value of {type_}")


_OVERFLOW = {"+": "add", "-": "sub", "*": "mul", "<<": "lshift"}
_OPERATOR_OF = {"add": "+", "sub": "-", "mul": "*"}


def overflows(operator: str, type_: CInt) -> Row:
    """Whether ``a operator b`` leaves the type's range, for ``overflowcheck``: a condition for a `Check`.

    Raises
    ------
    KeyError
        If the operator is none of ``+ - * <<``.
    """
    name = _OVERFLOW[operator]
    if type_.exact:
        c = f"smelt_{name}_overflows_{'i' if type_.signed else 'u'}{type_.bits}"
    else:
        c = f"SMELT_OVERFLOWS({name}, {type_.c})"
    return _pure(f"{name} overflows {type_}", c, (type_, type_), BINT, "overflow")


def overflow_of(row: Row) -> str | None:
    """The operator whose overflow a row of `overflows` tells, if that is ``+``, ``-`` or ``*``."""
    return _OPERATOR_OF.get(row.name.partition(" ")[0]) if row.part == "overflow" else None


# --- complex ----------------------------------------------------------------------------------------------------------
_COMPLEX = {"*": "mul", "/": "div", "**": "pow"}


def complex_binary(operator: str, type_: CComplex) -> Row:
    """``* / **`` of complex numbers with CPython's formulas; ``+ - == !=`` are C's own.

    Dividing by zero and raising it to a negative power have to be tested before (`complex_is_zero`).

    Raises
    ------
    KeyError
        If the operator is none of ``* / **``.
    """
    name = _COMPLEX[operator]
    c = f"smelt_{name}_complex{_FLOAT_SUFFIX[type_.real.rank]}"
    return _pure(f"{name} {type_}", c, (type_, type_), type_, "arith_complex")


def _complex_part(name: str, type_: CComplex, result: Type) -> Row:
    c = f"smelt_{name}_complex{_FLOAT_SUFFIX[type_.real.rank]}"
    return _pure(f"{name} {type_}", c, (type_,), result, "complexes")


def complex_real(type_: CComplex) -> Row:
    """``z.real``"""
    return _complex_part("real", type_, type_.real)


def complex_imag(type_: CComplex) -> Row:
    """``z.imag``"""
    return _complex_part("imag", type_, type_.real)


def complex_conjugate(type_: CComplex) -> Row:
    """``z.conjugate()``"""
    return _complex_part("conj", type_, type_)


def complex_is_zero(type_: CComplex) -> Row:
    """Whether both parts are zero"""
    return _complex_part("is_zero", type_, BINT)


def complex_make(type_: CComplex) -> Row:
    """The number of a real and an imaginary part"""
    c = f"smelt_make_complex{_FLOAT_SUFFIX[type_.real.rank]}"
    return _pure(f"make {type_}", c, (type_.real, type_.real), type_, "complexes")
