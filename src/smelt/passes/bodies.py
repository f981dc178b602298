"""C functions as statements that stand in the place of a call: a part of `inline`.

A `Body` is a copy of what a function does, calls in it replaced, with a result variable instead of returns::

    c clamp(v, low, high) -> Py_ssize_t:            v, low, high -> %clamp:
        if v < low:                                     %clamp = v < low ? low : v > high ? high : v
            return low
        if v > high:
            return high
        return v

What comes behind an `if` with a return goes into those of its branches that reach it. A return in a loop leaves the
loop, and what comes behind that becomes its `else`.
"""

from __future__ import annotations

from smelt.affine.facts import addressed
from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    Block,
    Break,
    Call,
    Cast,
    Check,
    CheckIndex,
    CheckView,
    CName,
    Const,
    Continue,
    Deref,
    Expr,
    Fallible,
    ForRange,
    Frame,
    Function,
    If,
    Index,
    Load,
    Op,
    Return,
    Select,
    Slot,
    Stmt,
    Storage,
    Unary,
    ViewExtent,
    While,
)
from smelt.ir.visit import (
    assigned_by,
    blocks_of,
    copy_block,
    copy_expr,
    expressions,
    map_operands,
    rewrite_block,
    slots_of,
    walk,
)
from smelt.passes.parts import cut_in_full
from smelt.passes.pieces import as_type, is_const
from smelt.passes.shared import may_fail
from smelt.primitives import errors
from smelt.primitives.viewparts import PartRow
from smelt.records import record, replace
from smelt.types import BINT, CArray, CTuple, CVoid, Ptr, PyObj, Struct, Type, View, is_number
from smelt.types import Const as ConstType

# Functions of more statements are called.
_LARGEST = 40
_STATEMENTS = (Assign, If, ForRange, While, CheckIndex, Check, CheckView, Op, Call, Return, Break, Continue)
_LOCAL = (Storage.LOCAL, Storage.PARAM)


class Unfit(Exception):
    """A call stays a call; the message says why."""


class Lost(Unfit):
    """Only a trial may show that it can be inlined."""

    def __init__(self) -> None:
        super().__init__("its errors would be lost")


@record(eq=False)
class Body:
    """What a function does.

    Attributes
    ----------
    slots
        Its variables and temporaries, but for the parameters.
    result
        Where the result is at the end.
    changed
        The parameters that are variables in it: it sets them, or takes their address.
    fails, strict
        Whether it may raise, and whether its caller would not learn of that.
    """

    function: Function
    block: Block
    slots: list[Slot]
    result: Slot | None
    changed: set[Slot]
    fails: bool
    strict: bool

    @property
    def size(self) -> int:
        return len(walk(self.block))


def callee(stmt: Stmt, functions: dict[str, Function]) -> Function | None:
    """The C function of the module that a statement calls."""
    if not isinstance(stmt, Call) or not isinstance(stmt.target, CName):
        return None
    return functions.get(stmt.target.text)


class Bodies:
    """The bodies of a module's functions, each made once.

    Those for a `trial` may have checks whose errors nobody would learn of.
    """

    def __init__(self, functions: list[Function]) -> None:
        self.functions = {function.name: function for function in functions if function.kind == "c"}
        self._made: dict[tuple[str, bool], Body | Unfit] = {}
        self._open: list[str] = []

    def of(self, function: Function, trial: bool) -> Body:
        """The body of a function.

        Raises
        ------
        Unfit
            If it is to be called.
        """
        key = function.name, trial
        if key not in self._made:
            if function.name in self._open:
                raise Unfit("it calls itself")
            self._open.append(function.name)
            try:
                self._made[key] = self.make(function, trial)
            except Unfit as why:
                self._made[key] = why
            finally:
                self._open.pop()
        found = self._made[key]
        if isinstance(found, Unfit):
            raise found
        return found

    def make(self, function: Function, trial: bool) -> Body:
        _check(function)
        block, slots = copy_block(function.body), list(function.slots)
        self.replace_calls(function, block, slots, trial)
        returns = function.func.returns
        result = None
        if not isinstance(returns, CVoid):
            result = Slot(function.py_name or function.name, returns, temp=not _returns_in_loop(block))
            slots.append(result)
        block, _ = _Returns(result).structured(block)
        _select(block)
        fails = any(isinstance(stmt, Fallible) and may_fail(stmt) for stmt in walk(block))
        strict = fails and (function.func.except_kind == "none" or any(map(is_strict, walk(block))))
        if strict and not trial:
            raise Lost
        return Body(function, block, slots, result, _changed(function, block), fails, strict)

    def replace_calls(self, function: Function, block: Block, slots: list[Slot], trial: bool) -> None:
        """Replace the calls in a copy of a function's body."""
        pinned, rows = addressed(function), cut_in_full(function)

        def change(stmt: Stmt) -> Block | None:
            inner = callee(stmt, self.functions)
            if inner is None:
                return None
            assert isinstance(stmt, Call)
            if inner.fastmath != function.fastmath:
                raise Unfit("it is computed with another precision")
            return placed(stmt, self.of(inner, trial), slots, pinned, rows)

        rewrite_block(block, change)


def is_strict(stmt: Stmt) -> bool:
    """Whether an error of a statement would end in a function that was inlined."""
    return isinstance(stmt, Fallible) and may_fail(stmt) and any(frame.strict for frame in frames_of(stmt))


def frames_of(stmt: Fallible) -> list[Frame]:
    """The functions that a statement was inlined from, the one that was called by the loop last."""
    found: list[Frame] = []
    frame = stmt.frame
    while frame is not None:
        found.append(frame)
        frame = frame.outer
    return found


def _check(function: Function) -> None:
    """Refuse what cannot be said as statements of another function."""
    func = function.func
    if func.vararg or func.with_gil or func.except_kind in ("object", "plus") or function.freevars:
        raise Unfit("it is no plain C function")
    if not (isinstance(func.returns, CVoid) or _plain(func.returns)):
        raise Unfit("its result is an object or a view")
    statements = walk(function.body)
    if len(statements) > _LARGEST:
        raise Unfit("it is too long")
    for stmt in statements:
        if not isinstance(stmt, _STATEMENTS) or (isinstance(stmt, ForRange) and stmt.parallel is not None):
            raise Unfit("it does more than to compute")
        if isinstance(stmt, Op) and stmt.row is errors.reraise_current:
            raise Unfit("it raises again what its caller handles")
    if not _computes(function.body):
        raise Unfit("it does more than to compute")
    if func.except_kind == "value" and not all(_differs(stmt, func.except_value) for stmt in statements):
        raise Unfit("what it returns may be what it returns upon errors")
    _check_slots(function)


def _computes(block: Block) -> bool:
    """Whether objects are only dealt with on the way to an error; else a loop gains nothing from the function."""
    deals = any(isinstance(stmt, Op) and not isinstance(stmt.row, PartRow) for stmt in block)
    if deals and not _raises(block[-1]):
        return False
    return all(_computes(inner) for stmt in block for inner in blocks_of(stmt))


def _raises(stmt: Stmt) -> bool:
    return isinstance(stmt, Op) and stmt.row.error == "always"


def _check_slots(function: Function) -> None:
    for slot in function.params:
        if not (isinstance(slot.type, View) or _plain(slot.type)):
            raise Unfit("it takes an object")
    for slot in function.slots:
        held = slot.type
        while isinstance(held, CArray):
            held = held.element
        if not slot.temp and not _plain(held):
            raise Unfit("it keeps an object or a view in a variable")
    for stmt in walk(function.body):
        for slot in [*slots_of(stmt), *(slot for expr in expressions(stmt) for slot in slots_of(expr))]:
            if slot.storage not in (*_LOCAL, Storage.GLOBAL):
                raise Unfit("it uses a variable of an object or of another function")
        if any(isinstance(slot.type, View) and not slot.temp for slot in assigned_by(stmt)):
            raise Unfit("it sets a view")


def _plain(type_: Type) -> bool:
    """Whether values of the type are nothing but bits."""
    if isinstance(type_, ConstType):
        return _plain(type_.base)
    return is_number(type_) or isinstance(type_, Ptr | Struct | CTuple)


def _differs(stmt: Stmt, error: object) -> bool:
    """Whether a statement returns nothing that tells of an error."""
    if not isinstance(stmt, Return) or stmt.value is None:
        return True
    return isinstance(stmt.value, Const) and isinstance(error, int | float) and stmt.value.value != error


def _changed(function: Function, block: Block) -> set[Slot]:
    """The parameters that are named other than to read them."""
    params = set(function.params)
    found: set[Slot] = set(addressed(replace(function, body=block))) & params
    for stmt in walk(block):
        found.update(params.intersection(assigned_by(stmt)))
        if not isinstance(stmt, Assign):
            found.update(slot for slot in slots_of(stmt) if slot in params and not isinstance(slot.type, View))
    return found


# --- returns ----------------------------------------------------------------------------------------------------------


def _returns(stmts: Block) -> bool:
    return any(isinstance(stmt, Return) for stmt in walk(stmts))


def _returns_in_loop(block: Block) -> bool:
    return any(isinstance(stmt, ForRange | While) and _returns(stmt.body) for stmt in walk(block))


class _Returns:
    """Turns returns into assignments to the result."""

    def __init__(self, result: Slot | None) -> None:
        self.result = result
        self.count = 0

    def structured(self, block: Block) -> tuple[Block, bool]:
        """A block without returns that does the same, and whether something may come behind it."""
        out: Block = []
        for place, stmt in enumerate(block):
            self.count += 1
            if self.count > 3 * _LARGEST:
                raise Unfit("it returns in too many places")
            if isinstance(stmt, Return):
                return out + self.returned(stmt), False
            if not _returns([stmt]):
                out.append(stmt)
                continue
            rest = block[place + 1 :]
            if isinstance(stmt, If):
                body, goes_on = self.structured([*stmt.body, *copy_block(rest)])
                orelse, else_goes_on = self.structured([*stmt.orelse, *rest])
                if body:
                    out.append(If(stmt.test, body, orelse, span=stmt.span))
                else:
                    out.append(If(Unary(BINT, "!", stmt.test), orelse, span=stmt.span))
                return out, goes_on or else_goes_on
            assert isinstance(stmt, ForRange | While)
            self.leave(stmt.body)
            stmt.orelse, _ = self.structured([*stmt.orelse, *rest])
            out.append(stmt)
            return out, True
        return out, True

    def returned(self, stmt: Return) -> Block:
        if self.result is None or stmt.value is None:
            return []
        return [Assign(Load(self.result.type, self.result), stmt.value, span=stmt.span)]

    def leave(self, body: Block) -> None:
        """Let the returns in a loop leave it."""
        for stmt in walk(body):
            if isinstance(stmt, ForRange | While) and _returns([stmt]):
                raise Unfit("it returns in a loop inside another one")
        if _breaks(body):
            raise Unfit("it leaves a loop in several ways")
        rewrite_block(
            body, lambda stmt: [*self.returned(stmt), Break(span=stmt.span)] if isinstance(stmt, Return) else None
        )


def _breaks(body: Block) -> bool:
    """Whether a break in a body leaves the loop of that body."""
    return any(
        isinstance(stmt, Break)
        or (_breaks(stmt.orelse) if isinstance(stmt, ForRange | While) else any(map(_breaks, blocks_of(stmt))))
        for stmt in body
    )


def _select(block: Block) -> None:
    """Write an `if` that only chooses what a variable is set to as an expression, which more passes understand."""

    def change(stmt: Stmt) -> Block | None:
        match stmt:
            case If(
                test=test,
                body=[Assign(target=Load(slot=slot), value=one)],
                orelse=[Assign(target=Load(slot=same), value=other)],
            ) if slot is same and one.type == other.type == slot.type and all(map(_cheap, (test, one, other))):
                return [Assign(Load(slot.type, slot), Select(slot.type, test, one, other), span=stmt.span)]
        return None

    rewrite_block(block, change)


def _cheap(expr: Expr) -> bool:
    """Whether an expression reads no memory and cannot trap."""
    return all(
        (isinstance(e, Const | Unary | Cast | Select | ViewExtent))
        or (isinstance(e, Load) and e.slot.storage in _LOCAL and is_number(e.type))
        or (isinstance(e, Binary) and e.op not in ("/", "%"))
        for e in (expr, *expressions(expr))
    )


# --- in the place of a call -------------------------------------------------------------------------------------------


def placed(call: Call, body: Body, slots: list[Slot], pinned: frozenset[Slot], rows: set[Slot]) -> Block:
    """What a call does, as statements of the function whose variables are `slots`; of `pinned` the address is taken,
    and `rows` are parts of views that loops can do without.

    Raises
    ------
    Unfit
        If an argument cannot be taken as it is.
    """
    if len(call.args) != len(body.function.params):
        raise Unfit("it has arguments of its own")
    new = {slot: Slot(slot.name, slot.type, temp=slot.temp) for slot in body.slots}
    known: dict[Slot, Expr] = {}
    first: Block = []
    added = list(new.values())
    for param, arg in zip(body.function.params, call.args, strict=True):
        if isinstance(param.type, View):
            if not (isinstance(arg, Load) and arg.slot.storage in _LOCAL and arg.type == param.type):
                raise Unfit("a view is converted for it, or is no local one")
            if arg.slot.temp and arg.slot not in rows:
                raise Unfit("a part of a view is made for it")
            new[param] = arg.slot
        elif param not in body.changed and arg.type == param.type and _steady(arg, pinned):
            known[param] = arg
        else:
            new[param] = Slot(param.name, param.type, temp=param not in body.changed)
            added.append(new[param])
            target = Load(param.type, new[param])
            first.append(Assign(target, as_type(param.type, copy_expr(arg)), span=call.span))
    last: Block = []
    if body.result is not None and call.dest is not None:
        if body.result.temp and call.dest.temp and body.result.type == call.dest.type:
            added.remove(new[body.result])
            new[body.result] = call.dest
        else:
            value = as_type(call.dest.type, Load(body.result.type, new[body.result]))
            last.append(Assign(Load(call.dest.type, call.dest), value, span=call.span))
    slots += added
    inside = copy_block(body.block, new)
    _put_values(inside, known)
    _put_addresses(inside)
    _frame(inside, Frame(body.function.py_name or body.function.name, call.span, call.frame, body.strict))
    return first + inside + last


def _steady(arg: Expr, pinned: frozenset[Slot]) -> bool:
    """Whether an argument has the same value wherever the body uses it."""
    match arg:
        case Const():
            return True
        case Load(slot=slot):
            return slot.storage in _LOCAL and slot not in pinned and not isinstance(slot.type, PyObj | View | CArray)
        case AddressOf(operand=Load(slot=slot)):
            return slot.storage in _LOCAL
    return False


def _put_values(block: Block, known: dict[Slot, Expr]) -> None:
    def change(expr: Expr) -> Expr:
        if isinstance(expr, Load) and expr.slot in known:
            return copy_expr(known[expr.slot])
        map_operands(expr, change)
        match expr:
            case Deref(pointer=AddressOf(operand=operand)):
                return operand
            case Index(base=AddressOf(operand=operand), index=index) if is_const(index, 0):
                return operand
        return expr

    if known:
        for stmt in walk(block):
            map_operands(stmt, change)


def _put_addresses(block: Block) -> None:
    """Do without temporaries that are only another name for the address of a variable."""
    found: dict[Slot, Expr] = {}

    def change(stmt: Stmt) -> Block | None:
        match stmt:
            case Assign(target=Load(slot=slot), value=AddressOf(operand=Load()) as value) if slot.temp:
                found[slot] = value
                return []
        return None

    rewrite_block(block, change)
    _put_values(block, found)


def _frame(block: Block, frame: Frame) -> None:
    """Say of what may fail in which function it does."""
    new: dict[Frame, Frame] = {}

    def within(inner: Frame | None) -> Frame:
        if inner is None:
            return frame
        if inner not in new:
            new[inner] = Frame(inner.name, inner.call, within(inner.outer), inner.strict)
        return new[inner]

    for stmt in walk(block):
        if isinstance(stmt, Fallible):
            stmt.frame = within(stmt.frame)
