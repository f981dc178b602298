"""The module `cython` for programs in pure Python mode that run uncompiled.

Use it as ``import smelt.shadow as cython``, or call `install` once and let programs say ``import cython``. Types
convert and make arrays, views and pointers; decorators and directives let things through; ``compiled`` is False.

Examples
--------
>>> import smelt.shadow as cython
>>> cython.declare(cython.int, 3.7)
3
>>> cython.sizeof(cython.int[2][3])
24
>>> cython.compiled
False
"""

from __future__ import annotations

import dataclasses as _dataclasses
import sys as _sys
from typing import TYPE_CHECKING
from typing import Any as _Any

from smelt import __version__ as __version__
from smelt.shadow import _cimports, _functions, _names
from smelt.shadow import cimports as cimports
from smelt.shadow import operator as operator
from smelt.shadow import parallel as parallel
from smelt.shadow import view as view
from smelt.shadow._ctypes import Pointer as _Pointer

_DECORATORS = ("cclass", "cfunc", "ccall")
_FACTORIES = ("locals", "returns", "exceptval")


def install() -> None:
    """Let ``import cython`` find this module, with its submodules, unless a module of that name can be imported."""
    if "cython" in _sys.modules:
        return
    from importlib.util import find_spec

    if find_spec("cython") is None:
        register()


def register() -> None:
    """Be the module ``cython``, with its submodules, whatever else could be imported under that name."""
    _sys.modules["cython"] = _sys.modules[__name__]
    for name in ("cimports", "operator", "parallel", "view"):
        _sys.modules[f"cython.{name}"] = _sys.modules[f"{__name__}.{name}"]
    _sys.modules["cython.dataclasses"] = _dataclasses
    _cimports.prefixes.add("cython.cimports")


def _namespace() -> dict[str, _Any]:
    """Every name that has no statement of its own above: types, functions, decorators, directives."""
    from smelt.syntax.pure import api

    found: dict[str, _Any] = {name: _functions.Directive(name) for name in api.DIRECTIVES}
    found.update(_names.types())
    found.update(dict.fromkeys(_DECORATORS, _functions.identity))
    found.update(dict.fromkeys(_FACTORIES, _functions.factory))
    found.update({name: _functions.Directive(name) for name in ("nogil", "gil", "with_gil")})
    found.update({name: _names.Builder(name) for name in ("pointer", "const", "volatile", "restrict")})
    functions = (
        "declare",
        "cast",
        "address",
        "sizeof",
        "typeof",
        "typedef",
        "fused_type",
        "cdiv",
        "cmod",
        "inline",
        "not_none",
    )
    found.update({name: getattr(_functions, name) for name in functions})
    found.update(
        array=_names.array_of,
        compiled=False,
        dataclasses=_dataclasses,
        NULL=_Pointer(_names.VOID, None),
        pymutex=_functions.Directive("pymutex"),
        PythranExpr=_functions.identity,
        pythread_type_lock=_functions.Directive("pythread_type_lock"),
        struct=_functions.struct_type,
        union=_functions.union_type,
    )
    return found


if TYPE_CHECKING:

    def __getattr__(name: str) -> _Any: ...


globals().update(_namespace())
_sys.modules[f"{__name__}.dataclasses"] = _dataclasses
