"""What the passes over nests have in common: finding the loops, and what new versions of them are put together from."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from smelt.affine.live import used_behind
from smelt.affine.values import is_memory, may_trap
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
    MakeFunction,
    Select,
    Slot,
    Stmt,
    Try,
    TryFinally,
    While,
    Yield,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_expr, expressions, fresh_copy, slots_of, walk
from smelt.ledger import LedgerEntry, Verdict
from smelt.types import BINT, SIZE, SSIZE, Type

if TYPE_CHECKING:
    from smelt.affine.scop import Scop


# Nests of more statements are not written twice.
LARGEST = 150


class Refused(Exception):
    """A loop stays as it is; the message says why."""


class Unneeded(Refused):
    """It would gain nothing."""


def each_loop(
    block: Block,
    versions: Callable[[ForRange], Block | None],
    threads: bool = False,
    repeated: Callable[[While], Block | None] | None = None,
) -> None:
    """Replace the outermost loops of a block by their versions; where there are none, look at the loops inside.

    Loops whose rounds are shared among threads have versions if `threads` says so; `while` loops those that `repeated`
    makes.
    """
    result: Block = []
    for stmt in block:
        made: Block | None = None
        if isinstance(stmt, ForRange) and not stmt.plain and _open(stmt, threads):
            made = versions(stmt)
        elif isinstance(stmt, While) and repeated is not None:
            made = repeated(stmt)
        if made is not None:
            result += made
            continue
        if not (isinstance(stmt, ForRange) and stmt.plain):
            for inner in blocks_of(stmt):
                each_loop(inner, versions, threads, repeated)
        result.append(stmt)
    block[:] = result


def changed_inside(loop: ForRange, versions: Callable[[ForRange], Block | None]) -> bool:
    """Make the versions of the loops inside of a loop, which come first; whether there are any."""
    before = len(walk([loop]))
    for inner in blocks_of(loop):
        each_loop(inner, versions)
    return len(walk([loop])) != before


def _open(loop: ForRange, threads: bool) -> bool:
    return loop.parallel is None or (threads and loop.parallel.kind == "loop")


def is_shared(stmt: Stmt) -> bool:
    """Whether threads share the rounds of a loop of the program, and not parts of it."""
    info = stmt.parallel if isinstance(stmt, ForRange) else None
    return info is not None and info.kind == "loop" and not info.parts


def is_index(stmt: Stmt) -> bool:
    """Whether a statement only puts an index into a temporary, which costs nothing once C compilers have seen it."""
    return isinstance(stmt, Assign) and isinstance(stmt.target, Load) and stmt.target.slot.temp and (
        isinstance(stmt.value, Load | Cast | Const | Binary) and stmt.target.type == SSIZE
    )  # fmt: skip


def loop_name(loop: ForRange | While) -> str:
    return f"loop over {loop.counter.name}" if isinstance(loop, ForRange) else "loop"


def note(ledger: list[LedgerEntry], loop: ForRange, verdict: Verdict, why: str) -> None:
    ledger.append(LedgerEntry(loop.span, loop_name(loop), verdict, why))


def note_nest(ledger: list[LedgerEntry], loop: ForRange, verdict: Verdict, why: str) -> None:
    """Note what became of a loop and so of those in it."""
    note(ledger, loop, verdict, why)
    for stmt in walk(loop.body):
        if isinstance(stmt, ForRange):
            note(ledger, stmt, verdict, f"with the {loop_name(loop)}")


@contextmanager
def looked_at(other: type[Refused] = Refused) -> Iterator[None]:
    """Ask isl about a nest, within the budget of one loop; what does not work out is why it stays as it is.

    Raises
    ------
    Refused
        If it is too large to be looked at; `other`, of those, if it is no scop.
    """
    from smelt.affine.budget import limited
    from smelt.affine.isl import isl
    from smelt.affine.scop import NotAffine

    try:
        with limited():
            yield
    except NotAffine as error:
        raise other(str(error)) from error
    except isl.Error as error:
        raise Refused("it is too large to be looked at") from error


def check_shape(loop: ForRange) -> None:
    """What every pass that reorders rounds asks of a loop.

    Raises
    ------
    Refused
        If it does not count up by one, or its views may share memory.
    """
    if not is_const(loop.step, 1):
        raise Refused("it does not count by one")
    if not loop.apart:
        raise Refused("its views may share memory")


def check_rounds(scop: Scop, loop: ForRange) -> None:
    """What passes ask that compute rounds of the outermost loop of a scop side by side.

    Raises
    ------
    Refused
        If one of them has to wait for another one.
    """
    from smelt.affine.scop import between_rounds

    if scop.carried(loop):
        raise Refused("a round needs what the one before it computes")
    if any(between_rounds(conflict) for conflict in scop.conflicts):
        raise Refused("a round uses elements that another one writes")


def read_behind(loop: ForRange, function: Function) -> bool:
    """Whether the variables of the last round are used behind a loop.

    Raises
    ------
    Refused
        If such are among them that only loops inside set.
    """
    behind = used_behind(loop, function.body)
    if not behind <= {slot for stmt in loop.body for slot in assigned_by(stmt)} | {loop.counter}:
        raise Refused("what the loops inside compute is used behind it")
    return bool(behind)


class Pieces:
    """Makes slots and statements for the versions of one loop."""

    def __init__(self, function: Function, loop: ForRange) -> None:
        self.function = function
        self.loop = loop

    def slot(self, name: str, type_: Type = SSIZE) -> Slot:
        found = Slot(name, type_, temp=True)
        self.function.slots.append(found)
        return found

    def set(self, slot: Slot, value: Expr) -> Assign:
        # Without a span: it is no line of the program's that the C should show in front of it.
        return Assign(Load(slot.type, slot), as_type(slot.type, copy_expr(value)))

    def rounds(self, loop: ForRange, start: Expr, stop: Expr) -> ForRange:
        """Some rounds of a loop, as they are."""
        piece = ForRange(loop.counter, start, stop, Const(SSIZE, 1), loop.body, span=loop.span)
        copies, _ = fresh_copy([piece], self.function.slots)
        made = copies[0]
        assert isinstance(made, ForRange)
        settle(copies)
        return made

    def counted(self, counter: Slot, stop: Expr, body: Block) -> ForRange:
        """A loop of our own from 0."""
        made = ForRange(counter, Const(SSIZE, 0), stop, Const(SSIZE, 1), body, span=self.loop.span)
        settle([made])
        return made


def at_least(loop: ForRange, rounds: Expr, start: Expr | None = None, stop: Expr | None = None) -> Expr:
    """Whether a loop that counts up by one has so many rounds; the difference of bounds that are far apart would wrap.

    `start` and `stop` are its bounds as they can be computed at the place of the test, if not as they are.
    """
    start, stop = start or loop.start, stop or loop.stop
    if isinstance(start, Const) and isinstance(start.value, int) and 0 <= start.value < 1 << 30:
        return Binary(BINT, ">=", as_type(SSIZE, copy_expr(stop)), plus(rounds, start))
    first, end = (copy_expr(bound) for bound in (start, stop))
    distance = Binary(SIZE, "-", as_type(SIZE, copy_expr(stop)), as_type(SIZE, copy_expr(start)))
    enough = Binary(BINT, ">=", distance, as_type(SIZE, rounds))
    return Binary(BINT, "&&", Binary(BINT, "<", first, end), enough)


def trim(block: Block, own: Collection[Slot]) -> None:
    """Take out of a piece what sets variables of its own that nothing in it reads, such as bounds that rounds share."""
    read: set[Slot] = set()
    for stmt in walk(block):
        target = isinstance(stmt, Assign) and isinstance(stmt.target, Load)
        for part in (stmt, *expressions(stmt)[target:]):
            read.update(slots_of(part))
    _drop(block, {slot for slot in own if slot not in read})


def _drop(block: Block, unread: set[Slot]) -> None:
    block[:] = [
        stmt
        for stmt in block
        if not (isinstance(stmt, Assign) and isinstance(stmt.target, Load) and stmt.target.slot in unread)
    ]
    for stmt in block:
        for inner in blocks_of(stmt):
            _drop(inner, unread)


def copyable(statements: list[Stmt]) -> bool:
    """Whether some statements may be written twice."""
    return len(statements) <= LARGEST and not any(
        isinstance(stmt, Yield | MakeFunction | Try | TryFinally) for stmt in statements
    )


def settle(block: list[Stmt]) -> None:
    """Mark loops as done: no other pass makes versions of them."""
    for stmt in walk(block):
        if isinstance(stmt, ForRange):
            stmt.plain = True


def guarded(tests: list[Expr], fast: Block, slow: ForRange | While) -> If:
    """One version where all tests pass, else the loop as it was, which is left alone from here on.

    The tests are joined by ``&``: all of them are cheap and cannot fail, and C compilers take a chain of branches for
    unlikely to be passed and the loop behind it for not worth their time.
    """
    settle([slow])
    return If(all_of(tests), fast, [slow], span=slow.span, likely=True)


def is_guard(stmt: Stmt) -> bool:
    """Whether a statement chooses between a version of a loop and the loop as it was."""
    if not (isinstance(stmt, If) and stmt.likely and len(stmt.orelse) == 1):
        return False
    slow = stmt.orelse[0]
    return isinstance(slow, ForRange) and slow.plain


def remove_checks(block: Block, gone: Collection[int]) -> None:
    """Take tests out of a block, at any depth, by their identity; what passes a guard is left of it."""
    kept: Block = []
    for stmt in block:
        if id(stmt) not in gone:
            kept.append(stmt)
        elif isinstance(stmt, If):
            kept += stmt.body
    block[:] = kept
    for stmt in block:
        for inner in blocks_of(stmt):
            remove_checks(inner, gone)


def all_of(tests: Sequence[Expr]) -> Expr:
    """Whether all of some tests pass, asked once each and without a branch between them."""
    asked: list[Expr] = []
    for test in tests:
        asked += [term for term in _terms(test) if term not in asked]
    test = asked[0]
    for other in asked[1:]:
        test = Binary(BINT, "&", test, other)
    return test


def _terms(test: Expr) -> list[Expr]:
    """What has to hold for a test to pass, where all of it can be asked at once."""
    if isinstance(test, Binary) and test.op == "&&":
        right = (test.right, *expressions(test.right))
        if not any(is_memory(part) or may_trap(part) for part in right):
            return [*_terms(test.left), *_terms(test.right)]
    return [test]


def as_type(type_: Type, expr: Expr) -> Expr:
    return expr if expr.type == type_ else Cast(type_, expr)


def plus(left: Expr, right: Expr) -> Expr:
    if is_const(right, 0):
        return left
    if isinstance(left, Const) and isinstance(right, Const):
        assert isinstance(left.value, int)
        assert isinstance(right.value, int)
        return Const(SSIZE, left.value + right.value)
    return Binary(SSIZE, "+", as_type(SSIZE, left), as_type(SSIZE, right))


def minus(left: Expr, right: Expr) -> Expr:
    return left if is_const(right, 0) else Binary(SSIZE, "-", as_type(SSIZE, left), as_type(SSIZE, right))


def times(left: Expr, right: Expr | int) -> Expr:
    by = Const(SSIZE, right) if isinstance(right, int) else right
    return left if is_const(by, 1) else Binary(SSIZE, "*", left, by)


def extreme(than: str, one: Expr, other: Expr) -> Expr:
    """The lesser or the greater one of two values."""
    return Select(SSIZE, Binary(BINT, than, one, other), copy_expr(one), copy_expr(other))


def is_const(expr: Expr, value: int) -> bool:
    return isinstance(expr, Const) and expr.value == value
