"""Names in the C text: those of the source where C allows them, each one thing in its scope.

Functions are ``f_name``, globals ``g_name``, interned strings ``s_name``, other constants ``k1``, builtins
``b_name``: so a local name can collide with none of them once names that begin that way are changed.
"""

from __future__ import annotations

import re
from functools import lru_cache

from smelt.types.words import KEYWORDS

# Beside the keywords, macros of the standard headers, and functions of theirs that generated code may call.
_RESERVED = """
NULL EOF I errno stdin stdout stderr linux unix i386 assert offsetof BUFSIZ RAND_MAX
CLOCKS_PER_SEC M_PI M_E INFINITY NAN HUGE_VAL DOMAIN OVERFLOW UNDERFLOW isnan isinf isfinite signbit signgam
setjmp va_arg va_end va_start acos asin atan atan2 cos sin tan cosh sinh tanh acosh asinh atanh exp exp2 expm1
frexp ldexp log log10 log1p log2 logb modf pow sqrt cbrt ceil fabs floor fmod hypot erf erfc tgamma lgamma rint
round trunc remainder copysign nextafter fdim fmax fmin fma j0 j1 jn y0 y1 yn gamma index rindex abs labs div
ldiv atof atoi atol malloc calloc realloc free qsort bsearch rand srand exit abort getenv system memcpy memset
memcmp memmove strlen strcpy strcmp strncmp strcat strchr printf fprintf sprintf snprintf scanf puts putchar
getchar fopen fclose fread fwrite time clock difftime main creal cimag cabs carg cexp clog csqrt cpow conj
environ read write open close link unlink pipe sleep select result_type self args nargsf kwnames frame sent line
status argv values argspace got old answer head argv
"""
RESERVED = KEYWORDS | frozenset(_RESERVED.split())
# INT_MAX and whatever else a header may define is spelled with capitals and a line below.
_PREFIXED = re.compile(r"(?:[fgsbdkpt]_|[kt]\d+$|Py|_|smelt|SMELT|PyObject|[A-Z][A-Z0-9]*_[A-Z0-9_]+$)")


def identifier(text: str) -> str:
    """Characters that C does not know in names are spelled by their code point."""
    if text.isascii() and text.isidentifier():
        return text
    return "".join(
        c if c.isascii() and (c.isalnum() or c == "_") else f"_{ord(c):x}_" if c > "~" else "_" for c in text
    )


@lru_cache(4096)
def _safe(wanted: str) -> str:
    name = identifier(wanted) or "t"
    if name in RESERVED or name[0].isdigit() or _PREFIXED.match(name):
        name = f"{name}_" if not name[0].isdigit() else f"n{name}"
        if name.startswith("_"):
            name = f"n{name}"
    return name


class Names:
    """The names of one scope; `fixed` are taken already."""

    def __init__(self, fixed: frozenset[str] = frozenset()) -> None:
        self._taken = set(fixed)
        self._next: dict[str, int] = {}

    def unique(self, wanted: str) -> str:
        """`wanted`, or with a number behind it where it is taken."""
        name = wanted
        while name in self._taken:
            number = self._next.get(wanted, 1) + 1
            self._next[wanted] = number
            name = f"{wanted}_{number}"
        self._taken.add(name)
        return name

    def local(self, wanted: str) -> str:
        """A name for a variable or a temporary of a function."""
        return self.unique(_safe(wanted))
