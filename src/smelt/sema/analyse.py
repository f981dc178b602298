"""From a tree to a module with scopes and declarations: directives, includes, the module's own ``.pxd``, names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

from smelt.options import Options
from smelt.sema.augment import augment
from smelt.sema.declare import declare_module
from smelt.sema.directives import DEFAULTS, apply
from smelt.sema.env import ModuleEnv
from smelt.sema.preprocess import preprocess
from smelt.sema.scopes import analyse
from smelt.sema.symbols import CFunction, Variable
from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax import header_comments, parse
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.syntax.pure import normalise


def analyse_module(
    source: SourceFile, options: Options, path: Path | None, tree: ast.Module, diagnostics: Diagnostics
) -> ModuleEnv:
    """Everything that is known of a module before its code is looked at."""
    env = ModuleEnv(options.module_name or module_name(path), source, path, options, diagnostics)
    env.directives = header_directives(source, options, diagnostics)
    preprocess(env, tree)
    _own_declarations(env, tree)
    env.scopes = analyse(tree, source, diagnostics, language_level(source, options))
    declare_module(env, tree)
    return env


def module_name(path: Path | None) -> str:
    """The dotted name of a file's module: its packages are the folders with an ``__init__``."""
    if path is None:
        return "module"
    path = path.resolve()
    parts = [] if path.stem == "__init__" else [path.stem]
    folder = path.parent
    while any((folder / f"__init__{s}").is_file() for s in (".py", ".pyx", ".pxd")):
        parts.append(folder.name)
        folder = folder.parent
    return ".".join(reversed(parts)) or path.parent.name


def header_directives(source: SourceFile, options: Options, diagnostics: Diagnostics) -> dict[str, object]:
    """The directives of a whole module: defaults, then the command line, then the source's header."""
    found = dict(DEFAULTS)
    start = Span(source, 1, 0, 1, 1)
    for name, value in options.directives.items():
        apply(found, name, str(value), start, diagnostics, header=True)
    for name, text, span in header_comments(source):
        if not name.startswith(("distutils", "tag", "mode", "ticket")):
            apply(found, name, text, span, diagnostics, header=True)
    found["language_level"] = str(language_level(source, options))
    return found


def language_level(source: SourceFile, options: Options) -> int:
    """2 or 3: the command line wins, then the header, else 3."""
    if options.language_level is not None:
        return options.language_level
    for name, text, _ in header_comments(source):
        if name == "language_level":
            return 2 if text.strip("\"'").startswith("2") else 3
    return 2 if str(options.directives.get("language_level", "3")).startswith("2") else 3


def _move_functions(tree: ast.Module, module: ast.Module) -> None:
    """Functions with a body go from the declarations to the module, behind its docstring and `__future__`."""
    for node in tree.body:
        if isinstance(node, c.CClassDef):
            _move_methods(node, module)
    functions = [node for node in tree.body if isinstance(node, c.CFuncDef) and node.body is not None]
    tree.body = [node for node in tree.body if node not in functions]
    at = 0
    while at < len(module.body) and (
        (isinstance(module.body[at], ast.ImportFrom) and getattr(module.body[at], "module", "") == "__future__")
        or (at == 0 and isinstance(module.body[at], ast.Expr))
    ):
        at += 1
    module.body[at:at] = functions


def _move_methods(declared: c.CClassDef, module: ast.Module) -> None:
    """Methods with a body go from a declared class to the class in the module; their declarations stay."""
    own = next((n for n in module.body if isinstance(n, c.CClassDef) and n.name == declared.name), None)
    for index, node in enumerate(declared.body or ()):
        if own is None or own.body is None or not isinstance(node, c.CFuncDef) or node.body is None:
            continue
        assert declared.body is not None
        declared.body[index] = c.CFuncDef(**{**vars(node), "body": None})
        own.body.append(node)


def _shared(env: ModuleEnv) -> Iterator[CFunction | Variable]:
    """The functions and variables that the module's own .pxd promises to other modules."""
    for symbol in env.members.values():
        if isinstance(symbol, CFunction):
            if symbol.kind != "extern" and symbol.module == env.name:
                yield symbol
        elif isinstance(symbol, Variable) and symbol.place == "cglobal":
            yield symbol


def _own_declarations(env: ModuleEnv, module: ast.Module) -> None:
    """The ``.pxd`` of the same name: its declarations are this module's, its inline functions this module's code."""
    if env.path is None:
        return
    path = env.path.with_suffix(".pxd")
    env.dependencies[path] = None
    if not path.is_file():
        return
    source = SourceFile.read(path)
    tree = normalise(parse(source, env.diagnostics, dialect="pxd"), source, env.diagnostics)
    env.diagnostics.stop_on_errors()
    inner = ModuleEnv(
        env.name, source, path, env.options, env.diagnostics, directives=env.directives, dependencies=env.dependencies,
        include_dirs=env.include_dirs, modules=env.modules, defines=dict(env.defines),
        constants=set(env.constants),
    )  # fmt: skip
    preprocess(inner, tree)
    for node in trees.walk(tree):
        env.files.setdefault(node, inner.files.get(node, source))
    augment(env, tree, module)
    _move_functions(tree, module)
    declare_module(inner, tree, definition=False)
    env.members.update(inner.members)
    env.classes.update(inner.classes)
    env.declared = [node for node in tree.body if isinstance(node, c.CExtern | c.CEnum)]
    env.exported = list(_shared(inner))
    env.types += inner.types
    for include in inner.includes:
        env.need(include)
    env.cglobals += inner.cglobals
