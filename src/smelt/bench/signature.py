"""What the parameters of a kernel are called in the languages of its peers, read from its line ``def run(...)``."""

from __future__ import annotations

import ctypes
import re
from typing import Any

from smelt.records import record

# Of each type: C's word, Fortran's, NumPy's, and how ctypes passes one.
TYPES: dict[str, tuple[str, str, str, Any]] = {
    "long": ("long", "integer(c_long)", "int64", ctypes.c_long),
    "int": ("int", "integer(c_int)", "int32", ctypes.c_int),
    "Py_ssize_t": ("ptrdiff_t", "integer(c_size_t)", "int", ctypes.c_ssize_t),
    "double": ("double", "real(c_double)", "float64", ctypes.c_double),
    "float": ("float", "real(c_float)", "float32", ctypes.c_float),
}


@record(frozen=True)
class Parameter:
    """`ndim` is 0 for a number."""

    type: str
    ndim: int
    name: str

    @property
    def extents(self) -> list[str]:
        """The names of an array's extents in C and Fortran."""
        return [f"{self.name}{axis}" for axis in range(self.ndim)]


def parameters(source: str) -> list[Parameter]:
    """The parameters of ``def run(...)``.

    Raises
    ------
    ValueError
        If a parameter is no number and no view of numbers.
    """
    head = re.search(r"^def run\((.*)\):", source, re.MULTILINE)
    if head is None:
        raise ValueError("a kernel has a function 'run'")
    found = []
    for part in re.split(r", (?![:\]])", head.group(1)):
        match = re.fullmatch(r"(\w+)(\[[:, ]+\])? (\w+)", part)
        if match is None or match.group(1) not in TYPES:
            raise ValueError(f"'{part}' is not a parameter that all languages have")
        found.append(Parameter(match.group(1), (match.group(2) or "").count(":"), match.group(3)))
    return found


def c_head(found: list[Parameter]) -> str:
    """C's parameters: an array is a pointer and its extents, ``a0``, ``a1`` …"""
    words = []
    for p in found:
        star = "*" if p.ndim else ""
        words += [f"{TYPES[p.type][0]} {star}{p.name}", *(f"ptrdiff_t {name}" for name in p.extents)]
    return ", ".join(words)


def c_names(found: list[Parameter]) -> str:
    return ", ".join(name for p in found for name in (p.name, *p.extents))


def fortran_head(found: list[Parameter]) -> list[str]:
    """Fortran's declarations of the same: indices from zero, the axes in the other order, as they lie in memory."""
    extents = [name for p in found for name in p.extents]
    lines = [f"integer(c_size_t), value :: {', '.join(extents)}"] if extents else []
    for p in found:
        word = TYPES[p.type][1]
        axes = ", ".join(f"0:{name} - 1" for name in reversed(p.extents))
        lines.append(f"{word} :: {p.name}({axes})" if p.ndim else f"{word}, value :: {p.name}")
    return lines


def pythran_export(found: list[Parameter]) -> str:
    """The comment by which Pythran learns what ``run`` takes."""
    types = [TYPES[p.type][2] + (f"[{', '.join(':' * p.ndim)}]" if p.ndim else "") for p in found]
    return f"#pythran export run({', '.join(types)})\n"


def c_arguments(found: list[Parameter], values: list[Any]) -> list[Any]:
    """What ctypes passes for NumPy's arrays and Python's numbers."""
    given: list[Any] = []
    for p, value in zip(found, values, strict=True):
        if p.ndim:
            given += [ctypes.c_void_p(value.ctypes.data), *(ctypes.c_ssize_t(n) for n in value.shape)]
        else:
            given.append(TYPES[p.type][3](value))
    return given
