"""The nodes of the IR. Fields are declared once, here; children, rewriting, equality and printing derive from them.

One discipline makes the late passes easy: whatever can fail, has an effect or owns a reference is a *statement* of its
own; expressions are pure C without effects, and stay nested. An object-typed expression (`Load`, `PyConst`, a field,
an item of a C array of objects) is a *borrowed* reference.

Before `ownership` nothing is said of reference counts, and before `exceptions` nothing of error edges: an operation
declares its effects in its `Row`. Slots that are temporaries (`Slot.temp`) are assigned once on each path (one
statement, or one in each branch of an `If`) and read after that in the same piece of code or inside statements nested
in it, also more than once; `ownership` finds the last read.

Phases (`verify` enforces them), in this order: *built* (from sema); *lowered* (after exceptions: no `Try`,
`TryFinally`, `GilBlock`, `Reraise`, `MakeFunction`, `NewCell` left; `on_error` labels are filled in; jumps lead
forward); *owned* (after ownership: every value stored to an owning place is a `Move` or a `NewRef`; `Incref` and
`Release` appear).
"""

from __future__ import annotations

from typing import Literal

from smelt.ir.expressions import *  # noqa: F403
from smelt.ir.expressions import Expr, Node, Slot
from smelt.ir.fused import *  # noqa: F403
from smelt.ir.fused import FusedTable
from smelt.ledger import LedgerEntry
from smelt.primitives.row import Row
from smelt.records import field, record
from smelt.source import Span
from smelt.types import ExtType, Func, Type

# --- statements -------------------------------------------------------------------------------------------------------


@record()
class Stmt(Node):
    span: Span | None = field(default=None, compare=False, kw_only=True)


Block = list[Stmt]


@record(eq=False)
class Frame:
    """The function that a statement was written in, where `inline` has put what it does in the place of its call.

    name
        As tracebacks show it.
    call
        Where it was called, and `outer` the function that it was called in, unless that is the one that it stands in.
    strict
        An error would not leave the function as others do: only a version that has none may have this statement.
    """

    name: str
    call: Span | None
    outer: Frame | None = None
    strict: bool = False


@record()
class Fallible(Stmt):
    """Statements that may raise. `exceptions` fills in where the error goes, and `nogil` where the GIL may not be
    held. `frame` says what the traceback has of functions that were inlined.
    """

    on_error: str | None = field(default=None, kw_only=True)
    nogil: bool = field(default=False, kw_only=True)
    frame: Frame | None = field(default=None, kw_only=True)


@record()
class Assign(Stmt):
    """``target = value``; target is an lvalue (Load, Deref, Index, Field, ViewItem). Of objects and views: the target
    then owns a reference of its own, what it held before is released (so C memory has to hold NULL or an object
    before). A whole C array is copied with memcpy. After ownership `value` brings its own reference, and `sets` tells
    that the target may hold one, which is released after the store."""

    target: Expr
    value: Expr
    sets: bool = field(default=False, kw_only=True)


@record()
class Op(Fallible):
    """``dest = row(args)``: an operation with effects as its row declares them. `dest` is None for results unused."""

    dest: Slot | None
    row: Row
    args: list[Expr]


@record()
class Call(Fallible):
    """``dest = target(args)`` for a C function of type `func`, whose errors are reported as `func` says. Object
    arguments are borrowed, object results owned. `target` is a CName (also for the module's own functions:
    ``CName(text=Function.name)``) or any pointer expression."""

    dest: Slot | None
    target: Expr
    func: Func
    args: list[Expr]


@record()
class Check(Fallible):
    """Raise `exception` (a builtin's name) with `message` if `fails`; works with and without the GIL."""

    kind: Literal["zero", "overflow", "bounds", "none", "unbound", "other"]
    fails: Expr
    exception: str
    message: str


@record()
class CheckIndex(Fallible):
    """Test, and with `wrap` first correct in place, an index of a view's axis, or of a C sequence of length `extent`.

    `index` is a temporary of a C integer type; `wrap` adds the extent to a negative index; `check` raises IndexError
    if it is out of range ("Out of bounds on buffer access (axis N)", with `cuts` "Index out of bounds (axis N)", the
    index being one of a part), or UnboundLocalError/TypeError if the view is unbound or None, which the slow path finds
    out (such views have extent 0). `shown` is the axis that the message names, if the program asked another view."""

    view: Slot
    axis: int
    index: Slot
    wrap: bool
    check: bool
    cuts: bool = False
    shown: int | None = None


@record()
class CheckView(Fallible):
    """Raise UnboundLocalError if the view is unbound, TypeError/AttributeError if it is None. `what` says what is done
    with it: ``index``, ``slice``, ``access 'shape' attribute of``…"""

    view: Slot
    what: str


@record()
class CheckBound(Fallible):
    """Raise UnboundLocalError (or NameError for cells: "cannot access free variable") if the object slot is NULL."""

    slot: Slot
    free: bool = False


@record()
class AcquireView(Fallible):
    """``dest = view of value``: from any exporter, None if `none_ok`; TypeError/ValueError/BufferError otherwise.
    `what` names the parameter or variable for the message. The view keeps its exporter alive.

    For the older buffer syntax `buffer` is its mode (the view is const where nothing is written, whatever the
    declaration says), and with its option `cast` elements of any type of the right size will do. If `again` is given,
    failing does not end the statement: dest is then a view of that object, or unbound, and the exception stays set.
    """

    dest: Slot
    value: Expr
    what: str
    none_ok: bool = True
    buffer: str = ""
    cast: bool = False
    again: Expr | None = None


@record()
class Unbind(Stmt):
    """``del name``: the slot is NULL afterwards. Upon a `final` one nobody reads it any more."""

    slot: Slot
    final: bool = field(default=False, kw_only=True)


@record()
class If(Stmt):
    """`likely`: the test is the guard of an optimised version, which is what nearly always runs.

    A `trial` is no test of the program: its body is one loop that does the same as `orelse`, if the checks of `strict`
    frames in it never fail. `inline` makes it and `bounds`, which settles what it takes for that, takes it away."""

    test: Expr
    body: Block
    orelse: Block = field(default_factory=list)
    likely: bool = field(default=False, kw_only=True)
    trial: bool = field(default=False, kw_only=True)


@record()
class While(Stmt):
    """``prelude`` computes what `test` needs, each time round (it may fail); `orelse` runs when the test turns false
    and is skipped by `Break`. A bare loop has the test ``Const(1)``. `update` runs after the body and upon
    `Continue`."""

    prelude: Block
    test: Expr
    body: Block
    update: Block = field(default_factory=list)
    orelse: Block = field(default_factory=list)


@record()
class Parallel:
    """How a `ForRange` runs in threads.

    kind
        Of a ``team`` the body is run once by each of its threads, whatever the bounds say; the rounds of a ``loop``,
        which stands in a team, are shared among its threads.
    threads, condition
        Of a team: how many threads, and whether there are to be more than one; pure.
    parts
        Of a loop: its rounds are parts of those of a loop inside.
    schedule, chunk, reductions
        Of a loop: how rounds are shared, and the variables that each thread has a part of, with the operators that put
        the parts together.
    last
        Of a team: variables that each thread has for itself, each with the slot that says in which round it was
        assigned last, and with two of the function in which the latest of all threads ends up (see `passes.teams`).
    shared
        Of a team: slots that the body assigns and that are nevertheless the function's.
    gil
        Of a team: its threads need a state of their own in the interpreter.
    """

    kind: Literal["team", "loop"]
    parts: bool = False
    threads: Expr | None = None
    condition: Expr | None = None
    schedule: str = ""
    chunk: Expr | None = None
    reductions: list[tuple[str, Slot]] = field(default_factory=list)
    last: list[tuple[Slot, Slot, Slot, Slot]] = field(default_factory=list)
    shared: list[Slot] = field(default_factory=list)
    gil: bool = False


@record()
class ForRange(Stmt):
    """The canonical counted loop over C integers: `counter` (a fresh temporary, not assigned in the body) takes the
    values of ``range(start, stop, step)``; start, stop and step are pure and evaluated once. `step` is a nonzero
    constant or a value checked before to be nonzero. No counter value beyond `stop` is formed, so nothing wraps.

    `plain` loops are the way out where a guard of an optimisation fails: they stay as they are. In nests that are
    `apart`, views that are written share no memory with others. `parallel` ones run in threads."""

    counter: Slot
    start: Expr
    stop: Expr
    step: Expr
    body: Block
    orelse: Block = field(default_factory=list)
    plain: bool = field(default=False, kw_only=True)
    apart: bool = field(default=False, kw_only=True)
    alike: bool = field(default=False, kw_only=True)  # views of which rounds use their own items may be the same memory
    independent: bool = field(default=False, kw_only=True)  # no round reads or writes what another one writes
    auto: bool = field(default=False, kw_only=True)  # may run in threads where its rounds are independent
    parallel: Parallel | None = field(default=None, kw_only=True)


@record()
class Break(Stmt):
    pass


@record()
class Continue(Stmt):
    pass


@record()
class Return(Stmt):
    """`value` as the function's result type; None in void functions. In a generator: the value of StopIteration (an
    object)."""

    value: Expr | None = None


@record()
class Try(Stmt):
    """``try: body except: handler else: orelse``, one handler for all: the builder writes the matching of types as
    `If`s in it that end with `Reraise`. Inside `handler`, `exc` holds the caught exception (an owned object slot),
    which is also what ``sys.exc_info()`` gives; leaving it by any way restores what was handled before."""

    body: Block
    exc: Slot
    handler: Block
    orelse: Block = field(default_factory=list)


@record()
class TryFinally(Stmt):
    """`final` runs however `body` is left; an exception in flight is the handled one meanwhile. An exit out of `final`
    (return, break, continue, error) discards the pending one. `final` exists once in the C code."""

    body: Block
    final: Block


@record()
class Reraise(Stmt):
    """In a handler of a `Try`: the caught exception goes on as it came (traceback kept, no new context)."""


@record()
class GilBlock(Stmt):
    """``with nogil`` (`held` False) or ``with gil`` (`held` True) around `body`; undone on every way out. With `held`
    True in code that may or may not hold the GIL already, PyGILState is used."""

    held: bool
    body: Block


@record()
class Yield(Fallible):
    """Give `value` to the caller; `dest` gets what is sent (None for ``next``). An exception thrown in is raised
    here. With `delegate`, the slot holds the sub-iterator of a ``yield from``: the generator shows it as
    gi_yieldfrom, and `throw` and `close` go to it first (the runtime does this)."""

    dest: Slot | None
    value: Expr
    delegate: Slot | None = None
    state: int = 0  # set by generators: where the function goes on, from 1


@record()
class Param:
    """One Python-level parameter of a wrapper. `kind` is ``posonly``, ``pos`` (positional or keyword), ``vararg``,
    ``kwonly``, ``kwarg``."""

    name: str
    kind: Literal["posonly", "pos", "vararg", "kwonly", "kwarg"]
    slot: Slot  # object slot of the wrapper: borrowed for plain ones, owned for vararg and kwarg
    has_default: bool = False


@record()
class ParseArgs(Fallible):
    """First statement of a wrapper: distribute the vectorcall arguments over `params`, defaults from the function
    object's ``__defaults__``/``__kwdefaults__``; TypeError as CPython words it."""

    params: list[Param]


@record()
class MakeFunction(Fallible):
    """``dest`` = a new Python function object for the wrapper named `wrapper` (a `Function` of kind ``wrapper``).

    defaults: tuple object or NULL Const; kwdefaults, annotations: dict object or NULL Const; closure: the cells'
    slots, in the order of the wrapper function's `freevars`."""

    dest: Slot
    wrapper: str
    defaults: Expr
    kwdefaults: Expr
    annotations: Expr
    closure: list[Slot]


@record()
class NewCell(Fallible):
    """``dest`` = a new cell for a variable of type `content`: empty, or holding what `initial` says. Object variables
    live in CPython cell objects, others in boxes of the runtime."""

    dest: Slot
    content: Type
    initial: Expr | None = None


@record()
class ExecSource(Fallible):
    """The bridge: run `text`, Python source that is not lowered, as a CPython code object in the module's globals,
    lines counted from `line`. `reason` is for the report."""

    text: str
    line: int
    reason: str


# --- statements that only the late passes make ------------------------------------------------------------------------


@record()
class Incref(Stmt):
    """Take a reference of one's own on an object (or a view's owner)"""

    value: Expr


@record()
class Release(Stmt):
    """Give up what the slots own and leave NULL behind, unless the function is left (`leaves`); `known` where it
    cannot be NULL"""

    slots: list[Slot]
    known: bool = False
    leaves: bool = False


@record()
class Label(Stmt):
    name: str


@record()
class Goto(Stmt):
    name: str


@record()
class Traceback(Stmt):
    """Add this function, or the inlined one of that name, and the line of the error to the traceback of the exception
    in flight"""

    nogil: bool = field(default=False, kw_only=True)
    inlined: str | None = field(default=None, kw_only=True)


@record()
class Raw(Stmt):
    """A runtime macro of the late passes, with its arguments: catching, restoring the handled exception, GIL
    transitions
    """

    row: Row
    args: list[Expr]


# --- functions and modules --------------------------------------------------------------------------------------------

# What the directive `fastmath` may allow: sums and products in another order, `a*b + c` rounded once, quotients as
# products with the reciprocal, no NaNs, no infinities, no difference between the zeros.
FASTMATH_PARTS = ("reassoc", "contract", "recip", "nnan", "ninf", "nsz")
FunctionKind = Literal["c", "body", "wrapper", "generator", "module"]


@record()
class Function:
    """A function of the module.

    kind
        ``c``: a cdef or cpdef function with C signature. ``body``: the code of a def function with typed C
        parameters, called by its ``wrapper`` (the vectorcall entry: ``PyObject *w(PyObject *self, PyObject *const
        *args, size_t nargsf, PyObject *kwnames)``). ``generator``: like body, its call makes the generator object and
        `code` is what resumes. ``module``: the module's own code, ``int exec(PyObject *module)``.
    name
        A unique key in the module; the C name derives from it.
    freevars
        Slots of kind CELL-holder (object slots) that are filled from the function object's closure at entry: in a
        wrapper and in bodies, which get the function object as first C parameter when this is not empty.
    fastmath
        How much less strictly than IEEE 754 its floats may be computed: parts of the directive of that name.
    """

    name: str
    kind: FunctionKind
    func: Func
    params: list[Slot]
    body: Block
    span: Span
    py_name: str = ""
    qualname: str = ""
    doc: str | None = None
    signature: str = ""  # as Python source, defaults as ``...``: "(a, b=..., *args)"; for `__code__`
    freevars: list[Slot] = field(default_factory=list)
    slots: list[Slot] = field(default_factory=list)  # all named locals and temporaries
    frame: list[Slot] = field(default_factory=list)  # set by generators: its members, objects first, then views
    # Set by exceptions: the labels whose errors come to a traceback, with the label where that is.
    traced: dict[str, str] = field(default_factory=dict)
    visibility: Literal["private", "public", "extern", "api"] = "private"
    inline: bool = False
    cold: bool = False  # it runs once
    binding: bool = True
    fastmath: tuple[str, ...] = ()
    line: int = 1


@record()
class Accessor:
    """A public attribute of an extension type: the functions that Python reads and sets it by (a key each)."""

    name: str
    getter: str
    setter: str | None


@record()
class Entry:
    """One entry of a class's vtable: the method `name` that `owner` declares, of type `func`, is the function of a
    key.
    """

    owner: ExtType
    name: str
    func: Func
    function: str


@record()
class Class:
    """An extension type that the module defines. Its fields are those of `type.info`.

    entries
        What is different from the vtable of its base.
    specials
        The functions, by key, of special methods that C code calls (`primitives.classes.SPECIALS`).
    called
        Globals that hold the function objects of special methods that type slots call, once the body of the class has
        run; of ``__cinit__`` too, with `bare` if it takes no arguments.
    collected
        The garbage collector looks at its objects, if they can be part of cycles.
    """

    type: ExtType
    doc: str | None = None
    entries: list[Entry] = field(default_factory=list)
    specials: dict[str, str] = field(default_factory=dict)
    called: dict[str, Slot] = field(default_factory=dict)
    bare: bool = False
    accessors: list[Accessor] = field(default_factory=list)
    collected: bool = True


@record()
class ExternInclude:
    """What goes to the top of the C file: a header (``<math.h>``, ``"x.h"``) or verbatim text."""

    header: str | None
    verbatim: str | None = None


@record()
class Module:
    """A translated module, before emission."""

    name: str
    source_name: str
    functions: list[Function] = field(default_factory=list)
    globals: list[Slot] = field(default_factory=list)
    types: list[Type] = field(default_factory=list)  # structs, enums, C tuples to declare, in order
    includes: list[ExternInclude] = field(default_factory=list)
    doc: str | None = None
    fused: list[FusedTable] = field(default_factory=list)
    uses_numpy: bool = False
    cplus: bool = False
    asks_cython: bool = False  # declares macros that Cython's C has
    classes: list[Class] = field(default_factory=list)  # bases first
    analyses: dict[str, object] = field(default_factory=dict)  # of `affine.analyses`, by function, while passes run
    ledger: list[LedgerEntry] = field(default_factory=list)  # what the passes made of loops and checks
    foreign: list[ExtType] = field(default_factory=list)  # classes of other modules whose layout is used
