"""Makes small extension modules of runtime parts and rows, for the Python that runs the tests."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest
from filelock import FileLock

from smelt.primitives.convert import from_python, has_python_form, to_python
from smelt.primitives.row import Row
from smelt.types import CArray, Const, Ptr, PyObj, Type

RUNTIME = Path(__file__).resolve().parents[2] / "src" / "smelt" / "runtime"
WARNINGS = ["-Wall", "-Wextra", "-Werror"]


def compiler() -> list[str]:
    command = shlex.split(os.environ.get("CC") or (sysconfig.get_config_var("CC") or "cc"))
    if shutil.which(command[0]) is None:
        command = ["cc"]
    if shutil.which(command[0]) is None:
        pytest.skip("no C compiler")
    return [word for word in command if not word.startswith("-W")]


def in_order(parts: Iterable[str]) -> list[str]:
    """The parts, each behind those that it needs."""
    found: list[str] = []

    def add(part: str) -> None:
        if part not in found:
            first = (RUNTIME / f"{part}.h").read_text().partition("\n")[0]
            needs = re.fullmatch(r"/\* needs:(.*)\*/", first)
            assert needs, f"{part}.h does not say what it needs"
            for name in needs[1].split():
                add(name.removesuffix(".h"))
            found.append(part)

    for part in parts:
        add(part)
    return found


def source_of(parts: Iterable[str], body: str = "") -> str:
    """C text that includes parts and system headers in the right order."""
    parts = list(dict.fromkeys(parts))
    system = [p for p in parts if p.startswith("<")]
    own = in_order(p for p in parts if not p.startswith("<"))
    lines = [
        '#define SMELT_SOURCE "tested.py"',
        *(f'#include "{p}.h"' for p in own),
        *(f"#include {p}" for p in system),
    ]
    return "\n".join(lines) + "\n" + body


def _declare(type_: Type, name: str) -> str:
    if isinstance(type_, PyObj):
        return f"PyObject *{name}"
    if isinstance(type_, Ptr):
        return _declare(type_.target, f"*{name}")
    if isinstance(type_, Const):
        return f"const {_declare(type_.base, name)}"
    assert not isinstance(type_, CArray)
    return f"{getattr(type_, 'c', type_)} {name}"


def expose(row: Row, name: str) -> str:
    """A Python-callable function that does what the row does. Ellipsis as argument is NULL."""
    lines = [
        f"static PyObject *x_{name}(PyObject *self, PyObject *const *args, Py_ssize_t count)",
        "{",
        "    (void)self;",
    ]
    fixed = [p for p in row.params if p is not None]
    wrong = '    { PyErr_SetString(PyExc_TypeError, "wrong number of arguments"); return NULL; }'
    lines += [f"    if (count {'<' if None in row.params else '!='} {len(fixed)})", wrong]
    if not row.params:
        lines.append("    (void)args;")
    for i, param in enumerate(fixed):
        if isinstance(param, PyObj):
            lines.append(f"    PyObject *a{i} = args[{i}] == Py_Ellipsis ? NULL : args[{i}];")
            if i in row.steals:
                lines.append(f"    Py_XINCREF(a{i});")
        elif isinstance(param, Ptr):
            lines.append(
                f"    {_declare(param, f'a{i}')} = args[{i}] == Py_Ellipsis ? NULL : PyBytes_AsString(args[{i}]);"
            )
        else:
            lines += [f"    {_declare(param, f'a{i}')} = {from_python(param).c}(args[{i}]);"]
            lines.append("    if (PyErr_Occurred()) return NULL;")
    arguments = [f"a{i}" for i in range(len(fixed))]
    if None in row.params:
        lines.append("    PyObject *rest[9] = {NULL};")
        lines.append(f"    for (Py_ssize_t i = {len(fixed)}; i < count; i++) rest[i - {len(fixed)} + 1] = args[i];")
        arguments += ["rest + 1", f"count - {len(fixed)}"]
    call = f"{row.c}({', '.join(arguments)})"
    result = row.result
    if result is None:
        failed = {"minus": f"{call} < 0", "always": f"({call}, 1)", "never": f"({call}, 0)"}[row.error]
        lines += [f"    return {failed} ? NULL : Py_NewRef(Py_None);", "}"]
        return "\n".join(lines)
    lines.append(f"    {_declare(result, 'result')} = {call};")
    failed = {
        "null": "result == NULL",
        "null_or_end": "result == NULL && PyErr_Occurred()",
        "minus": "result < 0",
        "maybe_minus": f"result == ({_declare(result, '')})-1 && PyErr_Occurred()",
        "occurred": "PyErr_Occurred()",
        "never": "",
    }[row.error]
    if failed:
        lines.append(f"    if ({failed}) return NULL;")
    if isinstance(result, PyObj):
        lines.append(
            f"    return {'Py_NewRef(result)' if row.borrowed else 'result != NULL ? result : Py_NewRef(Py_None)'};"
        )
    else:
        assert has_python_form(result)
        lines.append(f"    return {to_python(result).c}(result);")
    lines.append("}")
    return "\n".join(lines)


def exposed_parts(rows: Iterable[Row]) -> list[str]:
    parts = ["core"]
    for row in rows:
        others = [p for p in (*row.params, row.result) if p is not None and has_python_form(p)]
        parts += [p for t in others for p in (from_python(t).part, to_python(t).part) if p]
        parts += [row.part] if row.part else []
    return parts


MODULE = """
static PyMethodDef tested_methods[] = {%s {NULL, NULL, 0, NULL}};
static int tested_exec(PyObject *module)
{
    smelt_module = module;
    smelt_dict = PyModule_GetDict(module);
    smelt_builtins = PyEval_GetBuiltins();
    return %s;
}
static PyModuleDef_Slot tested_slots[] = {{Py_mod_exec, (void *)tested_exec}, {0, NULL}};
static PyModuleDef tested_module = {
    PyModuleDef_HEAD_INIT, "%s", NULL, 0, tested_methods, tested_slots, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_%s(void) { return PyModuleDef_Init(&tested_module); }
"""

Build = Callable[..., ModuleType]


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """A function that compiles and imports: parts, own C text, methods that it has by name, rows to expose by name."""
    base = tmp_path_factory.getbasetemp()
    base = base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base

    def make(
        name: str,
        parts: Iterable[str] = (),
        body: str = "",
        methods: Iterable[str] = (),
        rows: dict[str, Row] | None = None,
        on_exec: str = "0",
    ) -> ModuleType:
        rows = rows or {}
        text = body + "\n" + "\n".join(expose(row, key) for key, row in rows.items())
        entries = [f'{{"{m}", (PyCFunction)(void (*)(void)){m}, METH_FASTCALL, NULL}},' for m in methods]
        entries += [f'{{"{k}", (PyCFunction)(void (*)(void))x_{k}, METH_FASTCALL, NULL}},' for k in rows]
        text += MODULE % (" ".join(entries), on_exec, name, name)
        text = source_of([*exposed_parts(rows.values()), *parts], text)
        headers = "".join(p.read_text() for p in sorted(RUNTIME.glob("*.h")))
        key = hashlib.sha256((text + headers).encode()).hexdigest()[:16]
        folder = base / f"native-{name}-{key}"
        target = folder / f"{name}{sysconfig.get_config_var('EXT_SUFFIX')}"
        with FileLock(f"{folder}.lock"):
            if not target.exists():
                folder.mkdir(exist_ok=True)
                (folder / f"{name}.c").write_text(text)
                flags = ["-O1", "-g", "-fwrapv", "-fPIC", "-shared", *WARNINGS, f"-I{RUNTIME}"]
                flags.append(f"-isystem{sysconfig.get_path('include')}")
                command = [*compiler(), *flags, f"{name}.c", "-o", "part.so", "-lm"]
                done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
                assert done.returncode == 0, done.stderr[:4000]
                (folder / "part.so").rename(target)
        spec = importlib.util.spec_from_file_location(name, target)
        assert spec is not None and spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module

    return make
