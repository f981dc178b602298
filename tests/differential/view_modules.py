"""Sources of the modules that `test_views` drives: functions on views of one element type, and a family of index
expressions, with the same expressions for NumPy.

A part is described by a word with a letter for each of its items: ``i`` an index, ``f`` a whole axis, ``n`` a new axis,
``e`` an ellipsis, and a digit for a slice, whose bits say which of start, stop and step are given. The function for it
takes the numbers in their order.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

NDIMS = (1, 2, 3, 4)
# The dumping functions go one further: a part may have a new axis.
DUMPED = (1, 2, 3, 4, 5)
PARTS = 30
ORDERS = {"strided": lambda n: ", ".join(":" * n), "c": lambda n: ", ".join([":"] * (n - 1) + ["::1"]),
          "f": lambda n: ", ".join(["::1"] + [":"] * (n - 1))}  # fmt: skip


@dataclass(frozen=True)
class Element:
    """An element type: its name in functions and files, how it is spelled, NumPy's type; whether views may be const."""

    name: str
    spelled: str
    numpy: str
    const: bool = True


ELEMENTS = (
    Element("double", "double", "f8"),
    Element("uchar", "unsigned char", "u1"),
    Element("int", "int", "i4"),
    Element("schar", "signed char", "i1"),
    Element("short", "short", "i2"),
    Element("ushort", "unsigned short", "u2"),
    Element("uint", "unsigned int", "u4"),
    Element("long", "long", "l"),
    Element("ulong", "unsigned long", "L"),
    Element("longlong", "long long", "q"),
    Element("ulonglong", "unsigned long long", "Q"),
    Element("float", "float", "f4"),
    Element("longdouble", "long double", "g"),
    Element("cfloat", "float complex", "c8"),
    Element("cdouble", "double complex", "c16"),
    Element("object", "object", "O", const=False),
)
# These have the family of parts as well; one type of each size and kind is enough for what depends on strides alone.
WHOLE = ("double", "object")


def parts(ndim: int) -> list[str]:
    """The words of the family, always the same ones."""
    choice = random.Random(ndim)
    found = {"i" * ndim, "f" * ndim, "7" * ndim, "e", "en", "ne", "ei", "ie", "7", "i", "n" + "f" * ndim}
    while len(found) < PARTS:
        items = choice.choices("iif01234567", k=choice.randint(0, ndim))
        if len(items) < ndim or choice.random() < 0.2:
            items.insert(choice.randint(0, len(items)), "e")
        if choice.random() < 0.25:
            items.insert(choice.randint(0, len(items)), "n")
        if items:
            found.add("".join(items))
    return sorted(word for word in found if resulting(word, ndim) <= DUMPED[-1])


def resulting(word: str, ndim: int) -> int:
    """How many axes a part has."""
    return ndim - word.count("i") + word.count("n")


def numbers(word: str) -> int:
    """How many numbers the function for a part takes."""
    return sum(1 if letter == "i" else bin(int(letter)).count("1") for letter in word if letter not in "fne")


def spelled(word: str) -> str:
    """The index expression of a part over k0, k1, …"""
    names = (f"k{number}" for number in range(100))
    return ", ".join(_item(letter, names) for letter in word)


def _item(letter: str, names: Iterator[str]) -> str:
    fixed = {"i": None, "f": ":", "n": "None", "e": "..."}
    if letter in fixed:
        return fixed[letter] or next(names)
    given = int(letter)
    start, stop = (next(names) if given & bit else "" for bit in (1, 2))
    return f"{start}:{stop}:{next(names)}" if given & 4 else f"{start}:{stop}"


def index_of(word: str, values: list[int]) -> tuple[object, ...]:
    """The same for NumPy."""
    rest = iter(values)
    found: list[object] = []
    for letter in word:
        if letter == "i":
            found.append(next(rest))
        elif letter in "fne":
            found.append({"f": slice(None), "n": None, "e": ...}[letter])
        else:
            found.append(slice(*(next(rest) if int(letter) & bit else None for bit in (1, 2, 4))))
    return tuple(found)


def source_of(element: Element) -> str:
    """The source of the module for an element type."""
    text = ["# cython: language_level=3", ""]
    text += [_dump(element, ndim) for ndim in DUMPED]
    for ndim in NDIMS:
        text += [_elements(element, ndim), _wholes(element, ndim), _layouts(element, ndim)]
        if element.name in WHOLE:
            text += [_part(element, ndim, word) for word in parts(ndim)]
    return "\n".join(text)


def _view(element: Element, ndim: int, order: str = "strided", const: bool = False) -> str:
    qualifier = "const " if const and element.const else ""
    return f"{qualifier}{element.spelled}[{ORDERS[order](ndim)}]"


def _names(ndim: int, letter: str = "k") -> str:
    return ", ".join(f"{letter}{axis}" for axis in range(ndim))


def _parameters(count: int) -> str:
    return "".join(f", Py_ssize_t k{number}" for number in range(count))


def _dump(element: Element, ndim: int) -> str:
    lines = [
        f"cdef tuple dump{ndim}({_view(element, ndim, const=True)} v):",
        f"    cdef Py_ssize_t {_names(ndim, 'i')}",
        "    items = []",
    ]
    for axis in range(ndim):
        lines.append("    " * (axis + 1) + f"for i{axis} in range(v.shape[{axis}]):")
    lines.append("    " * (ndim + 1) + f"items.append(v[{_names(ndim, 'i')}])")
    shape, strides = (", ".join(f"v.{what}[{axis}]" for axis in range(ndim)) for what in ("shape", "strides"))
    return "\n".join([*lines, f"    return ({shape},), ({strides},), items", ""])


def _elements(element: Element, ndim: int) -> str:
    view, at = _view(element, ndim), _names(ndim)
    constant = _view(element, ndim, const=True)
    return f"""
def get{ndim}({constant} v{_parameters(ndim)}):
    return v[{at}]

def set{ndim}({view} v{_parameters(ndim)}, x):
    v[{at}] = x

def add{ndim}({view} v{_parameters(ndim)}, {element.spelled} x):
    v[{at}] += x
"""


def _wholes(element: Element, ndim: int) -> str:
    view, constant = _view(element, ndim), _view(element, ndim, const=True)
    lines = f"""
def dumped{ndim}({constant} v):
    return dump{ndim}(v)

def transposed{ndim}({constant} v):
    return dump{ndim}(v.T)

def fill{ndim}({view} v, {element.spelled} x):
    v[...] = x

def copied{ndim}({constant} v):
    return dump{ndim}(v.copy()), v.copy().is_c_contig()

def copied_fortran{ndim}({constant} v):
    return dump{ndim}(v.copy_fortran()), v.copy_fortran().is_f_contig()

def facts{ndim}({constant} v):
    return (
        len(v), v.ndim, v.size, v.itemsize, v.nbytes, v.is_c_contig(), v.is_f_contig(), v.shape[0],
        v.strides[{ndim - 1}], v.suboffsets[0],
    )
"""
    for other in range(1, ndim + 1):
        lines += f"""
def assign{ndim}_{other}({view} v, {_view(element, other, const=True)} w):
    v[...] = w
"""
    return lines


def _layouts(element: Element, ndim: int) -> str:
    return "".join(
        f"""
def take_{order}{ndim}({_view(element, ndim, order, const)} v):
    return v.shape[0]
"""
        for order, const in (("c", True), ("f", True), ("strided", False))
    )


def _part(element: Element, ndim: int, word: str) -> str:
    result = resulting(word, ndim)
    value = f"v[{spelled(word)}]"
    shown = f"dump{result}({value})" if result else value
    stored = (
        ""
        if not result
        else f"""
def store{ndim}_{word}({_view(element, ndim)} v{_parameters(numbers(word))}, {element.spelled} x):
    {value} = x
"""
    )
    return f"""
def part{ndim}_{word}({_view(element, ndim, const=True)} v{_parameters(numbers(word))}):
    return {shown}
{stored}"""
