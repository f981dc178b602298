"""What the late passes share: rows and types of the transitions of the GIL, and small questions about nodes."""

from __future__ import annotations

from smelt.ir.nodes import (
    Call,
    CheckIndex,
    Fallible,
    Function,
    Load,
    Op,
    Raw,
    Slot,
    Stmt,
    Storage,
)
from smelt.primitives.row import Row
from smelt.types import INT, OBJECT, Ptr, PyObj, Struct, Type, View
from smelt.types.kinds import CInt, Record

GIL_STATE = CInt("PyGILState_STATE", "PyGILState_STATE", INT.rank, True, INT.bits, exact=False)
THREAD = Ptr(Struct("PyThreadState", "PyThreadState", "struct", False, Record(), extern=True))

SAVE_THREAD = Row("save_thread", "PyEval_SaveThread", (), THREAD, "never")
RESTORE_THREAD = Row("restore_thread", "PyEval_RestoreThread", (THREAD,), None, "never", gil=False)
ENSURE_GIL = Row("ensure_gil", "PyGILState_Ensure", (), GIL_STATE, "never", gil=False)
RELEASE_GIL = Row("release_gil", "PyGILState_Release", (GIL_STATE,), None, "never")
WRITE_UNRAISABLE_NOGIL = Row(
    "write_unraisable_nogil", "smelt_write_unraisable_nogil", (OBJECT,), None, "never", gil=False, part="nogil"
)
# The exception that is handled, or NULL.
HANDLED = Row("handled", "PyErr_GetHandledException", (), OBJECT, "never")
# What each of them makes of the question whether the GIL is missing.
TRANSITIONS = {"save_thread": True, "restore_thread": False, "ensure_gil": False, "release_gil": True}


# Where other code can change what a slot holds.
SHARED = (Storage.CELL, Storage.GLOBAL, Storage.MEMBER)


def may_fail(stmt: Fallible) -> bool:
    """Whether the statement has an error edge."""
    if isinstance(stmt, Op):
        return stmt.row.error != "never"
    if isinstance(stmt, Call):
        return stmt.func.except_kind != "none"
    if isinstance(stmt, CheckIndex):
        return stmt.check
    return True


def is_owning(type_: Type) -> bool:
    """Whether values of the type carry a reference: objects, and views with their owner."""
    return isinstance(type_, PyObj | View)


def definition_name(wrapper: str) -> str:
    """What stands for the address of the `smelt_def` of a wrapper, until `emit` knows its name in C."""
    return f"smelt_def:{wrapper}"


def holding_gil(function: Function, statements: list[Stmt]) -> list[Stmt]:
    """The statements between taking the GIL and giving it back."""
    state = next((s for s in function.slots if s.type is GIL_STATE and s.name == "brief"), None)
    if state is None:
        state = Slot("brief", GIL_STATE, temp=True)
        function.slots.append(state)
    return [Op(state, ENSURE_GIL, []), *statements, Raw(RELEASE_GIL, [Load(GIL_STATE, state)])]
