"""Check that IR keeps the rules of its phase: for tests, which run it after every pass (SMELT_VERIFY=1).

What holds in which phase is told in `nodes`. A breach is a mistake of the stage before, never of the user's program: it
raises `VerifyError` with the function, the statement and the rule.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from smelt.ir.nodes import (
    AcquireView,
    Assign,
    Binary,
    Block,
    Break,
    Call,
    CheckBound,
    CheckIndex,
    CheckView,
    CName,
    Const,
    Continue,
    Deref,
    Expr,
    Fallible,
    Field,
    ForRange,
    Function,
    GilBlock,
    Goto,
    If,
    Incref,
    Index,
    Initializer,
    Label,
    Load,
    MakeFunction,
    Module,
    Move,
    NewCell,
    NewRef,
    Op,
    ParseArgs,
    PureCall,
    Raw,
    Release,
    Reraise,
    Return,
    Slot,
    Stmt,
    Storage,
    Traceback,
    Try,
    TryFinally,
    Unbind,
    ViewExtent,
    ViewItem,
    ViewStride,
    ViewSuboffset,
    While,
    Yield,
)
from smelt.ir.visit import assigned_by, blocks_of, expressions, slots_of, walk
from smelt.types import CArray, CInt, CVoid, Func, Ptr, PyObj, Ref, Type, View, is_number, strip_const
from smelt.types.cpp import CppClass, strip_ref

Phase = Literal["built", "lowered", "owned"]

_LATE = (Incref, Release, Label, Goto, Traceback, Raw)
_EARLY = (Try, TryFinally, GilBlock, Reraise, MakeFunction, NewCell)
_LVALUES = (Load, Deref, Index, Field, ViewItem, CName)


class VerifyError(AssertionError):
    """A rule of the IR is broken."""


def verify(module: Module, phase: Phase) -> None:
    """Check a module.

    Raises
    ------
    VerifyError
        At the first breach.
    """
    names = [function.name for function in module.functions]
    if len(names) != len(set(names)):
        raise VerifyError(f"two functions have one name: {sorted(n for n in set(names) if names.count(n) > 1)}")
    for function in module.functions:
        _Verifier(function, phase).run()


class _Verifier:
    def __init__(self, function: Function, phase: Phase) -> None:
        self.function = function
        self.phase = phase
        self.known = {*function.params, *function.slots, *function.freevars}
        self.loops = self.handlers = 0
        self.stmt: Stmt | None = None
        self.seen: set[int] = set()

    def fail(self, rule: str) -> None:
        from smelt.ir.printer import dump_block

        shown = "" if self.stmt is None else dump_block([self.stmt]).split("\n", 1)[0]
        at = f", line {self.stmt.span.line}" if self.stmt is not None and self.stmt.span is not None else ""
        raise VerifyError(f"{self.function.kind} {self.function.name} ({self.phase}{at}): {rule}\n    {shown}")

    def need(self, holds: object, rule: str) -> None:
        if not holds:
            self.fail(rule)

    def run(self) -> None:
        self.block(self.function.body)
        if self.phase == "built":
            self.stmt = None
            _Assigned(self).block(self.function.body, set())
        else:
            self.labels()

    def labels(self) -> None:
        """Jumps go forward to labels that are there once."""
        seen: set[str] = set()
        targets: set[str] = set()
        for stmt in walk(self.function.body):
            self.stmt = stmt
            if isinstance(stmt, Label):
                self.need(stmt.name not in seen, "a label is there twice")
                seen.add(stmt.name)
            target = stmt.name if isinstance(stmt, Goto) else stmt.on_error if isinstance(stmt, Fallible) else None
            if target is not None:
                self.need(target not in seen, "a jump leads back")
                targets.add(target)
        self.stmt = None
        self.need(targets <= seen, f"there are no labels {sorted(targets - seen)}")

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, block: Block) -> None:
        for stmt in block:
            self.stmt = stmt
            # The passes know what they have learned of a statement by its identity.
            self.need(id(stmt) not in self.seen, "a statement is there twice")
            self.seen.add(id(stmt))
            if self.phase == "built":
                self.need(not isinstance(stmt, _LATE), "a statement of the late passes")
                self.need(not isinstance(stmt, Fallible) or stmt.on_error is None, "an error edge before its pass")
            else:
                self.need(not isinstance(stmt, _EARLY), "a statement that should have been lowered")
                self.need(not (isinstance(stmt, If) and stmt.trial), "a trial that nothing has settled")
            for slot in slots_of(stmt):
                self.slot(slot)
            for expr in expressions(stmt):
                self.expression(expr)
            self.statement(stmt)
            self.nested(stmt)

    def nested(self, stmt: Stmt) -> None:
        loop, handler = isinstance(stmt, While | ForRange), isinstance(stmt, Try)
        for inner in blocks_of(stmt):
            outside = isinstance(stmt, While | ForRange) and inner is stmt.orelse
            self.loops += loop and not outside
            self.handlers += handler and inner is stmt.handler  # type: ignore[attr-defined]
            self.block(inner)
            self.loops -= loop and not outside
            self.handlers -= handler and inner is stmt.handler  # type: ignore[attr-defined]

    def statement(self, stmt: Stmt) -> None:
        match stmt:
            case Assign():
                self.assign(stmt)
            case Op() | Raw():
                self.operation(stmt)
            case Call():
                self.call(stmt)
            case Return():
                self.returned(stmt)
            case If(test=test) | While(test=test):
                self.need(is_number(test.type) or isinstance(test.type, Ptr), f"a test of type {test.type}")
            case ForRange(counter=counter):
                self.need(isinstance(counter.type, CInt), "a counter that is no C integer")
                changed = {slot for inner in walk(stmt.body) for slot in assigned_by(inner)}
                self.need(counter not in changed, "the counter is assigned in the loop")
            case Break() | Continue():
                self.need(self.loops, "outside of a loop")
            case Reraise():
                self.need(self.handlers, "outside of a handler")
            case Yield():
                self.need(self.function.kind == "generator", "a yield outside of a generator")
                self.need(isinstance(stmt.value.type, PyObj), "a yield of what is no object")
            case CheckIndex(view=view, axis=axis, index=index):
                self.axis(view, axis)
                self.need(isinstance(index.type, CInt), "an index that is no C integer")
            case CheckView(view=view):
                self.need(isinstance(view.type, View), "no view")
            case AcquireView(dest=dest, value=value):
                self.need(isinstance(dest.type, View), "the destination is no view")
                self.need(isinstance(value.type, PyObj), "a view of what is no object")
            case CheckBound(slot=slot):
                self.need(isinstance(slot.type, PyObj), "only objects can be unbound")
            case Unbind(slot=slot):
                self.need(isinstance(slot.type, PyObj | View), "only objects and views can be unbound")
            case ParseArgs():
                self.need(self.function.kind == "wrapper", "arguments are parsed by wrappers")

    def assign(self, stmt: Assign) -> None:
        target, value = stmt.target, stmt.value
        self.need(isinstance(target, _LVALUES), "the target is no lvalue")
        self.fits(value, target.type, "the value")
        if self.phase == "owned" and isinstance(target.type, PyObj | View):
            borrowed = isinstance(target, Load) and target.slot.borrowed
            self.need(borrowed or _owned(value), "the value has no reference of its own")

    def operation(self, stmt: Op | Raw) -> None:
        row = stmt.row
        params = list(row.params)
        if None in params:
            fixed = params.index(None)
            self.need(len(stmt.args) >= fixed, f"{row.name} takes at least {fixed} arguments")
            params[fixed:] = [None] * (len(stmt.args) - fixed)
        self.need(len(stmt.args) == len(params), f"{row.name} takes {len(params)} arguments")
        for arg, param in zip(stmt.args, params, strict=True):
            if param is None:
                self.need(isinstance(arg.type, PyObj), f"an argument of type {arg.type} in place of an object")
            else:
                self.fits(arg, param, f"an argument of {row.name}")
        if isinstance(stmt, Op) and stmt.dest is not None:
            self.need(row.result is not None, f"{row.name} has no result")
            if row.result is not None:
                self.same(row.result, stmt.dest.type, "the result")

    def call(self, stmt: Call) -> None:
        func = stmt.func
        least, most = len(func.params) - func.optional, len(func.params)
        count = len(stmt.args)
        self.need(count >= least and (func.vararg or count <= most), f"{count} arguments for {least} to {most}")
        for arg, param in zip(stmt.args, func.params, strict=False):
            self.fits(arg, param, "an argument")
        if stmt.dest is not None:
            self.need(not isinstance(func.returns, CVoid), "a result of a void function")
            referred = isinstance(strip_const(func.returns), Ref)
            self.same(Ptr(strip_ref(func.returns)) if referred else func.returns, stmt.dest.type, "the result")

    def returned(self, stmt: Return) -> None:
        returns = self.function.func.returns
        if isinstance(returns, CVoid):
            self.need(stmt.value is None, "a value from a void function")
            return
        self.need(stmt.value is not None, "a return without a value")
        if stmt.value is not None:
            self.fits(stmt.value, returns, "the value")
            if self.phase == "owned" and isinstance(returns, PyObj | View):
                self.need(_owned(stmt.value), "the value has no reference of its own")

    # --- expressions ------------------------------------------------------------------------------------------------

    def slot(self, slot: Slot) -> None:
        if slot.storage in (Storage.CELL, Storage.MEMBER):
            self.need(slot.cell is not None, f"{slot} is in no cell")
            if slot.cell is not None:
                self.need(slot.cell in self.known, f"{slot.cell} is no slot of the function")
        elif slot.storage is not Storage.GLOBAL:
            self.need(slot in self.known, f"{slot} is no slot of the function")

    def axis(self, view: Slot, axis: int) -> None:
        self.need(isinstance(view.type, View), f"{view} is no view")
        if isinstance(view.type, View):
            self.need(0 <= axis < view.type.ndim, f"{view} has no axis {axis}")

    def expression(self, expr: Expr) -> None:
        for slot in slots_of(expr):
            self.slot(slot)
        match expr:
            case Load(type=type_, slot=slot):
                self.same(slot.type, type_, f"the type of {slot}")
            case Move() | NewRef():
                self.need(self.phase == "owned", "reference counts before their pass")
            case Binary(op=op, left=left, right=right):
                compares = op in ("==", "!=") and (_is_null(left) or _is_null(right))
                objects = isinstance(left.type, PyObj) and isinstance(right.type, PyObj)
                pointers = isinstance(left.type, Ptr | CArray) or isinstance(right.type, Ptr | CArray)
                shift = op in ("<<", ">>", "&&", "||") and is_number(left.type) and is_number(right.type)
                if not (compares or objects or pointers or shift):
                    self.same(left.type, right.type, f"the operands of {op}")
            case PureCall(row=row, args=args):
                self.need(row.pure, f"{row.name} is not pure")
                self.need(len(args) == len(row.params), f"{row.name} takes {len(row.params)} arguments")
            case ViewItem(view=view, indices=indices):
                self.axis(view, len(indices) - 1)
                if isinstance(view.type, View):
                    self.need(len(indices) == view.type.ndim, f"{len(indices)} indices of {view.type}")
            case ViewExtent(view=view, axis=axis) | ViewStride(view=view, axis=axis):
                self.axis(view, axis)
            case ViewSuboffset(view=view, axis=axis):
                self.axis(view, axis)

    def fits(self, value: Expr, type_: Type, what: str) -> None:
        """Whether a value may stand where `type_` is wanted: constants and initializers fit by what they are."""
        if isinstance(value, Initializer) or (isinstance(value, Const) and value.value is None):
            return
        self.same(value.type, type_, what)

    def same(self, have: Type, want: Type, what: str) -> None:
        a, b = strip_ref(have), strip_ref(want)
        if isinstance(a, CppClass) or isinstance(b, CppClass):
            self.need(isinstance(a, CppClass) and isinstance(b, CppClass), f"{what} is {have}, not {want}")
            return
        if a == b or (isinstance(a, PyObj) and isinstance(b, PyObj)):
            return
        # Functions and arrays are pointers wherever they are used.
        pointers = isinstance(a, Ptr | CArray | Func) and isinstance(b, Ptr | CArray | Func)
        integers = isinstance(a, CInt) and isinstance(b, CInt) and (a.bits, a.signed) == (b.bits, b.signed)
        self.need(pointers or integers, f"{what} is {have}, not {want}")


def _owned(value: Expr) -> bool:
    from smelt.passes.liveness import strip_casts

    value = strip_casts(value)
    return isinstance(value, Move | NewRef | Const)


def _is_null(expr: Expr) -> bool:
    return isinstance(expr, Const) and expr.value is None


class _Assigned:
    """Checks that temporaries are assigned before they are read, and once on each path."""

    def __init__(self, verifier: _Verifier) -> None:
        self.verifier = verifier

    def block(self, block: Block, known: set[Slot]) -> set[Slot] | None:
        """What is assigned behind the block; None if its end is not reached."""
        for stmt in block:
            self.verifier.stmt = stmt
            after = self.statement(stmt, known)
            if after is None:
                return None
            known = after
        return known

    def reads(self, stmt: Stmt, known: set[Slot]) -> None:
        dest = set(assigned_by(stmt))
        slots = [s for expr in expressions(stmt) for s in slots_of(expr)]
        if isinstance(stmt, Assign) and isinstance(stmt.target, Load):
            slots = [s for expr in [stmt.value, *expressions(stmt.value)] for s in slots_of(expr)]
        elif not isinstance(stmt, ParseArgs):
            slots += [s for s in slots_of(stmt) if s not in dest or isinstance(stmt, CheckIndex)]
        for slot in slots:
            if (
                slot.temp
                and slot.storage is Storage.LOCAL
                and slot not in known
                and slot not in self.verifier.function.params
            ):
                self.verifier.fail(f"{slot} may be read before it is assigned")

    def statement(self, stmt: Stmt, known: set[Slot]) -> set[Slot] | None:
        match stmt:
            case If():
                self.reads(stmt, known)
                return self.joined(self.block(stmt.body, set(known)), self.block(stmt.orelse, set(known)))
            case While():
                inner = self.block(stmt.prelude, set(known))
                if inner is not None:
                    self.verifier.stmt = stmt
                    self.reads(stmt, inner)
                    self.block(stmt.body, set(inner))
                    self.block(stmt.update, set(inner))
                    self.block(stmt.orelse, set(inner))
                return known
            case ForRange():
                self.reads(stmt, known)
                self.block(stmt.body, known | {stmt.counter})
                self.block(stmt.orelse, set(known))
                return known
            case Try():
                body = self.block(stmt.body, set(known))
                body = self.block(stmt.orelse, body) if body is not None else None
                return self.joined(body, self.block(stmt.handler, known | {stmt.exc}))
            case TryFinally():
                body = self.block(stmt.body, set(known))
                final = self.block(stmt.final, set(known))
                return None if body is None or final is None else body | final
            case GilBlock():
                return self.block(stmt.body, known)
            case Return() | Break() | Continue() | Reraise():
                self.reads(stmt, known)
                return None
        self.reads(stmt, known)
        self.once(assigned_by(stmt), known, stmt)
        return known | set(assigned_by(stmt))

    def once(self, slots: Iterable[Slot], known: set[Slot], stmt: Stmt) -> None:
        for slot in slots:
            if slot.temp and slot in known and not isinstance(stmt, CheckIndex):
                self.verifier.fail(f"{slot} is assigned twice")

    def joined(self, one: set[Slot] | None, other: set[Slot] | None) -> set[Slot] | None:
        if one is None or other is None:
            return one if other is None else other
        return one & other
