"""Put what temporaries hold where it is read, and counters in the place of their copies.

Requires and keeps the *built* phase. The builder computes each index in a variable of its own, which its check may
correct; once the check is gone the variable says nothing that its value does not. `unread` takes out the assignments
that nobody needs after this.

Before::                                        After::

    for %j in range(1, n, 1):                       for %j in range(1, n, 1):
        j = %j                                          j = %j
        %i.2 = i + 1                                    %i.2 = i + 1
        %i.3 = j                                        %i.3 = %j
        %i.4 = i * m + j                                %i.4 = i * m + %j
        %divisor = 2.0 * (x + y)                        %divisor = 2.0 * (x + y)
        u[%i.2, %i.3] = b[%i.4] / %divisor              u[i + 1, %j] = b[i * m + %j] / (2.0 * (x + y))

A value goes to a place that only its assignment reaches, with nothing in between that sets what it is computed of. It
is computed of variables that nobody else can write (`privates`), of extents and of constants; memory, calls and what
could trap stay where they are. Its C type is that of the variable, and arithmetic is moved only in types whose width
is known and in which C computes, so that it is cut and rounded as before. Variables, constants and a constant more or
less go to all places, anything else to one that is the only one, and not into a loop, where it would be computed
again and again; but a copy of a variable that does not change there is as good in the loop. Of the user's variables
only those are replaced that a loop sets to its counter. Generators keep in their frames what they have.
"""

from __future__ import annotations

from typing import Any

from smelt.affine import analyses
from smelt.affine.values import may_trap
from smelt.ir.nodes import (
    Assign,
    Binary,
    Block,
    Call,
    Cast,
    Const,
    Expr,
    ForRange,
    Function,
    Load,
    Module,
    Node,
    Op,
    PureCall,
    Select,
    SizeOf,
    Slot,
    Stmt,
    Storage,
    Unary,
    ViewExtent,
    ViewStride,
    While,
)
from smelt.ir.visit import Assigned, assigned_by, assigned_in, blocks_of, copy_expr, operands, shape
from smelt.passes.privates import privates
from smelt.types import C_FLOATS, CFloat, CInt, Enum, Type


def run(module: Module) -> None:
    """Look at the functions with counted loops."""
    if module.cplus:
        return  # there a call may set a variable that it is given
    for function in analyses.counting(module):
        if function.kind != "generator":
            _Forward(module, function).run()
            analyses.of(module, function).forget()


class _Value:
    """What a variable was set to.

    Attributes
    ----------
    reads
        The slots that it is computed of.
    cheap, everywhere
        Whether it is as good at any number of places, and in loops as well.
    loops
        How many loops are around the assignment.
    valid
        Whether nothing of `reads` has changed since.
    places, elsewhere
        The fields and lists that hold the reads that it could take the place of, with their keys; how often else it is
        read.
    """

    __slots__ = ("cheap", "elsewhere", "everywhere", "loops", "places", "reads", "valid", "value")

    def __init__(self, value: Expr, reads: set[Slot], loops: int) -> None:
        self.value = value
        self.reads = reads
        self.loops = loops
        self.everywhere = isinstance(value, Load | Const)
        self.cheap = self.everywhere or _is_cheap(value)
        self.valid = True
        self.places: list[tuple[Any, Any]] = []
        self.elsewhere = 0


class _Forward:
    """One function, in the order of its text.

    Attributes
    ----------
    values
        What variables hold, by their last assignments.
    of
        The values that are computed of a slot, as far as they were valid lately.
    """

    def __init__(self, module: Module, function: Function) -> None:
        self.function = function
        self.privates = privates(module, function)
        self.values: dict[Slot, _Value] = {}
        self.of: dict[Slot, list[_Value]] = {}
        self.counters: set[Slot] = set()
        self.single: list[_Value] = []
        self.assigned: Assigned = {}
        self.loops = 0

    def run(self) -> None:
        self.block(self.function.body)
        for value in self.single:
            # What it is computed of was set before it, and has taken its place already.
            if len(value.places) == 1 and not value.elsewhere:
                holder, key = value.places[0]
                holder[key] = copy_expr(value.value)

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, block: Block) -> None:
        for stmt in block:
            cls = stmt.__class__
            if cls is Assign:
                self.assign(stmt)  # type: ignore[arg-type]
            elif cls is ForRange:
                self.counted(stmt)  # type: ignore[arg-type]
            elif cls is While:
                self.repeated(stmt)  # type: ignore[arg-type]
            else:
                self.reads(stmt)
                if blocks_of(stmt):
                    self.parts(stmt)
                else:
                    self.change(assigned_by(stmt))

    def assign(self, stmt: Assign) -> None:
        fields = stmt.__dict__
        self.field(fields, "value", stmt.value)
        if stmt.target.__class__ is not Load:
            self.reads(stmt.target)
            return
        slot: Slot = stmt.target.slot
        self.change((slot,))
        if slot in self.privates:
            self.learn(slot, stmt.value)

    def parts(self, stmt: Stmt) -> None:
        """Branches, and what runs in case of exceptions: each begins with what all before it leave as it is."""
        for inner in blocks_of(stmt):
            self.block(inner)
            self.change(assigned_in(inner, self.assigned))

    def counted(self, stmt: ForRange) -> None:
        changed = assigned_in(stmt.body, self.assigned)
        fields = stmt.__dict__
        for name in ("start", "stop", "step"):
            expr = fields[name]
            if expr.__class__ is not Load:
                self.reads(expr)
            elif (value := self.values.get(expr.slot)) is not None:
                if value.valid and value.everywhere and not value.reads & changed.keys():
                    self.put(value, fields, name)
                else:
                    value.elsewhere += 1
        self.change((stmt.counter,))
        self.change(changed)
        self.counters.add(stmt.counter)
        self.loops += 1
        self.block(stmt.body)
        self.loops -= 1
        self.change(changed)
        self.change((stmt.counter,))
        self.block(stmt.orelse)
        self.change(assigned_in(stmt.orelse, self.assigned))

    def repeated(self, stmt: While) -> None:
        inside = [*stmt.prelude, *stmt.body, *stmt.update]
        changed = assigned_in(inside, self.assigned)
        self.change(changed)
        self.loops += 1
        self.block(stmt.prelude)
        self.reads(stmt)
        self.block(stmt.body)
        self.change(assigned_in(stmt.body, self.assigned))
        self.block(stmt.update)
        self.loops -= 1
        self.change(changed)
        self.block(stmt.orelse)
        self.change(assigned_in(stmt.orelse, self.assigned))

    # --- reads ------------------------------------------------------------------------------------------------------

    def reads(self, node: Node) -> None:
        """Look at the variables that a node reads, those of statements in it aside."""
        form = shape(node)
        if not form.inner:
            for name in form.slots:
                self.named(getattr(node, name))
            return
        fields = node.__dict__
        for name in form.exprs:
            if fields[name] is not None:
                self.field(fields, name, fields[name])
        cls = node.__class__
        for name in form.expr_lists:
            items = fields[name]
            for place, expr in enumerate(items):
                if expr.__class__ is Load and (cls is Call or cls is Op or cls is PureCall):
                    self.argument(items, place, expr)
                else:
                    self.field(items, place, expr)

    def field(self, holder: Any, key: Any, expr: Expr) -> None:
        if expr.__class__ is Load:
            value = self.values.get(expr.slot)
            if value is not None:
                self.read(value, holder, key)
        elif shape(expr).inner:
            self.reads(expr)

    def read(self, value: _Value, holder: Any, key: Any) -> None:
        """A variable is read that holds a value."""
        if not value.valid or not (value.everywhere or value.loops == self.loops) or _beside_zero(value, holder, key):
            value.elsewhere += 1
        elif value.cheap:
            self.put(value, holder, key)
        else:
            value.places.append((holder, key))

    def argument(self, items: list[Expr], place: int, expr: Load) -> None:
        """What is called may be a macro, which minds what its arguments are: a variable stays one."""
        value = self.values.get(expr.slot)
        if value is None:
            return
        if value.valid and isinstance(value.value, Load):
            self.put(value, items, place)
        else:
            value.elsewhere += 1

    def named(self, slot: Slot | None) -> None:
        """A statement names a slot."""
        value = self.values.get(slot) if slot is not None else None
        if value is not None:
            value.elsewhere += 1

    def put(self, value: _Value, holder: Any, key: Any) -> None:
        holder[key] = copy_expr(value.value)
        for slot in value.reads:
            self.named(slot)

    # --- what variables hold ----------------------------------------------------------------------------------------

    def change(self, slots: Any) -> None:
        """Slots get other values, or may have got them."""
        for slot in slots:
            self.values.pop(slot, None)
            for value in self.of.pop(slot, ()):
                value.valid = False

    def learn(self, slot: Slot, value: Expr) -> None:
        """A variable was set to what an expression is."""
        if not slot.temp and not (value.__class__ is Load and value.slot in self.counters):
            return
        reads: set[Slot] = set()
        if not _same(value.type, slot.type) or not self.movable(value, reads) or slot in reads:
            return
        for read in tuple(reads):
            below = self.values.get(read)
            if below is not None:
                reads |= below.reads
        known = self.values[slot] = _Value(value, reads, self.loops)
        if not known.cheap:
            self.single.append(known)
        for read in reads:
            self.of.setdefault(read, []).append(known)

    def movable(self, expr: Expr, reads: set[Slot]) -> bool:
        """Whether an expression has the same value wherever the slots have theirs that it reads."""
        cls = expr.__class__
        if cls is Load:
            slot = expr.slot  # type: ignore[attr-defined]
            reads.add(slot)
            return slot in self.privates and slot not in self.privates.kept
        if cls is Const:
            return isinstance(expr.type, CInt | CFloat) and (not isinstance(expr.type, CInt) or expr.type.signed)
        if cls is ViewExtent or cls is ViewStride:
            view = expr.view  # type: ignore[attr-defined]
            reads.add(view)
            return view.storage in (Storage.LOCAL, Storage.PARAM) and view not in self.privates.pinned
        if cls is SizeOf:
            return True
        if cls not in _COMPUTED or not _computes(expr.type, cls is Cast) or may_trap(expr):
            return False
        return all(self.movable(part, reads) for part in operands(expr))


_COMPUTED = (Binary, Unary, Cast, Select)


def _computes(type_: Type, converts: bool) -> bool:
    """Whether C computes in a type, or `converts` to it, and not in a wider one whose values assignments cut."""
    if isinstance(type_, CFloat):
        return type_.c in C_FLOATS and not type_.storage
    return isinstance(type_, CInt) and type_.exact and (converts or type_.bits >= 32) and not isinstance(type_, Enum)


def _beside_zero(value: _Value, holder: Any, key: Any) -> bool:
    """Whether a value is added to zero, or taken from it: it has a variable for gcc not to see there what it is."""
    if not isinstance(value.value, Cast | Unary | Select) or not isinstance(value.value.type, CFloat):
        return False
    other = holder.get({"left": "right", "right": "left"}.get(key)) if isinstance(holder, dict) else None
    return isinstance(other, Const) and other.value == 0


def _same(one: Type, other: Type) -> bool:
    """Whether types are the same to C, by whichever names."""
    return one == other and getattr(one, "c", None) == getattr(other, "c", None)


def _is_cheap(value: Expr) -> bool:
    """Whether a value costs next to nothing at any number of places: a variable in another width, plus a constant."""
    if isinstance(value, Binary) and value.op in ("+", "-") and isinstance(value.right, Const):
        value = value.left
    while isinstance(value, Cast) and isinstance(value.type, CInt) and isinstance(value.operand.type, CInt):
        value = value.operand
    return isinstance(value.type, CInt) and isinstance(value, Load)
