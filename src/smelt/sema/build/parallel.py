"""``prange`` and ``parallel``: read and checked here, run by one thread.

    with nogil, parallel(num_threads=4):        with nogil:
        for i in prange(n, schedule="static"):      for i in range(n):
            total += x[i]                               total += x[i]

One thread gives the same results: a reduction is an ordinary in-place operation, and a private variable has the value
of the last iteration afterwards. A note says that the loop is sequential.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.ir import nodes as ir
from smelt.sema.symbols import CythonName
from smelt.types import BINT, INT, Unknown

if TYPE_CHECKING:
    from smelt.sema.build.core import FunctionBuilder

SCHEDULES = ("static", "dynamic", "guided", "runtime")
_LOOP_OPTIONS = ("nogil", "schedule", "chunksize", "num_threads", "use_threads_if")
_BLOCK_OPTIONS = ("num_threads", "use_threads_if")


def parallel_name(b: FunctionBuilder, node: ast.AST) -> str | None:
    """The name of ``cython.parallel`` that an expression means, if it is one."""
    hit = b.typer.symbol(node, b.scope)
    if hit is not None and isinstance(hit[1], CythonName) and hit[1].path.startswith("cython.parallel."):
        return hit[1].path.removeprefix("cython.parallel.")
    return None


def prange_gives_up_gil(b: FunctionBuilder, node: ast.For) -> bool:
    """Check the ``prange`` that a loop is over, if it is; whether the loop is to run without the GIL by itself."""
    call = node.iter
    if not isinstance(call, ast.Call) or parallel_name(b, call.func) != "prange":
        return False
    options = _options(b, call, _LOOP_OPTIONS)
    _sequential(b, call, "prange")
    _schedule(b, options)
    nogil = options.get("nogil")
    if nogil is None:
        return False
    if not isinstance(nogil, ast.Constant) or not isinstance(nogil.value, bool):
        b.error("E0635", nogil, "nogil is True or False, known at compile time")
        return False
    return nogil.value and not b.nogil


def _schedule(b: FunctionBuilder, options: dict[str, ast.expr]) -> None:
    schedule = options.get("schedule")
    if schedule is None:
        if "chunksize" in options:
            b.error("E0635", options["chunksize"], "a chunksize needs a schedule", "add schedule='static'")
        return
    value = schedule.value if isinstance(schedule, ast.Constant) else None
    if value is not None and value not in SCHEDULES:
        b.error("E0635", schedule, "unknown schedule", f"one of {', '.join(map(repr, SCHEDULES))}")
    elif value is None and not (isinstance(schedule, ast.Constant) and schedule.value is None):
        b.error("E0635", schedule, "the schedule must be a literal", f"one of {', '.join(map(repr, SCHEDULES))}")
    elif value == "runtime" and "chunksize" in options:
        b.error("E0635", options["chunksize"], "with schedule='runtime' the environment gives the chunksize")


def is_parallel_block(b: FunctionBuilder, item: ast.withitem) -> bool:
    """Whether a with-item is ``parallel()``; its options are checked."""
    call = item.context_expr
    if isinstance(call, ast.Call):
        if parallel_name(b, call.func) != "parallel":
            return False
        if call.args:
            b.error("E0635", call.args[0], "parallel takes its options by name", "write parallel(num_threads=n)")
        _options(b, call, _BLOCK_OPTIONS)
    elif parallel_name(b, call) == "parallel":
        b.error("E0635", call, "parallel is called", "write 'with parallel():'")
    else:
        return False
    if item.optional_vars is not None:
        b.error("E0635", item.optional_vars, "a parallel block has no value", "leave out the 'as'")
    _sequential(b, call, "parallel")
    return True


def _options(b: FunctionBuilder, call: ast.Call, known: tuple[str, ...]) -> dict[str, ast.expr]:
    """The options by name. Numbers of threads are computed, for what computing them does, and not used."""
    found: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg not in known:
            name = "**" if keyword.arg is None else f"'{keyword.arg}'"
            b.error("E0635", keyword.value, f"unknown option {name}", f"options are {', '.join(known)}")
            continue
        found[keyword.arg] = keyword.value
    for name, value in found.items():
        if name in ("chunksize", "num_threads", "use_threads_if") and not isinstance(value, ast.Constant):
            type_ = BINT if name == "use_threads_if" else INT
            computed = b.condition(value) if type_ is BINT else b.typed(value, type_)
            if not isinstance(computed, ir.Const) and not isinstance(computed.type, Unknown):
                b.keep(computed, name)
    return found


def _sequential(b: FunctionBuilder, node: ast.AST, what: str) -> None:
    """Say so, once a module."""
    if all(item.code != "N0629" for item in b.env.diagnostics):
        b.env.diagnostics.note("N0629", b.env.span(node), f"'{what}' runs in one thread in this version of Smelt")
