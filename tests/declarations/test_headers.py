"""The declarations against the headers of this machine: a C compiler accepts each as what the header says."""

from __future__ import annotations

import ast
import shutil
import subprocess
import sysconfig
from pathlib import Path

import pytest

from smelt.declarations import FOLDER
from smelt.source import Diagnostics, SourceFile
from smelt.syntax import nodes as c
from smelt.syntax import parse

CC = shutil.which("gcc")
pytestmark = pytest.mark.skipif(CC is None, reason="needs gcc's headers and warnings")
PYTHON_H = Path(sysconfig.get_paths()["include"], "Python.h")
OBJECTS = {"object", "list", "tuple", "dict", "set", "frozenset", "bytes", "bytearray", "str", "slice", "bool"}


def spell(node: ast.AST | None, inner: str = "") -> str:
    """A type expression in C, around `inner`: a name, or a declarator."""
    if node is None:
        return f"PyObject *{inner}"
    if isinstance(node, c.CPointerType):
        return spell(node.base, f"(*{inner})" if isinstance(node.base, c.CFuncType) else f"*{inner}")
    if isinstance(node, c.CConstType):
        return f"const {spell(node.base, inner)}"
    if isinstance(node, c.CFuncType):
        return spell(node.returns, f"{inner}({parameters(node.args, node.vararg)})")
    if isinstance(node, c.CArrayType):
        return spell(node.base, f"*{inner}")
    if isinstance(node, c.CTypeName):
        return f"{CNAMES.get(node.name, node.name)} {inner}"
    if isinstance(node, ast.Name):
        if node.id == "type":
            return f"PyTypeObject *{inner}"
        return f"PyObject *{inner}" if node.id in OBJECTS else f"{STRUCTS.get(node.id, node.id)} {inner}"
    raise AssertionError(ast.dump(node))


CNAMES = {"bint": "int", "float complex": "float _Complex", "double complex": "double _Complex"}
CNAMES["long double complex"] = "long double _Complex"
STRUCTS = {name: f"struct {name}" for name in ("tm", "lconv", "timespec", "timeval")} | {"struct_stat": "struct stat"}


def parameters(args, vararg: bool) -> str:
    found = [spell(getattr(arg, "ctype", None)) for arg in (args.args if isinstance(args, ast.arguments) else args)]
    return ", ".join(found + ["..."] * vararg) or "void"


def declarations(path: Path):
    tree = parse(SourceFile.read(path), Diagnostics(), dialect="pxd")
    for node in tree.body:
        if isinstance(node, c.CExtern) and node.header:
            for item in node.body:
                yield node.header, item


def compile_(tmp_path: Path, text: str, *flags: str) -> str:
    source = tmp_path / "check.c"
    source.write_text(text)
    done = subprocess.run(
        [str(CC), "-std=gnu11", "-fsyntax-only", *flags, str(source)], capture_output=True, text=True, check=False
    )
    return done.stderr


# Macros, and functions of which the C standard leaves the type open.
MACROS = {
    "fpclassify", "isfinite", "isinf", "isnan", "isnormal", "signbit", "isgreater", "isgreaterequal", "isless",
    "islessequal", "islessgreater", "isunordered", "setjmp",
}  # fmt: skip
C_FILES = sorted(p for folder in ("libc", "posix") for p in (FOLDER / folder).glob("*.pxd") if p.stem != "__init__")


@pytest.mark.parametrize("path", C_FILES, ids=lambda p: f"{p.parent.name}.{p.stem}")
def test_c_headers(path, tmp_path):
    headers, lines = {}, []
    for number, (header, item) in enumerate(declarations(path)):
        headers[header] = f"#include {header if header.startswith('<') else chr(34) + header + chr(34)}"
        if isinstance(item, c.CFuncDef):
            name = item.cname or item.name
            if item.name in MACROS or item.name.isupper():
                continue
            pointer = spell(item.returns, f"(*check_{number})({parameters(item.args, item.vararg)})")
            lines.append(f"{pointer} = {name};")
        elif isinstance(item, c.CTypedef):
            lines.append(f"{item.name} check_{number};")
        elif isinstance(item, c.CStruct):
            kind = "" if item.ctypedef else "struct "
            for field in item.fields:
                for var in field.vars:
                    check = f"check_{number}_{var.name}"
                    lines.append(
                        f"void {check}({kind}{item.cname or item.name} *p) {{ (void)p->{var.name}; }}"
                        if var.name != "pass"
                        else ""
                    )
        elif isinstance(item, c.CVarDef):
            for var in item.vars:
                lines.append(f"void check_{number}_{var.name}(void) {{ (void)({var.cname or var.name}); }}")
    text = "\n".join(["#define _GNU_SOURCE", "#include <stdlib.h>", *headers.values(), *lines]) + "\n"
    # Integer typedefs stand for a kind, so that pointers to them may differ in width from the header's.
    strict = path.parent.name == "libc"
    flags = ["-Werror=incompatible-pointer-types"] if strict else ["-Wno-incompatible-pointer-types"]
    assert "error:" not in (message := compile_(tmp_path, text, *flags)), message


# What newer Pythons have and this one may not, and what older ones had.
VARYING = {"PyLong_AsInt", "PyThreadState_GetUnchecked", "PyType_ClearCache", "PyWeakref_GetObject"}
INITIALIZERS = {"Py_tss_NEEDS_INIT"}  # stands on the right of a definition only


@pytest.mark.skipif(not PYTHON_H.is_file(), reason="needs Python's headers")
@pytest.mark.parametrize("path", sorted((FOLDER / "cpython").glob("*.pxd")), ids=lambda p: p.stem)
def test_python_headers(path, tmp_path):
    """Functions are called with arguments of the declared types: many are macros, which have no address."""
    headers, lines = {"Python.h": ""}, []
    for number, (header, item) in enumerate(declarations(path)):
        headers[header] = ""
        if isinstance(item, c.CFuncDef) and item.name not in VARYING:
            args = [f"a{i}" for i in range(len(item.args.args))]
            typed = ", ".join(spell(arg.ctype, name) for arg, name in zip(item.args.args, args, strict=True))
            call = f"{item.name}({', '.join(args)})"
            back = spell(item.returns)
            if isinstance(item.returns, c.CTypeName) and item.returns.name == "void":
                body = f"{call};"
            else:
                body = f"{back} r = {call}; (void)r;"
            lines.append(f"void check_{number}({typed or 'void'}) {{ {body} }}")
        elif isinstance(item, c.CVarDef):
            for var in item.vars:
                if var.name not in INITIALIZERS:
                    lines.append(f"void check_{number}_{var.name}(void) {{ (void)({var.cname or var.name}); }}")
    includes = [f'#include "{header}"' for header in headers]
    text = "\n".join(["#define PY_SSIZE_T_CLEAN", *includes, *lines]) + "\n"
    flags = [
        f"-I{PYTHON_H.parent}",
        "-Werror=implicit-function-declaration",
        "-Werror=int-conversion",
        "-Werror=incompatible-pointer-types",
    ]
    message = compile_(tmp_path, text, *flags)
    assert "error:" not in message, message
