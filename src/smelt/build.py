"""From a source to a module: translate, compile, keep, place, import.

There are two levels in the cache. A manifest, named by the source and the options, lists what a translation depended
on; if all of it is unchanged, neither translator nor C compiler runs. An object, named by the C text and the flags,
spares the C compiler alone: after a change of a comment, or of Smelt itself.
"""

from __future__ import annotations

import contextlib
import importlib.machinery
import importlib.util
import os
import sys
import time
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING

from smelt.garbage import made_to_last
from smelt.options import Options
from smelt.records import field, record
from smelt.source import CompileError, Diagnostics, SourceFile
from smelt.toolchain.errors import CompilerRefused, ToolchainError
from smelt.toolchain.keys import digest, file_digest, listing, processor, python_abi, smelt_digest
from smelt.toolchain.store import Entry, Store, cache_folder, place, write_bytes

if TYPE_CHECKING:
    from smelt.toolchain.ahead import Ahead
    from smelt.toolchain.compile import Unit
    from smelt.toolchain.families import Language
    from smelt.toolchain.find import Compiler
    from smelt.translation import Translation

EXTENSION_SUFFIX = importlib.machinery.EXTENSION_SUFFIXES[0]


class InputError(Exception):
    """A file given to Smelt cannot be read as source; the message names it and says why."""


@record(frozen=True)
class Message:
    """A diagnostic as clients show it: its text with the caret, and its parts.

    Unlike `smelt.source.Diagnostic` it does not hold the source, so that it can be kept and sent to other processes.
    """

    severity: str
    text: str
    parts: dict[str, object]


@record(frozen=True)
class BuiltModule:
    """A module that is ready to be imported.

    Attributes
    ----------
    name
        Its full name.
    path
        Its file.
    from_cache
        No compiler had to run.
    messages
        Warnings and notes of the translation, also when it comes from the cache.
    timings
        Seconds for ``translate``, ``compile`` and ``total``.
    """

    name: str
    path: Path
    from_cache: bool
    messages: tuple[Message, ...] = ()
    timings: dict[str, float] = field(default_factory=dict)


@record(frozen=True)
class _Plan:
    """All that is known of a build before anything is translated."""

    source: SourceFile
    options: Options
    path: Path | None
    store: Store
    compiler: Compiler
    key: str


def messages_of(diagnostics: Diagnostics) -> tuple[Message, ...]:
    """The diagnostics in the form that clients show."""
    return tuple(Message(item.severity, item.render(), item.as_json()) for item in diagnostics)


def read_source(path: Path | str) -> SourceFile:
    """Read a source file.

    Raises
    ------
    InputError
        If there is no such file, it is not a file, or its encoding is unknown or not what it says.
    """
    try:
        return SourceFile.read(path)
    except FileNotFoundError:
        raise InputError(f"{path}: there is no such file") from None
    except IsADirectoryError:
        raise InputError(f"{path}: this is a folder, not a source file") from None
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or error}") from None
    except UnicodeDecodeError as error:
        raise InputError(
            f"{path}: byte {error.start} is not {error.encoding}; save the file as UTF-8 or name its encoding "
            "in the first line (# -*- coding: latin-1 -*-)"
        ) from None
    except SyntaxError as error:
        raise InputError(f"{path}: {error.msg}") from None


def translate(source: SourceFile, options: Options, path: Path | None) -> Translation:
    """Run the translator, which is not loaded before it is needed: a module from the cache does without."""
    if "smelt.pipeline" not in sys.modules:
        with made_to_last():
            for name in ("pipeline", "sema.analyse", "sema.build.module", "emit"):
                importlib.import_module(f"smelt.{name}")
    from smelt import pipeline

    return pipeline.translate(source, options, path)


def build_file(
    path: Path | str, options: Options | None = None, *, output: Path | None = None, force: bool = False
) -> BuiltModule:
    """Build the module of one source file and put it beside the source.

    Parameters
    ----------
    path
        A ``.py`` or ``.pyx`` file.
    options
        Settings of the translation.
    output
        The module's file, or the folder for it, instead of the source's folder.
    force
        Translate and compile even if nothing has changed.

    Raises
    ------
    InputError
        If the file cannot be read.
    CompileError
        If the source has errors. The module that was there before is left as it is.
    ToolchainError
        If there is no C compiler, or it refuses Smelt's output.
    """
    path = Path(path)
    source = read_source(path)
    with Store(cache_folder()).in_use():
        built = build(source, options or Options(), path, force=force)
        folder = output if output is not None and output.is_dir() else path.parent
        target = output if output is not None and not output.is_dir() else folder / built.path.name
        if force or file_digest(target) != file_digest(built.path):
            place(built.path, target)
    return BuiltModule(built.name, target, built.from_cache, built.messages, built.timings)


def build(source: SourceFile, options: Options, path: Path | None = None, *, force: bool = False) -> BuiltModule:
    """Build the module of `source` into the cache.

    Parameters
    ----------
    source
        The text.
    options
        Settings of the translation.
    path
        Where the text comes from, if from a file: where `cimport` and `include` look first.
    force
        Translate and compile even if the result is in the cache.

    Raises
    ------
    CompileError, ToolchainError
        As for `build_file`.
    """
    start = time.perf_counter()
    store = Store(cache_folder())
    with store.in_use():
        plan = _plan(source, options, path, store)
        built = None if force else _known(plan)
        if built is None:
            # Another process may be building the same; what it has made is found when the lock is free.
            with store.lock(plan.key):
                built = None if force else _known(plan)
                if built is None:
                    built = _make(plan, force)
    built.timings["total"] = time.perf_counter() - start
    return built


def _plan(source: SourceFile, options: Options, path: Path | None, store: Store) -> _Plan:
    from smelt.toolchain.families import extra_flags
    from smelt.toolchain.find import find_compiler

    compiler = find_compiler("c++" if options.cplus else "c", store.root / "compilers")
    where = path.absolute() if path is not None else None
    parents = _packages(where) if where is not None else ()
    key = digest(
        "manifest",
        smelt_digest(),
        python_abi(),
        compiler.identity,
        processor() if options.target == "native" else "",
        source.name,
        source.text,
        str(where),
        options.module_name,
        options.language_level,
        dict(options.directives),
        options.cplus,
        options.target,
        extra_flags(),
        listing((*parents, *(folder.absolute() for folder in options.include_dirs))),
    )
    return _Plan(source, options, path, store, compiler, key)


def _packages(path: Path) -> tuple[Path, ...]:
    """The folder of `path` and the packages around it; they decide the module's name and where `cimport` looks."""
    folders = [path.parent]
    while any((folders[-1] / f"__init__{suffix}").exists() for suffix in (".py", ".pyx", ".pxd")):
        if folders[-1].parent == folders[-1]:
            break
        folders.append(folders[-1].parent)
    return tuple(folders)


def _known(plan: _Plan) -> BuiltModule | None:
    """What the cache has for this source, if all that it was made from is unchanged."""
    digests: dict[str, str | None] = {}
    for known in plan.store.manifest(plan.key):
        try:
            names, key, name = known["dependencies"], known["object"], known["module"]
            messages = tuple(Message(*message) for message in known["messages"])  # type: ignore[attr-defined]
            pairs = [(str(dependency), value) for dependency, value in names]  # type: ignore[attr-defined]
        except (KeyError, TypeError, ValueError):
            continue
        for dependency, _ in pairs:
            if dependency not in digests:
                digests[dependency] = file_digest(dependency)
        if all(digests[dependency] == value for dependency, value in pairs):
            entry = plan.store.get(str(key))
            if entry is not None:
                return BuiltModule(str(name), entry.path, True, messages)
    return None


def _make(plan: _Plan, force: bool) -> BuiltModule:
    """Translate, compile unless the same C was compiled before, and write down what it depended on."""
    start = time.perf_counter()
    with contextlib.ExitStack() as stack:
        ahead = _compiler_ahead(plan, stack)
        translation = translate(plan.source, plan.options, plan.path)
        translated = time.perf_counter()
        entry = _object(plan, translation, force, ahead)
    dependencies = [
        [str(path), file_digest(path)] for path in sorted({path.absolute() for path in translation.dependencies})
    ]
    messages = messages_of(translation.diagnostics)
    plan.store.add_manifest(
        plan.key,
        {
            "dependencies": dependencies,
            "object": entry.key,
            "module": translation.module_name,
            "messages": [[message.severity, message.text, message.parts] for message in messages],
        },
    )
    timings = {"translate": translated - start, "compile": time.perf_counter() - translated}
    return BuiltModule(translation.module_name, entry.path, False, messages, timings)


def _compiler_ahead(plan: _Plan, stack: contextlib.ExitStack) -> Ahead | None:
    """A compiler that reads Python's header while the source is translated, where no translated header is at hand."""
    from smelt.toolchain.compile import Unit
    from smelt.toolchain.headers import translated_header

    options, path = plan.options, plan.path
    if os.name != "posix" or options.cplus or plan.compiler.family.name != "gcc":
        return None
    from smelt.toolchain import ahead

    if translated_header(plan.store.root, plan.compiler, "c", options.target) is not None:
        return None
    stem = (options.module_name or (path.stem if path is not None else "module")).rpartition(".")[2]
    unit = Unit(stem, "", stem + EXTENSION_SUFFIX, "c", options.target)
    started = ahead.start(plan.compiler, unit, Path(stack.enter_context(plan.store.scratch())))
    if started is not None:
        stack.callback(started.cancel)
    return started


def _unit(plan: _Plan, translation: Translation, language: Language) -> Unit:
    """What the C compiler is to do for a translation."""
    from smelt.toolchain.compile import Unit

    stem = translation.module_name.rpartition(".")[2]
    return Unit(
        stem,
        translation.c_source,
        stem + EXTENSION_SUFFIX,
        language,
        plan.options.target,
        tuple(path.absolute() for path in translation.include_dirs),
        translation.libraries,
        translation.define_macros,
        tuple(path.absolute() for path in translation.extra_sources),
        tuple(path.absolute() for path in translation.library_dirs),
        translation.extra_compile_args,
        translation.extra_link_args,
        translation.threads,
        "errno" in translation.c_source or bool(translation.extra_sources),
    )


def _object(plan: _Plan, translation: Translation, force: bool, ahead: Ahead | None) -> Entry:
    """The compiled form of a translation, from the cache or from the compiler."""
    from smelt.toolchain.compile import compile_unit
    from smelt.toolchain.families import flags_for
    from smelt.toolchain.headers import make_translated_header, translated_header

    compiler, store = plan.compiler, plan.store
    language: Language = "c++" if translation.language == "c++" else "c"
    if (language == "c++") != plan.options.cplus:
        # The source itself may ask for C++.
        from smelt.toolchain.find import find_compiler

        compiler = find_compiler(language, store.root / "compilers")
    unit = _unit(plan, translation, language)
    key = digest(
        "object",
        python_abi(),
        compiler.identity,
        processor() if unit.target == "native" else "",
        list(flags_for(compiler.family, language, unit.target)),
        unit.file_name,
        unit.c_source,
        [str(folder) for folder in unit.include_dirs],
        unit.libraries,
        unit.define_macros,
        [[str(path), file_digest(path)] for path in unit.extra_sources],
        [str(folder) for folder in unit.library_dirs],
        unit.compile_args,
        unit.link_args,
        list(compiler.family.threads) if unit.threads else [],
        list(compiler.family.math_errno) if unit.math_errno else [],
    )
    found = None if force else store.get(key)
    if found is not None:
        return found
    header = translated_header(store.root, compiler, language, unit.target)
    if ahead is not None and ahead.fits(unit):
        made = ahead.finish(unit.c_source)
        if made is not None:
            if header is None and unit.target == "native":
                make_translated_header(store.root, compiler, language, unit.target)
            return store.put(key, made.path, made.headers)
    with store.scratch() as folder:
        try:
            output = compile_unit(compiler, unit, Path(folder), header)
        except CompilerRefused:
            if header is None:
                raise
            # Where gcc cannot map a translated header to the address it was made for, it gives up.
            output = compile_unit(compiler, unit, Path(folder))
        entry = store.put(key, output.path, output.headers)
    if header is None and unit.target == "native":
        make_translated_header(store.root, compiler, language, unit.target)
    return entry


def emit_c(path: Path | str, options: Options | None = None, output: Path | None = None) -> tuple[Path, Translation]:
    """Write the self-contained C (or C++) text of a source; needs no C compiler.

    Parameters
    ----------
    path
        A ``.py`` or ``.pyx`` file.
    options
        Settings of the translation.
    output
        The file to write; beside the source by default.

    Returns
    -------
    tuple of Path and Translation
        The file written, and all that there is to know about building it.
    """
    path = Path(path)
    translation = translate(read_source(path), options or Options(), path)
    suffix = ".cpp" if translation.language == "c++" else ".c"
    if output is None or output.is_dir():
        output = (output or path.parent) / (path.stem + suffix)
    # Build systems go by the file's time: what is the same stays as it is.
    text = translation.c_source.encode()
    if not output.exists() or output.read_bytes() != text:
        write_bytes(output, text)
    return output, translation


def load(path: Path | str, options: Options | None = None, *, name: str | None = None) -> ModuleType:
    """Build the module of a source file into the cache and import it from there.

    Parameters
    ----------
    path
        A ``.py`` or ``.pyx`` file; nothing is written beside it.
    options
        Settings of the translation.
    name
        Full name to import it under; by default the one that the translation gives it.
    """
    from smelt.records import replace

    path = Path(path)
    options = options or Options()
    if name is not None:
        options = replace(options, module_name=name)
    source = read_source(path)
    built = build(source, options, path)
    if not built.path.exists():
        # Somebody emptied the cache just now.
        built = build(source, options, path)
    return import_built(built)


def import_built(built: BuiltModule) -> ModuleType:
    """Import a module that was built, under its own name, and enter it in `sys.modules`."""
    loader = importlib.machinery.ExtensionFileLoader(built.name, str(built.path))
    spec = importlib.util.spec_from_file_location(built.name, built.path, loader=loader)
    if spec is None:
        raise ToolchainError(f"{built.path} cannot be imported")
    module = importlib.util.module_from_spec(spec)
    before = sys.modules.get(built.name)
    sys.modules[built.name] = module
    try:
        loader.exec_module(module)
    except BaseException:
        if before is None:
            sys.modules.pop(built.name, None)
        else:
            sys.modules[built.name] = before
        raise
    return sys.modules[built.name]


def compile_and_import(
    text: str, name: str, *, suffix: str = ".pyx", path: Path | None = None, **settings: object
) -> ModuleType:
    """Compile a text and import it: what tests and interactive use need.

    Parameters
    ----------
    text
        The source.
    name
        Full name of the module.
    suffix
        ``.pyx`` or ``.py``: which of the two languages the text is.
    path
        The file that the text stands for, if `cimport` and `include` are to look beside it.
    **settings
        Fields of `smelt.options.Options`.
    """
    options = Options(module_name=name, **settings)  # type: ignore[arg-type]
    file_name = str(path) if path is not None else name.rpartition(".")[2] + suffix
    return import_built(build(SourceFile(file_name, text), options, path))


__all__ = [
    "BuiltModule",
    "CompileError",
    "InputError",
    "Message",
    "build",
    "build_file",
    "compile_and_import",
    "emit_c",
    "import_built",
    "load",
    "messages_of",
    "read_source",
    "translate",
]
