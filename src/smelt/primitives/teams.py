"""What threads of a parallel loop ask for: their number, and whether the others are to stop."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import BINT, INT, OBJECT, SSIZE, Ptr

_STOP = Ptr(INT)

# Changes from thread to thread: no expression that may be moved.
number = Row("thread_number", "smelt_thread_number", (), INT, "never", gil=False, part="teams")
# Options as OpenMP takes them: a number of threads that is 0, or no number at all, means as many as there are.
threads = Row("threads", "smelt_threads", (INT,), INT, "never", gil=False, pure=True, part="teams")
chunk = Row("chunk", "smelt_chunk", (INT,), INT, "never", gil=False, pure=True, part="teams")
# Into how many parts to cut so many rounds: so many for each thread.
parts = Row("parts", "smelt_parts", (SSIZE, SSIZE), SSIZE, "never", gil=False, part="teams")
stopped = Row("stopped", "smelt_stopped", (_STOP,), BINT, "never", gil=False, part="teams")
# Whether this thread is the first to stop the team; why it stops is the second argument: one of the codes below.
stop_team = Row("stop_team", "smelt_swap_stop", (_STOP, INT), BINT, "never", gil=False, part="teams")
keep_failure = Row("keep_failure", "smelt_keep_failure", (Ptr(OBJECT), _STOP), None, "never", gil=False, part="teams")
raise_failure = Row("raise_failure", "smelt_raise_failure", (OBJECT,), None, "never", gil=False, part="teams")

FAILED, BROKEN, RETURNED = 1, 2, 3
