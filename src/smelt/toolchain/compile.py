"""Run the C compiler once: C text in, module out."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

from smelt.records import field, record, replace
from smelt.toolchain.errors import CompilerRefused, ToolchainError
from smelt.toolchain.families import Language, Target, flags_for, link_flags
from smelt.toolchain.find import Compiler
from smelt.toolchain.keys import file_digest


@record(frozen=True)
class Unit:
    """What one module is compiled from.

    Attributes
    ----------
    stem
        Last part of the module's name; the C file is called so.
    c_source
        The C text.
    file_name
        Name of the module's file.
    threads
        It uses OpenMP.
    math_errno
        It may read what functions of libm leave in errno.
    """

    stem: str
    c_source: str
    file_name: str
    language: Language = "c"
    target: Target = "native"
    include_dirs: tuple[Path, ...] = ()
    libraries: tuple[str, ...] = ()
    define_macros: tuple[str, ...] = ()
    extra_sources: tuple[Path, ...] = ()
    library_dirs: tuple[Path, ...] = ()
    compile_args: tuple[str, ...] = ()
    link_args: tuple[str, ...] = ()
    threads: bool = False
    math_errno: bool = False


@record(frozen=True)
class Output:
    """A compiled module, what the compiler said, and the headers that it read."""

    path: Path
    messages: str
    headers: list[tuple[str, str | None]] = field(default_factory=list)


@cache
def python_include() -> Path:
    """The folder of ``Python.h``.

    Raises
    ------
    ToolchainError
        If it is not there: many systems have it in a package of its own.
    """
    import sysconfig

    folder = Path(sysconfig.get_path("include"))
    if not (folder / "Python.h").exists():
        version = f"{sys.version_info[0]}.{sys.version_info[1]}"
        raise ToolchainError(
            f"the headers of Python {version} are not in {folder}\n"
            f"  Debian, Ubuntu: apt install python{version}-dev\n"
            f"  Fedora: dnf install python{version}-devel"
        )
    return folder


def command_line(
    compiler: Compiler, unit: Unit, sources: list[str], output: str, header: Path | None = None
) -> tuple[str, ...]:
    """The command that makes a module of `sources`.

    Parameters
    ----------
    compiler
        Which compiler.
    unit
        What is built.
    sources
        Its files.
    output
        The file to write.
    header
        A header that was translated beforehand, to be read first.
    """
    family = compiler.family
    # As a system folder Python's own is searched last and left out of the list of headers.
    includes = [family.include.format(folder) for folder in unit.include_dirs]
    includes.append(family.system_include.format(python_include()))
    return (
        *compiler.command,
        *flags_for(family, unit.language, unit.target),
        *family.dependencies,
        *(family.threads if unit.threads else ()),
        *(family.math_errno if unit.math_errno else ()),
        *unit.compile_args,
        *(family.define.format(macro) for macro in unit.define_macros),
        *(("-include", str(header)) if header is not None else ()),
        *includes,
        *link_flags(family),
        *sources,
        family.output.format(output),
        *(family.library.format(name) for name in unit.libraries),
        *family.last,
        *(family.library_dir.format(name) for name in unit.library_dirs),
        *unit.link_args,
    )


def compile_unit(compiler: Compiler, unit: Unit, folder: Path, header: Path | None = None) -> Output:
    """Compile and link `unit` in `folder`.

    Parameters
    ----------
    compiler
        Which compiler.
    unit
        What is built.
    folder
        An empty folder; the module is left in it.
    header
        A header that was translated beforehand (see `headers`).

    Raises
    ------
    CompilerRefused
        If the compiler ends with an error.
    """
    source = folder / f"{unit.stem}{'.cpp' if unit.language == 'c++' else '.c'}"
    source.write_text(unit.c_source, encoding="utf-8", newline="\n")
    sources = [source.name]
    for extra in unit.extra_sources:
        # A C++ driver would read C as C++.
        mixed = unit.language == "c++" and extra.suffix == ".c" and compiler.family.name != "msvc"
        sources += ["-x", "c", str(extra), "-x", "none"] if mixed else [str(extra)]
    family = compiler.family
    command = command_line(compiler, unit, sources, unit.file_name, header)
    try:
        done = subprocess.run(
            command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except OSError as error:
        raise ToolchainError(f"the compiler {command[0]} cannot be run: {error}") from error
    if done.returncode and unit.threads:
        # A compiler without OpenMP, or without its library: the pragmas mean nothing then, and one thread does all.
        try:
            alone = compile_unit(compiler, replace(unit, threads=False), folder, header)
        except CompilerRefused:
            raise CompilerRefused(command, done.returncode, done.stdout) from None
        note = f"note: {compiler.command[0]} does not take {' '.join(family.threads)}: parallel loops run in one thread"
        return replace(alone, messages=f"{note}\n{alone.messages}")
    if done.returncode:
        raise CompilerRefused(command, done.returncode, done.stdout)
    headers = headers_read(folder, ignore=(source.name, *([str(header)] if header is not None else [])))
    return Output(folder / unit.file_name, done.stdout, [(name, file_digest(name)) for name in headers])


def headers_read(folder: Path, ignore: tuple[str, ...]) -> list[str]:
    """The files that the compiler listed; their digests tell later whether the module is still good."""
    names: set[str] = set()
    for path in folder.glob("*.d"):
        text = path.read_text(errors="replace").replace("\\\n", " ")
        rule = text.split(": ", 1)[1] if ": " in text else ""
        names.update(_words(rule))
    return sorted(str(folder / name) for name in names if name not in ignore)


def _words(rule: str) -> list[str]:
    """Split a make rule's prerequisites, in which a blank inside a name is escaped."""
    marked = rule.replace("\\ ", "\0")
    return [word.replace("\0", " ") for word in marked.split()]
