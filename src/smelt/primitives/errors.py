"""Raising, matching and handling exceptions; the with statement."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import BINT, OBJECT, Ptr

_O = OBJECT
_SAVED = Ptr(OBJECT)

# --- raise ------------------------------------------------------------------------------------------------------------
raise_ = Row("raise", "smelt_raise_object", (_O, _O), None, "always", part="raise")  # class or instance; cause or NULL
reraise_current = Row("reraise_current", "smelt_reraise_current", (), None, "always", part="raise")  # a bare `raise`
assertion_failed = Row("assertion_failed", "smelt_assertion_failed", (_O,), None, "always", part="raise")  # or NULL
# name as an interned str
raise_unbound_local = Row("raise_unbound_local", "smelt_raise_unbound_local", (_O,), None, "always", part="raise")
raise_unbound_free = Row("raise_unbound_free", "smelt_raise_unbound_free", (_O,), None, "always", part="raise")
raise_name_error = Row("raise_name_error", "smelt_raise_name_error", (_O,), None, "always", part="raise")

# --- except -----------------------------------------------------------------------------------------------------------
matches = Row("matches", "smelt_matches", (_O, _O), BINT, "minus", part="raise")  # exception, class or tuple
# For the pass `exceptions`. `saved` is the address of an object slot that is NULL; see runtime/exceptions.h.
catch = Row("catch", "smelt_catch", (_SAVED,), OBJECT, "never", part="exceptions")
restore_handled = Row("restore_handled", "smelt_restore_handled", (_SAVED,), None, "never", part="exceptions")
reraise = Row("reraise", "smelt_reraise", (_O,), None, "never", steals=(0,), part="exceptions")
set_handled = Row("set_handled", "smelt_set_handled", (_O,), None, "never", part="exceptions")
write_unraisable = Row("write_unraisable", "smelt_write_unraisable", (_O,), None, "never", part="exceptions")

# --- with -------------------------------------------------------------------------------------------------------------
# manager: the bound __exit__ and __enter__, looked up in this order of evaluation: enter, exit, then enter is called
lookup_enter = Row("lookup_enter", "smelt_lookup_enter", (_O,), part="context")
lookup_exit = Row("lookup_exit", "smelt_lookup_exit", (_O,), part="context")
call_enter = Row("call_enter", "PyObject_CallNoArgs", (_O,))  # the bound __enter__
# the bound __exit__, the exception or NULL: whether the exception is suppressed
call_exit = Row("call_exit", "smelt_call_exit", (_O, _O), BINT, "minus", part="context")
