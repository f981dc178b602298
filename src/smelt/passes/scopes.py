"""What the pass `exceptions` keeps while it walks into statements: where errors go, and what exits undo."""

from __future__ import annotations

from collections.abc import Callable

from smelt.ir.nodes import (
    Block,
    BuiltinConst,
    Const,
    Expr,
    Frame,
    Function,
    GilBlock,
    Goto,
    Label,
    Load,
    Op,
    PyConst,
    Raw,
    Slot,
    Stmt,
    Traceback,
)
from smelt.passes import shared
from smelt.types import INT, PyObj, Type


class Pad:
    """A place to which errors go. `error` adds to the traceback, `again` is for what was already here; `inlined` are
    labels in front of it for errors of functions that were inlined, which add those to the traceback."""

    __slots__ = ("again", "again_used", "error", "error_used", "inlined")

    def __init__(self, error: str, again: str) -> None:
        self.error = error
        self.again = again
        self.error_used = False
        self.again_used = False
        self.inlined: dict[Frame, str] = {}

    @property
    def used(self) -> bool:
        return self.error_used or self.again_used

    def raised(self) -> str:
        self.error_used = True
        return self.error

    def raised_in(self, frame: Frame | None, number: Callable[[], int]) -> str:
        """The label for errors of a frame; `number` is for its name."""
        if frame is None:
            return self.raised()
        if frame not in self.inlined:
            self.raised_in(frame.outer, number)  # its label comes behind this one's
            self.inlined[frame] = f"{frame.name}_{number()}"
        return self.inlined[frame]

    def landings(self, nogil: bool) -> Block:
        """The labels of `inlined`, each with what leads on to the next; innermost functions come first."""
        found: Block = []
        for frame, label in reversed(self.inlined.items()):
            onward = self.error if frame.outer is None else self.inlined[frame.outer]
            found += [Label(label), Traceback(nogil=nogil, inlined=frame.name), Goto(onward, span=frame.call)]
        return found

    def passed_on(self) -> str:
        self.again_used = True
        return self.again


class Scope:
    """Something that an exit has to undo: `undo` adds the statements for it."""

    def __init__(self, undo: Callable[[], None]) -> None:
        self.undo = undo


class Final(Scope):
    """The code of a `finally`."""


class Handler(Scope):
    """The handler of a `Try`; `exc` is what it caught."""

    def __init__(self, undo: Callable[[], None], exc: Slot) -> None:
        super().__init__(undo)
        self.exc = exc


class Loop:
    """`after` and `again` are labels for what C's break and continue cannot say."""

    def __init__(self, plain_break: bool, plain_continue: bool) -> None:
        self.plain_break = plain_break
        self.plain_continue = plain_continue
        self.after: str | None = None
        self.again: str | None = None
        self.left = False  # some break leaves the loop


class Finally:
    """A `finally` whose body is being lowered: exits are noted in `why` and go on to `label`."""

    def __init__(self, label: str, why: Slot, depth: int) -> None:
        self.label = label
        self.why = why
        self.depth = depth  # in the code of how many other `finally`s it stands
        self.codes: dict[str, int] = {}

    def code(self, exit_: str) -> Const:
        return Const(INT, self.codes.setdefault(exit_, len(self.codes) + 1))


def reports(function: Function) -> bool:
    """Whether the caller learns of an error."""
    return function.func.except_kind != "none" or isinstance(function.func.returns, PyObj)


def is_steady(value: Expr) -> bool:
    """Whether the value is the same after the scopes were undone."""
    if isinstance(value, Load):
        return value.slot.storage not in shared.SHARED
    return isinstance(value, Const | PyConst | BuiltinConst)


def transition(
    stmt: GilBlock, thread: Slot | None, new_slot: Callable[[str, Type], Slot]
) -> tuple[Stmt, Callable[[], Stmt], Slot | None]:
    """How a block with or without the GIL is entered, and left.

    Parameters
    ----------
    stmt
        The block.
    thread
        Holds the thread's state where a block without the GIL of the same function is around this one.
    new_slot
        Makes a temporary.

    Returns
    -------
    tuple
        The statement that enters; what makes the statements that leave, one for each exit; what `thread` is inside.
    """
    if not stmt.held:
        inner = new_slot("thread", shared.THREAD)
        back = Load(shared.THREAD, inner)
        enter = Op(inner, shared.SAVE_THREAD, [], span=stmt.span)
        return enter, lambda: Raw(shared.RESTORE_THREAD, [back]), inner
    if thread is not None:
        # It is known whose thread it is.
        restore = Raw(shared.RESTORE_THREAD, [Load(shared.THREAD, thread)], span=stmt.span)
        return restore, lambda: Op(thread, shared.SAVE_THREAD, []), thread
    gil = new_slot("gil", shared.GIL_STATE)
    take = Op(gil, shared.ENSURE_GIL, [], span=stmt.span)
    return take, lambda: Raw(shared.RELEASE_GIL, [Load(shared.GIL_STATE, gil)]), thread
