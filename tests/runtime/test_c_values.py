"""C numbers: conversions from and to Python, and Python's arithmetic on them."""

from __future__ import annotations

import contextlib
import math
import sys
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from native import Build

from smelt.primitives import arith, convert, strings
from smelt.primitives.row import Row
from smelt.types import (
    BINT,
    C_INTS,
    CHAR_PTR,
    DOUBLE,
    DOUBLE_COMPLEX,
    FLOAT,
    FLOAT_COMPLEX,
    LONGDOUBLE,
    SIZE,
    SSIZE,
    UCS4,
    CInt,
    Type,
)

EXTERN = {
    "ext_short": CInt("ext_short", "short", 1, True, 32, exact=False),
    "ext_uint": CInt("ext_uint", "unsigned", 2, False, 64, exact=False),
    "ext_u64": CInt("ext_u64", "unsigned long long", 4, False, 32, exact=False),
    "ext_byte": CInt("ext_byte", "signed char", 4, True, 32, exact=False),
}
REAL = {"ext_short": (16, True), "ext_uint": (32, False), "ext_u64": (64, False), "ext_byte": (8, True)}
SIZED = {
    f"{'' if s else 'u'}int{n}_t": CInt(f"{'' if s else 'u'}int{n}_t", f"{'' if s else 'u'}int{n}_t", 2, s, n)
    for s in (True, False)
    for n in (8, 16, 32, 64)
}
INTS: dict[str, CInt] = {**C_INTS, "Py_ssize_t": SSIZE, "size_t": SIZE, **SIZED, **EXTERN}
FLOATS = {"float": FLOAT, "double": DOUBLE, "long double": LONGDOUBLE}


def key(name: str) -> str:
    return name.replace(" ", "_")


def identity(type_: Type) -> Row:
    return Row("same", "", (type_,), type_, "never")


@pytest.fixture(scope="module")
def m(build: Build) -> ModuleType:
    rows: dict[str, Row] = {}
    others = {"complex": DOUBLE_COMPLEX, "fcomplex": FLOAT_COMPLEX, "bint": BINT, "ucs4": UCS4}
    for name, type_ in [*INTS.items(), *FLOATS.items(), *others.items()]:
        rows[f"same_{key(name)}"] = identity(type_)
    for name, type_ in INTS.items():
        for op in ("+", "-", "*", "<<"):
            rows[f"overflow_{arith._OVERFLOW[op]}_{key(name)}"] = arith.overflows(op, type_)
        rows[f"pow_{key(name)}"] = arith.power(type_)
        rows[f"abs_{key(name)}"] = arith.absolute(type_)
    for name, type_ in [*INTS.items(), *FLOATS.items()]:
        if row := arith.floordiv(type_):
            rows[f"floordiv_{key(name)}"] = row
        if row := arith.mod(type_):
            rows[f"mod_{key(name)}"] = row
    for name, type_ in (("complex", DOUBLE_COMPLEX), ("fcomplex", FLOAT_COMPLEX)):
        for op in ("*", "/", "**"):
            rows[f"{arith._COMPLEX[op]}_{name}"] = arith.complex_binary(op, type_)
        rows[f"abs_{name}"] = arith.absolute(type_)
        rows[f"conj_{name}"] = arith.complex_conjugate(type_)
        rows[f"real_{name}"] = arith.complex_real(type_)
        rows[f"imag_{name}"] = arith.complex_imag(type_)
        rows[f"is_zero_{name}"] = arith.complex_is_zero(type_)
        rows[f"make_{name}"] = arith.complex_make(type_)
    texts = "bytes_from_ptr bytes_from_ptr_len str_from_ptr str_from_ptr_len decode_ptr decode_ptr_len"
    for name in [*texts.split(), "str_char", "str_length", "char_from_bytes"]:
        rows[name] = getattr(strings, name)
    for name in ("ptr_from_bytes", "ptr_from_str", "ptr_from_ascii"):
        rows[name] = getattr(strings, name)
    for name, type_ in [*INTS.items(), *FLOATS.items()]:
        if row := convert.argument(type_):
            rows[f"arg_{key(name)}"] = row
    rows["text"] = convert.from_python(CHAR_PTR)
    return build("c_values", rows=rows)


def limits(name: str) -> tuple[int, int]:
    bits, signed = REAL.get(name) or (INTS[name].bits, INTS[name].signed)
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if signed else (0, (1 << bits) - 1)


class Index:
    def __init__(self, value: object) -> None:
        self.value = value

    def __index__(self) -> object:
        return self.value


def range_message(value: int, shown: str, low: int) -> str:
    """What the error says of a value outside of the type, as Cython words it."""
    if value < 0 and low == 0:
        return f"can't convert negative value to {shown}"
    if low < 0 and not -(2**63) <= value < 2**63:
        return f"Python int too large to convert to C {'ssize_t' if shown == 'Py_ssize_t' else 'long'}"
    if low == 0 and value >= 2**64:
        return "Python int too large to convert to C unsigned long"
    return f"value too large to convert to {shown}"


@pytest.mark.parametrize("name", INTS)
def test_int_conversions(m: ModuleType, name: str) -> None:
    same = getattr(m, f"same_{key(name)}")
    low, high = limits(name)
    shown = name
    if name in EXTERN:
        shown = {"ext_short": "int16_t", "ext_uint": "uint32_t", "ext_u64": "uint64_t", "ext_byte": "int8_t"}[name]
    for value in {low, low + 1, 0, 1, 100, -1, 2**29, 2**30, -(2**30), high - 1, high}:
        if not low <= value <= high:
            continue
        assert same(value) == value and same(Index(value)) == value
    assert same(True) == 1
    for value in (low - 1, high + 1, -(10**30), 10**30):
        with pytest.raises(OverflowError) as caught:
            same(value)
        assert str(caught.value) == range_message(value, shown, low)
    for value in ("1", None, [], 1j):
        with pytest.raises(TypeError, match=r"cannot be interpreted as an integer|^an integer is required$"):
            same(value)
    if name == "Py_ssize_t":
        with pytest.raises(TypeError, match="cannot be interpreted as an integer"):
            same(1.5)
    else:
        assert same(1.5) == 1
    with pytest.raises(TypeError):
        same(Index("no"))
    with pytest.raises(ZeroDivisionError):
        same(type("Bad", (), {"__index__": lambda self: 1 // 0})())


@pytest.mark.parametrize("name", [*INTS, *FLOATS])
def test_named_arguments(m: ModuleType, name: str) -> None:
    convert_it = getattr(m, f"arg_{key(name)}", None)
    assert (convert_it is None) == (name in EXTERN)
    if convert_it is None:
        return
    assert convert_it(5, "n") == 5
    with pytest.raises(TypeError, match=r" \(argument 'n'\)$"):
        convert_it([], "n")
    with pytest.raises(ZeroDivisionError, match="by zero"):
        convert_it(type("Bad", (), {"__index__": lambda self: 1 // 0})(), "n")
    if name in INTS:
        message = range_message(10**30, name, limits(name)[0])
        with pytest.raises(OverflowError, match=rf"^{message} \(argument 'n'\)$"):
            convert_it(10**30, "n")


def test_other_conversions(m: ModuleType) -> None:
    class Float:
        def __float__(self) -> float:
            return 2.5

    for name in ("double", "long_double"):
        for value in (0.0, -1.0, 1e300, float("inf"), 3, True, Float(), Index(7)):
            expected = value.value if isinstance(value, Index) else value
            assert getattr(m, f"same_{name}")(value) == float(expected)  # type: ignore[arg-type]
    assert m.same_float(0.1) == 0.10000000149011612 and m.same_float(1e300) == math.inf and m.same_float(-1) == -1
    for value in ("1", None, 1j, 10**400):
        with pytest.raises((TypeError, OverflowError)):
            m.same_double(value)
    assert m.same_bint([]) is False and m.same_bint("x") is True
    assert m.same_complex(1 + 2j) == 1 + 2j and m.same_complex(3) == 3 and m.same_fcomplex(1.5j) == 1.5j
    with pytest.raises(TypeError):
        m.same_complex("1")
    assert m.same_ucs4("é") == "é" and m.same_ucs4(65) == "A" and m.same_ucs4("\U0010ffff") == "\U0010ffff"
    for value, error in (
        ("ab", ValueError),
        ("", ValueError),
        (-1, OverflowError),
        (0x110000, OverflowError),
        (1.0, TypeError),
    ):
        with pytest.raises(error):
            m.same_ucs4(value)


def wrap(value: int, name: str) -> int:
    low, high = limits(name)
    return (value - low) % (high - low + 1) + low


EDGES = [-(2**63), -(2**31), -(2**15), -129, -128, -127, -7, -3, -2, -1, 0, 1, 2, 3, 7, 63, 127, 128, 255]
EDGES += [2**15 - 1, 2**31 - 1, 2**31, 2**32 - 1, 2**63 - 1, 2**63, 2**64 - 1]


@pytest.mark.parametrize("name", INTS)
def test_int_arithmetic(m: ModuleType, name: str) -> None:
    low, high = limits(name)
    values = sorted({v for v in EDGES if low <= v <= high} | {low, high})
    floordiv, mod = getattr(m, f"floordiv_{key(name)}", None), getattr(m, f"mod_{key(name)}", None)
    assert (floordiv is not None) == INTS[name].signed
    for a in values:
        assert getattr(m, f"abs_{key(name)}")(a) == wrap(abs(a), name)
        for b in values:
            if b and floordiv and mod:
                assert floordiv(a, b) == wrap(a // b, name) and mod(a, b) == a % b, (a, b)
            for op, result in (("add", a + b), ("sub", a - b), ("mul", a * b)):
                overflows = getattr(m, f"overflow_{op}_{key(name)}")(a, b)
                assert overflows == (not low <= result <= high), (op, a, b)
            if 0 <= b < 200:
                assert m.__dict__[f"overflow_lshift_{key(name)}"](a, b) == (not low <= a << b <= high), (a, b)
                assert getattr(m, f"pow_{key(name)}")(a, b) == wrap(a**b, name), (a, b)
            elif b < 0 and b > -200:
                expected = {1: 1, -1: -1 if b % 2 else 1}.get(a, 0)
                assert getattr(m, f"pow_{key(name)}")(a, b) == expected


floats = st.floats(allow_nan=True, allow_infinity=True)


def same_float(a: float, b: float) -> bool:
    return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))


def test_float_division(m: ModuleType) -> None:
    @settings(max_examples=2000, deadline=None)
    @given(floats, floats.filter(bool))
    def check(a: float, b: float) -> None:
        assert same_float(m.floordiv_double(a, b), a // b)
        assert same_float(m.mod_double(a, b), a % b)

    check()
    for a in (0.0, -0.0, 1.0, -1.0, 0.1, 7.5, -7.5, math.inf, -math.inf, math.nan):
        for b in (1.0, -1.0, 0.1, -0.1, 3.0, -3.0, math.inf, -math.inf, math.nan):
            assert same_float(m.floordiv_double(a, b), a // b) and same_float(m.mod_double(a, b), a % b), (a, b)
    assert m.floordiv_float(7.5, -2.0) == -4 and m.mod_float(7.5, -2.0) == -0.5 and m.mod_long_double(-7.5, 2) == 0.5


def same_complex(a: complex, b: complex) -> bool:
    return same_float(a.real, b.real) and same_float(a.imag, b.imag)


def test_complex(m: ModuleType) -> None:
    numbers = st.complex_numbers(allow_nan=sys.version_info < (3, 14), allow_infinity=sys.version_info < (3, 14))

    @settings(max_examples=1500, deadline=None)
    @given(numbers, numbers)
    def check(a: complex, b: complex) -> None:
        assert same_complex(m.mul_complex(a, b), a * b)
        if b:
            with contextlib.suppress(OverflowError):
                assert same_complex(m.div_complex(a, b), a / b)
        assert same_complex(m.conj_complex(a), a.conjugate()) and same_float(m.imag_complex(a), a.imag)
        assert m.is_zero_complex(a) == (not a)

    check()
    for a in (1 + 2j, -3.5 + 0.25j, 2j, 5 + 0j, -1 + 0j):
        for b in (0j, 1 + 0j, 2 + 0j, 7 + 0j, -3 + 0j, 0.5 + 0j, 1j, 2.5 - 1.5j, 150 + 0j):
            assert same_complex(m.pow_complex(a, b), a**b), (a, b)
        assert m.abs_complex(a) == abs(a) and m.real_complex(a) == a.real
    assert m.pow_complex(0j, 2 + 0j) == 0 and m.make_complex(1, 2) == 1 + 2j and m.make_fcomplex(1, 2) == 1 + 2j
    assert m.mul_fcomplex(1 + 2j, 3 + 4j) == -5 + 10j and m.div_fcomplex(1 + 2j, 2 + 0j) == 0.5 + 1j


def test_c_strings(m: ModuleType) -> None:
    assert m.bytes_from_ptr(b"ab") == b"ab" and m.bytes_from_ptr_len(b"ab\0c", 4) == b"ab\0c"
    assert m.str_from_ptr("é".encode()) == "é" and m.str_from_ptr_len("éa".encode(), 2) == "é"
    assert (
        m.decode_ptr(b"\xe9", b"latin-1", ...) == "é"
        and m.decode_ptr_len(b"\xe9x", 1, b"ascii", b"replace") == "\ufffd"
    )
    for f in (m.bytes_from_ptr, m.str_from_ptr):
        with pytest.raises(ValueError, match="NULL"):
            f(...)
    with pytest.raises(UnicodeDecodeError):
        m.str_from_ptr(b"\xff")
    assert m.ptr_from_bytes(b"xy") == b"xy" and m.ptr_from_bytes(bytearray(b"z")) == b"z" and m.text(b"q") == b"q"
    assert m.ptr_from_str("é") == "é".encode() and m.ptr_from_ascii("a") == b"a" and m.ptr_from_str(b"a") == b"a"
    for value, found in (("a", "str"), (None, "NoneType"), (5, "int")):
        with pytest.raises(TypeError, match=f"expected bytes, {found} found"):
            m.ptr_from_bytes(value)
    with pytest.raises(UnicodeEncodeError):
        m.ptr_from_ascii("é")
    assert m.str_char("aé", 1) == "é" and m.str_char("ab", -2) == "a" and m.str_length("aé") == 2
    with pytest.raises(IndexError, match="string index out of range"):
        m.str_char("ab", 2)
    with pytest.raises(TypeError, match="not subscriptable"):
        m.str_char(None, 0)
    assert m.char_from_bytes(b"A") == 65 and m.char_from_bytes(66) == 66
    for value, error in ((b"ab", ValueError), (300, OverflowError), ("a", TypeError)):
        with pytest.raises(error):
            m.char_from_bytes(value)
