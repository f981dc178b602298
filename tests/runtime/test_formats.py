"""Formats of buffers (PEP 3118) against the element types of views, structs included."""

from __future__ import annotations

import struct
import sys
from types import ModuleType

import pytest
from native import Build

from smelt.emit.ctypes import record_definition
from smelt.emit.dtypes import Dtypes
from smelt.emit.names import Names
from smelt.types import C_INTS, DOUBLE, DOUBLE_COMPLEX, FLOAT, OBJECT, CArray, Struct, Type
from smelt.types.kinds import CHAR, INT, SCHAR, Record

FOREIGN, OWN = "><" if sys.byteorder == "little" else "<>"


def made(name: str, packed: bool = False, **fields: Type) -> Struct:
    return Struct(name, f"struct {name}", "struct", packed, Record(fields))


Pair = made("Pair", real=FLOAT, imag=FLOAT)
Mixed = made("Mixed", real=DOUBLE, imag=FLOAT)
Pairs = made("Pairs", a=Pair, b=Pair, c=Pair)
Small = made("Small", a=CHAR, b=INT, c=INT, d=INT)
Text = made("Text", c=CArray(CHAR, 90198))
Head = made("Head", a=CHAR, b=INT, c=Pair, d=FLOAT)
Flat = made("Flat", a=CHAR, b=INT, c=Pair, c2=FLOAT, d=CHAR, e=INT, f=INT, g=INT)
Nested = made("Nested", a=Head, b=Small)
Last = made("Last", a=CHAR, b=INT, c=Pair, c2=FLOAT, d=Small)
PackedPart = made("PackedPart", True, x=CHAR, y=INT)
Packed = made("Packed", True, a=CHAR, b=INT, sub=PackedPart)
Loose = made("Loose", a=CHAR, b=INT, sub=PackedPart)
Part = made("Part", x=CHAR, y=INT)
Crooked = made("Crooked", True, a=CHAR, sub=Part, b=CHAR, c=INT)
Named = made("Named", True, a=FLOAT, b=INT, c=CArray(CHAR, 5), d=CArray(CHAR, 3))
Arrays = made("Arrays", a=INT, b=CArray(FLOAT, 8), c=FLOAT, d=C_INTS["unsigned long long"], e=CArray(INT, 5), f=INT,
              g=INT, h=CArray(DOUBLE, 4), i=INT)  # fmt: skip
Matrix = made("Matrix", a=DOUBLE, b=CArray(CArray(DOUBLE, 2), 2), c=FLOAT, d=FLOAT)
Rows = made("Rows", n=INT, rows=CArray(Pair, 2), z=DOUBLE_COMPLEX)
Word = CArray(CArray(SCHAR, 4), 4)
STRUCTS = [Pair, Mixed, Pairs, Small, Text, Head, Flat, Nested, Last, PackedPart, Packed, Loose, Part, Crooked, Named,
           Arrays, Matrix, Rows]  # fmt: skip
SCALARS = [INT, C_INTS["unsigned long"], FLOAT, OBJECT, DOUBLE_COMPLEX, Word]
TYPES: dict[str, Type] = {str(t): t for t in [*STRUCTS, *SCALARS]}

BODY = """
%s
static const smelt_dtype *const all[] = {%s};
static PyObject *check(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    Py_buffer b;
    (void)self, (void)count;
    memset(&b, 0, sizeof b);
    b.format = (char *)PyUnicode_AsUTF8(args[1]);
    b.itemsize = all[PyLong_AsLong(args[0])]->size;
    return smelt_check_dtype(&b, all[PyLong_AsLong(args[0])]) < 0 ? NULL : Py_NewRef(Py_None);
}
"""


@pytest.fixture(scope="module")
def m(build: Build) -> ModuleType:
    parts = {"dtype_match"}
    dtypes = Dtypes(Names(), parts)
    variables = [f"&{dtypes.variable(type_)}" for type_ in TYPES.values()]
    definitions = [d for d in map(record_definition, STRUCTS) if d is not None]
    text = "\n".join([*definitions, *dtypes.definitions()])
    return build("formats_module", sorted(parts), BODY % (text, ", ".join(variables)), ["check"])


@pytest.mark.parametrize(
    ("name", "formats"),
    [
        ("int", ["i", "1i", "@i", "=i", f"{OWN}i", " i ", "i:name:", "T{i}", "T{i:x:}", "(1)i"[3:]]),
        ("unsigned long", ["L", "@L"]),
        ("object", ["O"]),
        ("double complex", ["Zd", "1Zd", f"{OWN}Zd"]),
        ("Small", ["ciii", "c1i1i1i", "c3i", "ci2i", "c@i@2i", "cxiii", "c3xiii", "cxxxiii", "=c3xiii", "=cxxx@iii",
                   "biii", "Biii", "1siii"]),
        ("Text", ["90198s", "(90198)c", "90198c"]),
        *[(name, ["ciZffciii", "@ci3fc3i", "@ciZffci2i", "ciZffT{ciii}", "cT{ifffc2i}i", "ciZffc3T{i}",
                  "T{c}T{T{iZffT{ci}}}2T{T{i}}"]) for name in ("Flat", "Nested", "Last")],
        ("Pairs", ["ZfZfZf", "3Zf", "6f", "3T{Zf}", "3T{ff}", "T{Zf:a:}2T{Zf:b:}"]),
        ("Packed", ["^cici", "=cici"]),
        ("Loose", ["^c@i^ci", "@ci^ci", "^c@i=ci", "@ci=ci", "ci^ci", "ci=ci"]),
        ("Crooked", ["^ccxxxici", "^ccxxxi^ci", "c=cxxxi^ci", "c^cxxxi^ci", "c^cxxxi=ci", "ccxxx^i@c^i"]),
        ("Named", ["T{f:a:i:b:5s:c:3s:d:}", "T{f:a:i:b:(5)c:c:(3)b:d:}"]),
        ("Arrays", ["T{i:a:(8)f:b:f:c:Q:d:(5)i:e:i:f:i:g:xxxx(4)d:h:i:i:}", "i(8)ffQ(5)iii(4)di"]),
        ("Matrix", ["T{d:a:(2,2)d:b:f:c:f:d:}"]),
        ("Rows", ["iT{ff}T{ff}xxxxZd", "i2ZfxxxxZd", "T{i:n:(2)T{f:r:f:i:}:rows:xxxxZd:z:}", "i(2)ZfZd"]),
        (str(Word), ["(4,4)b", "(4,4)c"]),
    ],
)  # fmt: skip
def test_fits(m: ModuleType, name: str, formats: list[str]) -> None:
    if struct.calcsize("@Pi") != 12:
        pytest.skip("the formats are those of 64-bit machines with ints of four bytes")
    for text in formats:
        m.check([*TYPES].index(name), text)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("int", "b", "Buffer dtype mismatch, expected 'int' but got 'signed char'"),
        ("int", "f", "Buffer dtype mismatch, expected 'int' but got 'float'"),
        ("int", "if", "Buffer dtype mismatch, expected end but got 'float'"),
        ("int", "2i", "Buffer dtype mismatch, expected end but got 'int'"),
        ("int", "", "Buffer dtype mismatch, expected 'int' but got end"),
        ("int", "xxxx", "Buffer dtype mismatch, expected 'int' but got end"),
        ("int", "$$", "Does not understand character buffer dtype format string ('$')"),
        ("int", "Zi", "Does not understand character buffer dtype format string ('i')"),
        ("int", "P", "Buffer dtype mismatch, expected 'int' but got 'a pointer'"),
        ("int", "&<i", "Buffer dtype mismatch, expected 'int' but got 'a pointer'"),
        ("int", "i:name", "Unexpected end of a name in the format of the buffer"),
        ("int", "T{i", "Does not understand character buffer dtype format string ('\0')"),
        ("int", "(2", "Does not understand character buffer dtype format string ('\0')"),
        ("int", "(2)i", "Expected 0 dimension(s), got 1"),
        ("int", f"{FOREIGN}i", "Big-endian buffer not supported on little-endian compiler"),
        ("int", "!i", "Big-endian buffer not supported on little-endian compiler"),
        ("object", "i", "Buffer dtype mismatch, expected 'Python object' but got 'int'"),
        ("double complex", "d", "Buffer dtype mismatch, expected 'double complex' but got 'double'"),
        ("Small", "cii", "Buffer dtype mismatch, expected 'int' but got end in 'Small.d'"),
        ("Small", "=ciii", "Buffer dtype mismatch; next field is at offset 1 but 4 expected"),
        ("Small", "ifii", "Buffer dtype mismatch, expected 'char' but got 'int' in 'Small.a'"),
        ("Pairs", "fZfZff", "Buffer dtype mismatch, expected 'float' but got 'complex float' in 'Pair.imag'"),
        ("Mixed", "Zd", "Buffer dtype mismatch, expected 'double' but got 'complex double' in 'Mixed.real'"),
        ("Packed", "^c@i^ci", "Buffer dtype mismatch; next field is at offset 4 but 1 expected"),
        ("Packed", "@cici", "Buffer dtype mismatch; next field is at offset 4 but 1 expected"),
        ("Loose", "^cici", "Buffer dtype mismatch; next field is at offset 1 but 4 expected"),
        ("Crooked", "ccxxxici", "Buffer dtype mismatch; next field is at offset 8 but 5 expected"),
        ("Crooked", "ccici", "Buffer dtype mismatch; next field is at offset 4 but 5 expected"),
        ("Named", "fi4sx3s", "Expected a dimension of size 5, got 4"),
        ("Arrays", "i(7)f", "Expected a dimension of size 8, got 7"),
        ("Matrix", "d(4)dff", "Expected 2 dimension(s), got 1"),
        (str(Word), "4s", "Expected 2 dimensions, got 1"),
    ],
)  # fmt: skip
def test_refused(m: ModuleType, name: str, text: str, message: str) -> None:
    if sys.byteorder == "big" and "endian" in message:
        message = "Little-endian buffer not supported on big-endian compiler"
    with pytest.raises(ValueError) as caught:
        m.check([*TYPES].index(name), text)
    assert str(caught.value) == message
