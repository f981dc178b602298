"""What the C text is like: its size, its names, its literals; and that it is the same each time."""

from __future__ import annotations

import math
import re
import struct
import subprocess
import sys
from pathlib import Path

import pytest
from handmade import NULL, Build, Func, at, binary, compile_module, load, module, n, num, py

from smelt.emit import emit
from smelt.emit.cprinter import c_string, constant
from smelt.emit.ctypes import declare
from smelt.emit.names import Names, identifier
from smelt.options import Options
from smelt.pipeline import lower, translate
from smelt.primitives.row import Row
from smelt.source import SourceFile
from smelt.types import C_INTS, DOUBLE, FLOAT, INT, LONG, LONGLONG, OBJECT, ULONGLONG, CArray, Const, Ptr

KERNEL = """
def total(double[::1] a):
    cdef double s = 0
    cdef Py_ssize_t i
    for i in range(a.shape[0]):
        s += a[i]
    return s
"""


def c_of(text: str, name: str = "kernel", **options) -> str:
    return translate(
        SourceFile(f"{name}.pyx", text), Options(module_name=name, **options), Path(f"{name}.pyx")
    ).c_source


def test_a_small_kernel_is_small(tmp_path: Path) -> None:
    text = c_of(KERNEL)
    assert text.count("\n") <= 400
    own = text[text.index("static PyObject *f_total(PyObject *self") :]
    function = own[own.index("{\n") : own.index("\n}\n")]
    assert function.count("\n") <= 42
    from handmade import include_folder

    (tmp_path / "kernel.c").write_text(text)
    flags = ["-O3", "-shared", "-fPIC", "-s", "-fvisibility=hidden", f"-I{include_folder()}"]
    subprocess.run(["gcc", *flags, "kernel.c", "-o", "kernel.so"], cwd=tmp_path, check=True)
    assert (tmp_path / "kernel.so").stat().st_size <= 40_000


def test_twice_the_same_bytes() -> None:
    sets = "x in frozenset(('p', 'q', 'r')), 'p' in {'z', 'y', 'x'}"
    text = f"{KERNEL}\ndef f(x):\n    return {{'a': 1, 'b': {{1, 2}}}}, {sets}\n"
    program = (
        "import sys; from pathlib import Path; from smelt.pipeline import translate\n"
        "from smelt.options import Options; from smelt.source import SourceFile\n"
        f"sys.stdout.write(translate(SourceFile('m.pyx', {text!r}), Options(), Path('m.pyx')).c_source)"
    )
    texts = {
        subprocess.run(
            [sys.executable, "-c", program], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(texts) == 1


def test_a_function_that_cannot_fail_has_no_labels() -> None:
    text = c_of("cdef int twice(int x) noexcept nogil:\n    return x + x\ndef f():\n    return twice(2)\n")
    own = text[text.index("static int f_twice(int x)\n") :]
    assert own[: own.index("\n}\n")].count(":") == 1  # that of the comment with the source's line
    assert ":\n" not in own[: own.index("\n}\n")].split("*/", 1)[1]


def test_only_what_is_used_is_there() -> None:
    text = c_of("cdef int twice(int x) noexcept nogil:\n    return x + x\n")
    for part in ("smelt_view", "smelt_generator", "smelt_args", "smelt_catch", "smelt_box"):
        assert part not in text


def test_comments_of_lines() -> None:
    text = c_of('def f(x):\n    return "*/ /* \\\\"  # */ é\n')
    assert '/* line 2: return "* / / * \\\\"  # * / é */' in text


@pytest.mark.parametrize("value", [0.1, 1e300, -0.0, 5e-324, 1 / 3, 2.0**70, 123456789.0, 1e22, float("inf"), -1e-7])
def test_float_literals_are_exact(value: float, compiled) -> None:
    b = Build("f")
    b.ret(b.obj(n.Const(DOUBLE, value)))
    result = compiled(b).f()
    assert struct.pack("d", result) == struct.pack("d", value)


def test_float32_and_nan(compiled) -> None:
    b = Build("f", "")
    x = b.var("x", FLOAT)
    b.set("x", n.Const(FLOAT, 0.1))
    y = b.var("y", DOUBLE)
    b.set("y", n.Const(DOUBLE, math.nan))
    different = binary("!=", load(y), load(y))
    both = n.Binary(DOUBLE, "+", n.Cast(DOUBLE, load(x)), n.Cast(DOUBLE, different))
    b.ret(b.obj(both))
    assert compiled(b).f() == struct.unpack("f", struct.pack("f", 0.1))[0] + 1


LIMITS = [(t, v) for t in C_INTS.values() for v in (t.min, t.max, t.min + 1, 1)]


def test_integer_literals(compiled) -> None:
    builds = []
    for index, (type_, value) in enumerate(LIMITS):
        b = Build(f"f{index}")
        b.ret(b.obj(n.Const(type_, value)))
        builds.append(b)
    made = compiled(*builds)
    for index, (type_, value) in enumerate(LIMITS):
        assert getattr(made, f"f{index}")() == value, type_


def test_constants_compute_in_their_type(compiled) -> None:
    wide = n.Binary(LONGLONG, "<<", n.Const(LONGLONG, 1), num(40, INT))
    product = n.Binary(LONGLONG, "*", n.Const(LONGLONG, 100000), n.Const(LONGLONG, 100000))
    negative = n.Unary(ULONGLONG, "-", n.Const(ULONGLONG, 1))
    builds = []
    for index, value in enumerate((wide, product, negative)):
        b = Build(f"f{index}")
        b.ret(b.obj(value))
        builds.append(b)
    made = compiled(*builds)
    assert (made.f0(), made.f1(), made.f2()) == (1 << 40, 10**10, 2**64 - 1)


def test_parentheses() -> None:
    a, b, c = (n.Slot(name, LONG) for name in "abc")
    A, B, C = load(a), load(b), load(c)
    from smelt.ir.printer import dump_block

    def shown(expr: n.Expr) -> str:
        return dump_block([n.Return(expr)]).removeprefix("return ").strip()

    assert shown(binary("-", A, binary("-", B, C))) == "a - (b - c)"
    assert shown(binary("-", binary("-", A, B), C)) == "a - b - c"
    assert shown(binary("*", binary("+", A, B), C)) == "(a + b) * c"
    assert shown(binary("+", A, binary("*", B, C))) == "a + b * c"
    assert shown(n.Unary(LONG, "-", n.Unary(LONG, "-", A))) == "-(-a)"
    assert shown(n.Unary(LONG, "-", n.Const(LONG, -1))) == "-((long)-1)" or shown(n.Unary(LONG, "-", num(-1)))
    assert shown(n.Field(DOUBLE, n.Deref(OBJECT, A), "x")) == "a->x"
    assert shown(n.Cast(INT, binary("+", A, B))) == "(int)(a + b)"
    assert shown(binary("&", A, binary("==", B, C))) == "a & (b == c)"
    assert shown(n.Select(LONG, A, B, n.Select(LONG, A, B, C))) == "a ? b : a ? b : c"


@pytest.mark.parametrize(
    "value", [b"plain", b'"\\', b"\n\t\r\0", b"\x00012", b"??=??/", "é€😀".encode(), b"a\x7f\xff9"]
)
def test_strings(value: bytes, compiled) -> None:
    b = Build("f")
    b.ret(py(value))
    assert compiled(b).f() == value
    assert "\n" not in c_string(value)


def test_pooled_constants(compiled) -> None:
    values = [0, -5, 2**31, -(2**63), 2**63, 10**40, 1.5, -0.0, 3 - 2j, "x", "é\udc80", "a\0b", b"b\0", ()]
    values += [(1, (2.0, "x"), None), frozenset({1, "a"}), True, ..., "name with spaces"]
    b = Build("f", "i")
    for index, value in enumerate(values):
        b.if_(binary("==", b.long(b.get("i")), num(index)), lambda value=value: b.ret(py(value)))
    b.ret(NULL if False else py(None))
    made = compiled(b)
    for index, value in enumerate(values):
        got = made.f(index)
        assert repr(got) == repr(value) or got == value
        assert type(got) is type(value)


def test_declarations() -> None:
    assert declare(Ptr(Const(Ptr(INT))), "x") == "int *const *x"
    assert declare(CArray(CArray(INT, 3), 2), "x") == "int x[2][3]"
    assert declare(Ptr(CArray(INT, 3)), "x") == "int (*x)[3]"
    assert declare(Ptr(Func(OBJECT, (INT, Ptr(Const(DOUBLE))))), "x") == "PyObject *(*x)(int, const double *)"
    assert declare(CArray(Ptr(Func(INT, ())), 4), "x") == "int (*x[4])(void)"
    assert declare(Ptr(Ptr(OBJECT))) == "PyObject ***"


def test_names() -> None:
    names = Names()
    assert [names.local(x) for x in ("x", "x", "int", "I", "sin", "_x", "Py_x", "s_a", "k1", "été", "x", "1")] == [
        "x", "x_2", "int_", "I_", "sin_", "n_x_", "Py_x_", "s_a_", "k1_", "n_e9_t_e9__", "x_3", "n1"
    ]  # fmt: skip
    assert re.fullmatch(r"\w+", identifier("日本 語-x"))


def test_awkward_names_work(compiled) -> None:
    names = [
        "int",
        "errno",
        "self",
        "args",
        "line",
        "status",
        "log",
        "index",
        "f_f",
        "k1",
        "Py_None",
        "_x",
        "n_x_",
        "été",
        "got",
    ]
    b = Build("f", " ".join(names))
    total = b.get(names[0])
    for name in names[1:]:
        total = b.plus(total, b.get(name))
    b.ret(total)
    assert compiled(b).f(*range(len(names))) == sum(range(len(names)))


def test_unicode_module_names(tmp_path: Path) -> None:
    b = Build("f")
    b.ret(py("été"))
    made = module(b, name="été")
    assert compile_module(made, tmp_path).f() == "été"


def test_cplus(tmp_path: Path) -> None:
    b = Build("f", "x")
    b.try_(lambda: b.raise_("KeyError", b.get("x")), lambda exc: b.ret(exc))
    b.ret()
    made = compile_module(module(b, cplus=True), tmp_path)
    assert repr(made.f(3)) == "KeyError(3)"


def test_steps_do_not_wrap(compiled) -> None:
    """Counted loops at the ends of their type."""
    builds = []
    cases = [(2**63 - 5, 2**63 - 1, 3), (-(2**63) + 5, -(2**63), -3), (0, 10, 3), (10, 0, -4), (5, 5, 2), (0, -1, 2)]
    for index, (start, stop, step) in enumerate(cases):
        b = Build(f"f{index}", "log")
        body = lambda b=b: b.add(n.Op(None, APPEND, [b.get("log"), b.obj(b.get("i"))]))  # noqa: E731
        b.for_range("i", num(stop), body, num(start), step)
        b.ret()
        builds.append(b)
    made = compiled(*builds)
    for index, case in enumerate(cases):
        log: list[int] = []
        getattr(made, f"f{index}")(log)
        assert log == list(range(*case))


APPEND = Row("append", "PyList_Append", (OBJECT, OBJECT), None, "minus")


def test_lowering_needs_no_spans() -> None:
    b = Build("f", "x")
    b.ret(b.plus(b.get("x"), py(1)))
    made = module(b)
    for function in made.functions:
        for stmt in function.body:
            stmt.span = None
    lower(made)
    assert "/* line" not in emit(made)


def test_constant_text() -> None:
    assert constant(DOUBLE, 1) == ("1.0", 16)
    assert constant(OBJECT, None)[0] == "NULL"
    assert at(3).line == 3
