"""``@cython.ufunc``: a C function of numbers becomes a ufunc of NumPy, with a loop for each specialisation.

    @cython.ufunc                     void f_loop(char **args, Py_ssize_t *dimensions, Py_ssize_t *steps, void *data)
    cdef double f(double x): …            for i in range(dimensions[0]):
                                              *(double *)(args[1] + i * steps[1]) = f(*(double *)(args[0] + i * …))

In the module the name is the ufunc, a Python object.
"""

from __future__ import annotations

from smelt.ir import nodes as ir
from smelt.primitives import ufuncs as rows
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder
from smelt.sema.build.names import store_global
from smelt.sema.build.signatures import docstring
from smelt.sema.symbols import CFunction, FusedFunction
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    CHAR,
    INT,
    SSIZE,
    VOID,
    VOID_PTR,
    Const,
    CTuple,
    CVoid,
    Func,
    Ptr,
    PyObj,
    Type,
    strip_const,
)

_BYTES = Ptr(CHAR)
_LOOP = Func(
    VOID, (Ptr(_BYTES), Ptr(SSIZE), Ptr(SSIZE), VOID_PTR), ("args", "dimensions", "steps", "data"),
    except_kind="always", nogil=True,
)  # fmt: skip


def define_ufunc(b: FunctionBuilder, symbol: CFunction | FusedFunction, node: c.CFuncDef) -> None:
    """Where the function stands in the module's code: make the ufunc and bind the name to it."""
    functions = list(symbol.known.values()) if isinstance(symbol, FusedFunction) else [symbol]
    if not functions or not all(_fits(b, function, node) for function in functions):
        return
    first = functions[0].func
    outputs = _outputs(first)
    operands = len(first.params) + len(outputs)
    counts = [ir.Const(INT, len(functions)), ir.Const(INT, operands)]
    made = b.op(rows.begin, *counts, node=node, hint="ufunc")
    for function in functions:
        loop = _loop(b, function, node)
        types = bytes(_element(t)[1] for t in [*function.func.params, *_outputs(function.func)])
        b.op(rows.add, made, ir.Cast(rows.LOOP, ir.CName(_LOOP, loop)), _text(types))
    doc = docstring(node.body)
    told = ir.Const(Ptr(Const(CHAR)), None) if doc is None else _text(doc.encode("utf-8", "surrogatepass"))
    value = b.op(rows.done, made, ir.Const(INT, len(outputs)), _text(node.name.encode()), told, node=node)
    store_global(b, node.name, value, node)


def _text(value: bytes) -> ir.Expr:
    return ir.Const(Ptr(Const(CHAR)), value)


def _outputs(func: Func) -> tuple[Type, ...]:
    result = strip_const(func.returns)
    return result.items if isinstance(result, CTuple) else (result,)


def _element(type_: Type) -> tuple[Type, int]:
    found = rows.element(strip_const(type_))
    assert found is not None
    return found


def _fits(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef) -> bool:
    """Whether NumPy can call a function; else the reason is reported."""
    func = symbol.func
    if symbol.kind != "cdef" or not func.params or isinstance(func.returns, CVoid):
        what = "has no result" if isinstance(func.returns, CVoid) else "takes no argument"
        reason = f"'{node.name}' {what}" if symbol.kind == "cdef" else f"'{node.name}' is a cpdef function"
        b.error("E0664", node, f"no ufunc can be made: {reason}", "it is made of a cdef function of numbers")
        return False
    for type_ in (*func.params, *_outputs(func)):
        if rows.element(strip_const(type_)) is None:
            b.error("E0664", node, f"no ufunc can be made: NumPy has no elements of the type '{type_}'",
                    f"it is made of numbers and objects; {article(type_)} is neither")  # fmt: skip
            return False
    return True


def _loop(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef) -> str:
    """Build the function that NumPy calls, without the GIL; its key."""
    key = b.module.unique(f"{symbol.cname}_loop")
    function = ir.Function(
        key, "c", _LOOP, [], [], b.env.span(node), py_name=node.name, qualname=node.name, line=node.lineno
    )
    for name, type_ in zip(_LOOP.names, _LOOP.params, strict=True):
        function.params.append(ir.Slot(name, type_, ir.Storage.PARAM))
    args, dimensions, steps = (ir.Load(s.type, s) for s in function.params[:3])
    fb = FunctionBuilder(b.module, function, b.scope, b.directives)
    fb.span = b.env.span(node)
    fb.nogil = True
    func, outputs = symbol.func, _outputs(symbol.func)
    counter = fb.temp(SSIZE, "i")
    body: ir.Block = []

    def place(number: int, type_: Type) -> ir.Expr:
        offset = ir.Binary(SSIZE, "*", ir.Load(SSIZE, counter), ir.Index(SSIZE, steps, ir.Const(SSIZE, number)))
        start = ir.Index(_BYTES, args, ir.Const(SSIZE, number))
        return ir.Deref(type_, ir.Cast(Ptr(type_), ir.Binary(_BYTES, "+", start, offset)))

    with fb.into(body):
        values: list[ir.Expr] = []
        for number, type_ in enumerate(func.params):
            value = place(number, _element(type_)[0])
            if isinstance(value.type, PyObj):  # NULL is None
                value = ir.Select(value.type, ir.Binary(BINT, "==", value, NULL_OBJECT), PYTHON_NONE, value)
            values.append(value if value.type == strip_const(type_) else ir.Cast(strip_const(type_), value))
        result = fb.call_c(ir.CName(func, b.module.function_key(symbol)), func, values, "result")
        assert result is not None
        for number, type_ in enumerate(outputs):
            part = ir.Field(type_, result, f"f{number}") if isinstance(result.type, CTuple) else result
            target = place(len(func.params) + number, _element(type_)[0])
            if isinstance(strip_const(type_), type(BINT)):
                part = ir.Cast(target.type, ir.Binary(BINT, "!=", part, ir.Const(BINT, 0)))
            fb.emit(ir.Assign(target, part))
    extent = ir.Index(SSIZE, dimensions, ir.Const(SSIZE, 0))
    loop = ir.ForRange(counter, ir.Const(SSIZE, 0), extent, ir.Const(SSIZE, 1), body)
    held = not func.nogil or any(isinstance(strip_const(t), PyObj) for t in (*func.params, *outputs))
    fb.emit(ir.GilBlock(True, [loop]) if held else loop)
    fb.emit(ir.Return(None))
    b.module.functions.append(function)
    return key
