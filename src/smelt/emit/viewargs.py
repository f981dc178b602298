"""Views as arguments of C functions: member by member, so that they travel in registers.

A struct of more than two words would be written to the stack by the caller and read back by the function. C compilers
copy it there in wide pieces right after it was put together from narrow ones, and processors wait some fifteen cycles
for that: longer than the rest of the call takes.

double f(double[:] row)   becomes   double f(PyObject *row_owner, char *row_data, Py_ssize_t row_shape0,
                                             Py_ssize_t row_stride0)
"""

from __future__ import annotations

import re

from smelt.emit.ctypes import view_members
from smelt.emit.names import Names
from smelt.ir.nodes import Function
from smelt.types import View


def argument(view: View, text: str) -> str:
    """The arguments of a call that stand for the view `text`, which is an lvalue."""
    return ", ".join(f"{text}.{member}" for _, member in view_members(view))


def none(view: View, owner: str) -> str:
    """The arguments that stand for a view without memory: None, or what is not bound."""
    return ", ".join([owner, "NULL", *["0"] * (len(view_members(view)) - 2)])


def names_of(function: Function, names: Names, own: list[str]) -> list[list[str]]:
    """The names of the C parameters that stand for each parameter of a function, whose own names are given."""
    found: list[list[str]] = []
    for slot, name in zip(function.params, own, strict=True):
        if isinstance(slot.type, View):
            plain = [re.sub(r"s?\[(\d)\]", r"\1", member) for _, member in view_members(slot.type)]
            found.append([names.unique(f"{name}_{member}") for member in plain])
        else:
            found.append([name])
    return found


def parameters(view: View, names: list[str]) -> list[str]:
    """The declarations of the parameters that stand for a view; of the types alone if there are no names."""
    types = [type_ for type_, _ in view_members(view)]
    if not names:
        return types
    return [f"{type_}{'' if type_.endswith('*') else ' '}{name}" for type_, name in zip(types, names, strict=True)]


def assignments(view: View, target: str, names: list[str]) -> list[str]:
    """Statements that put the view together from the parameters, in `target`."""
    return [f"{target}.{member} = {name};" for (_, member), name in zip(view_members(view), names, strict=True)]


def initializer(view: View, names: list[str]) -> str:
    """The view that is put together from the parameters."""
    owner, data, *rest = names
    groups = [", ".join(rest[at : at + view.ndim]) for at in range(0, len(rest), view.ndim)]
    return f"{{{owner}, {data}, {', '.join(f'{{{group}}}' for group in groups)}}}"
