"""The ordered list of stages and passes: read this first.

source ─ parse ─▶ ast.Module ─ analyse ─▶ scopes, declarations ─ build ─▶ ir.Module ─ passes ─▶ ir.Module ─ emit ─▶ C
"""

from __future__ import annotations

import ast
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from smelt.garbage import garbage_kept
from smelt.ir import nodes as ir
from smelt.ir.visit import has_loop, walk
from smelt.ledger import sorted_entries
from smelt.options import Options
from smelt.passes import (
    accumulate,
    ahead,
    autoparallel,
    bounds,
    carry,
    collapse,
    counted,
    divisors,
    entry,
    exceptions,
    forward,
    generators,
    independent,
    inline,
    interchange,
    intervals,
    jam,
    layouts,
    moves,
    outervector,
    ownership,
    parts,
    promote,
    rows,
    teams,
    tile,
    timeskew,
    unread,
    viewchecks,
    wavefront,
    windows,
)
from smelt.records import replace
from smelt.sema.distutils import build_settings
from smelt.sema.env import ModuleEnv
from smelt.source import CompileError, Diagnostics, SourceFile, Span
from smelt.syntax import Dialect
from smelt.translation import Translation

Pass = Callable[[ir.Module], None]
Phase = Literal["built", "lowered", "owned"]

PASSES: tuple[tuple[str, Pass], ...] = (
    ("teams", teams.run),
    ("inline", inline.run),
    ("parts", parts.run),
    ("viewchecks", viewchecks.run),
    ("divisors", divisors.run),
    ("counted", counted.run),
    ("bounds", bounds.run),
    ("intervals", intervals.run),
    ("entry", entry.run),
    ("forward", forward.run),
    ("unread", unread.run),
    ("layouts", layouts.run),
    ("autoparallel", autoparallel.run),
    ("ahead", ahead.run),
    ("interchange", interchange.run),
    ("accumulate", accumulate.run),
    ("promote", promote.run),
    ("tile", tile.run),
    ("timeskew", timeskew.run),
    ("wavefront", wavefront.run),
    ("windows", windows.run),
    ("rows", rows.run),
    ("outervector", outervector.run),
    ("jam", jam.run),
    ("collapse", collapse.run),
    ("independent", independent.run),
    ("carry", carry.run),
    ("moves", moves.run),
    ("exceptions", exceptions.run),
    ("generators", generators.run),
    ("ownership", ownership.run),
)
# The phase of the IR that each pass leaves, see `ir.nodes`.
PHASES: dict[str, Phase] = {
    "teams": "built",
    "inline": "built",
    "parts": "built",
    "viewchecks": "built",
    "divisors": "built",
    "counted": "built",
    "bounds": "built",
    "intervals": "built",
    "entry": "built",
    "forward": "built",
    "unread": "built",
    "layouts": "built",
    "autoparallel": "built",
    "ahead": "built",
    "interchange": "built",
    "accumulate": "built",
    "promote": "built",
    "tile": "built",
    "timeskew": "built",
    "wavefront": "built",
    "windows": "built",
    "rows": "built",
    "outervector": "built",
    "jam": "built",
    "collapse": "built",
    "independent": "built",
    "carry": "built",
    "moves": "built",
    "exceptions": "lowered",
    "generators": "lowered",
    "ownership": "owned",
}
_NAMES = [name for name, _ in PASSES]
# What the directive `fastloops` turns off: programs are right without these.
LOOP_PASSES = frozenset(["inline", "parts", *_NAMES[_NAMES.index("bounds") : _NAMES.index("moves")]])
_DIALECTS: dict[str, Dialect] = {".py": "py", ".pxd": "pxd", ".pxi": "pxi"}
STAGES: tuple[str, ...] = ("parse", "build", *_NAMES, "emit")


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
    with _nesting_reported(source), garbage_kept():
        return _translation(source, options, path)


def _translation(source: SourceFile, options: Options, path: Path | None) -> Translation:
    """Translate; trees and IR are gone at the end."""
    from smelt.emit import emit

    env, module = front(source, options, path)
    lower(module, passes_for(env))
    module.analyses.clear()
    text = emit(module)
    wanted = env.build
    return Translation(
        env.name, text, "c++" if env.options.cplus else "c", env.diagnostics, tuple(env.dependencies),
        (*wanted.include_dirs, *env.include_dirs), wanted.libraries, wanted.define_macros, wanted.sources,
        wanted.library_dirs, wanted.extra_compile_args, wanted.extra_link_args,
        tuple(sorted_entries(module.ledger)), "#pragma omp" in text or "<omp.h>" in text,
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
    module = ModuleBuilder(env, tree, env.scopes).build()
    diagnostics.stop_on_errors()
    looping = [f for f in module.functions if has_loop(f.body)]
    if any(isinstance(stmt, ir.ForRange) and stmt.parallel for f in looping for stmt in walk(f.body)):
        from smelt.affine.races import check

        check(module, diagnostics)
        diagnostics.stop_on_errors()
    _verify(module, "built")
    return env, module


@contextmanager
def _nesting_reported(source: SourceFile) -> Iterator[None]:
    """A program nested deeper than the interpreter's stack reaches gets a diagnostic."""
    from smelt.syntax.parser import recursion_room

    try:
        with recursion_room():
            yield
    except RecursionError:
        diagnostics = Diagnostics()
        start = Span(source, 1, 0, 1, 1)
        diagnostics.error(
            "E0901", start, "this program is nested too deeply to be compiled", "give parts of it names of their own"
        )
        raise CompileError(diagnostics) from None


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


def passes_for(env: ModuleEnv) -> tuple[tuple[str, Pass], ...]:
    """The passes that a module goes through, by its directives."""
    if env.directives.get("fastloops", True):
        return PASSES
    return tuple((name, run) for name, run in PASSES if name not in LOOP_PASSES)


def lower(module: ir.Module, passes: tuple[tuple[str, Pass], ...] = PASSES) -> None:
    """Run passes on a module as it was built; then it can be printed as C."""
    for name, run in passes:
        _run(name, run, module)


def _run(name: str, run: Pass, module: ir.Module) -> None:
    run(module)
    _verify(module, PHASES[name])


def _verify(module: ir.Module, phase: Phase) -> None:
    """Hold the IR against the rules of its phase, where SMELT_VERIFY asks for it."""
    if os.environ.get("SMELT_VERIFY", "0") not in ("", "0"):
        from smelt.ir.verify import verify

        verify(module, phase)


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

    with _nesting_reported(source):
        env, module = front(source, options, path)
    wanted = passes_for(env)
    for name, run in PASSES[: _NAMES.index(after) + 1] if after in _NAMES else ():
        if (name, run) in wanted:
            _run(name, run, module)
    return dump_module(module)
