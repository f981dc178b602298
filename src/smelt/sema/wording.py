"""How messages are worded: articles, and what a mistyped name may have meant."""

from __future__ import annotations

import ast
import builtins
import difflib
import re
import sys
from functools import cache
from pathlib import Path

from smelt.sema.env import ModuleEnv
from smelt.sema.scopes import Scope
from smelt.sema.symbols import TypeName
from smelt.types import Type

_LIBRARIES = Path(__file__).parent.parent / "declarations"
_CUSTOMARY = {
    "np": "add 'import numpy as np'", "numpy": "add 'import numpy'", "cython": "add 'cimport cython'",
    "nogil": "write 'with nogil:'", "gil": "write 'with gil:'", "true": "did you mean 'True'?",
    "false": "did you mean 'False'?", "null": "did you mean 'NULL'?", "nullptr": "did you mean 'NULL'?",
    "none": "did you mean 'None'?",
}  # fmt: skip


def article(type_: Type | str) -> str:
    """A type, quoted, behind its indefinite article: ``an 'int'``, ``a 'double[:]'``."""
    text = str(type_)
    vowel = text[:1] in "aeiouAEIO" and not re.match(r"u(int|char|short|long)", text)
    return f"{'an' if vowel else 'a'} '{text}'"


def name_hint(name: str, scope: Scope, env: ModuleEnv) -> str | None:
    """What an unknown name in a program may be: a library's name that was not imported, or another name mistyped."""
    if name in _CUSTOMARY:
        return _CUSTOMARY[name]
    if name in sys.stdlib_module_names:
        return f"add 'import {name}'"
    library = library_of(name) if is_cython(env) else None
    if library is not None:
        return f"add 'from {library} cimport {name}'"
    known = [n for n, s in env.members.items() if not isinstance(s, TypeName)]
    at: Scope | None = scope
    while at is not None:
        known += [n for n in at.variables if n.isidentifier()]
        at = at.parent
    own = closest(name, known)
    return own if own is not None else closest(name, [n for n in dir(builtins) if not n.startswith("_")])


def cimport_for(env: ModuleEnv, name: str) -> str:
    """The statement that would cimport what the module knows, or usually would know, under a name."""
    tree = env.scopes.module.node if env.scopes is not None else None
    for node in ast.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname == name:
                    return f"cimport {alias.name} as {name}"
    return "cimport numpy as np" if name == "np" else f"cimport {name}"


def closest(name: str, known: list[str]) -> str | None:
    """The hint that names the most similar of some names, if one is similar enough."""
    found = difflib.get_close_matches(name, known, 1)
    if not found:
        lower = {n.lower(): n for n in known}
        found = [lower[name.lower()]] if name.lower() in lower else []
    return f"did you mean '{found[0]}'?" if found else None


def is_cython(env: ModuleEnv) -> bool:
    """Whether the module is in Cython's language, where all names are known at compile time; else CPython is right."""
    return env.path is None or env.path.suffix != ".py"


@cache
def library_of(name: str) -> str | None:
    """The module among Smelt's declarations of C's library that declares a function, constant or type."""
    if len(name) < 3:
        return None
    declared = re.compile(rf"^[ \t]+[^#(\n]*\b{re.escape(name)}[ \t]*(?:[(:\"]|$)", re.MULTILINE)
    for path in sorted((_LIBRARIES / "libc").glob("*.pxd")):
        if declared.search(path.read_text(encoding="utf-8")):
            return f"libc.{path.stem}"
    return None
