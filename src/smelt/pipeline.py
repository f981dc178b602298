"""The ordered list of stages and passes: read this first.

source ─ parse ─▶ ast.Module ─ analyse ─▶ scopes, declarations ─ build ─▶ ir.Module ─ passes ─▶ ir.Module ─ emit ─▶ C
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from smelt.ir import nodes as ir
from smelt.options import Options
from smelt.passes import exceptions, generators, ownership
from smelt.sema.distutils import build_settings
from smelt.sema.env import ModuleEnv
from smelt.source import CompileError, Diagnostics, SourceFile
from smelt.syntax import Dialect

Pass = Callable[[ir.Module], None]

PASSES: tuple[tuple[str, Pass], ...] = (
    ("exceptions", exceptions.run),
    ("generators", generators.run),
    ("ownership", ownership.run),
)
_DIALECTS: dict[str, Dialect] = {".py": "py", ".pxd": "pxd", ".pxi": "pxi"}
STAGES: tuple[str, ...] = ("parse", "build", *(name for name, _ in PASSES), "emit")


@dataclass
class Translation:
    """The C of one module and what its build needs."""

    module_name: str
    c_source: str
    language: str
    diagnostics: Diagnostics
    dependencies: tuple[Path, ...] = ()
    include_dirs: tuple[Path, ...] = ()
    libraries: tuple[str, ...] = ()
    define_macros: tuple[str, ...] = ()
    extra_sources: tuple[Path, ...] = field(default=())
    library_dirs: tuple[Path, ...] = ()
    extra_compile_args: tuple[str, ...] = ()
    extra_link_args: tuple[str, ...] = ()


def translate(source: SourceFile, options: Options, path: Path | None = None) -> Translation:
    """Translate one source file.

    Parameters
    ----------
    source
        The text and the name that messages show.
    options
        Settings from the command line or the caller.
    path
        Where the file is: its suffix tells the dialect, its folder is searched for cimports. None for text without a
        file, which is read as ``.pyx``.

    Raises
    ------
    CompileError
        With all diagnostics, if there is an error among them.
    """
    env, module = front(source, options, path)
    for name, run in PASSES:
        _run(name, run, module)
    from smelt.emit import emit

    wanted = env.build
    return Translation(
        env.name, emit(module), "c++" if env.options.cplus else "c", env.diagnostics, tuple(env.dependencies),
        (*wanted.include_dirs, *env.include_dirs), wanted.libraries, wanted.define_macros, wanted.sources,
        wanted.library_dirs, wanted.extra_compile_args, wanted.extra_link_args,
    )  # fmt: skip


def front(source: SourceFile, options: Options, path: Path | None) -> tuple[ModuleEnv, ir.Module]:
    """From the text to the IR as it is built."""
    from smelt.sema.analyse import analyse_module
    from smelt.sema.build.module import ModuleBuilder

    diagnostics = Diagnostics()
    tree = parse_file(source, options, path, diagnostics)
    diagnostics.stop_on_errors()
    wanted = build_settings(source, path, diagnostics)
    if wanted.language == "c++":
        options = replace(options, cplus=True)
    env = analyse_module(source, options, path, tree, diagnostics)
    env.build = wanted
    diagnostics.stop_on_errors()
    assert env.scopes is not None
    try:
        module = ModuleBuilder(env, tree, env.scopes).build()
    except RecursionError:
        diagnostics.error("E0901", env.span(tree), "this program is nested too deeply to be compiled")
        raise CompileError(diagnostics) from None
    diagnostics.stop_on_errors()
    if os.environ.get("SMELT_VERIFY"):
        from smelt.ir.verify import verify

        verify(module, "built")
    return env, module


def parse_file(source: SourceFile, options: Options, path: Path | None, diagnostics: Diagnostics) -> ast.Module:
    """The tree of a file, pure Python mode already turned into C nodes."""
    from smelt.sema.analyse import language_level
    from smelt.syntax import parse
    from smelt.syntax.pure import normalise

    suffix = path.suffix if path is not None else ".pyx"
    dialect = _DIALECTS.get(suffix, "pyx")
    tree = parse(source, diagnostics, dialect=dialect, language_level=language_level(source, options))
    diagnostics.stop_on_errors()
    return normalise(tree, source, diagnostics)


def _run(name: str, run: Pass, module: ir.Module) -> None:
    run(module)
    if os.environ.get("SMELT_VERIFY"):
        from smelt.ir.verify import verify

        verify(module, "owned" if name == "ownership" else "lowered")


def dump(source: SourceFile, options: Options, path: Path | None, after: str) -> str:
    """The state of the translation after one of `STAGES`, as text.

    Raises
    ------
    ValueError
        If there is no such stage.
    CompileError
        As `translate`.
    """
    if after not in STAGES:
        raise ValueError(f"no stage '{after}'; the stages are {', '.join(STAGES)}")
    if after == "parse":
        from smelt.syntax import unparse

        diagnostics = Diagnostics()
        tree = parse_file(source, options, path, diagnostics)
        diagnostics.stop_on_errors()
        return unparse(tree)
    if after == "emit":
        return translate(source, options, path).c_source
    from smelt.ir.printer import dump_module

    _, module = front(source, options, path)
    for name, run in PASSES:
        if after == "build":
            break
        _run(name, run, module)
        if name == after:
            break
    return dump_module(module)
