"""C's library for uncompiled runs: what Python's own modules offer, with C's answers where they differ."""

from __future__ import annotations

import errno
import math
import os
import random
import re
import struct
import sys
import time
from collections.abc import Callable
from typing import Any

from smelt.shadow._ctypes import FloatType, IntType, Pointer, round_to_float
from smelt.shadow._names import CHAR, VOID, types


def _quiet(function: Callable[..., float], poles: dict[float, float] | None = None) -> Callable[..., float]:
    """A function of `math` that answers as C does where Python raises: NaN, or an infinity."""

    def wrapped(*args: Any) -> float:
        try:
            return function(*map(float, args))
        except OverflowError:
            return math.inf
        except ValueError:
            return (poles or {}).get(float(args[0]), math.nan)

    wrapped.__name__ = function.__name__
    return wrapped


_PLAIN = (
    "acos", "acosh", "asin", "asinh", "atan", "atan2", "atanh", "cbrt", "copysign", "cos", "cosh", "erf",
    "erfc", "exp", "exp2", "expm1", "fabs", "fmod", "hypot", "lgamma", "log", "log10", "log1p", "log2",
    "nextafter", "pow", "remainder", "sin", "sinh", "sqrt", "tan", "tanh",
)  # fmt: skip
_POLES = {"log": {0.0: -math.inf}, "log2": {0.0: -math.inf}, "log10": {0.0: -math.inf}, "log1p": {-1.0: -math.inf},
          "atanh": {1.0: math.inf, -1.0: -math.inf}, "lgamma": {0.0: math.inf}}  # fmt: skip


def _rounding(function: Callable[[float], int]) -> Callable[[float], float]:
    def wrapped(x: float) -> float:
        return math.copysign(float(function(x)), x) if math.isfinite(x) else x

    return wrapped


def _away(x: float) -> int:
    return math.floor(abs(x) + 0.5) * (1 if x >= 0 else -1)


def math_module() -> dict[str, Any]:
    """``libc.math``; the variants ``…f`` round to C's float, ``…l`` are those of double."""
    found: dict[str, Any] = {name: _quiet(getattr(math, name), _POLES.get(name)) for name in _PLAIN}
    found |= {
        "floor": _rounding(math.floor),
        "ceil": _rounding(math.ceil),
        "trunc": _rounding(math.trunc),
        "round": _rounding(_away),
        "rint": _rounding(round),
        "nearbyint": _rounding(round),
        "tgamma": _quiet(math.gamma),
        "fmax": lambda x, y: y if math.isnan(x) else x if math.isnan(y) else max(x, y),
        "fmin": lambda x, y: y if math.isnan(x) else x if math.isnan(y) else min(x, y),
        "fdim": lambda x, y: max(x - y, 0.0),
        "fma": lambda x, y, z: x * y + z,
        "ldexp": math.ldexp,
        "logb": lambda x: float(math.frexp(x)[1] - 1),
    }
    for name in list(found):
        single = found[name]
        found[f"{name}f"] = lambda *args, _f=single: round_to_float(_f(*args))
        found[f"{name}l"] = single
    found |= {
        "lround": lambda x: int(_away(x)), "llround": lambda x: int(_away(x)), "lrint": round, "llrint": round,
        "ilogb": lambda x: math.frexp(x)[1] - 1,
        "isnan": math.isnan, "isinf": math.isinf, "isfinite": math.isfinite, "finite": math.isfinite,
        "isnormal": lambda x: math.isfinite(x) and abs(x) >= sys.float_info.min,
        "signbit": lambda x: math.copysign(1.0, x) < 0,
        "M_E": math.e, "M_LOG2E": math.log2(math.e), "M_LOG10E": math.log10(math.e), "M_LN2": math.log(2),
        "M_LN10": math.log(10), "M_PI": math.pi, "M_PI_2": math.pi / 2, "M_PI_4": math.pi / 4, "M_1_PI": 1 / math.pi,
        "M_2_PI": 2 / math.pi, "M_2_SQRTPI": 2 / math.sqrt(math.pi), "M_SQRT2": math.sqrt(2),
        "M_SQRT1_2": math.sqrt(0.5),
        "INFINITY": math.inf, "NAN": math.nan, "HUGE_VAL": math.inf,
    }  # fmt: skip
    return found


# --- memory ---


def malloc(size: int) -> Pointer:
    """`size` bytes; see them as items through ``cython.cast(cython.p_double, ...)``."""
    return Pointer(VOID, bytearray(size), 0, 1)


def calloc(count: int, size: int) -> Pointer:
    return malloc(count * size)


def realloc(pointer: Pointer | None, size: int) -> Pointer:
    """New memory with what the old one held, which is lost."""
    made = malloc(size)
    if pointer is not None and pointer:
        kept = min(size, len(pointer.store))
        made.store[:kept] = pointer.store[:kept]
        free(pointer)
    return made


def free(pointer: Pointer | None) -> None:
    """Let memory go: this pointer is NULL from now on."""
    if pointer is not None:
        pointer.store, pointer.offset = None, 0


def _raw(pointer: Any) -> tuple[bytearray, int]:
    if not isinstance(pointer, Pointer) or not isinstance(pointer.store, bytearray):
        raise TypeError("memory from malloc is needed here")
    return pointer.store, pointer.offset


def memcpy(target: Pointer, source: Any, size: int) -> Pointer:
    """Copy bytes; the two may overlap, as in memmove."""
    store, offset = _raw(target)
    if isinstance(source, (bytes, bytearray)):
        store[offset : offset + size] = source[:size]
    else:
        other, start = _raw(source)
        store[offset : offset + size] = other[start : start + size]
    return target


def memset(target: Pointer, value: int, size: int) -> Pointer:
    store, offset = _raw(target)
    store[offset : offset + size] = bytes([value & 255]) * size
    return target


def memcmp(a: Any, b: Any, size: int) -> int:
    """Negative, zero or positive as the first bytes compare."""
    left, right = (x[:size] if isinstance(x, (bytes, bytearray)) else _raw(x)[0][_raw(x)[1] :][:size] for x in (a, b))
    return (left > right) - (left < right)


def _text(value: Any) -> bytes:
    """The bytes of a C string."""
    if isinstance(value, Pointer):
        store, offset = _raw(value)
        return bytes(store[offset:]).split(b"\0", 1)[0]
    return value.encode() if isinstance(value, str) else bytes(value)


def stdlib_module() -> dict[str, Any]:
    def number(text: Any, pattern: str) -> str:
        match = re.match(rf"\s*({pattern})", _text(text).decode(errors="replace"))
        return match[1] if match else "0"

    whole, real = r"[+-]?\d+", r"[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?"
    return {
        "malloc": malloc, "calloc": calloc, "realloc": realloc, "free": free,
        "abs": abs, "labs": abs, "llabs": abs,
        "atoi": lambda s: int(number(s, whole)), "atol": lambda s: int(number(s, whole)),
        "atoll": lambda s: int(number(s, whole)), "atof": lambda s: float(number(s, real)),
        "rand": lambda: random.randint(0, 2**31 - 1), "srand": random.seed, "RAND_MAX": 2**31 - 1,
        "exit": sys.exit, "abort": os.abort, "system": os.system,
        "getenv": lambda name: os.environb.get(_text(name)) if hasattr(os, "environb") else None,
        "EXIT_SUCCESS": 0, "EXIT_FAILURE": 1,
    }  # fmt: skip


def string_module() -> dict[str, Any]:
    def strcmp(a: Any, b: Any) -> int:
        return (_text(a) > _text(b)) - (_text(a) < _text(b))

    return {
        "memcpy": memcpy, "memmove": memcpy, "memset": memset, "memcmp": memcmp,
        "strlen": lambda s: len(_text(s)), "strcmp": strcmp,
        "strncmp": lambda a, b, n: strcmp(_text(a)[:n], _text(b)[:n]),
    }  # fmt: skip


def stdio_module() -> dict[str, Any]:
    def formatted(text: Any, args: tuple[Any, ...]) -> str:
        plain = re.sub(r"%([-+ #0-9.*]*)(?:hh|h|ll|l|z|j|t|L)?([a-zA-Z])", _python_format, _text(text).decode())
        values = tuple(_text(a).decode() if isinstance(a, (bytes, Pointer)) else a for a in args)
        return plain % values

    def fprintf(stream: Any, text: Any, *args: Any) -> int:
        return int(stream.write(formatted(text, args)))

    def printf(text: Any, *args: Any) -> int:
        return fprintf(sys.stdout, text, *args)

    return {
        "printf": printf, "fprintf": fprintf, "stdout": sys.stdout, "stderr": sys.stderr, "stdin": sys.stdin,
        "puts": lambda s: printf(_text(s) + b"\n"), "putchar": lambda c: sys.stdout.write(chr(c)) and c, "EOF": -1,
        "fflush": lambda stream: (stream or sys.stdout).flush() or 0,
    }  # fmt: skip


def _python_format(match: re.Match[str]) -> str:
    letter = {"p": "x"}.get(match[2], match[2])
    return f"%{match[1]}{letter}"


# --- numbers ---


def stdint_module() -> dict[str, Any]:
    letters = {8: "b", 16: "h", 32: "i", 64: "q"}
    found: dict[str, Any] = {}
    for bits, letter in letters.items():
        for sign, low, high in (("", -(2 ** (bits - 1)), 2 ** (bits - 1) - 1), ("u", 0, 2**bits - 1)):
            code = letter.upper() if sign else letter
            for middle in ("", "_least"):
                found[f"{sign}int{middle}{bits}_t"] = IntType(f"{sign}int{middle}{bits}_t", code)
            fast = code if bits in (8, 64) else ("Q" if sign else "q")
            found[f"{sign}int_fast{bits}_t"] = IntType(f"{sign}int_fast{bits}_t", fast)
            word = f"{sign.upper()}INT{bits}"
            found[f"{word}_MAX"] = high
            if not sign:
                found[f"{word}_MIN"] = low
    for name, letter in {"intptr_t": "n", "uintptr_t": "N", "intmax_t": "q", "uintmax_t": "Q"}.items():
        found[name] = IntType(name, letter)
    size = 8 * struct.calcsize("P")
    found |= {"SIZE_MAX": 2**size - 1, "INTPTR_MAX": 2 ** (size - 1) - 1, "UINTPTR_MAX": 2**size - 1}
    return found


def limits_module() -> dict[str, Any]:
    found: dict[str, Any] = {"CHAR_BIT": 8, "CHAR_MIN": -128, "CHAR_MAX": 127}
    words = (("SCHAR", "b"), ("SHRT", "h"), ("INT", "i"), ("LONG", "l"), ("LLONG", "q"))
    for word, letter in words:
        bits = 8 * struct.calcsize(letter)
        found[f"{word}_MAX"] = 2 ** (bits - 1) - 1
        found[f"{word}_MIN"] = -(2 ** (bits - 1))
        found[f"U{word.removeprefix('S') if word == 'SCHAR' else word}_MAX"] = 2**bits - 1
    return found


def float_module() -> dict[str, Any]:
    info = sys.float_info
    return {
        "FLT_RADIX": info.radix, "DBL_DIG": info.dig, "DBL_EPSILON": info.epsilon, "DBL_MANT_DIG": info.mant_dig,
        "DBL_MAX": info.max, "DBL_MAX_EXP": info.max_exp, "DBL_MAX_10_EXP": info.max_10_exp, "DBL_MIN": info.min,
        "DBL_MIN_EXP": info.min_exp, "DBL_MIN_10_EXP": info.min_10_exp, "FLT_DIG": 6, "FLT_MANT_DIG": 24,
        "FLT_EPSILON": 2.0**-23, "FLT_MAX": (2 - 2.0**-23) * 2.0**127, "FLT_MIN": 2.0**-126,
    }  # fmt: skip


def time_module() -> dict[str, Any]:
    return {
        "time": lambda _: int(time.time()),
        "clock": lambda: int(time.process_time() * 1_000_000),
        "CLOCKS_PER_SEC": 1_000_000,
        "difftime": lambda a, b: float(a - b),
        "time_t": IntType("time_t", "q"),
        "clock_t": IntType("clock_t", "l"),
    }


def stddef_module() -> dict[str, Any]:
    named = types()
    return {"size_t": named["size_t"], "ptrdiff_t": named["ptrdiff_t"], "wchar_t": IntType("wchar_t", "i")}


def errno_module() -> dict[str, Any]:
    return {**{name: getattr(errno, name) for name in dir(errno) if name.startswith("E")}, "errno": 0}


MODULES: dict[str, Callable[[], dict[str, Any]]] = {
    "libc.math": math_module,
    "libc.stdlib": stdlib_module,
    "libc.string": string_module,
    "libc.stdio": stdio_module,
    "libc.stdint": stdint_module,
    "libc.limits": limits_module,
    "libc.float": float_module,
    "libc.time": time_module,
    "libc.stddef": stddef_module,
    "libc.errno": errno_module,
}

__all__ = ["CHAR", "MODULES", "FloatType"]
