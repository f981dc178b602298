"""A translator of nine words, so that the tool chain is tested by itself.

Each line of a source is a word and what it acts on::

    value 42          the module's VALUE
    print TEXT        what the module prints when it is imported
    depends PATH      a dependency (that need not exist)
    include NAME.h    #include of a header beside the source; its HEADER_VALUE becomes the module's HEADER
    warn TEXT         a warning
    error TEXT        an error
    refuse            C that no compiler takes
    raise MESSAGE     the module's import raises ValueError
    exit CODE         the module's import raises SystemExit

Run as a program it builds a file with `smelt.build.build_file`: the other processes of the tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import smelt.build
from smelt.options import Options
from smelt.source import Diagnostics, SourceFile, Span

C_TEXT = r"""#define PY_SSIZE_T_CLEAN
#include <Python.h>
@includes@
@cpp@
static int run(PyObject *module) {
@body@
    return PyModule_AddIntConstant(module, "VALUE", @value@);
}
static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)run}, {0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "@name@", NULL, 0, NULL, slots, NULL, NULL, NULL};
PyMODINIT_FUNC PyInit_@name@(void) { return PyModuleDef_Init(&definition); }
"""


@dataclass
class Translation:
    module_name: str
    c_source: str
    language: str = "c"
    diagnostics: Diagnostics = field(default_factory=Diagnostics)
    dependencies: tuple[Path, ...] = ()
    include_dirs: tuple[Path, ...] = ()
    libraries: tuple[str, ...] = ()
    define_macros: tuple[str, ...] = ()
    extra_sources: tuple[Path, ...] = ()
    library_dirs: tuple[Path, ...] = ()
    extra_compile_args: tuple[str, ...] = ()
    extra_link_args: tuple[str, ...] = ()
    threads: bool = False
    ledger: tuple[object, ...] = ()


def translate(source: SourceFile, options: Options, path: Path | None) -> Translation:
    """Do as the lines of `source` say; each call is written to the file that $FAKE_LOG names."""
    if "FAKE_LOG" in os.environ:
        with open(os.environ["FAKE_LOG"], "a") as log:
            log.write(f"{source.name}\n")
    time.sleep(float(os.environ.get("FAKE_SECONDS", "0")))
    folder = path.parent if path is not None else Path()
    diagnostics = Diagnostics()
    name = options.module_name or Path(source.name).stem
    value, includes, body, dependencies = "0", "", "", []
    for number, line in enumerate(source.text.splitlines(), 1):
        span = Span(source, number, 0, number, len(line))
        match line.split(maxsplit=1):
            case ["value", text]:
                value = text
            case ["print", text]:
                body += f'    PySys_WriteStdout("%s\\n", "{text}");\n'
            case ["depends", text]:
                dependencies.append(folder / text)
            case ["include", text]:
                includes += f'#include "{text}"\n'
                body += '    PyModule_AddIntConstant(module, "HEADER", HEADER_VALUE);\n'
            case ["warn", text]:
                diagnostics.warning("W0001", span, text)
            case ["error", text]:
                diagnostics.error("E0001", span, text, hint="take it out")
            case ["refuse"]:
                body += "    this is not C;\n"
            case ["raise", text]:
                body += f'    PyErr_SetString(PyExc_ValueError, "{text}"); return -1;\n'
            case ["exit", text]:
                body += f'    PyErr_SetObject(PyExc_SystemExit, Py_BuildValue("i", {text})); return -1;\n'
            case ["crash"]:
                raise ZeroDivisionError("the translator is at fault")
    diagnostics.stop_on_errors()
    parts = {
        "includes": includes,
        "cpp": "template <class T> struct OnlyInCpp {};" if options.cplus else "",
        "body": body,
        "value": value,
        "name": name.rpartition(".")[2],
    }
    text = C_TEXT
    for key, part in parts.items():
        text = text.replace(f"@{key}@", part)
    language = "c++" if options.cplus else "c"
    return Translation(name, text, language, diagnostics, tuple(dependencies), (folder,) if includes else ())


# Runs the command line with this translator in the place of the real one.
PROGRAM = """
import multiprocessing, sys
multiprocessing.set_start_method("fork")  # so that other processes have the fake as well
sys.path.insert(0, {folder!r})
import fake_translator, smelt.build
smelt.build.translate = fake_translator.translate
del sys.path[0]
from smelt.cli import main
main(sys.argv[1:])
"""


def command_line(*args: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    program = PROGRAM.format(folder=str(Path(__file__).parent))
    command = [sys.executable, "-c", program, *map(str, args)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **settings)


if __name__ == "__main__":
    smelt.build.translate = translate
    built = smelt.build.build_file(sys.argv[1], Options())
    print(smelt.build.import_built(built).VALUE)
