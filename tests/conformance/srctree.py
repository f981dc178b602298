"""Archives of several files with the commands that build and run them (``.srctree``).

A setup script is run with stand-ins for the peer and for setuptools, which note the modules that it lists; Smelt builds
those. Commands that call other tools than Python are beyond this.

    python srctree.py ARCHIVE FOLDER    unpack, do all commands; the last line of the output says what failed
    python srctree.py --setup SCRIPT    build what a setup script lists
"""

from __future__ import annotations

import glob
import re
import runpy
import shlex
import subprocess
import sys
import types
from pathlib import Path
from typing import Any

_MARK = re.compile(r"^#{2,}\s*([^#\s][^#\n]*?)\s*#{2,}\s*$", re.MULTILINE)
_BUILDS = ("build_ext", "build")
HERE = Path(__file__).resolve()


class Refused(Exception):
    """A command failed or cannot be done here; the message says which and why."""


def unpack(archive: str, folder: Path) -> list[str]:
    """Write the files of an archive into `folder`; the commands that come before them."""
    parts = _MARK.split(archive)
    for name, text in zip(parts[1::2], parts[2::2], strict=True):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip("\n"), encoding="utf-8")
    lines = (line.strip() for line in parts[0].splitlines())
    return [line for line in lines if line and not line.startswith("#") and line.strip("\"'")]


def run_command(command: str, folder: Path) -> None:
    """Do one command in `folder`."""
    words = shlex.split(command)
    if not words or words[0] != "PYTHON":
        raise Refused(f"the command {words[0] if words else command} is not known")
    arguments = words[1:]
    if len(arguments) > 1 and arguments[0].endswith(".py") and arguments[1] in _BUILDS:
        arguments = [str(HERE), "--setup", arguments[0]]
    done = subprocess.run([sys.executable, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        last = (done.stderr.strip() or "no message").splitlines()[-1]
        raise Refused(f"'{command}' ends with {done.returncode}: {last}")


class Extension:
    """A module as a setup script describes it."""

    def __init__(self, name: str, sources: list[str], **settings: Any) -> None:
        self.name = name
        self.sources = list(sources)
        self.include_dirs = [Path(folder) for folder in settings.get("include_dirs", ())]
        self.language = settings.get("language", "")


def build_listed(modules: object, **settings: Any) -> list[Extension]:
    """What ``cythonize`` does: build the modules of patterns and extensions, where their sources are."""
    from smelt.build import build_file
    from smelt.options import Options

    for module in [modules] if isinstance(modules, str | Extension) else list(modules):  # type: ignore[call-overload]
        patterns = [module] if isinstance(module, str) else module.sources
        for path in sorted({path for pattern in patterns for path in glob.glob(pattern, recursive=True)}):
            if not path.endswith((".py", ".pyx")):
                continue
            known = module if isinstance(module, Extension) else None
            build_file(
                path,
                Options(
                    include_dirs=tuple(known.include_dirs) if known else (),
                    cplus=bool(known) and known is not None and known.language == "c++",
                    language_level=settings.get("language_level"),
                ),
            )
    return []


def stand_ins() -> dict[str, types.ModuleType]:
    """The modules that setup scripts import, with what they use of them."""

    def setup(ext_modules: Any = (), **settings: Any) -> None:
        build_listed(ext_modules)

    build_ext = type("build_ext", (), {})
    contents: dict[str, dict[str, Any]] = {
        "Cython": {},
        "Cython.Build": {"cythonize": build_listed, "build_ext": build_ext},
        "Cython.Distutils": {"build_ext": build_ext, "Extension": Extension},
        "Cython.Distutils.extension": {"Extension": Extension},
        "Cython.Compiler": {},
        "Cython.Compiler.Options": {},
        "distutils": {},
        "distutils.core": {"setup": setup, "Extension": Extension},
        "distutils.extension": {"Extension": Extension},
        "setuptools": {"setup": setup, "Extension": Extension},
    }
    made = {name: types.ModuleType(name) for name in contents}
    for name, module in made.items():
        module.__dict__.update(contents[name], __path__=[])
        parent, _, last = name.rpartition(".")
        if parent:
            setattr(made[parent], last, module)
    return made


def run_setup(script: str) -> int:
    """Run a setup script; what Smelt does not compile ends as one line on standard error."""
    from smelt.source import CompileError

    try:
        runpy.run_path(script, run_name="__main__")
    except CompileError as error:
        first = error.diagnostics.errors[0]
        place = f"{Path(first.span.file.name).name}:{first.span.line}"
        print(f"{first.code}: {place}: {first.message}", file=sys.stderr)
        return 1
    return 0


def main(argv: list[str]) -> int:
    if argv[1] == "--setup":
        sys.modules.update(stand_ins())
        sys.argv = [argv[2], "build_ext", "--inplace"]
        return run_setup(argv[2])
    folder = Path(argv[2])
    try:
        for command in unpack(Path(argv[1]).read_text(encoding="utf-8"), folder):
            run_command(command, folder)
    except Refused as problem:
        print(problem)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
