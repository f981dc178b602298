"""Hand an element that a round stores to the next round in a C variable, where that one reads it.

Requires and keeps the *built* phase. C compilers do so by themselves, but not in loops that may be left early, as those
with tests in them: there a chain of rounds (elimination in a tridiagonal system, a filter) waits for memory each time.

Before::                                        After::

    for %i in range(1, n, 1):                       item = 1 < n ? b[0] : 0.0
        %divisor = b[%i - 1]                        for %i in range(1, n, 1):
        fail ZeroDivisionError if %divisor == 0.0       %divisor = item
        b[%i] = c[%i] - a[%i] / %divisor                fail ZeroDivisionError if %divisor == 0.0
                                                        next = c[%i] - a[%i] / %divisor
                                                        b[%i] = next
                                                        item = next

What has to hold: the loop is an innermost one whose views are `apart`, with nothing but arithmetic and tests in it; one
statement of each round stores to the view, at indices that are sums of the counter and of what the loop leaves alone;
and the element of the round before is read in any case, in front of every test that may tell that it is there. So it is
there before the first round, too.
"""

from __future__ import annotations

from typing import cast

from smelt.affine.facts import addressed
from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    Block,
    Cast,
    Check,
    CheckIndex,
    Const,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    Select,
    Slot,
    Stmt,
    Storage,
    ViewItem,
)
from smelt.ir.visit import assigned_by, blocks_of, copy_expr, expressions, has_loop, map_operands, operands, walk
from smelt.ledger import LedgerEntry
from smelt.passes.pieces import as_type, loop_name, plus, times
from smelt.records import record
from smelt.types import BINT, SSIZE, CComplex, CFloat, CInt, View, strip_const

# A sum of variables, by how often each is in it, and of a constant; None for what is no such sum.
Form = tuple[dict[Slot, int], int] | None


def run(module: Module) -> None:
    """Look at the innermost loops of every function."""
    for function in module.functions:
        if any(isinstance(stmt, Check | CheckIndex) for stmt in walk(function.body)):
            _Carry(function, module.ledger).block(function.body)


@record(eq=False)
class _Read:
    """An element that is read, its indices, and whether it is so in any case, with no test in front."""

    item: ViewItem
    forms: list[Form]
    surely: bool


class _Carry:
    def __init__(self, function: Function, ledger: list[LedgerEntry]) -> None:
        self.function = function
        self.ledger = ledger
        self.pinned = addressed(function)

    def block(self, block: Block) -> None:
        result: Block = []
        for stmt in block:
            if isinstance(stmt, ForRange) and (stmt.plain or stmt.parallel is not None):
                result.append(stmt)
                continue
            if isinstance(stmt, ForRange) and not has_loop(stmt.body):
                result += self.loop(stmt)
                continue
            for inner in blocks_of(stmt):
                self.block(inner)
            result.append(stmt)
        block[:] = result

    def loop(self, loop: ForRange) -> Block:
        """A loop, and what is in front of it."""
        statements = walk(loop.body)
        step = loop.step.value if isinstance(loop.step, Const) else None
        known = loop.apart and not loop.alike and not loop.orelse and isinstance(step, int)
        tested = any(isinstance(stmt, Check | CheckIndex) for stmt in statements)
        if not known or not tested or not all(isinstance(s, Assign | Check | CheckIndex | If) for s in statements):
            return [loop]
        if any(isinstance(expr, AddressOf) for stmt in statements for expr in expressions(stmt)):
            return [loop]
        found = _Accesses(loop, self.pinned)
        result: Block = []
        for store, forms in found.stores:
            before = [_shifted(form, loop.counter, -cast("int", step)) for form in forms]
            item = cast("ViewItem", store.target)
            reads = [read for read in found.reads if read.item.view is item.view and read.forms == before]
            if any(read.surely for read in reads) and before != forms:
                result.append(self.carried(loop, store, reads, before))
        return [*result, loop]

    def carried(self, loop: ForRange, store: Assign, reads: list[_Read], before: list[Form]) -> Assign:
        """Change a loop; what has to be set in front of it."""
        item = store.target
        assert isinstance(item, ViewItem)
        type_ = strip_const(item.type)
        held, following = (Slot(name, type_) for name in (item.view.name, f"next_{item.view.name}"))
        self.function.slots += [held, following]
        gone = {id(read.item) for read in reads}
        for stmt in walk(loop.body):
            map_operands(stmt, lambda expr: _replaced(expr, gone, held))
        place = next(at for at, stmt in enumerate(loop.body) if stmt is store)
        loop.body.insert(place, Assign(Load(type_, following), as_type(type_, store.value), span=store.span))
        store.value = Load(type_, following)
        loop.body.append(Assign(Load(type_, held), Load(type_, following), span=store.span))
        why = f"what a round leaves in '{item.view.name}' the next one finds in a variable"
        self.ledger.append(LedgerEntry(loop.span, loop_name(loop), "promoted", why))
        first = ViewItem(item.type, item.view, [_at(form, loop) for form in before])
        up = cast("int", cast("Const", loop.step).value) > 0
        runs = Binary(BINT, "<" if up else ">", copy_expr(loop.start), copy_expr(loop.stop))
        zero = 0 if isinstance(type_, CInt) else 0.0 if isinstance(type_, CFloat) else 0j
        return Assign(Load(type_, held), Select(type_, runs, first, Const(type_, zero)), span=loop.span)


class _Accesses:
    """What the rounds of a loop store and read.

    Attributes
    ----------
    stores
        Those of each round, to views that nothing else in the loop is stored to, with their indices.
    reads
        All reads.
    """

    def __init__(self, loop: ForRange, pinned: frozenset[Slot]) -> None:
        self.pinned = pinned
        self.changed = {slot for stmt in walk(loop.body) for slot in assigned_by(stmt)} | {loop.counter}
        self.reads: list[_Read] = []
        self.sure = True
        self._stores: list[tuple[Assign, list[Form]]] = []
        self._block(loop.body, {loop.counter: ({loop.counter: 1}, 0)}, True)
        written = [
            stmt.target.view for stmt in walk(loop.body)
            if isinstance(stmt, Assign) and isinstance(stmt.target, ViewItem)
        ]  # fmt: skip
        self.stores = [
            (stmt, forms) for stmt, forms in self._stores if self._carries(cast("ViewItem", stmt.target), written)
        ]  # fmt: skip

    def _carries(self, item: ViewItem, written: list[Slot]) -> bool:
        view = item.view
        assert isinstance(view.type, View)
        if written.count(view) != 1:
            return False
        local = view.storage in (Storage.LOCAL, Storage.PARAM) and view not in self.pinned | self.changed
        return local and view.type.direct and isinstance(strip_const(item.type), CInt | CFloat | CComplex)

    def _block(self, block: Block, env: dict[Slot, Form], top: bool) -> None:
        for stmt in block:
            self._expressions(stmt, env, top)
            match stmt:
                case Assign(target=Load(slot=slot), value=value):
                    env[slot] = self.form(value, env)
                case Assign(target=ViewItem(indices=indices)):
                    forms = [self.form(index, env) for index in indices]
                    if top and None not in forms:
                        self._stores.append((stmt, forms))
                case Check(fails=Binary(left=Expr(type=CFloat()))):
                    pass  # says nothing of indices
                case If():
                    for inner in blocks_of(stmt):
                        self._block(inner, dict(env), False)
                case _:
                    self.sure = False
            if isinstance(stmt, If | CheckIndex):
                for inner_stmt in walk([stmt]):
                    env.update(dict.fromkeys(assigned_by(inner_stmt)))

    def _expressions(self, stmt: Stmt, env: dict[Slot, Form], top: bool) -> None:
        store = stmt.target if isinstance(stmt, Assign) else None
        for expr in operands(stmt):
            if expr is store and isinstance(expr, ViewItem):
                for index in expr.indices:
                    self._read(index, env, top)
            else:
                self._read(expr, env, top)

    def _read(self, expr: Expr, env: dict[Slot, Form], surely: bool) -> None:
        if isinstance(expr, ViewItem):
            self.reads.append(_Read(expr, [self.form(index, env) for index in expr.indices], surely and self.sure))
        chosen = isinstance(expr, Select) or (isinstance(expr, Binary) and expr.op in ("&&", "||"))
        for operand in operands(expr):
            self._read(operand, env, surely and not chosen)

    def form(self, expr: Expr, env: dict[Slot, Form]) -> Form:
        """An index as a sum; those wrap alike, however they are added up."""
        match expr:
            case Const(value=int(value)) if not isinstance(value, bool):
                return {}, value
            case Load(slot=slot) if expr.type == SSIZE and slot in env:
                return env[slot]
            case Load(slot=slot) if expr.type == SSIZE or (isinstance(expr.type, CInt) and expr.type.exact):
                local = slot.storage in (Storage.LOCAL, Storage.PARAM) and slot not in self.pinned | self.changed
                return ({slot: 1}, 0) if local else None
            case Cast(operand=Load() as operand) if expr.type == SSIZE and operand.type != SSIZE:
                return self.form(operand, {})
            case Binary(op="+" | "-" as op, left=left, right=right) if expr.type == left.type == right.type == SSIZE:
                one, other = self.form(left, env), self.form(right, env)
                return None if one is None or other is None else _added(one, other, 1 if op == "+" else -1)
        return None


def _added(one: Form, other: Form, by: int) -> Form:
    assert one is not None
    assert other is not None
    factors = dict(one[0])
    for slot, factor in other[0].items():
        factors[slot] = factors.get(slot, 0) + by * factor
    return {slot: factor for slot, factor in factors.items() if factor}, one[1] + by * other[1]


def _shifted(form: Form, counter: Slot, by: int) -> Form:
    """The sum where the counter is more by so much."""
    assert form is not None
    return form[0], form[1] + by * form[0].get(counter, 0)


def _at(form: Form, loop: ForRange) -> Expr:
    """The sum in the first round."""
    assert form is not None
    found: Expr = Const(SSIZE, form[1])
    for slot, factor in form[0].items():
        value = loop.start if slot is loop.counter else Load(slot.type, slot)
        part = times(as_type(SSIZE, copy_expr(value)), factor)
        found = part if isinstance(found, Const) and found.value == 0 else plus(part, found)
    return found


def _replaced(expr: Expr, gone: set[int], by: Slot) -> Expr:
    if id(expr) in gone:
        return Load(by.type, by)
    map_operands(expr, lambda part: _replaced(part, gone, by))
    return expr
