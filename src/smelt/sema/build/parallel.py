"""``prange`` and ``parallel``: a team of threads, and loops whose rounds they share.

    with nogil, parallel(num_threads=4):            team of 4:
        for i in prange(n, schedule="static"):          shared for %i in range(0, n, 1):
            total += x[i]                                   total = total + x[%i]

A ``prange`` outside of a parallel block has a team for itself; one inside of another loop over prange is an ordinary
loop. What may not be is told by `races`. Where the GIL is held, each thread takes it for what is not the loops' own::

    for i in prange(n):                             without gil:
        f(i)                                            team:
                                                            shared for %i in range(0, n, 1):
                                                                with gil:
                                                                    f(%i)
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.ir import nodes as ir
from smelt.primitives import teams
from smelt.records import field, record
from smelt.sema.build.races import check_block, check_body, reductions
from smelt.sema.symbols import CythonName
from smelt.types import BINT, INT, SSIZE, CInt, Unknown, strip_const

if TYPE_CHECKING:
    from smelt.sema.build.core import FunctionBuilder

SCHEDULES = ("static", "dynamic", "guided", "runtime")
_LOOP_OPTIONS = ("nogil", "schedule", "chunksize", "num_threads", "use_threads_if")
_BLOCK_OPTIONS = ("num_threads", "use_threads_if")


@record()
class Shared:
    """What a loop over prange says of its threads."""

    gives_up_gil: bool = False
    held: bool = False  # rounds take the GIL
    nested: bool = False  # in another one
    schedule: str = ""
    values: dict[str, ir.Expr] = field(default_factory=dict)  # of the options that are computed
    reductions: list[tuple[str, ir.Slot]] = field(default_factory=list)


def parallel_name(b: FunctionBuilder, node: ast.AST) -> str | None:
    """The name of ``cython.parallel`` that an expression means, if it is one."""
    hit = b.typer.symbol(node, b.scope)
    if hit is not None and isinstance(hit[1], CythonName) and hit[1].path.startswith("cython.parallel."):
        return hit[1].path.removeprefix("cython.parallel.")
    return None


def prange_of(b: FunctionBuilder, node: ast.For) -> Shared | None:
    """Check the ``prange`` that a loop is over, if it is."""
    call = node.iter
    if not isinstance(call, ast.Call) or parallel_name(b, call.func) != "prange":
        return None
    options, values = _options(b, call, _LOOP_OPTIONS)
    if b.teams and not b.shared_loops and "num_threads" in options:
        b.error(
            "E0635", options["num_threads"], "the threads of this loop are those of the parallel block around",
            "write parallel(num_threads=n)",
        )  # fmt: skip
    found = Shared(nested=b.shared_loops > 0, schedule=_schedule(b, options), values=values)
    nogil = options.get("nogil")
    if nogil is not None and (not isinstance(nogil, ast.Constant) or not isinstance(nogil.value, bool)):
        b.error("E0635", nogil, "nogil is True or False, known at compile time")
    elif nogil is not None:
        found.gives_up_gil = bool(nogil.value) and not b.nogil
    if not found.nested:
        found.held = not b.nogil and not found.gives_up_gil
        if found.held and not b.teams:
            _warn(b, call, "prange", "write prange(..., nogil=True), or 'with nogil:' around")
        found.reductions = reductions(b, node)
        check_body(b, node, [slot.name for _, slot in found.reductions])
    b.shared_loops += 1
    return found


def _warn(b: FunctionBuilder, call: ast.expr, what: str, hint: str) -> None:
    if not b.directives.get("freethreading_compatible"):
        b.env.diagnostics.warning("W0506", b.env.span(call), f"{what} with the GIL: one thread at a time", hint)


def not_counted(b: FunctionBuilder, target: ast.expr, call: ast.Call) -> None:
    """Report why a loop over prange is none of C."""
    if not 1 <= len(call.args) <= 3 or any(isinstance(arg, ast.Starred) for arg in call.args):
        b.error("E0635", call, "prange takes one to three bounds", "write prange(stop), or prange(start, stop, step)")
        return
    for arg in call.args:
        type_ = strip_const(b.typer.type_of(arg, b.scope))
        if not isinstance(type_, CInt):
            b.error(
                "E0635", arg, f"the bounds of prange are C integers, found '{type_}'",
                "give it a C type, for example Py_ssize_t",
            )  # fmt: skip
            return
    name = ast.unparse(target)
    b.error("E0635", target, "prange counts in a C integer", f"declare the variable: cdef Py_ssize_t {name}")


def start_team(b: FunctionBuilder, loop: ir.ForRange, shared: Shared) -> ir.ForRange:
    """The loop as one that threads share, in a team of its own unless a parallel block is around."""
    if shared.nested:
        return loop
    if shared.held:
        loop.body = [ir.GilBlock(True, loop.body, span=loop.span)]
        loop.orelse = [ir.GilBlock(True, loop.orelse, span=loop.span)] if loop.orelse else []
    chunk = shared.values.get("chunksize")
    loop.parallel = ir.Parallel("loop", schedule=shared.schedule, chunk=chunk, reductions=shared.reductions)
    if b.teams:
        return loop
    team = _team(b, shared.values)
    team.span = loop.span
    team.body.append(loop)
    team.orelse, loop.orelse = loop.orelse, []
    return team


def with_gil(team: ir.ForRange) -> ir.GilBlock:
    """A team of a function that holds the GIL: threads take it for what stands beside the loops that they share."""
    body: ir.Block = []
    for stmt in team.body:
        if isinstance(stmt, ir.ForRange) and stmt.parallel is not None:
            body.append(stmt)
        elif body and isinstance(body[-1], ir.GilBlock):
            body[-1].body.append(stmt)
        else:
            body.append(ir.GilBlock(True, [stmt], span=team.span))
    team.body = body
    return ir.GilBlock(False, [team], span=team.span)


def _team(b: FunctionBuilder, values: dict[str, ir.Expr]) -> ir.ForRange:
    info = ir.Parallel("team", threads=values.get("num_threads"), condition=values.get("use_threads_if"))
    counter = b.temp(SSIZE, "member")
    zero, one = ir.Const(SSIZE, 0), ir.Const(SSIZE, 1)
    return ir.ForRange(counter, zero, one, one, [], span=b.span, parallel=info)


def _schedule(b: FunctionBuilder, options: dict[str, ast.expr]) -> str:
    schedule = options.get("schedule")
    if schedule is None:
        if "chunksize" in options:
            b.error("E0635", options["chunksize"], "a chunksize needs a schedule", "add schedule='static'")
        return ""
    value = schedule.value if isinstance(schedule, ast.Constant) else None
    if value is not None and value not in SCHEDULES:
        b.error("E0635", schedule, "unknown schedule", f"one of {', '.join(map(repr, SCHEDULES))}")
    elif value is None and not (isinstance(schedule, ast.Constant) and schedule.value is None):
        b.error("E0635", schedule, "the schedule must be a literal", f"one of {', '.join(map(repr, SCHEDULES))}")
    elif value == "runtime" and "chunksize" in options:
        b.error("E0635", options["chunksize"], "with schedule='runtime' the environment gives the chunksize")
    return value if isinstance(value, str) else ""


def parallel_block(b: FunctionBuilder, node: ast.With, item: ast.withitem) -> ir.ForRange | None:
    """The team of a with-item that is ``parallel()``; its body is still to be filled."""
    call = item.context_expr
    values: dict[str, ir.Expr] = {}
    if isinstance(call, ast.Call):
        if parallel_name(b, call.func) != "parallel":
            return None
        if call.args:
            b.error("E0635", call.args[0], "parallel takes its options by name", "write parallel(num_threads=n)")
        values = _options(b, call, _BLOCK_OPTIONS)[1]
    elif parallel_name(b, call) == "parallel":
        b.error("E0635", call, "parallel is called", "write 'with parallel():'")
    else:
        return None
    if item.optional_vars is not None:
        b.error("E0635", item.optional_vars, "a parallel block has no value", "leave out the 'as'")
    if b.teams or b.shared_loops:
        b.error(
            "E0635", call, "a parallel block inside of another one", "its threads are at work already: leave it out"
        )
    if not b.nogil:
        hint = "write 'with nogil, parallel():'"
        b.env.diagnostics.warning(
            "W0506", b.env.span(call), "a parallel block with the GIL: one thread at a time", hint
        )
    check_block(b, node)
    b.teams += 1
    return _team(b, values)


def _options(
    b: FunctionBuilder, call: ast.Call, known: tuple[str, ...]
) -> tuple[dict[str, ast.expr], dict[str, ir.Expr]]:
    """The options by name, and the values of those that are computed."""
    found: dict[str, ast.expr] = {}
    for keyword in call.keywords:
        if keyword.arg not in known:
            name = "**" if keyword.arg is None else f"'{keyword.arg}'"
            b.error("E0635", keyword.value, f"unknown option {name}", f"options are {', '.join(known)}")
            continue
        found[keyword.arg] = keyword.value
    values: dict[str, ir.Expr] = {}
    for name, value in found.items():
        none = isinstance(value, ast.Constant) and value.value is None
        if name in ("chunksize", "num_threads", "use_threads_if") and not none:
            type_ = BINT if name == "use_threads_if" else INT
            computed = b.condition(value) if type_ is BINT else b.typed(value, type_)
            if isinstance(computed.type, Unknown):
                continue
            if isinstance(computed, ir.Const) and isinstance(computed.value, int) and type_ is INT:
                least = 0 if name == "num_threads" else 1
                if computed.value < least:
                    b.error("E0635", value, f"{name} must be at least {least}")
                if computed.value < 1:
                    continue  # as many threads as there are
            values[name] = b.keep(_usable(name, computed), name)
    return found, values


def _usable(name: str, value: ir.Expr) -> ir.Expr:
    """The value of an option as OpenMP takes it: as many threads as there are where none are asked for."""
    row = {"num_threads": teams.threads, "chunksize": teams.chunk}.get(name)
    return value if row is None or isinstance(value, ir.Const) else ir.PureCall(INT, row, [value])
