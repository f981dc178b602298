"""Make the control flow of errors explicit: labels and jumps instead of `Try`, `TryFinally`, `GilBlock` and `Reraise`.

Requires the *built* phase. Guarantees: every statement that may fail names the label where its error goes; loops are C
loops without an `orelse`; a `Return` or `Break` has nothing left to undo but references, which are the business of
`ownership`, the pass after this one. All jumps go forward in the text, and only loops lead back: `ownership` and
`generators` rely on it.

Before::

    Try:                                    After::
        %t = call(g)                            %t = call(g)                ! except_1
    except %exc:                                Goto end_1
        %u = call(h, %exc)                  except_1:
                                                Traceback
                                                %exc = catch(&%saved)
                                                %u = call(h, %exc)          ! handler_2
                                                restore_handled(&%saved)
                                                Goto end_1
                                            handler_2:
                                                Traceback
                                            handler_2_again:
                                                restore_handled(&%saved)
                                                Goto unwind
                                            end_1:

How it is done. Each place to which errors go (`Pad`) has two labels: one that adds this function to the traceback,
and one behind it for exceptions that were here before and have it already. A list of scopes tells what an exit has to
undo on its way out. A `finally` has its code once: whoever passes through notes in `why` where he wants to go, and
after the code it is asked. The exception that waits meanwhile is `pending`; it is NULL otherwise.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from smelt.ir.nodes import (
    AddressOf,
    Assign,
    Binary,
    Block,
    Break,
    Const,
    Continue,
    Expr,
    Fallible,
    ForRange,
    Function,
    GilBlock,
    Goto,
    If,
    Initializer,
    Label,
    Load,
    MakeFunction,
    Module,
    NewCell,
    Op,
    ParseArgs,
    PyConst,
    Raw,
    Reraise,
    Return,
    Slot,
    Stmt,
    Storage,
    Traceback,
    Try,
    TryFinally,
    While,
    nowhere,
)
from smelt.passes import closures, shared, threads
from smelt.passes.scopes import Final, Finally, Handler, Loop, Pad, Scope, is_steady, reports, transition
from smelt.passes.shared import may_fail
from smelt.primitives import errors
from smelt.types import BINT, INT, OBJECT, CTuple, CVoid, Ptr, PyObj, Ref, Struct, View
from smelt.types.cpp import CppClass


def run(module: Module) -> None:
    """Lower every function of the module in place."""
    for function in module.functions:
        _Lowering(function, module.name).run()


class _Lowering:
    def __init__(self, function: Function, module_name: str) -> None:
        self.function = function
        self.module_name = module_name
        self.out: Block = []
        self.scopes: list[Scope | Loop | Finally] = []
        self.pad = Pad("error", "unwind")
        self.nogil = function.func.nogil and not function.func.with_gil
        self.thread: Slot | None = None  # holds the thread state while a `with nogil` of this function is open
        self.results: dict[int, Slot] = {}
        self.count = 0

    def run(self) -> None:
        function = self.function
        if self.block(function.body):
            self.out.append(Return(self.zero(function.func.returns), span=None))
        if self.pad.used:
            self.land(self.pad)
            if function.kind in ("c", "body") and not reports(function):
                self.unraisable()
            self.out.append(Return(self.error_value()))
        function.body = self.out

    # --- words ------------------------------------------------------------------------------------------------------

    def number(self) -> int:
        self.count += 1
        return self.count

    def slot(self, name: str, type_: Any, temp: bool = True) -> Slot:
        slot = Slot(name, type_, Storage.LOCAL, temp)
        self.function.slots.append(slot)
        return slot

    def result_slot(self, depth: int | None = None) -> Slot:
        """Where a value waits to be returned while exits are undone. Code of a `finally` has a slot of its own: a
        value may wait for the end of that code, and it may itself begin to return and then fail.
        """
        if depth is None:
            depth = sum(isinstance(scope, Final) for scope in self.scopes)
        if depth not in self.results:
            self.results[depth] = self.slot("result", self.function.func.returns, temp=False)
        return self.results[depth]

    def zero(self, type_: Any) -> Expr | None:
        """What a function gives that ends without a return, or fails without a way to tell."""
        if isinstance(type_, CVoid):
            return None
        if isinstance(type_, PyObj):
            return PyConst(type_, None)
        if isinstance(type_, Ref):
            return nowhere(type_)
        if isinstance(type_, CppClass):
            return Initializer(type_, [])
        if isinstance(type_, Struct | CTuple | View):
            target = Load(type_, self.result_slot())
            self.out.append(Assign(target, Initializer(type_, [])))
            return target
        return Const(type_, None if isinstance(type_, Ptr) else 0)

    def error_value(self) -> Expr | None:
        func = self.function.func
        if isinstance(func.returns, PyObj):
            return Const(func.returns, None)
        if self.function.kind == "module":
            return Const(func.returns, -1)
        if func.except_kind == "none" or func.except_value is None:
            return self.zero(func.returns)
        value = func.except_value
        return value if isinstance(value, Expr) else Const(func.returns, value)  # type: ignore[arg-type]

    def unraisable(self) -> None:
        function = self.function
        name = PyConst(OBJECT, f"{self.module_name}.{function.qualname or function.py_name or function.name}")
        row = shared.WRITE_UNRAISABLE_NOGIL if self.nogil else errors.write_unraisable
        self.out.append(Raw(row, [name]))

    def land(self, pad: Pad) -> None:
        """The labels of a pad, where its code begins."""
        self.land_inlined(pad, self.nogil)
        if pad.error_used:
            self.out.append(Label(pad.error))
            self.out.append(Traceback(nogil=self.nogil))
            self.function.traced[pad.error] = pad.error
        if pad.again_used:
            self.out.append(Label(pad.again))

    def land_inlined(self, pad: Pad, nogil: bool) -> None:
        """The labels in front of a pad for errors of inlined functions."""
        self.out += pad.landings(nogil)
        self.function.traced.update((label, label) for label in pad.inlined.values())

    def holding_gil(self, statements: list[Stmt]) -> None:
        """Add statements that need the GIL, where it may not be held."""
        self.out += shared.holding_gil(self.function, statements) if self.nogil else statements

    # --- statements -------------------------------------------------------------------------------------------------

    def block(self, statements: Block) -> bool:
        """Lower statements to the end of `out`; whether their end is reached. What cannot be reached is left out."""
        for stmt in statements:
            lower = _LOWER.get(stmt.__class__)
            if lower is not None:
                if not lower(self, stmt):
                    return False
            elif isinstance(stmt, Fallible):
                if not self.fallible(stmt):
                    return False
            else:
                self.out.append(stmt)
        return True

    def inner(self, statements: Block) -> tuple[Block, bool]:
        """Lower statements to a block of their own."""
        outer, self.out = self.out, []
        falls = self.block(statements)
        block, self.out = self.out, outer
        return block, falls

    def fallible(self, stmt: Fallible) -> bool:
        stmt.nogil = self.nogil
        if not may_fail(stmt) or isinstance(stmt, ParseArgs):
            # A call with wrong arguments is the caller's error: it leaves at once and has no entry in the traceback.
            self.out.append(stmt)
            return True
        if isinstance(stmt, Op) and stmt.row is errors.reraise_current:
            self.raise_handled(stmt)
        stmt.on_error = self.pad.raised_in(stmt.frame, self.number)
        dest = getattr(stmt, "dest", None)
        if dest is not None and not dest.temp and self.seen_after_error(dest):
            # A name keeps its value if the operation fails.
            result = self.slot(dest.name, dest.type)
            stmt.dest = result  # type: ignore[attr-defined]
            self.out.append(stmt)
            self.out.append(Assign(Load(dest.type, dest), Load(dest.type, result), span=stmt.span))
        else:
            self.out.append(stmt)
        return not (isinstance(stmt, Op) and stmt.row.error == "always")

    def raise_handled(self, stmt: Op) -> None:
        """A bare ``raise``: what is handled goes on, with no entry in the traceback. If nothing is, `stmt` fails."""
        handled = self.slot("handled", OBJECT)
        self.out.append(Op(handled, shared.HANDLED, [], span=stmt.span))
        again = [Raw(errors.reraise, [Load(OBJECT, handled)]), Goto(self.pad.passed_on())]
        self.out.append(If(Binary(BINT, "!=", Load(OBJECT, handled), Const(OBJECT, None)), again))

    def seen_after_error(self, dest: Slot) -> bool:
        return self.pad.error != "error" or dest.storage in shared.SHARED

    def if_(self, stmt: If) -> bool:
        stmt.body, falls = self.inner(stmt.body)
        stmt.orelse, else_falls = self.inner(stmt.orelse)
        self.out.append(stmt)
        return falls or else_falls

    def while_(self, stmt: While) -> bool:
        loop = Loop(plain_break=not stmt.orelse, plain_continue=not stmt.update)
        self.scopes.append(loop)
        stmt.prelude, _ = self.inner(stmt.prelude)
        stmt.body, _ = self.inner(stmt.body)
        if loop.again is not None:
            stmt.body.append(Label(loop.again))
        stmt.update, _ = self.inner(stmt.update)
        self.scopes.pop()
        endless = isinstance(stmt.test, Const) and bool(stmt.test.value)
        return self.after_loop(stmt, loop, endless)

    def for_range(self, stmt: ForRange) -> bool:
        if stmt.parallel is not None:
            return threads.lower_team(self, stmt) if stmt.parallel.kind == "team" else threads.lower_shared(self, stmt)
        loop = Loop(plain_break=not stmt.orelse, plain_continue=True)
        self.scopes.append(loop)
        stmt.body, _ = self.inner(stmt.body)
        self.scopes.pop()
        return self.after_loop(stmt, loop, endless=False)

    def after_loop(self, stmt: While | ForRange, loop: Loop, endless: bool) -> bool:
        self.out.append(stmt)
        orelse, stmt.orelse = stmt.orelse, []
        falls = not endless and self.block(orelse)
        if loop.after is not None:
            self.out.append(Label(loop.after))
        return falls or loop.left

    def try_(self, stmt: Try) -> bool:
        n = self.number()
        outer, pad, end = self.pad, Pad(f"except_{n}", f"except_{n}_again"), f"end_{n}"
        self.pad = pad
        falls = self.block(stmt.body)
        self.pad = outer
        falls = falls and self.block(stmt.orelse)
        if not pad.used:
            return falls
        if falls:
            self.out.append(Goto(end))
        saved = self.slot("saved", OBJECT)
        saved.borrowed = True
        address = AddressOf(Ptr(OBJECT), Load(OBJECT, saved))
        self.land(pad)
        # It ends with the handler, whatever the builder thinks of it.
        stmt.exc.temp = True
        self.holding_gil([Op(stmt.exc, errors.catch, [address])])
        inner = self.pad = Pad(f"handler_{n}", f"handler_{n}_again")
        restore = self.restoring(address)
        self.scopes.append(Handler(restore, stmt.exc))
        handler_falls = self.block(stmt.handler)
        self.scopes.pop()
        if handler_falls:
            restore()
        self.pad = outer
        if inner.used:
            if handler_falls:
                self.out.append(Goto(end))
            self.land(inner)
            restore()
            self.out.append(Goto(outer.passed_on()))
        if falls or (handler_falls and inner.used):
            self.out.append(Label(end))
        return falls or handler_falls

    def restoring(self, address: Expr) -> Callable[[], None]:
        return lambda: self.holding_gil([Raw(errors.restore_handled, [address])])

    def reraise(self, stmt: Reraise) -> bool:
        handler = next(s for s in reversed(self.scopes) if isinstance(s, Handler))
        self.holding_gil([Raw(errors.reraise, [Load(handler.exc.type, handler.exc)], span=stmt.span)])
        self.out.append(Goto(self.pad.passed_on()))
        return False

    def try_finally(self, stmt: TryFinally) -> bool:
        n = self.number()
        outer, pad = self.pad, Pad(f"failed_{n}", f"failed_{n}_again")
        depth = sum(isinstance(scope, Final) for scope in self.scopes)
        final = Finally(f"finally_{n}", self.slot("why", INT), depth)
        self.pad = pad
        self.scopes.append(final)
        falls = self.block(stmt.body)
        self.scopes.pop()
        self.pad = outer
        if not pad.used and not final.codes:
            self.function.slots.remove(final.why)
            return falls and self.block(stmt.final)
        if falls and final.codes:
            self.out.append(Assign(Load(INT, final.why), Const(INT, 0)))
        if not pad.used:
            self.out.append(Label(final.label))
            return self.after_final(stmt, final, None, falls)
        if falls:
            self.out.append(Goto(final.label))
        saved, pending = self.slot("saved", OBJECT), self.slot("pending", OBJECT)
        saved.borrowed = True
        address = AddressOf(Ptr(OBJECT), Load(OBJECT, saved))
        self.land(pad)
        self.holding_gil([Op(pending, errors.catch, [address])])
        if final.codes:
            self.out.append(Assign(Load(INT, final.why), Const(INT, 0)))
        if falls or final.codes:
            self.out.append(Label(final.label))
        return self.after_final(stmt, final, (pending, address), falls)

    def after_final(self, stmt: TryFinally, final: Finally, pending: tuple[Slot, Expr] | None, falls: bool) -> bool:
        """The final code, what follows from its own exits, and from why it was run."""
        if pending is None:
            self.scopes.append(Final(lambda: None))
            final_falls = self.block(stmt.final)
            self.scopes.pop()
            return final_falls and self.dispatch(final, falls)
        held, address = pending
        waiting = Binary(BINT, "!=", Load(OBJECT, held), Const(OBJECT, None))

        def discard() -> None:
            self.when(waiting, self.restoring(address))

        n = self.number()
        outer = self.pad
        inner = self.pad = Pad(f"final_{n}", f"final_{n}_again")
        self.scopes.append(Final(discard))
        final_falls = self.block(stmt.final)
        self.scopes.pop()
        self.pad = outer
        if final_falls:
            self.when(waiting, lambda: self.raise_again(held, address))
            final_falls = self.dispatch(final, falls)
        if inner.used:
            end = f"end_{n}"
            if final_falls:
                self.out.append(Goto(end))
            self.land(inner)
            discard()
            self.out.append(Goto(outer.passed_on()))
            if final_falls:
                self.out.append(Label(end))
        return final_falls

    def when(self, test: Expr, fill: Callable[[], object]) -> None:
        """Add an `If` whose body is what `fill` adds."""
        outer, self.out = self.out, []
        fill()
        body, self.out = self.out, outer
        self.out.append(If(test, body))

    def raise_again(self, held: Slot, address: Expr) -> None:
        self.holding_gil([Raw(errors.restore_handled, [address]), Raw(errors.reraise, [Load(OBJECT, held)])])
        self.out.append(Goto(self.pad.passed_on()))

    def dispatch(self, final: Finally, falls: bool) -> bool:
        """After the final code: go on to where whoever came through wanted to go."""
        why = Load(INT, final.why)
        for position, (exit_, code) in enumerate(final.codes.items()):
            value = None
            if exit_ == "return" and not isinstance(self.function.func.returns, CVoid):
                slot = self.result_slot(final.depth)
                value = Load(slot.type, slot)
            if not falls and position == len(final.codes) - 1:
                return self.leave(exit_, value)
            self.when(Binary(BINT, "==", why, Const(INT, code)), partial(self.leave, exit_, value))
        return falls

    def gil_block(self, stmt: GilBlock) -> bool:
        if stmt.held and not self.nogil:
            return self.block(stmt.body)
        outer, nogil, thread = self.pad, self.nogil, self.thread
        n = self.number()
        pad = self.pad = Pad(f"gil_{n}", f"gil_{n}_again")
        enter, leave, self.thread = transition(stmt, self.thread, self.slot)
        self.out.append(enter)

        def undo() -> None:
            self.out.append(leave())
            self.nogil = nogil

        self.nogil = not stmt.held
        self.scopes.append(Scope(undo))
        falls = self.block(stmt.body)
        self.scopes.pop()
        if falls:
            undo()
        self.pad, self.nogil, self.thread = outer, nogil, thread
        if pad.used:
            if falls:
                self.out.append(Goto(f"end_{n}"))
            # The exception stays in flight across the transition; the traceback entry comes from the outer pad.
            self.land_inlined(pad, not stmt.held)
            if pad.error_used:
                self.out += [Label(pad.error), leave(), Goto(outer.raised())]
                self.function.traced[pad.error] = outer.error
            if pad.again_used:
                self.out += [Label(pad.again), leave(), Goto(outer.passed_on())]
            if falls:
                self.out.append(Label(f"end_{n}"))
        return falls

    # --- exits ------------------------------------------------------------------------------------------------------

    def return_(self, stmt: Return) -> bool:
        value = stmt.value
        if value is not None and not is_steady(value) and any(not isinstance(s, Loop) for s in self.scopes):
            # Undoing runs code that may change what the value depends on.
            target = Load(self.function.func.returns, self.result_slot())
            self.out.append(Assign(target, value, span=stmt.span))
            value = target
        return self.leave("return", value, stmt)

    def leave(self, exit_: str, value: Expr | None, stmt: Stmt | None = None) -> bool:
        """Undo what lies between here and where `exit_` leads, and go there. What follows is not reached."""
        nogil = self.nogil
        span = stmt.span if stmt is not None else None
        for scope in reversed(self.scopes):
            if isinstance(scope, threads.Round) and exit_ != "continue":
                threads.leave_round(self, scope, exit_, value, span)
                break
            if isinstance(scope, Loop):
                if exit_ != "return":
                    self.jump(exit_, scope, span)
                    break
            elif isinstance(scope, Finally):
                self.keep(value, scope, span)
                self.out.append(Assign(Load(INT, scope.why), scope.code(exit_), span=span))
                self.out.append(Goto(scope.label))
                break
            else:
                scope.undo()
        else:
            self.out.append(Return(value, span=span))
        self.nogil = nogil
        return False

    def keep(self, value: Expr | None, scope: Finally, span: Any) -> None:
        """Put the value of a return where it waits for the end of a `finally`."""
        if value is not None:
            slot = self.result_slot(scope.depth)
            if not (isinstance(value, Load) and value.slot is slot):
                self.out.append(Assign(Load(slot.type, slot), value, span=span))

    def jump(self, exit_: str, loop: Loop, span: Any) -> None:
        if exit_ == "break":
            loop.left = True
            if loop.plain_break:
                self.out.append(Break(span=span))
                return
            loop.after = loop.after or f"after_{self.number()}"
            self.out.append(Goto(loop.after, span=span))
        elif loop.plain_continue:
            self.out.append(Continue(span=span))
        else:
            loop.again = loop.again or f"continue_{self.number()}"
            self.out.append(Goto(loop.again, span=span))

    # --- functions and cells, which are operations like others ------------------------------------------------------

    def make_function(self, stmt: MakeFunction) -> bool:
        return self.block(closures.function_operations(stmt, self.slot))

    def new_cell(self, stmt: NewCell) -> bool:
        return self.block(closures.cell_operations(stmt))


_LOWER: dict[type[Stmt], Callable[[_Lowering, Any], bool]] = {
    If: _Lowering.if_,
    While: _Lowering.while_,
    ForRange: _Lowering.for_range,
    Try: _Lowering.try_,
    TryFinally: _Lowering.try_finally,
    GilBlock: _Lowering.gil_block,
    Reraise: _Lowering.reraise,
    Return: _Lowering.return_,
    Break: lambda lowering, stmt: lowering.leave("break", None, stmt),
    Continue: lambda lowering, stmt: lowering.leave("continue", None, stmt),
    MakeFunction: _Lowering.make_function,
    NewCell: _Lowering.new_cell,
}
