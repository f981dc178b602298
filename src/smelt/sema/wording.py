"""How messages are worded: articles, and what a mistyped name may have meant."""

from __future__ import annotations

import ast
import builtins
import re
import sys
from functools import cache
from pathlib import Path

from smelt.sema.closest import close_to
from smelt.sema.env import ModuleEnv
from smelt.sema.scopes import Scope
from smelt.sema.symbols import TypeName
from smelt.syntax import tree as trees
from smelt.syntax.pure.api import basic_type
from smelt.types import Ptr, Type, strip_const

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


_PURE_WORDS = {
    "signed char": "schar", "unsigned char": "uchar", "unsigned short": "ushort", "unsigned int": "uint",
    "unsigned long": "ulong", "long long": "longlong", "unsigned long long": "ulonglong", "long double": "longdouble",
    "float complex": "floatcomplex", "double complex": "doublecomplex",
}  # fmt: skip


def spelled(env: ModuleEnv, type_: Type) -> str:
    """A type in the words of the module's dialect: ``double *``, or ``cython.p_double`` in a .py file."""
    if is_cython(env):
        return str(type_)
    if isinstance(type_, Ptr):
        base = spelled(env, strip_const(type_.target))
        word = base.removeprefix("cython.")
        return f"cython.p_{word}" if word != base and word.isidentifier() else f"cython.pointer[{base}]"
    name = str(type_)
    word = _PURE_WORDS.get(name, name)
    return f"cython.{word}" if word.isidentifier() and basic_type(word) is not None else name


def declared(env: ModuleEnv, type_: str, name: str) -> str:
    """A parameter in the words of the module's dialect: ``double[:] v`` or ``v: cython.double[:]``."""
    return f"{type_} {name}" if is_cython(env) else f"{name}: {type_}"


def cast_hint(env: ModuleEnv, type_: str) -> str:
    """How a value is cast to a type, in the words of the module's dialect."""
    return f"<{type_}>value" if is_cython(env) else f"cython.cast({type_}, value)"


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
    for node in trees.walk(tree) if tree is not None else ():
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.asname == name:
                    return f"cimport {alias.name} as {name}"
    return "cimport numpy as np" if name == "np" else f"cimport {name}"


def closest(name: str, known: list[str]) -> str | None:
    """The hint that names the most similar of some names, if one is similar enough."""
    found = close_to(name, known)
    if not found:
        lower = {n.lower(): n for n in known}
        found = [lower[name.lower()]] if name.lower() in lower else []
    return f"did you mean '{found[0]}'?" if found else None


def is_cython(env: ModuleEnv) -> bool:
    """Whether the module is in Cython's language, where all names are known at compile time; else CPython is right."""
    return env.path is None or env.path.suffix != ".py"


@cache
def library_of(name: str) -> str | None:
    """The module among Smelt's declarations of the libraries of C and C++ that declares a name."""
    if len(name) < 3:
        return None
    declared = re.compile(rf"^[ \t]+[^#(\n]*\b{re.escape(name)}[ \t]*(?:[(:\"]|$)", re.MULTILINE)
    for path in sorted((_LIBRARIES / "libc").glob("*.pxd")):
        if declared.search(path.read_text(encoding="utf-8")):
            return f"libc.{path.stem}"
    classes = re.compile(rf"^[ \t]+cdef cppclass {re.escape(name)}\b", re.MULTILINE)
    for path in sorted((_LIBRARIES / "libcpp").glob("*.pxd")):
        if classes.search(path.read_text(encoding="utf-8")):
            return f"libcpp.{path.stem}"
    return None
