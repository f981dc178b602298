"""The builder of one function: where statements go, temporaries, order of evaluation, the tables of what lowers what.

`FunctionBuilder` knows nothing of particular constructs: each file of this folder registers the lowering of some
node classes with `expression` or `statement`.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from smelt.ir import nodes as ir
from smelt.ir.visit import expressions, walk
from smelt.primitives.row import Row
from smelt.records import replace
from smelt.sema.directives import fastmath_parts
from smelt.sema.scopes import Scope
from smelt.sema.symbols import CFunction, Variable
from smelt.source import Span
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees
from smelt.types import (
    OBJECT,
    SSIZE,
    UNKNOWN,
    Buffer,
    CArray,
    Const,
    CVoid,
    Func,
    Ptr,
    PyObj,
    Type,
    Unknown,
    View,
    strip_const,
)
from smelt.types.cpp import as_class

if TYPE_CHECKING:
    from smelt.sema.build.module import ModuleBuilder

ExprLowering = Callable[["FunctionBuilder", Any], ir.Expr]
StmtLowering = Callable[["FunctionBuilder", Any], None]
EXPRESSIONS: dict[type[ast.AST], ExprLowering] = {}
STATEMENTS: dict[type[ast.AST], StmtLowering] = {}
_F = TypeVar("_F", bound=Callable[..., Any])


def expression(*classes: type[ast.AST]) -> Callable[[_F], _F]:
    """Register the lowering of expression nodes."""

    def register(function: _F) -> _F:
        EXPRESSIONS.update(dict.fromkeys(classes, function))
        return function

    return register


def statement(*classes: type[ast.AST]) -> Callable[[_F], _F]:
    """Register the lowering of statement nodes."""

    def register(function: _F) -> _F:
        STATEMENTS.update(dict.fromkeys(classes, function))
        return function

    return register


PYTHON_NONE = ir.PyConst(OBJECT, None)
NULL_OBJECT = ir.Const(OBJECT, None)
VOID_RESULT = ir.PyConst(OBJECT, None)  # what a void function gives: None, but only as an object


class FunctionBuilder:
    """Builds one `ir.Function`.

    Attributes
    ----------
    scope
        The scope in which names are looked up: the function's own, or that of a comprehension in it.
    directives
        Those that hold at this point.
    nogil
        Whether the code being built runs without the GIL.
    """

    def __init__(
        self, module: ModuleBuilder, function: ir.Function, scope: Scope, directives: dict[str, object]
    ) -> None:
        self.module = module
        self.env = module.env
        self.typer = module.typer
        self.function = function
        self.scope = scope
        self.directives = directives
        function.fastmath = fastmath_parts(directives)
        self.nogil = False
        self.span: Span | None = None
        self.unbound: set[ast.AST] = set()
        self.slots: dict[Variable, ir.Slot] = {}
        self.buffers: dict[Variable, ir.Slot] = {}
        self.cells: dict[Variable, ir.Slot] = {}
        self.class_spaces: dict[Scope, ir.Expr] = {}  # of Python classes whose bodies are being run: their namespaces
        self.handlers: list[ir.Slot | None] = []  # exceptions being handled, innermost last
        self.not_none: set[ir.Slot] = set()  # object slots that never hold None: `self`
        self.loops = 0
        self.teams = 0  # parallel blocks around
        self.shared_loops = 0  # loops over prange around
        self._blocks: list[ir.Block] = [function.body]
        self._current: ast.AST | None = None  # the statement that is being built
        self._gil_reported: set[ast.AST | None] = set()

    # --- statements ---

    @property
    def block(self) -> ir.Block:
        return self._blocks[-1]

    @property
    def current(self) -> ast.AST | None:
        """The statement that is being built."""
        return self._current

    def emit(self, node: ir.Stmt) -> None:
        if node.span is None:
            node.span = self.span
        self.block.append(node)

    @contextmanager
    def into(self, block: ir.Block) -> Iterator[ir.Block]:
        """Statements go to `block` meanwhile."""
        self._blocks.append(block)
        try:
            yield block
        finally:
            self._blocks.pop()

    def statement(self, node: ast.stmt) -> None:
        lower = STATEMENTS.get(type(node))
        self.span = self.env.span(node)
        if lower is None:
            self.error("E0900", node, f"'{type(node).__name__}' is not supported here")
            return
        outer, self._current = self._current, node
        lower(self, node)
        self._current = outer

    def statements(self, nodes: list[Any]) -> None:
        for node in nodes:
            self.statement(node)

    @contextmanager
    def setting(self, directives: dict[str, object]) -> Iterator[None]:
        """Directives hold for a part of the function."""
        outer = self.directives
        self.directives = {**outer, **directives}
        try:
            yield
        finally:
            self.directives = outer

    # --- slots ---

    def temp(self, type_: Type, hint: str = "t") -> ir.Slot:
        slot = ir.Slot(hint, strip_const(type_), temp=True)
        self.function.slots.append(slot)
        return slot

    def flag(self, type_: Type, hint: str = "flag") -> ir.Slot:
        """A local of the builder that is assigned more than once on a path."""
        slot = ir.Slot(hint, type_)
        self.function.slots.append(slot)
        return slot

    def keep(self, value: ir.Expr, hint: str = "t") -> ir.Expr:
        """The value in a temporary, unless it is one already, or a constant."""
        if isinstance(value, ir.Const | ir.PyConst | ir.BuiltinConst | ir.TypeConst):
            return value
        if isinstance(value, ir.Load) and value.slot.temp:
            return value
        slot = self.temp(value.type, hint)
        self.emit(ir.Assign(ir.Load(slot.type, slot), value))
        return ir.Load(slot.type, slot)

    def slot(self, variable: Variable) -> ir.Slot:
        """The slot that a variable has in this function."""
        found = self.slots.get(variable)
        if found is not None:
            return found
        if variable.slot is not None and variable.place == "cglobal":
            return variable.slot
        type_ = self.variable_type(variable)
        storage = ir.Storage.LOCAL
        cell = None
        if variable.captured:
            storage, cell = ir.Storage.CELL, self.cell(variable)
        slot = ir.Slot(variable.name, type_, storage, cell=cell, maybe_unbound=True)
        self.slots[variable] = slot
        self.function.slots.append(slot)
        return slot

    def cell(self, variable: Variable) -> ir.Slot:
        """The slot that holds the cell of a captured variable here."""
        found = self.cells.get(variable)
        if found is None:
            found = ir.Slot(f"{variable.name}_cell", OBJECT)
            self.cells[variable] = found
            self.function.slots.append(found)
        return found

    def buffer(self, variable: Variable) -> ir.Slot:
        """The view slot beside the object slot of a variable with buffer syntax."""
        found = self.buffers.get(variable)
        if found is None:
            type_ = self.variable_type(variable)
            assert isinstance(type_, Buffer)
            view = replace(type_.view, const=type_.view.const or not self._written(variable.name))
            found = ir.Slot(f"{variable.name}_view", view, maybe_unbound=True)
            self.buffers[variable] = found
            self.function.slots.append(found)
        return found

    def _written(self, name: str) -> bool:
        """Whether the function assigns to items of a variable: only then its buffer has to be writable."""
        node = self.scope.function.node
        if node is None:
            return True
        return any(_writes_to(n, name) for n in trees.walk(node))

    def variable_type(self, variable: Variable) -> Type:
        return self.typer.variable_type(variable, self.scope)

    # --- errors ---

    def error(self, code: str, node: ast.AST, message: str, hint: str | None = None) -> ir.Expr:
        """Report, and give back an expression of unknown type that causes no further messages."""
        self.env.error(code, node, message, hint)
        return ir.Const(UNKNOWN, 0)

    def need_gil(self, node: ast.AST, what: str) -> bool:
        """Report an operation that needs the GIL where it is not held; whether it is held."""
        if self.nogil:
            if self._current in self._gil_reported:
                return False  # one cause, one message
            self._gil_reported.add(self._current)
            self.env.error(
                "E0601", node, f"{what} needs the GIL", "put it into a 'with gil:' block, or give the variables C types"
            )
            return False
        return True

    # --- operations ---

    def op(self, row: Row, *args: ir.Expr, node: ast.AST | None = None, hint: str = "t") -> ir.Expr:
        """Emit an operation and give back its value (for rows without result: None in Python)."""
        if self.nogil and row.gil and node is not None:
            self.need_gil(node, "a Python operation")
        if row.pure and row.result is not None:
            return ir.PureCall(row.result, row, list(args))
        if row.result is None:
            self.emit(ir.Op(None, row, list(args)))
            return PYTHON_NONE
        slot = self.temp(row.result, hint)
        self.emit(ir.Op(slot, row, list(args)))
        return ir.Load(row.result, slot)

    def handled(self, func: Func) -> Func:
        """A function whose exceptions the function of ``except +handler`` handles, with C's name of that."""
        from smelt.sema.build.names import function_value
        from smelt.sema.exceptclauses import Handler

        if not isinstance(func.except_value, Handler):
            return func
        symbol = func.except_value.members.get(func.except_value.name)
        value = function_value(self, symbol, ast.Name(symbol.name)) if isinstance(symbol, CFunction) else None
        return replace(func, except_value=value)

    def call_c(self, target: ir.Expr, func: Func, args: list[ir.Expr], hint: str = "t") -> ir.Expr | None:
        """Emit a call of a C function; None for void ones."""
        func = self.handled(func)
        if isinstance(func.returns, CVoid):
            self.emit(ir.Call(None, target, func, args))
            return None
        slot = self.temp(func.returns, hint)
        self.emit(ir.Call(slot, target, func, args))
        return ir.Load(func.returns, slot)

    # --- expressions ---

    def expr(self, node: ast.expr) -> ir.Expr:
        """The value of an expression, of whatever type it has."""
        lower = EXPRESSIONS.get(type(node))
        if lower is None:
            return self.error("E0900", node, f"'{type(node).__name__}' is not supported here")
        outer = self.span
        # a traceback names the line of the part that failed; of an attribute that of its name
        line = (node.end_lineno or node.lineno) if isinstance(node, ast.Attribute) else node.lineno
        if outer is None or line != outer.line:
            span = self.env.span(node)
            self.span = span if line == span.line else replace(span, line=line, col=0)
            value = lower(self, node)
            self.span = outer
            return value
        return lower(self, node)

    def object(self, node: ast.expr) -> ir.Expr:
        return self.convert(self.expr(node), OBJECT, node)

    def typed(self, node: ast.expr, type_: Type, what: str | None = None) -> ir.Expr:
        return self.convert(self.expr(node), type_, node, what)

    def convert(self, value: ir.Expr, type_: Type, node: ast.AST, what: str | None = None) -> ir.Expr:
        from smelt.sema.build.convert import convert

        return convert(self, value, type_, node, what)

    def index(self, node: ast.expr) -> ir.Expr:
        return self.convert(self.index_value(node), SSIZE, node)

    def index_value(self, node: ast.expr) -> ir.Expr:
        """The value of an expression that is used as an index: what nobody typed is computed in C."""
        from smelt.sema.build.exact import exact_integer

        found = exact_integer(self, node, SSIZE)
        return self.expr(node) if found is None else found

    def condition(self, node: ast.expr) -> ir.Expr:
        """The truth of an expression as a C expression."""
        from smelt.sema.build.conditions import condition

        return condition(self, node)

    def in_order(self, *parts: Callable[[], ir.Expr]) -> list[ir.Expr]:
        """Evaluate from left to right: what a later part might change is kept in a temporary before."""
        marks: list[tuple[int, ir.Block]] = []
        values: list[ir.Expr] = []
        for part in parts:
            values.append(part())
            marks.append((len(self.block), self.block))
        shift = 0
        for index, value in enumerate(values[:-1]):
            at = marks[index][0] + shift
            if as_class(value.type) is not None:
                shift += self._kept_object(values, index, at)
            elif disturbed(value, self.block[at:]):
                slot = self.temp(value.type, "kept")
                self.block.insert(at, ir.Assign(ir.Load(slot.type, slot), value, span=self.span))
                values[index] = ir.Load(slot.type, slot)
                shift += 1
        return values

    def _kept_object(self, values: list[ir.Expr], index: int, at: int) -> int:
        """An object of C++ is not copied where something after it could change it: what is kept is where it is."""
        value = values[index]
        if not isinstance(value, ir.Deref | ir.Index | ir.Field):
            return 0
        pointer = value.pointer if isinstance(value, ir.Deref) else ir.AddressOf(Ptr(value.type), value)
        if not disturbed(pointer, self.block[at:]):
            return 0
        slot = self.temp(pointer.type, "kept")
        self.block.insert(at, ir.Assign(ir.Load(slot.type, slot), pointer, span=self.span))
        values[index] = ir.Deref(value.type, ir.Load(slot.type, slot))
        return 1

    def objects(self, nodes: list[ast.expr]) -> list[ir.Expr]:
        """The values of several expressions as objects, in order."""
        return self.in_order(*[lambda n=n: self.object(n) for n in nodes])


def disturbed(value: ir.Expr, later: list[ir.Stmt]) -> bool:
    """Whether statements that come after `value` was formed might change what it reads."""
    if not later or isinstance(value, ir.Const | ir.PyConst | ir.BuiltinConst | ir.TypeConst):
        return False
    reads: set[ir.Slot] = set()
    memory = False
    for node in (value, *expressions(value)):
        match node:
            case ir.Load(slot=slot):
                if slot.storage in (ir.Storage.LOCAL, ir.Storage.PARAM):
                    if not slot.temp:
                        reads.add(slot)
                else:
                    memory = True
                    if slot.storage is ir.Storage.MEMBER and slot.cell is not None:
                        reads.add(slot.cell)
            case ir.ViewItem() | ir.Deref() | ir.Index() | ir.CName():
                memory = True
                if isinstance(node, ir.ViewItem):
                    reads.add(node.view)
            case (
                ir.ViewExtent(view=view)
                | ir.ViewStride(view=view)
                | ir.ViewSuboffset(view=view)
                | ir.ViewIsNone(view=view)
                | ir.ViewUsable(view=view)
            ):
                reads.add(view)
                memory = memory or view.storage not in (ir.Storage.LOCAL, ir.Storage.PARAM)
            case ir.PureCall(row=row):
                memory = memory or isinstance(row.result, PyObj)
    if not memory and not reads:
        return False
    return any(_disturbs(statement, reads, memory) for statement in later)


def _disturbs(statement: ir.Stmt, reads: set[ir.Slot], memory: bool) -> bool:
    for node in walk([statement]):
        match node:
            case ir.Assign(target=ir.Load(slot=slot)):
                if slot in reads or (memory and slot.storage not in (ir.Storage.LOCAL, ir.Storage.PARAM)):
                    return True
            case ir.Assign():
                if memory:
                    return True
            case ir.Op(dest=dest) | ir.Call(dest=dest) | ir.Yield(dest=dest) | ir.AcquireView(dest=dest):
                if memory or (dest is not None and dest in reads):
                    return True
            case ir.Unbind(slot=slot):
                if slot in reads:
                    return True
            case ir.ExecSource():
                return True
    return False


def _writes_to(node: ast.AST, name: str) -> bool:
    """Whether a node assigns to an item of a variable, or to a part of one, or takes its address."""
    if isinstance(node, c.CAddressOf):
        node = node.value
    elif isinstance(getattr(node, "ctx", ast.Load()), ast.Load):
        return False
    while isinstance(node, ast.Attribute | ast.Subscript):
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and node.value.id == name:
            return True
        node = node.value
    return False


def is_read_only(place: ir.Expr) -> bool:
    """Whether what an lvalue stands for is const memory, or part of such."""
    if isinstance(place.type, Const):
        return True
    match place:
        case ir.ViewItem(view=view):
            return isinstance(view.type, View) and view.type.const
        case ir.Field(base=base):
            return is_read_only(base)
        case ir.Index(base=base):
            return isinstance(strip_const(base.type), CArray) and is_read_only(base)
        case ir.Deref(pointer=pointer):
            type_ = strip_const(pointer.type)
            return isinstance(type_, Ptr) and isinstance(type_.target, Const)
    return False


def is_unknown(*values: ir.Expr) -> bool:
    for value in values:  # noqa: SIM110  (asked so often that a generator would show)
        if isinstance(value.type, Unknown):
            return True
    return False


def is_declared(b: FunctionBuilder, node: ast.AST) -> bool:
    """Whether an expression has its C type from a declaration: what C cannot do with it is then an error of the source.

    Literals, comparisons and inferred variables are Python's, and fail at run time as Python does.
    """
    for inner in trees.walk(node):
        if type(inner).__module__.startswith("smelt."):
            return True
        if isinstance(inner, ast.Name | ast.Attribute):
            hit = b.typer.symbol(inner, b.scope)
            if hit is not None and not isinstance(hit[1], Variable):
                return True
            if hit is not None and isinstance(hit[1], Variable):
                if hit[1].declared or hit[1].place in ("cglobal", "extern"):
                    return not isinstance(b.variable_type(hit[1]), PyObj)
    return False
