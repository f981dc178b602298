"""cimport: finding declaration files and reading what they declare.

The search goes: beside the source and its package root, the folders given with -I, Smelt's own ``declarations``, then
the folders of ``sys.path`` (packages that ship their .pxd). ``numpy`` is answered from a table as far as types go, so
that neither its long .pxd nor its C headers have to be read for them.
"""

from __future__ import annotations

import ast
import sys
from pathlib import Path

from smelt.declarations.numpy_types import numpy_types
from smelt.ir.nodes import ExternInclude
from smelt.primitives.classes import PY_BUFFER
from smelt.sema.closest import close_to
from smelt.sema.directives import DEFAULTS
from smelt.sema.env import ModuleEnv
from smelt.sema.preprocess import preprocess
from smelt.sema.symbols import CFunction, CythonName, ModuleName, Symbol, TypeName
from smelt.source import SourceFile
from smelt.syntax import nodes as c
from smelt.syntax import parse
from smelt.syntax.pure.api import SUBMODULES
from smelt.types import is_number

DECLARATIONS = Path(__file__).parent.parent / "declarations"


def declare_cimport(env: ModuleEnv, node: c.CImport) -> None:
    """``cimport a.b`` binds ``a``; ``cimport a.b as c`` binds ``c`` to ``a.b``."""
    for alias in node.names:
        parts = alias.name.split(".")
        if parts[0] == "cython":
            name = alias.asname or "cython"
            env.members[name] = CythonName(name, alias.name if alias.asname else "cython")
            continue
        module = module_members(env, alias.name, _named(env, alias, alias.name))
        if module is None:
            continue
        if alias.asname:
            env.members[alias.asname] = ModuleName(alias.asname, alias.name, module)
            continue
        _bind_dotted(env, parts, module)


def _bind_dotted(env: ModuleEnv, parts: list[str], members: dict[str, Symbol]) -> None:
    scope = env.members
    for depth, part in enumerate(parts):
        path = ".".join(parts[: depth + 1])
        last = depth == len(parts) - 1
        found = scope.get(part)
        if not isinstance(found, ModuleName):
            found = ModuleName(part, path, members if last else {})
            scope[part] = found
        elif last:
            found.members.update(members)
        scope = found.members


def declare_cimport_from(env: ModuleEnv, node: c.CImportFrom) -> None:
    """``from a.b cimport x as y``, relative ones included; a name may also be a submodule."""
    base = absolute_name(env, node.module, node.level)
    if base is None:
        env.error("E0363", node, "relative cimport beyond the top-level package")
        return
    if base.split(".")[0] == "cython":
        for alias in node.names:
            all_of = SUBMODULES.get(base.removeprefix("cython."), ()) if alias.name == "*" else (alias.name,)
            for member in all_of:
                name = alias.asname or member
                env.members[name] = CythonName(name, f"{base}.{member}")
        # what pure mode reads is spelled with the module's name from then on
        env.members.setdefault("cython", CythonName("cython", "cython"))
        return
    members = module_members(env, base, node, quiet=True)
    for alias in node.names:
        if alias.name == "*":
            if members is None:
                _not_found(env, base, _named(env, node, "." * node.level + (node.module or "")))
            else:
                env.members.update({k: v for k, v in members.items() if not k.startswith("_")})
            continue
        name = alias.asname or alias.name
        symbol = members.get(alias.name) if members is not None else None
        if symbol is None:
            path = f"{base}.{alias.name}" if base else alias.name
            inner = module_members(env, path, node, quiet=True)
            if inner is not None:
                symbol = ModuleName(name, path, inner)
        if symbol is not None:
            env.members[name] = symbol
        elif members is None and node.module is None:
            _not_found(env, alias.name, alias)
        elif members is None:
            _not_found(env, base, _named(env, node, "." * node.level + (node.module or "")))
            return
        else:
            close = close_to(alias.name, members)
            env.error(
                "E0361", alias, f"'{alias.name}' is not declared in the module '{base}'",
                f"did you mean '{close[0]}'?" if close else None,
            )  # fmt: skip


def absolute_name(env: ModuleEnv, module: str | None, level: int) -> str | None:
    """The dotted name that a possibly relative import means; None if it leaves the top-level package."""
    if not level:
        return module or ""
    package = env.name.split(".")
    is_package = env.path is not None and env.path.stem == "__init__"
    drop = level - 1 if is_package else level
    if drop > len(package):
        return None
    base = package[: len(package) - drop]
    return ".".join([*base, module] if module else base)


def module_members(env: ModuleEnv, name: str, node: ast.AST, quiet: bool = False) -> dict[str, Symbol] | None:
    """What the module `name` declares; None, with an error unless `quiet`, if no declarations are found."""
    if name in ("numpy", "numpy.core.multiarray") or (name.startswith("numpy.") and name.count(".") == 1):
        found = _numpy(env, name)
        if found is not None:
            return found
    if name in env.modules:
        return env.modules[name].members
    path = find_pxd(env, name)
    if path is None:
        if not quiet:
            _not_found(env, name, node)
        return None
    return load_pxd(env, name, path).members


def _named(env: ModuleEnv, node: ast.AST, name: str) -> ast.AST:
    """A place that covers no more than the name of a module in a statement; the statement if it is spread out."""
    span = env.span(node)
    line = span.file.line(span.line)
    at = line.find(name, span.col)
    if at < 0 or span.line != span.end_line:
        return node
    place = ast.alias(name)
    place.lineno = place.end_lineno = span.line
    place.col_offset = len(line[:at].encode())
    place.end_col_offset = place.col_offset + len(name.encode())
    if node in env.files:
        env.files[place] = env.files[node]
    return place


def _not_found(env: ModuleEnv, name: str, node: ast.AST) -> None:
    known = [
        ".".join(p.relative_to(DECLARATIONS).with_suffix("").parts).removesuffix(".__init__")
        for p in DECLARATIONS.rglob("*.pxd")
    ]
    close = close_to(name, [*known, "numpy", "cython"])
    hint = (
        f"did you mean '{close[0]}'?"
        if close
        else "declarations are looked for beside the source and in the folders of -I"
    )
    env.error("E0360", node, f"no declarations (.pxd) found for the module '{name}'", hint)


def load_pxd(env: ModuleEnv, name: str, path: Path) -> ModuleEnv:
    """Read the declarations of a module once for this translation."""
    from smelt.sema.declare import declare_module

    env.dependencies[path] = None
    source = SourceFile.read(path)
    inner = ModuleEnv(
        name, source, path, env.options, env.diagnostics, directives=dict(DEFAULTS), dependencies=env.dependencies,
        include_dirs=env.include_dirs, modules=env.modules, root=False,
    )  # fmt: skip
    env.modules[name] = inner
    before = len(env.diagnostics.errors)
    tree = parse(source, env.diagnostics, dialect="pxd")
    if len(env.diagnostics.errors) == before:
        preprocess(inner, tree)
        declare_module(inner, tree)
    if name == "libc.math":
        _mark_pure(inner)
    elif name == "cpython.buffer":
        inner.members["Py_buffer"] = TypeName("Py_buffer", PY_BUFFER)
    return inner


def _mark_pure(env: ModuleEnv) -> None:
    """The functions of <math.h> on numbers have no effect that Smelt's code can see (errno is not looked at)."""
    for symbol in env.members.values():
        if isinstance(symbol, CFunction) and is_number(symbol.func.returns) and all(map(is_number, symbol.func.params)):
            symbol.pure = True


def find_pxd(env: ModuleEnv, name: str) -> Path | None:
    """The declaration file of a dotted module name."""
    parts = name.split(".")
    for folder in search_folders(env):
        for candidate in (folder.joinpath(*parts).with_suffix(".pxd"), folder.joinpath(*parts, "__init__.pxd")):
            if candidate.is_file():
                return candidate
        flat = folder / f"{name}.pxd"
        if len(parts) > 1 and flat.is_file():
            return flat
    return None


def search_folders(env: ModuleEnv) -> list[Path]:
    folders: list[Path] = []
    if env.path is not None:
        folder = env.path.resolve().parent
        folders.append(folder)
        while (folder / "__init__.py").is_file() or (folder / "__init__.pxd").is_file():
            folder = folder.parent
            folders.append(folder)
    folders += [p.resolve() for p in env.options.include_dirs]
    folders.append(DECLARATIONS)
    folders += [Path(p) for p in sys.path if p]
    return folders


def _numpy(env: ModuleEnv, name: str) -> dict[str, Symbol] | None:
    """The types of ``cimport numpy`` by table."""
    if name not in ("numpy", "numpy.core.multiarray"):
        return None
    key = f"{name}!types"
    if key not in env.modules:
        inner = ModuleEnv(name, env.source, None, env.options, env.diagnostics, root=False)
        # without NumPy's C functions there is nothing to initialise
        for name_ in ("import_array", "import_umath", "import_ufunc"):
            inner.members[name_] = CythonName(name_, f"numpy.{name_}")
        for type_name, type_ in numpy_types().items():
            inner.members[type_name] = TypeName(type_name, type_)
        env.modules[key] = inner
    return env.modules[key].members


def include_of(header: str | None, verbatim: str | None) -> ExternInclude | None:
    """The C include for an extern block's header: ``"math.h"`` becomes ``<math.h>`` only if it was written so."""
    if header is None and verbatim is None:
        return None
    quoted = header if header is None or header.startswith("<") else f'"{header}"'
    return ExternInclude(quoted, verbatim)
