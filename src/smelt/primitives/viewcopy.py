"""What is done with the memory of views as a whole: copying, filling, new memory, tests of the layout, as rows made for
the types of the views.

Only the rows that read or write Python objects, run Python code or make objects need the GIL.
"""

from __future__ import annotations

from typing import Literal

from smelt.primitives.row import Row
from smelt.primitives.viewparts import form
from smelt.records import record
from smelt.types import BINT, INT, OBJECT, Axis, PyObj, View, strip_const

Work = Literal["copy", "fill", "take", "duplicate", "require", "is_c", "is_f"]


@record(frozen=True)
class WorkRow(Row):
    """`work` says what the function does, see the functions below; `other` is a further view type that it depends on,
    which is no parameter."""

    work: Work = "copy"
    other: View | None = None


def _name(word: str, *views: View) -> str:
    dtype = "".join(c if c.isalnum() else "_" for c in str(strip_const(views[0].dtype)))
    return f"smelt_{word}_{'_'.join(form(view) for view in views)}__{dtype}"


def _objects(view: View) -> bool:
    return isinstance(strip_const(view.dtype), PyObj)


def copy(to: View, source: View) -> WorkRow:
    """``to[...] = source``: with broadcasting, and as if the source was read whole before."""
    return WorkRow(f"copy into {to}", _name("copy", to, source), (to, source), None, "minus", gil=_objects(to),
                   part="view_copy_objects" if _objects(to) else "view_copy", work="copy")  # fmt: skip


def fill(to: View) -> WorkRow:
    """``to[...] = value`` of the type of the elements."""
    return WorkRow(f"fill {to}", _name("fill", to), (to, strip_const(to.dtype)), None, "never", gil=_objects(to),
                   part="view_copy_objects" if _objects(to) else "view_copy", work="fill")  # fmt: skip


def take(to: View) -> WorkRow:
    """``to[...] = object``: 1 if the object has a buffer, which is then copied; 0 if it is to be taken as a value."""
    return WorkRow(f"take into {to}", _name("take", to), (to, OBJECT), INT, "minus", part="view_take", work="take")


def duplicate(source: View, fortran: bool) -> WorkRow:
    """``source.copy()`` and ``source.copy_fortran()``: a view of new memory in C's or Fortran's order."""
    result = packed(source, fortran)
    return WorkRow(f"duplicate {source} as {result}", _name("duplicate", source, result), (source,), result, "null",
                   part="view_new", work="duplicate")  # fmt: skip


def packed(view: View, fortran: bool) -> View:
    """The type of a writable view of the same elements that is contiguous in C's or Fortran's order."""
    ends = 0 if fortran else view.ndim - 1
    axes = tuple(Axis("direct", "contig" if i == ends else "follow") for i in range(view.ndim))
    return View(strip_const(view.dtype), axes)


def require(source: View, target: View) -> WorkRow:
    """Raises ValueError unless a view has the stricter layout of `target`."""
    return WorkRow(f"require {target} of {source}", _name("require", source, target), (source,), None, "minus",
                   gil=False, part="view_layout", work="require", other=target)  # fmt: skip


def is_packed(view: View, fortran: bool) -> WorkRow:
    """``view.is_c_contig()`` and ``view.is_f_contig()``"""
    word: Work = "is_f" if fortran else "is_c"
    return WorkRow(f"{word} {view}", _name(word, view), (view,), BINT, "never", gil=False, pure=True,
                   part="view_layout", work=word)  # fmt: skip
