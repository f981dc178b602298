from __future__ import annotations

import ctypes
import os
from pathlib import Path

import pytest

from smelt.records import replace
from smelt.toolchain.compile import Unit, compile_unit
from smelt.toolchain.errors import CompilerRefused
from smelt.toolchain.find import Compiler, find_compiler
from smelt.toolchain.headers import make_translated_header, translated_header

INIT = "#include <Python.h>\nPyMODINIT_FUNC PyInit_m(void) { return NULL; }\n"


@pytest.fixture
def compiler(cache: Path) -> Compiler:
    return find_compiler("c", cache)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "a folder"
    path.mkdir()
    return path


def test_a_module_is_compiled(compiler, folder):
    output = compile_unit(compiler, Unit("m", INIT, "m.so"), folder)
    assert output.path.exists()
    assert output.path.stat().st_size < 20_000
    assert output.headers == [], "Python's own headers belong to Python's version"


def test_only_the_init_function_is_seen(compiler, folder):
    text = INIT + "double helper(double x) { return x * 2; }\n"
    library = ctypes.CDLL(str(compile_unit(compiler, Unit("m", text, "m.so"), folder).path))
    assert hasattr(library, "PyInit_m")
    assert not hasattr(library, "helper")


@pytest.mark.parametrize("target", ["native", "baseline"])
def test_products_and_sums_are_rounded_one_by_one(compiler, folder, target):
    text = INIT + "PyAPI_FUNC(double) mad(double a, double b, double c);\n"
    text = text.replace("PyAPI_FUNC(double)", '__attribute__((visibility("default"))) double')
    text += "double mad(double a, double b, double c) { return a * b + c; }\n"
    library = ctypes.CDLL(str(compile_unit(compiler, Unit("m", text, "m.so", target=target), folder).path))
    library.mad.restype = ctypes.c_double
    library.mad.argtypes = [ctypes.c_double] * 3
    a = 1 + 2.0**-30
    assert library.mad(a, a, -1.0) == a * a - 1.0


def test_a_refusal_shows_command_and_first_lines(compiler, folder):
    with pytest.raises(CompilerRefused) as caught:
        compile_unit(compiler, Unit("m", INIT + "int x = ;\n" * 50, "m.so"), folder)
    text = str(caught.value)
    assert "-ffp-contract=off" in text
    assert "m.c:3" in text
    assert "more lines" in text
    assert len(text.splitlines()) < 30


def test_headers_that_were_read_are_listed(compiler, folder, tmp_path):
    (tmp_path / "mine.h").write_text('#include "other.h"\n')
    (tmp_path / "other.h").write_text("#define X 1\n")
    unit = Unit("m", '#include "mine.h"\n' + INIT, "m.so", include_dirs=(tmp_path,))
    names = [Path(name).name for name, value in compile_unit(compiler, unit, folder).headers if value]
    assert sorted(names) == ["mine.h", "other.h"]


def test_macros_libraries_and_other_sources(compiler, folder, tmp_path):
    other = tmp_path / "other.c"
    other.write_text("#include <math.h>\nint other(int x) { return WANTED + (int)cos(x - x); }\n")
    text = INIT + '__attribute__((visibility("default"))) int f(void) { extern int other(int); return other(3); }\n'
    unit = Unit("m", text, "m.so", define_macros=("WANTED=41",), libraries=("m",), extra_sources=(other,))
    library = ctypes.CDLL(str(compile_unit(compiler, unit, folder).path))
    assert library.f() == 42


def test_c_beside_cpp_is_read_as_c(cache, folder, tmp_path):
    other = tmp_path / "other.c"
    other.write_text("int other(void) { int class = 5; return class; }\n")
    text = INIT + 'extern "C" int other(void);\ntemplate <class T> T same(T x) { return x; }\n'
    text += 'extern "C" __attribute__((visibility("default"))) int f(void) { return same(other()); }\n'
    unit = Unit("m", text, "m.so", language="c++", extra_sources=(other,))
    library = ctypes.CDLL(str(compile_unit(find_compiler("c++", cache), unit, folder).path))
    assert library.f() == 5


@pytest.fixture
def gcc(compiler: Compiler, monkeypatch: pytest.MonkeyPatch) -> Compiler:
    if not compiler.family.precompiled:
        pytest.skip("gcc alone reads translated headers")
    monkeypatch.setenv("SMELT_PRECOMPILED_HEADERS", "1")
    return compiler


def test_the_translated_header_is_used_and_makes_no_difference(gcc, cache, tmp_path):
    assert translated_header(cache, gcc, "c", "native") is None
    make_translated_header(cache, gcc, "c", "native", wait=True)
    header = translated_header(cache, gcc, "c", "native")
    assert header is not None
    assert translated_header(cache, gcc, "c", "baseline") is None
    text = "#define PY_SSIZE_T_CLEAN\n" + INIT
    plain, quick = tmp_path / "plain", tmp_path / "quick"
    plain.mkdir()
    quick.mkdir()
    gcc = replace(gcc, command=(*gcc.command, "-H"))
    first = compile_unit(gcc, Unit("m", text, "m.so"), plain)
    second = compile_unit(gcc, Unit("m", text, "m.so"), quick, header)
    assert first.path.read_bytes() == second.path.read_bytes()
    assert second.headers == []
    assert f"! {header}.gch" in second.messages, "gcc marks a translated header that it took with !"


def test_a_translated_header_older_than_its_files_goes(gcc, cache):
    make_translated_header(cache, gcc, "c", "native", wait=True)
    header = translated_header(cache, gcc, "c", "native")
    text = (header.parent / "headers.d").read_text()
    newer = header.parent / "newer.h"
    newer.touch()
    os.utime(newer, (1, 1))
    (header.parent / "headers.d").write_text(text.replace(": ", f": {newer} ", 1))
    assert translated_header(cache, gcc, "c", "native") is not None, "nothing is newer yet"
    os.utime(newer, (2e9, 2e9))
    assert translated_header(cache, gcc, "c", "native") is None
    assert not header.exists()


def test_translated_headers_can_be_switched_off(gcc, cache, monkeypatch):
    monkeypatch.setenv("SMELT_PRECOMPILED_HEADERS", "0")
    make_translated_header(cache, gcc, "c", "native", wait=True)
    assert not (cache / "headers").exists()
