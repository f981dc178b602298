"""The form of a row: an operation of Python's or C's library and its effects."""

from __future__ import annotations

from typing import Literal

from smelt.records import record
from smelt.types import OBJECT, Type

Error = Literal["never", "null", "null_or_end", "minus", "maybe_minus", "occurred", "always"]


@record(frozen=True)
class Row:
    """An operation.

    Attributes
    ----------
    name
        Its name in IR dumps.
    c
        The C function or macro that does it, called with the arguments in order.
    params
        Types of the arguments; a last element None stands for any number of further objects: the C function then gets
        the fixed arguments, a ``PyObject *const *`` to the further ones (the element before the first may be
        overwritten during the call, as PY_VECTORCALL_ARGUMENTS_OFFSET wants it) and their count as Py_ssize_t.
    result
        None for a statement without value.
    error
        How failure shows: ``null`` result NULL; ``null_or_end`` result NULL and PyErr_Occurred(), NULL alone
        being the end of an iteration; ``minus`` result < 0; ``maybe_minus`` result -1 and PyErr_Occurred();
        ``occurred`` PyErr_Occurred() is asked after the call; ``always`` the call only ever raises; ``never``.
        A row with ``minus`` and `result` None returns an int status that is only tested. ``null`` likewise.
    borrowed
        The object result is a borrowed reference.
    steals
        Indices of the arguments whose reference the call takes, also on failure.
    gil
        The call needs the GIL.
    pure
        No effects: may be an expression (`PureCall`), be duplicated and removed.
    part
        The runtime part (``runtime/PART.h``) or system header (``<math.h>``) that has to be included.
    """

    name: str
    c: str
    params: tuple[Type | None, ...] = (OBJECT,)
    result: Type | None = OBJECT
    error: Error = "null"
    borrowed: bool = False
    steals: tuple[int, ...] = ()
    gil: bool = True
    pure: bool = False
    part: str | None = None
