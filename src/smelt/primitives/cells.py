"""Variables shared between functions. `NewCell` is an IR node; these are what its printing and the passes use."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import OBJECT, SIZE, VOID_PTR

# Objects live in CPython's cells: the content is ``SMELT_CELL(cell)``, an lvalue.
new_cell = Row("new_cell", "PyCell_New", (OBJECT,))  # initial object or NULL
# C values live in boxes: the content is ``SMELT_BOX(T, cell)``, an lvalue, zero at first.
new_box = Row("new_box", "smelt_new_box", (SIZE,), part="cells")  # sizeof(T)
# Views too: the owner, first member of the struct, is released with the box.
new_view_box = Row("new_view_box", "smelt_new_view_box", (SIZE,), part="cells")
# And objects of C++: the content is ``SMELT_CPP_BOX(T, cell)``. The argument is a null pointer to the class.
new_cpp_box = Row("new_cpp_box", "smelt_new_cpp_box", (VOID_PTR,), part="cpp_box")
