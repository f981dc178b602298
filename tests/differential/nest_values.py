"""Values of C for random nests: each as Cython-language text and as Python that computes the same.

C converts to the common type, wraps, and rounds to `float`; Python's text says so wherever its own numbers would not.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from struct import pack, unpack
from typing import Any

import numpy as np

ROUNDS = 12_000  # of all loops of one call


@dataclass(frozen=True)
class Number:
    """A type of C: its kind is i(nteger), u(nsigned), f(loat) or c(omplex)."""

    name: str
    kind: str
    bits: int
    array: Any

    @property
    def code(self) -> str:
        return f"{self.kind}{self.bits}"

    @property
    def whole(self) -> bool:
        return self.kind in "iu"

    def holds(self, other: Number) -> bool:
        """Whether it has all values of another integer type."""
        if self.kind == other.kind:
            return self.bits >= other.bits
        return self.kind == "i" and other.kind == "u" and self.bits > other.bits


INT = Number("int", "i", 32, np.intc)
SSIZE = Number("Py_ssize_t", "i", 64, np.intp)
DOUBLE = Number("double", "f", 64, np.double)
FLOAT = Number("float", "f", 32, np.single)
UINT = Number("unsigned int", "u", 32, np.uintc)
BYTE = Number("unsigned char", "u", 8, np.ubyte)
SIZE = Number("size_t", "u", 64, np.uintp)
COMPLEX = Number("double complex", "c", 128, np.cdouble)
INTEGERS = (
    Number("signed char", "i", 8, np.byte), BYTE, Number("short", "i", 16, np.short),
    Number("unsigned short", "u", 16, np.ushort), INT, UINT, Number("long", "i", 64, np.int_),
    Number("long long", "i", 64, np.longlong), Number("unsigned long long", "u", 64, np.ulonglong), SSIZE,
)  # fmt: skip
OTHERS = (FLOAT, COMPLEX, Number("float complex", "c", 64, np.csingle))
COUNTERS = (
    SSIZE, SSIZE, SSIZE, SSIZE, INT, INT, INTEGERS[6], INTEGERS[2], INTEGERS[0], INTEGERS[7], UINT, SIZE, BYTE,
)  # fmt: skip


@dataclass(frozen=True)
class Value:
    """An expression in both languages."""

    text: str
    python: str
    number: Number


def literal(value: float) -> Value:
    return Value(repr(value), repr(value), INT if isinstance(value, int) else DOUBLE)


def common(left: Number, right: Number) -> Number:
    """In which type C computes."""
    kinds = left.kind + right.kind
    if "c" in kinds:
        wide = any(n.kind == "c" and n.bits == 128 for n in (left, right)) or DOUBLE in (left, right)
        return COMPLEX if wide or not any(n.kind == "c" for n in (left, right)) else OTHERS[2]
    if "f" in kinds:
        return DOUBLE if DOUBLE in (left, right) else FLOAT
    sides = [INT if n.bits < 32 else n for n in (left, right)]
    bits = max(n.bits for n in sides)
    unsigned = any(n.kind == "u" and n.bits == bits for n in sides)
    return {(32, False): INT, (32, True): UINT, (64, False): SSIZE, (64, True): SIZE}[bits, unsigned]


def converted(number: Number, value: Value) -> str:
    """The Python of a value in another type."""
    if value.number.code == number.code or (number.whole and number.holds(value.number)):
        return value.python
    if number == DOUBLE and value.number.kind == "f":
        return value.python
    return f"{number.code}({value.python})"


def binary(op: str, left: Value, right: Value, sure: bool = False) -> Value:
    """Arithmetic; `sure`: integers that do not fit raise."""
    number = common(left.number, right.number)
    if op == "/" and number.whole:
        number = DOUBLE
    one, other = converted(number, left), converted(number, right)
    if number.kind == "c" and op == "*":
        python = f"product{number.bits}({one}, {other})"
    elif number.code == "c64" and op == "/":
        python = f"ratio64({one}, {other})"
    elif op == "//" and number.code == "i64":
        python = f"quotient({one}, {other})"
    elif number.whole or number.code in ("f32", "c64"):
        held = f"sure_{number.code}" if sure and number.whole and op in ("+", "-", "*") else number.code
        python = f"{held}({one} {op} {other})"
    else:
        python = f"({one} {op} {other})"
    return Value(f"({left.text} {op} {right.text})", python, number)


def negative(value: Value) -> Value:
    number = common(value.number, INT) if value.number.whole else value.number
    return Value(f"(-{value.text})", f"{number.code}(-{converted(number, value)})", number)


def absolute(value: Value) -> Value:
    number = common(value.number, INT) if value.number.whole else value.number
    return Value(f"abs({value.text})", f"{number.code}(abs({converted(number, value)}))", number)


def extreme(word: str, left: Value, right: Value) -> Value:
    number = common(left.number, right.number)
    one, other = converted(number, left), converted(number, right)
    return Value(f"{word}({left.text}, {right.text})", f"{word}({one}, {other})", number)


def cast(number: Number, value: Value) -> Value:
    return Value(f"(<{number.name}>{value.text})", f"{number.code}({value.python})", number)


def choice(test: Value, left: Value, right: Value) -> Value:
    number = common(left.number, right.number)
    python = f"({converted(number, left)} if {test.python} else {converted(number, right)})"
    return Value(f"({left.text} if {test.text} else {right.text})", python, number)


def compared(op: str, left: Value, right: Value) -> Value:
    number = common(left.number, right.number)
    python = f"{converted(number, left)} {op} {converted(number, right)}"
    return Value(f"{left.text} {op} {right.text}", python, INT)


# --- what the Python calls ---


class Runaway(Exception):
    """The call takes too long to be worth it."""


class Budget:
    """How many rounds a call has left."""

    left = ROUNDS


def _wrap(bits: int, signed: bool) -> Callable[[int], int]:
    whole, low = 1 << bits, -(1 << (bits - 1)) if signed else 0
    high = whole + low

    def wrap(value: int) -> int:
        return value if low <= value < high else (value - low) % whole + low

    return wrap


def _sure(bits: int, signed: bool) -> Callable[[int], int]:
    wrap = _wrap(bits, signed)

    def sure(value: int) -> int:
        if wrap(value) != value:
            raise OverflowError
        return value

    return sure


def single(value: float) -> float:
    try:
        return float(unpack("f", pack("f", value))[0])
    except OverflowError:
        return float(np.single(value))


def small(value: complex) -> complex:
    value = complex(value)
    return complex(single(value.real), single(value.imag))


def product(a: complex, b: complex) -> complex:
    return complex(a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real)


def small_product(a: complex, b: complex) -> complex:
    real = single(single(a.real * b.real) - single(a.imag * b.imag))
    return complex(real, single(single(a.real * b.imag) + single(a.imag * b.real)))


def small_ratio(a: complex, b: complex) -> complex:
    """Python's division of complex numbers, in C's `float`."""
    if b == 0:
        raise ZeroDivisionError
    real = abs(b.real) >= abs(b.imag)
    large, low = (b.real, b.imag) if real else (b.imag, b.real)
    ratio = single(low / large)
    scale = single(large + single(low * ratio))
    if real:
        upper = single(a.real + single(a.imag * ratio)), single(a.imag - single(a.real * ratio))
    else:
        upper = single(single(a.real * ratio) + a.imag), single(single(a.imag * ratio) - a.real)
    return complex(single(upper[0] / scale), single(upper[1] / scale))


def quotient(a: int, b: int) -> int:
    found = a // b
    if found >= 2**63:
        raise OverflowError
    return found


def bounded(*bounds: int) -> range:
    found = range(*(operator.index(b) for b in bounds))
    if not -(10**9) < found.start < 10**9 or not -(10**9) < found.stop < 10**9:
        raise Runaway
    Budget.left -= len(found)
    if Budget.left < 0:
        raise Runaway
    return found


HELPERS: dict[str, Any] = {
    "range": bounded, "prange": lambda *bounds, **_: bounded(*bounds), "f32": single, "f64": float, "c128": complex,
    "c64": small, "product128": product, "product64": small_product,
    "quotient": quotient, "ratio64": small_ratio,
    **{f"{'iu'[not s]}{b}": _wrap(b, s) for b in (8, 16, 32, 64) for s in (True, False)},
    **{f"sure_{'iu'[not s]}{b}": _sure(b, s) for b in (32, 64) for s in (True, False)},
}  # fmt: skip


class Strict:
    """A view for Python, with its parts; where there is no wraparound, negative indices are out of range."""

    def __init__(self, values: np.ndarray[Any, Any], wrapping: bool) -> None:
        self.values = values
        self.items: Any = values if values.dtype.kind == "c" else memoryview(values)  # type: ignore[arg-type]
        self.shape = values.shape
        self.wrapping = wrapping

    @property
    def T(self) -> Strict:
        return Strict(self.values.T, self.wrapping)

    def __iter__(self) -> Iterator[Any]:
        return (self[index] for index in range(self.shape[0]))

    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, tuple) and any(isinstance(part, slice) for part in index):
            return Strict(self.values[index], self.wrapping)
        if isinstance(index, slice):
            return Strict(self.values[index], self.wrapping)
        self.look(index)
        if not isinstance(index, tuple) and self.values.ndim > 1:
            return Strict(self.values[index], self.wrapping)
        value = self.items[index]
        return value.item() if isinstance(value, np.generic) else value

    def __setitem__(self, index: Any, value: Any) -> None:
        self.look(index)
        self.items[index] = value

    def look(self, index: Any) -> None:
        if not self.wrapping or self.items is self.values:
            for part in index if isinstance(index, tuple) else (index,):
                if part > 2**62 or (part < 0 and not self.wrapping):
                    raise IndexError
