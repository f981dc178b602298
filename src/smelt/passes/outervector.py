"""Compute several rounds of an outer loop side by side, in vectors, where the loops inside are reductions.

Requires and keeps the *built* phase. C compilers vectorise innermost loops; where the innermost loop adds up one
number, they cannot, since the order of additions counts. But the rounds of the loop around it are often independent,
and neighbours use neighbouring elements: a block of them is computed at once, each lane in its own order, bit for bit.

Before::                                        After, `W` lanes:

    for %j in range(0, m, 1):                       for %b in range(0, (m + W - 1) / W, 1):
        s = 0.0                                         %j = min(%b * W, m - W)
        for %k in range(0, n, 1):                       %s = all 0.0
            s = s + a[i, %k] * b[%k, %j]                for %k in range(0, n, 1):
        c[i, %j] = s                                        %s = %s + all a[i, %k] * (vector)b[%k, %j]
                                                        (vector)c[i, %j] = %s

What has to hold: the nest is a scop (`affine.scop`), no round reads what another one writes, views that are written
share no memory with others (asked in front of the nest, with the number of rounds), every element's index is the
counter plus something in a dense axis, or does not depend on it; and between some first and last round the bounds of
inner loops do not depend on it either (`affine.interior`). Rounds before and after those are computed one by one.

Most rounds go in blocks of `BLOCK` vectors, or as many as leave a register for each number that they add up; what they
leave goes in blocks of one. The last block overlaps the one before: computing a round again changes nothing, or what it
computes is stored for the others only. Where stores are in loops inside, those would take longer; rounds that are left
over are computed one by one then, too.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from smelt.affine import analyses
from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    Block,
    Cast,
    CName,
    Const,
    Deref,
    Expr,
    ForRange,
    Function,
    If,
    Load,
    Module,
    PureCall,
    Select,
    Slot,
    Stmt,
    Unary,
    ViewItem,
)
from smelt.ir.visit import copy_expr, expressions, fresh_copy, has_loop, operands, walk
from smelt.passes.pieces import (
    Pieces,
    Refused,
    as_type,
    at_least,
    changed_inside,
    check_rounds,
    check_shape,
    each_loop,
    extreme,
    guarded,
    looked_at,
    minus,
    note,
    note_nest,
    plus,
    read_behind,
    times,
)
from smelt.primitives.vectors import broadcast, lanes, lanes_from
from smelt.records import replace
from smelt.types import BINT, SSIZE, CFloat, CInt, Ptr, Type, Vector, View, strip_const

if TYPE_CHECKING:
    from smelt.affine.analyses import Analyses
    from smelt.affine.interior import Interior
    from smelt.affine.scop import Access

# Vectors that are computed together: enough independent chains of additions to hide how long one takes.
BLOCK = 4
# Vectors that are added to, of all numbers together: what processors with 16 registers have beside operands.
ACCUMULATORS = 12
_OPERATORS = ("+", "-", "*", "/", "&", "|", "^")


def run(module: Module) -> None:
    """Look at the nests of every function."""
    for function in analyses.counting(module):
        each_loop(function.body, _Outer(function, module).versions)


class _Outer:
    """The nests of one function."""

    def __init__(self, function: Function, module: Module) -> None:
        self.function = function
        self.module = module
        self.ledger = module.ledger

    def versions(self, loop: ForRange) -> Block | None:
        """The loop inside that is nearest to the reduction is the best, so those come first."""
        if not has_loop(loop.body):
            return [loop]  # the C compiler's own vectors are as good
        if changed_inside(loop, self.versions):
            return [loop]
        try:
            made = Vectors(self.function, loop, analyses.of(self.module, self.function))
        except Refused as why:
            note(self.ledger, loop, "refused", f"no rounds side by side in vectors: {why}")
            return [loop]
        assert made.element is not None
        if Vector(made.element) not in self.module.types:
            self.module.types.append(Vector(made.element))
        note_nest(self.ledger, loop, "vectors", f"of {made.element}, {made.together} at once")
        return made.versions()


class Vectors:
    """One loop and what becomes of it.

    Attributes
    ----------
    varying
        The scalars that become vectors.
    lane_items
        The identities of the elements whose neighbours the next rounds use.

    Raises
    ------
    Refused
        If its rounds cannot be computed in vectors.
    """

    def __init__(self, function: Function, loop: ForRange, known: Analyses) -> None:
        from smelt.affine.interior import interior

        self.function = function
        self.loop = loop
        self.known = known
        self.make = Pieces(function, loop)
        self.element: CInt | CFloat | None = None
        check_shape(loop)
        with looked_at():
            self.scop = known.scop(loop)
            check_rounds(self.scop, loop)
            inside = interior(self.scop)
        if inside is False:
            raise Refused("the loops inside have other bounds in each round")
        self.inside: Interior | bool = inside
        self.roles()

    # --- what is a vector -------------------------------------------------------------------------------------------

    def roles(self) -> None:
        """Find the scalars that become vectors: those that hold data of the round's own."""
        scop = self.scop
        self.read_behind = read_behind(self.loop, self.function)
        self.lane_items = {id(a.item) for i in scop.instances for a in i.accesses if self.moves(a)}
        self.varying: set[Slot] = set()
        while True:
            found = {
                i.target
                for i in scop.instances if i.target is not None and self.is_varying(i.value)
            }  # fmt: skip
            if found <= self.varying:
                break
            self.varying |= found
        for slot in self.varying:
            self.check_element(slot.type)
        for instance in scop.instances:
            if isinstance(instance.stmt, If):
                self.check_uniform(instance.stmt.test)
                continue
            target = instance.stmt.target
            if isinstance(target, ViewItem):
                if id(target) not in self.lane_items:
                    raise Refused(f"all rounds write one element of '{target.view.name}'")
                self.check_element(strip_const(target.type))
                self.check_value(instance.stmt.value)
            elif isinstance(target, Load) and target.slot in self.varying:
                self.check_value(instance.stmt.value)
        if self.element is None:
            raise Refused("nothing that it computes differs from round to round")

    def moves(self, access: Access) -> bool:
        """Whether an element is the neighbour of that of the round before; False if it is the same one."""
        from smelt.affine.interior import depends, steps

        view = access.view.type
        assert isinstance(view, View)
        counter = self.scop.counters[0]
        moving = False
        for axis, known in enumerate(access.index):
            if not depends(known, counter):
                continue
            if not steps(known, counter) or view.axes[axis].packing != "contig":
                raise Refused(f"the elements of '{access.view.name}' that they use do not lie side by side")
            moving = True
        return moving

    def is_varying(self, expr: Expr) -> bool:
        """Whether the value of an expression differs from lane to lane, indices aside."""
        if isinstance(expr, ViewItem):
            return id(expr) in self.lane_items
        if isinstance(expr, Load):
            return expr.slot in self.varying
        return any(self.is_varying(part) for part in _data_operands(expr))

    def check_element(self, type_: Type) -> None:
        type_ = strip_const(type_)
        if isinstance(type_, CFloat) and type_.rank < 2 and type_.c in ("float", "double"):
            element: CInt | CFloat = type_
        elif isinstance(type_, CInt) and type(type_) is CInt and type_.exact and type_.bits >= 32:
            element = type_
        else:
            raise Refused(f"there are no vectors of '{type_}'")
        if self.element is None:
            self.element = element
        elif self.element.c != element.c:
            raise Refused("it computes in several types")

    def check_value(self, expr: Expr) -> None:
        """An expression whose value goes into a vector."""
        if not self.is_varying(expr):
            if self.depends_on_round(expr):
                raise Refused("it computes with the loop's variable")
            return
        self.check_element(expr.type)
        match expr:
            case Load() | ViewItem():
                return
            case Binary(op=op, left=left, right=right) if op in _OPERATORS:
                if op == "/" and not isinstance(strip_const(expr.type), CFloat):
                    raise Refused("integers are divided")
                self.check_value(left)
                self.check_value(right)
            case Unary(op="-", operand=operand) | Cast(operand=operand):
                self.check_value(operand)
            case Select(test=test, then=then, other=other):
                self.check_uniform(test)
                self.check_value(then)
                self.check_value(other)
            case _:
                raise Refused("there are no vectors of one of its operations")

    def check_uniform(self, test: Expr) -> None:
        """A condition has to be the same in all lanes."""
        if self.is_varying(test) or self.depends_on_round(test):
            raise Refused("it branches by elements or rounds")

    def depends_on_round(self, expr: Expr) -> bool:
        counting = self.counting()
        return any(isinstance(e, Load) and e.slot in counting for e in (expr, *expressions(expr)))

    def counting(self) -> set[Slot]:
        """The scalars whose value depends on the counter."""
        found = {self.loop.counter}
        while True:
            more = {
                i.target
                for i in self.scop.instances
                if i.target is not None
                and any(isinstance(e, Load) and e.slot in found for e in (i.value, *expressions(i.value)))
            }
            if more <= found:
                return found
            found |= more

    # --- the versions -----------------------------------------------------------------------------------------------

    @cached_property
    def added_to(self) -> set[Slot]:
        """The vectors that the loops inside hand on from round to round."""
        inner = [stmt for stmt in walk(self.loop.body) if isinstance(stmt, ForRange)]
        return {slot for stmt in inner for slot in self.scop.carried(stmt)} & self.varying

    @property
    def together(self) -> int:
        """How many vectors are computed together."""
        return max(1, min(BLOCK, ACCUMULATORS // max(1, len(self.added_to))))

    def versions(self) -> Block:
        """The test in front, the rounds in blocks and those around them, and the loop as it was."""
        assert self.element is not None
        loop, make, inside = self.loop, self.make, self.inside
        start, stop = make.slot("first"), make.slot("end")
        low: Expr = Load(SSIZE, start)
        high: Expr = Load(SSIZE, stop)
        result: Block = [make.set(start, loop.start), make.set(stop, loop.stop)]
        if not isinstance(inside, bool):
            low_slot, high_slot = make.slot("low"), make.slot("high")
            result += self.clamped(low_slot, inside.low, inside.exists, start, stop)
            result += self.clamped(high_slot, plus(inside.high, Const(SSIZE, 1)), inside.exists, low_slot, stop)
            low, high = Load(SSIZE, low_slot), Load(SSIZE, high_slot)
            result.append(make.rounds(loop, Load(SSIZE, start), low))
        if self.read_behind:
            # the last round is one of those that are computed as they were, and leaves its values behind
            last = minus(Load(SSIZE, stop), Const(SSIZE, 1))
            high = Select(SSIZE, Binary(BINT, "<", high, last), high, last)
        for vectors in dict.fromkeys((self.together, 1)):
            low = self.blocks(result, low, high, vectors)
        if not (inside is True and self.overlapping and not self.read_behind):
            result.append(make.rounds(loop, low, Load(SSIZE, stop)))
        # where an interior is computed, that has not to wrap either
        assumed = self.scop.assumed() if isinstance(inside, bool) else self.scop.params.bounded_tests()
        return [guarded([at_least(loop, CName(SSIZE, lanes(self.element))), *assumed], result, loop)]

    def clamped(self, slot: Slot, value: Expr, exists: Expr | None, low: Slot, high: Slot) -> Block:
        """``slot = value`` between two others; the higher one where there is no value."""
        raw = self.make.slot(slot.name)
        least, most = Load(SSIZE, low), Load(SSIZE, high)
        if exists is not None:
            value = Select(SSIZE, exists, value, most)
        up = Select(SSIZE, Binary(BINT, "<", Load(SSIZE, raw), least), least, Load(SSIZE, raw))
        both = Select(SSIZE, Binary(BINT, ">", Load(SSIZE, raw), most), most, up)
        return [self.make.set(raw, value), self.make.set(slot, both)]

    @cached_property
    def repeatable(self) -> bool:
        """Whether a round that is computed again leaves the same: nothing that it reads is written."""
        if self.loop.alike:
            return False
        accesses = [access for instance in self.scop.instances for access in instance.accesses]
        written = {access.view for access in accesses if access.write}
        return not any(access.view in written for access in accesses if not access.write)

    @cached_property
    def overlapping(self) -> bool:
        """Whether the last block overlaps the one before."""
        stores = [i for i in self.scop.instances if isinstance(i.stmt, Assign) and isinstance(i.stmt.target, ViewItem)]
        return self.repeatable or all(len(instance.loops) == 1 for instance in stores)

    def blocks(self, block: Block, low: Expr, high: Expr, vectors: int) -> Expr:
        """Rounds in blocks of so many vectors each, as far as they go; appended to `block`. Where they end.

        If the last block overlaps the one before, it ends with the last of the rounds.
        """
        assert self.element is not None
        make = self.make
        count, number, done = make.slot("blocks"), make.slot("block"), make.slot("done")
        width = times(CName(SSIZE, lanes(self.element)), vectors)
        span = minus(high, low)
        first = plus(low, times(Load(SSIZE, number), width))
        done_before = first
        if self.overlapping:
            whole = Binary(SSIZE, "/", plus(span, minus(width, Const(SSIZE, 1))), width)
            first = extreme("<", first, minus(high, width))
            end: Expr = Select(SSIZE, Binary(BINT, ">", Load(SSIZE, count), Const(SSIZE, 0)), high, low)
        else:
            whole = Binary(SSIZE, "/", span, width)
            end = plus(low, times(Load(SSIZE, count), width))
        block.append(make.set(count, Select(SSIZE, Binary(BINT, ">=", span, width), whole, Const(SSIZE, 0))))
        copies, new = fresh_copy([replace(self.loop)], self.function.slots)
        loop = copies[0]
        assert isinstance(loop, ForRange)
        begin: Block = [make.set(loop.counter, first)]
        skipped: Slot | None = None
        if self.overlapping and not self.repeatable:
            skipped = make.slot("skipped")
            begin.append(make.set(skipped, minus(done_before, Load(SSIZE, loop.counter))))
        body = _Writer(self, new, vectors, skipped).block(loop.body, self.loop.body)
        block.append(make.counted(number, Load(SSIZE, count), [*begin, *body]))
        block.append(make.set(done, end))
        return Load(SSIZE, done)


class _Writer:
    """Writes the body of a block: control once, data as vectors. Goes through a copy and its original side by side.

    `skipped` says of how many rounds nothing is stored, since a block has done so before; None if it does not matter.
    """

    def __init__(self, vectors: Vectors, new: dict[Slot, Slot], number: int, skipped: Slot | None) -> None:
        self.vectors = vectors
        self.number = number
        self.skipped = skipped
        assert vectors.element is not None
        self.type = Vector(vectors.element)
        self.slots: dict[Slot, list[Slot]] = {}
        for slot in vectors.varying:
            copies = [Slot(slot.name, self.type, temp=slot.temp) for _ in range(number)]
            vectors.function.slots += copies
            self.slots[new.get(slot, slot)] = copies

    def block(self, copies: Block, originals: Block) -> Block:
        result: Block = []
        for stmt, original in zip(copies, originals, strict=True):
            if isinstance(stmt, ForRange):
                assert isinstance(original, ForRange)
                stmt.body = self.block(stmt.body, original.body)
                result.append(stmt)
                continue
            if isinstance(stmt, If):
                assert isinstance(original, If)
                stmt.body = self.block(stmt.body, original.body)
                stmt.orelse = self.block(stmt.orelse, original.orelse)
                result.append(stmt)
                continue
            assert isinstance(stmt, Assign)
            assert isinstance(original, Assign)
            result += self.assign(stmt, original)
        return result

    def assign(self, stmt: Assign, original: Assign) -> list[Stmt]:
        target = stmt.target
        if isinstance(target, Load) and target.slot not in self.slots:
            return [stmt]
        found: list[Stmt] = []
        for number in range(self.number):
            value = self.value(stmt.value, original.value, number)
            place: Expr
            if isinstance(target, Load):
                place = Load(self.type, self.slots[target.slot][number])
            else:
                assert isinstance(target, ViewItem)
                place = self.item(target, number)
                if self.skipped is not None:
                    before: Expr = Load(SSIZE, self.skipped)
                    if number:
                        before = minus(before, times(CName(SSIZE, lanes(self.type.element)), number))
                    value = PureCall(self.type, lanes_from(self.type), [copy_expr(place), value, before])
            found.append(Assign(place, value, span=stmt.span))
        return found

    def value(self, expr: Expr, original: Expr, number: int) -> Expr:
        if not self.vectors.is_varying(original):
            return PureCall(self.type, broadcast(self.type), [as_type(self.type.element, copy_expr(expr))])
        match expr, original:
            case Load(slot=slot), _:
                return Load(self.type, self.slots[slot][number])
            case ViewItem(), _:
                return self.item(expr, number)
            case Binary(), Binary():
                left = self.value(expr.left, original.left, number)
                return Binary(self.type, expr.op, left, self.value(expr.right, original.right, number))
            case Unary(), Unary():
                return Unary(self.type, expr.op, self.value(expr.operand, original.operand, number))
            case Cast(), Cast():
                return self.value(expr.operand, original.operand, number)
            case Select(), Select():
                then = self.value(expr.then, original.then, number)
                return Select(self.type, copy_expr(expr.test), then, self.value(expr.other, original.other, number))
        raise AssertionError(expr)

    def item(self, expr: ViewItem, number: int) -> Expr:
        """The elements of a vector's lanes, as one."""
        view = expr.view.type
        assert isinstance(view, View)
        dense = next(axis for axis, form in enumerate(view.axes) if form.packing == "contig")
        indices = [copy_expr(index) for index in expr.indices]
        if number:
            ahead = times(CName(SSIZE, lanes(self.type.element)), number)
            indices[dense] = plus(indices[dense], ahead)
        first = ViewItem(expr.type, expr.view, indices)
        return Deref(self.type, Cast(Ptr(self.type), AddressOf(Ptr(expr.type), first)))


def _data_operands(expr: Expr) -> list[Expr]:
    return [] if isinstance(expr, ViewItem) else operands(expr)
