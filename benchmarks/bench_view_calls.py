"""What views cost at calls, against Cython in the same run: a row for a C function, an array for a Python function.

Started by ``make bench-views``. The status is 1 when a target is missed. What is timed is also checked.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from smelt.bench.builds import call_seconds, interleaved, least

# The function is called through a pointer that the program can change, so no compiler puts it into the loop.
ROWS = """\
# cython: boundscheck=False, wraparound=False
ctypedef double (*measure)(double[:]) noexcept nogil

cdef double first(double[:] row) noexcept nogil:
    return row[0]

cdef double last(double[:] row) noexcept nogil:
    return row[row.shape[0] - 1]

cdef measure chosen = first

def choose(bint end):
    global chosen
    chosen = last if end else first

def over_rows(double[:, :] a):
    cdef Py_ssize_t i
    cdef double total = 0
    with nogil:
        for i in range(a.shape[0]):
            total += chosen(a[i])
    return total
"""
TIME_ROWS = """
import timeit
import numpy as np
a = np.arange(4000.0).reshape(1000, 4)
assert module.over_rows(a) == a[:, 0].sum(), "not the sum of the first column"
module.choose(True)
assert module.over_rows(a) == a[:, 3].sum(), "not the sum of the last column"
module.choose(False)
seconds = min(timeit.repeat(lambda: module.over_rows(a), number=50, repeat=60)) / 50 / 1000
"""


def main() -> int:
    missed = 0
    print(f"{'':<44} {'Smelt':>12} {'Cython':>12}   target")
    with tempfile.TemporaryDirectory() as folder:
        runs = interleaved(Path(folder), "rows", {"smelt": ROWS, "cython": ROWS}, TIME_ROWS)
        rows = {who: least(run) for who, run in runs.items()}
        calls = call_seconds(Path(folder), ("smelt", "cython"))
    for what, seconds, factor in (
        ("row of a view to a C function, not inlined", rows, 2),
        ("array to a Python function with a view", calls, 6),
    ):
        ours, theirs = seconds["smelt"], seconds["cython"]
        good = ours <= theirs / factor
        missed += not good
        verdict = f"1/{theirs / ours:.1f}, at most 1/{factor}"
        times = f"{ours * 1e9:>9.1f} ns {theirs * 1e9:>9.1f} ns"
        print(f"{what:<44} {times}   {verdict:<28} {'met' if good else 'MISSED'}")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
