"""Run nests in threads where the directive ``autoparallel`` allows it and their rounds are independent.

Requires and keeps the *built* phase. The rounds of a loop are cut into as many parts as there are threads; the parts
are shared among them, and a part is a loop as it was, which later passes make faster as they would without threads.
Whether there is enough work for threads is told at run time; where there is not, the nest runs as it is.

Before::                                        After::

    for %i in range(0, n, 1):                       if n * 12.0 >= 1000000.0:
        %a[%i] = f(%b[%i])                              %parts = parts(n, 1)
                                                    else:
                                                        %parts = 1
                                                    if %parts > 1:
                                                        team:
                                                            shared for %part in range(0, %parts, 1):
                                                                %first = n * %part / %parts
                                                                %last = n * (%part + 1) / %parts
                                                                for %i in range(%first, %last, 1):
                                                                    %a[%i] = f(%b[%i])
                                                    else:
                                                        for %i in range(0, n, 1):
                                                            %a[%i] = f(%b[%i])

What has to hold: the views are `apart`, no round uses an element that another one writes, no variable goes from round
to round or is read behind the nest, and nothing in it can raise, leave it, call or use objects. A C integer that rounds
only add to, multiply and the like is a reduction: integers are exact in any order. Floats are not, unless `fastmath`
allows another order.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.affine import analyses
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Cast,
    Const,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Op,
    Parallel,
    PureCall,
    Select,
    Slot,
    Stmt,
    ViewItem,
    While,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_block, copy_expr, expressions, rename, slots_of, walk
from smelt.passes.pieces import Pieces, Refused, as_type, looked_at, minus, note, plus, times
from smelt.primitives import teams as rows
from smelt.records import replace
from smelt.types import BINT, DOUBLE, SSIZE, CBool, CFloat, CInt, Type
from smelt.types.kinds import counter as counter_type

if TYPE_CHECKING:
    from smelt.affine.rounds import Rounds

# Operations that take about ten times as long as waking the threads and waiting for them, where they are vectors.
_WORTH = 1_000_000.0
# Nests of more statements are not written twice.
_LARGEST = 150
# Rounds times threads have to fit, and steps times rounds.
_MOST, _LONGEST = 1 << 46, 1 << 15
# What a call of the mathematical library costs, and how often a loop that does not count may run.
_CALL, _TURNS = 10, 16
# Rounds that differ in their work are shared in smaller parts, so many for each thread.
_SMALLER = 4

_OPERATORS = {"+": "+", "-": "+", "*": "*", "&": "&", "|": "|", "^": "^"}


def run(module: Module) -> None:
    """Look at the nests of every function that have the directive."""
    for function in analyses.counting(module):
        if any(isinstance(stmt, ForRange) and stmt.auto for stmt in walk(function.body)):
            _Auto(function, module).block(function.body)


class _Auto:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.ledger = module.ledger
        self.facts = analyses.of(module, function).facts

    def block(self, block: Block) -> None:
        """Let threads run the outermost loops that can be; of the others look at the loops inside."""
        result: Block = []
        for stmt in block:
            if isinstance(stmt, ForRange) and (stmt.plain or stmt.parallel is not None):
                result.append(stmt)
                continue
            if isinstance(stmt, ForRange) and stmt.auto:
                try:
                    result += self.shared(stmt)
                except Refused as why:
                    note(self.ledger, stmt, "one thread", str(why))
                else:
                    note(self.ledger, stmt, "threads", "its rounds are independent; where there is enough to do")
                    continue
            for inner in blocks_of(stmt):
                self.block(inner)
            result.append(stmt)
        block[:] = result

    def shared(self, loop: ForRange) -> Block:
        """The loop in threads, or as it was where there is little to do."""
        from smelt.affine.live import used_behind

        if self.function.kind in ("generator", "module"):
            raise Refused("it is not in a function")
        _check_form(loop)
        rounds = self.rounds(loop)
        reduced = _reductions(loop, self.function)
        behind = used_behind(loop, self.function.body) - {slot for _, slot in reduced}
        if behind:
            raise Refused(f"'{min(slot.name for slot in behind)}' is used behind it")
        return self.versions(loop, rounds, reduced)

    def rounds(self, loop: ForRange) -> Rounds:
        """What the rounds do, if they do nothing to each other."""
        from smelt.affine.rounds import Rounds

        with looked_at():
            rounds = Rounds(loop, self.facts)
            if rounds.foreign:
                raise Refused(rounds.foreign[0][1])
            met = rounds.meeting()
            if met is not None and rounds.cut:
                rounds = Rounds(loop, self.facts, narrow=True)
                met = rounds.meeting()
        if met is not None:
            known = all(index is not None for use in met for index in use.index)
            word = "use" if known else "may use"
            raise Refused(f"rounds {word} elements of '{met[0].base.name}' that others write")
        return rounds

    def versions(self, loop: ForRange, rounds: Rounds, reduced: list[tuple[str, Slot]]) -> Block:
        made = Pieces(self.function, loop)
        parts = made.slot("parts")
        cost = _cost(loop, loop.body, rounds)
        if isinstance(cost, Const) and isinstance(cost.value, float) and _most(loop) * cost.value < _WORTH:
            raise Refused("there is too little to do")
        work = Binary(DOUBLE, "*", Cast(DOUBLE, _number(loop)), cost)
        enough = Binary(BINT, ">=", work, Const(DOUBLE, _WORTH))
        number = _number(loop)
        few = Binary(BINT, "<=", copy_expr(number), Const(SSIZE, _MOST))
        forward = Binary(BINT, "<" if _step(loop) > 0 else ">", copy_expr(loop.start), copy_expr(loop.stop))
        tests: list[Expr] = [forward, few, enough]
        if rounds.needs_bounds:
            tests += rounds.params.bounded_tests()
        test = tests[0]
        for other in tests[1:]:
            test = Binary(BINT, "&&", test, other)
        uneven = any(
            isinstance(s, While) or (isinstance(s, ForRange) and id(s) not in rounds.trips) for s in walk(loop.body)
        )
        serial = copy_block([loop])
        for stmt in walk([*serial, loop]):
            if isinstance(stmt, ForRange):
                stmt.auto = False
        sort = "dynamic" if uneven else "static"
        most = Const(SSIZE, _SMALLER if uneven else 1)
        asked: Block = [Op(parts, rows.parts, [copy_expr(number), most], span=loop.span)]
        begun = Binary(BINT, ">", Load(SSIZE, parts), Const(SSIZE, 1))
        mine, before, behind = self.own(loop, reduced)
        team = self.team(made, parts, loop, mine, sort)
        return [
            If(test, asked, [made.set(parts, Const(SSIZE, 1))], span=loop.span),
            If(begun, [*before, team, *behind], serial, span=loop.span),
        ]

    def team(
        self, made: Pieces, parts: Slot, loop: ForRange, reduced: list[tuple[str, Slot]], schedule: str
    ) -> ForRange:
        """The threads, the loop over parts, and a loop that is one of them."""
        between: Type = loop.counter.type
        if between == SSIZE:
            between = counter_type(_least(loop.start) if _step(loop) > 0 else SSIZE.min, SSIZE.max) or SSIZE
        part, first, last = made.slot("part"), made.slot("first", between), made.slot("last", between)
        number, start = _number(loop), copy_expr(loop.start)
        here, after = Load(SSIZE, part), plus(Load(SSIZE, part), Const(SSIZE, 1))

        def edge(at: Expr) -> Expr:
            done = Binary(SSIZE, "/", times(copy_expr(number), at), Load(SSIZE, parts))
            return plus(times(done, _step(loop)), copy_expr(start))

        head = [made.set(first, edge(here)), made.set(last, edge(after))]
        loop.start, loop.stop = Load(between, first), Load(between, last)
        zero, one = Const(SSIZE, 0), Const(SSIZE, 1)
        info = Parallel("loop", parts=True, schedule=schedule, reductions=reduced)
        over = ForRange(part, zero, Load(SSIZE, parts), one, [*head, loop], span=loop.span, parallel=info)
        member = made.slot("member")
        return ForRange(member, zero, one, one, [over], span=loop.span, parallel=Parallel("team"))

    def own(self, loop: ForRange, reduced: list[tuple[str, Slot]]) -> tuple[list[tuple[str, Slot]], Block, Block]:
        """The reductions in variables of the team's own, and what stands in front of it and behind it for them: C
        compilers do not keep variables in registers that threads know the address of, wherever they are used."""
        new = {slot: replace(slot) for _, slot in reduced}
        self.function.slots += new.values()
        rename([loop], new)
        before: Block = [Assign(Load(m.type, m), Load(s.type, s), span=loop.span) for s, m in new.items()]
        behind: Block = [Assign(Load(s.type, s), Load(m.type, m), span=loop.span) for s, m in new.items()]
        return [(op, new[slot]) for op, slot in reduced], before, behind


def _check_form(loop: ForRange) -> None:
    from smelt.affine.rounds import ends_early

    if loop.orelse:
        raise Refused("it has an else clause")
    if not 0 < abs(_step(loop)) <= _LONGEST:
        raise Refused("its steps are not known, or too long")
    if not isinstance(loop.counter.type, CInt) or loop.counter.type.bits != SSIZE.bits:
        raise Refused(f"it counts in '{loop.counter.type}'")
    if ends_early(loop):
        raise Refused("a round may end it")
    if not loop.apart:
        raise Refused("its views may share memory, or may be others in each round")
    if sum(1 for _ in walk([loop])) > _LARGEST:
        raise Refused("it is too long to be written twice")


def _step(loop: ForRange) -> int:
    """The step of a loop, 0 if it is not known."""
    return loop.step.value if isinstance(loop.step, Const) and isinstance(loop.step.value, int) else 0


def _number(loop: ForRange) -> Expr:
    """How many rounds there are, if not none."""
    step = _step(loop)
    low, high = (loop.start, loop.stop) if step > 0 else (loop.stop, loop.start)
    distance = as_type(SSIZE, minus(copy_expr(high), copy_expr(low)))
    if abs(step) == 1:
        return distance
    return Binary(SSIZE, "/", plus(distance, Const(SSIZE, abs(step) - 1)), Const(SSIZE, abs(step)))


def _least(expr: Expr) -> int:
    from smelt.affine.values import limits

    return expr.value if isinstance(expr, Const) and isinstance(expr.value, int) else limits(expr)[0]


# --- reductions -------------------------------------------------------------------------------------------------------


def _reductions(loop: ForRange, function: Function) -> list[tuple[str, Slot]]:
    """The variables that go from round to round, each with the operator by which only they are changed.

    Raises
    ------
    Refused
        If there are others.
    """
    from smelt.affine.live import exposed

    body = list(walk(loop.body))
    carried = {slot for stmt in body for slot in assigned_by(stmt) if not slot.temp} & exposed(loop.body)
    found: list[tuple[str, Slot]] = []
    for slot in sorted(carried, key=lambda slot: slot.name):
        changes = [stmt for stmt in body if slot in assigned_by(stmt)]
        ops = {_operator(stmt, slot) for stmt in changes}
        uses = sum(slot in slots_of(node) for stmt in body for node in (stmt, *expressions(stmt)))
        op = ops.pop()
        if ops or op is None or uses != 2 * len(changes):
            raise Refused(f"'{slot.name}' goes from one round to the next")
        if isinstance(slot.type, CFloat):
            if "reassoc" not in function.fastmath or op not in "+*":
                raise Refused(f"'{slot.name}' is a sum of floats, which is another one in another order")
        elif not isinstance(slot.type, CInt) or isinstance(slot.type, CBool) or not slot.type.exact:
            raise Refused(f"'{slot.name}' goes from one round to the next")
        found.append((op, slot))
    return found


def _operator(stmt: Stmt, slot: Slot) -> str | None:
    """The operator of OpenMP if a statement is ``slot = slot op …`` in integers, or in floats of the slot's type.

    Integers may be made wider and cut again on the way: sums, products and bits of the lower half depend on those of
    the operands alone.
    """
    if not isinstance(stmt, Assign):
        return None
    value: Expr = stmt.value
    integers = isinstance(slot.type, CInt)
    while integers and isinstance(value, Cast) and _is_integer(value):
        value = value.operand
    if not isinstance(value, Binary) or value.op not in _OPERATORS:
        return None
    if not (_is_integer(value) if integers else value.type == slot.type):
        return None
    sides = [value.left] if value.op == "-" else [value.left, value.right]
    for side in sides:
        while integers and isinstance(side, Cast) and _is_integer(side):
            side = side.operand
        if isinstance(side, Load) and side.slot is slot:
            return _OPERATORS[value.op]
    return None


def _is_integer(expr: Expr) -> bool:
    return isinstance(expr.type, CInt) and not isinstance(expr.type, CBool) and expr.type.exact


# --- work -------------------------------------------------------------------------------------------------------------


def _most(loop: ForRange) -> int:
    """How many rounds there are at most."""
    start, stop = loop.start, loop.stop
    known = isinstance(start, Const) and isinstance(stop, Const)
    return abs(stop.value - start.value) if known else SSIZE.max  # type: ignore[attr-defined]


def _cost(loop: ForRange, block: Block, rounds: Rounds) -> Expr:
    """About how many operations a round makes, as a float: they may be more than integers hold."""
    fixed = 1
    more: list[Expr] = []
    for stmt in block:
        fixed += sum(_weight(expr) for expr in expressions(stmt))
        if isinstance(stmt, ForRange):
            more.append(Binary(DOUBLE, "*", _trips(loop, stmt, rounds), _cost(loop, stmt.body, rounds)))
            continue
        inner = [_cost(loop, part, rounds) for part in blocks_of(stmt) if part]
        times_ = float(_TURNS if isinstance(stmt, While) else 1)
        more += [Binary(DOUBLE, "*", Const(DOUBLE, times_), part) if times_ > 1 else part for part in inner]
    total: Expr = Const(DOUBLE, float(fixed))
    for part in more:
        both = isinstance(total, Const) and isinstance(part, Const)
        total = (
            Const(DOUBLE, total.value + part.value)  # type: ignore[attr-defined]
            if both else Binary(DOUBLE, "+", total, part)
        )  # fmt: skip
    return total


def _trips(loop: ForRange, inner: ForRange, rounds: Rounds) -> Expr:
    """How often an inner loop runs; half as often as the outermost one where that differs from round to round."""
    known = rounds.trips.get(id(inner))
    if isinstance(known, int):
        return Const(DOUBLE, float(known))
    if known is None:
        return Binary(DOUBLE, "*", Cast(DOUBLE, _number(loop)), Const(DOUBLE, 0.5))
    start, stop = (copy_expr(bound) for bound in known)
    distance = Binary(SSIZE, "-", Cast(SSIZE, stop), Cast(SSIZE, start)) if stop.type != SSIZE else minus(stop, start)
    step = inner.step.value if isinstance(inner.step, Const) else 1
    by = Const(DOUBLE, 1.0 / step if isinstance(step, int) and step else 1.0)
    count: Expr = Cast(DOUBLE, distance)
    count = count if by.value == 1.0 else Binary(DOUBLE, "*", count, by)
    positive = Binary(BINT, ">", copy_expr(count), Const(DOUBLE, 0.0))
    return Select(DOUBLE, positive, count, Const(DOUBLE, 0.0))


def _weight(expr: Expr) -> int:
    match expr:
        case PureCall():
            return _CALL
        case Binary() | ViewItem():
            return 1
    return 0
