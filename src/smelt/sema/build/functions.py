"""Functions: def, lambda, cdef and cpdef; their parameters, defaults, closures and wrappers.

A def function is one C function, its vectorcall entry (kind ``wrapper``) that also holds the code. Generators keep
their code apart: the entry only makes the generator object. A cpdef function has its C function and an entry that
calls it.
"""

from __future__ import annotations

import ast
from typing import Any, Literal

from smelt.ir import nodes as ir
from smelt.primitives import containers, objects
from smelt.primitives import convert as conversions
from smelt.primitives import functions as function_rows
from smelt.sema.bound import unbound_reads
from smelt.sema.build.assign import annotation_value, store
from smelt.sema.build.core import NULL_OBJECT, PYTHON_NONE, FunctionBuilder, expression, statement
from smelt.sema.build.names import name_const, store_buffer
from smelt.sema.scopes import Scope, all_args
from smelt.sema.symbols import CFunction, CythonName, Variable
from smelt.syntax import nodes as c
from smelt.types import (
    OBJECT,
    TUPLE,
    UNKNOWN,
    Buffer,
    Builtin,
    CArray,
    Const,
    CTuple,
    CVoid,
    ExtType,
    Func,
    Ptr,
    PyObj,
    Struct,
    Type,
    Unknown,
    View,
    is_number,
    strip_const,
)

PyFunction = ast.FunctionDef | ast.Lambda
Kind = Literal["posonly", "pos", "vararg", "kwonly", "kwarg"]


@statement(ast.FunctionDef)
def define(b: FunctionBuilder, node: ast.FunctionDef) -> None:
    """``def``: decorators, defaults and annotations are evaluated, in this order; then the function is bound."""
    scope = b.module.scopes.of[node]
    if scope.bridge is not None or _inner_bridge(b, scope):
        from smelt.sema.build.bridge import bridge

        bridge(b, node, scope.bridge or "class body")
        return
    directives, decorators = split_decorators(b, node.decorator_list)
    functions = [b.keep(b.object(d), "decorator") for d in decorators]
    value = function_object(b, node, scope, node.name, directives)
    from smelt.primitives import calls

    for function, decorator in zip(reversed(functions), reversed(decorators), strict=True):
        b.span = b.env.span(decorator)
        value = b.op(calls.call, function, value)
    b.span = b.env.span(node)
    store(b, ast.copy_location(ast.Name(node.name, ast.Store()), node), value, node)


def _inner_bridge(b: FunctionBuilder, scope: Scope) -> bool:
    """Whether a function inside of this one cannot be lowered: then the outermost one is kept whole."""
    for inner in b.module.scopes.of.values():
        if inner.bridge is None:
            continue
        at = inner.parent
        while at is not None:
            if at is scope:
                return True
            at = at.parent
    return False


def split_decorators(b: FunctionBuilder, nodes: list[ast.expr]) -> tuple[dict[str, object], list[ast.expr]]:
    """Directives that decorators set, and the decorators that are Python's."""
    from smelt.sema.directives import from_call

    directives: dict[str, object] = {}
    python: list[ast.expr] = []
    for node in nodes:
        func = node.func if isinstance(node, ast.Call) else node
        hit = b.typer.symbol(func, b.scope)
        if hit is None or not isinstance(hit[1], CythonName):
            python.append(node)
            continue
        path = hit[1].path.removeprefix("cython").lstrip(".")
        found = from_call(node, path, b.env.span(node), b.env.diagnostics)
        if found is not None:
            directives.update(found)
        elif path in (
            "inline",
            "nogil",
            "with_gil",
            "cfunc",
            "ccall",
            "locals",
            "returns",
            "exceptval",
            "final",
            "test_assert_path_exists",
        ):
            continue
        else:
            import difflib

            from smelt.sema.directives import DIRECTIVES

            close = difflib.get_close_matches(path, DIRECTIVES, 1)
            hint = f"did you mean '{close[0]}'?" if close else None
            b.error("E0401", node, f"unknown compiler directive '{path}'", hint)
    return directives, python


def function_object(
    b: FunctionBuilder, node: PyFunction, scope: Scope, name: str, directives: dict[str, object]
) -> ir.Expr:
    """Build the functions of a def or lambda and emit the statement that makes the function object."""
    if not b.need_gil(node, "making a Python function"):
        return PYTHON_NONE
    args = node.args
    defaults: ir.Expr = NULL_OBJECT
    if args.defaults:
        from smelt.sema.build.literals import constant_tuple

        display = ast.copy_location(ast.Tuple(list(args.defaults), ast.Load()), args.defaults[0])
        known = constant_tuple(display)
        defaults = (
            ir.PyConst(TUPLE, known)
            if known is not None
            else b.op(containers.build_tuple, *b.objects(args.defaults), node=node, hint="defaults")
        )
    kwdefaults: ir.Expr = NULL_OBJECT
    if any(d is not None for d in args.kw_defaults):
        kwdefaults = b.op(containers.dict_new, hint="kwdefaults")
        for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
            if default is not None:
                b.op(containers.dict_set, kwdefaults, name_const(arg.arg), b.object(default))
    annotations = _annotations(b, node)
    wrapper, free = build_python_function(b, node, scope, name, directives)
    slot = b.temp(OBJECT, name if name.isidentifier() else "function")
    b.emit(ir.MakeFunction(slot, wrapper, defaults, kwdefaults, annotations, [b.cell(v) for v in free]))
    if not {**b.directives, **directives}.get("binding", True):
        return b.op(function_rows.as_builtin, ir.Load(OBJECT, slot))
    return ir.Load(OBJECT, slot)


def _annotations(b: FunctionBuilder, node: PyFunction) -> ir.Expr:
    pairs: list[tuple[str, ast.expr]] = []
    for arg in all_args(node.args):
        spelled = arg.annotation
        if spelled is not None:
            pairs.append((arg.arg, spelled))
    if isinstance(node, ast.FunctionDef) and node.returns is not None:
        pairs.append(("return", node.returns))
    if not pairs:
        return NULL_OBJECT
    result = b.op(containers.dict_new, hint="annotations")
    for name, annotation in pairs:
        b.op(containers.dict_set, result, name_const(name), annotation_value(b, annotation))
    return result


def signature_text(args: ast.arguments) -> str:
    """The parameters as Python source, defaults as ``...``: what `inspect.signature` is made from."""
    parts: list[str] = []
    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    for index, arg in enumerate(positional):
        parts.append(arg.arg + ("=..." if index >= first_default else ""))
        if args.posonlyargs and index == len(args.posonlyargs) - 1:
            parts.append("/")
    if args.vararg:
        parts.append(f"*{args.vararg.arg}")
    elif args.kwonlyargs:
        parts.append("*")
    for arg, default in zip(args.kwonlyargs, args.kw_defaults, strict=True):
        parts.append(arg.arg + ("=..." if default is not None else ""))
    if args.kwarg:
        parts.append(f"**{args.kwarg.arg}")
    return f"({', '.join(parts)})"


def embedded_signature(b: FunctionBuilder, node: ast.FunctionDef) -> str:
    """The parameters as the source has them, C types and defaults included, for ``embedsignature``."""
    args = node.args

    def one(arg: ast.arg, default: ast.expr | None) -> str:
        text = arg.arg
        if isinstance(arg, c.CArg) and arg.ctype is not None and arg.annotation is None:
            text = f"{b.typer.resolver.resolve(arg.ctype)} {text}"
        elif arg.annotation is not None:
            text += f": {b.module.text_of(arg.annotation)}"
        return text if default is None else f"{text}={b.module.text_of(default)}"

    positional = [*args.posonlyargs, *args.args]
    defaults: list[ast.expr | None] = [*([None] * (len(positional) - len(args.defaults))), *args.defaults]
    parts = [one(a, d) for a, d in zip(positional, defaults, strict=True)]
    if args.posonlyargs:
        parts.insert(len(args.posonlyargs), "/")
    if args.vararg or args.kwonlyargs:
        parts.append(f"*{args.vararg.arg}" if args.vararg else "*")
    parts += [one(a, d) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg:
        parts.append(f"**{args.kwarg.arg}")
    returns = f" -> {b.module.text_of(node.returns)}" if node.returns is not None else ""
    return f"({', '.join(parts)}){returns}"


# --- the parameters of a wrapper --------------------------------------------------------------------------------------


def _kinds(args: ast.arguments) -> list[tuple[ast.arg, Kind, bool]]:
    positional = [*args.posonlyargs, *args.args]
    first_default = len(positional) - len(args.defaults)
    found: list[tuple[ast.arg, Kind, bool]] = [
        (arg, "posonly" if i < len(args.posonlyargs) else "pos", i >= first_default) for i, arg in enumerate(positional)
    ]
    if args.vararg:
        found.append((args.vararg, "vararg", False))
    found += [(a, "kwonly", d is not None) for a, d in zip(args.kwonlyargs, args.kw_defaults, strict=True)]
    if args.kwarg:
        found.append((args.kwarg, "kwarg", False))
    return found


def declare_parameters(b: FunctionBuilder, scope: Scope, args: ast.arguments) -> None:
    """Give the parameters' variables their types."""
    for arg in all_args(args):
        variable = scope.variables[arg.arg]
        assert isinstance(variable, Variable)
        if isinstance(arg, c.CArg) and arg.ctype is not None:
            type_ = strip_const(b.typer.resolver.resolve(arg.ctype))
            if arg in (args.vararg, args.kwarg):
                b.error("E0660", arg, f"'*{arg.arg}' cannot have a C type")
                type_ = OBJECT
            if isinstance(type_, CVoid):
                b.error("E0385", arg, f"parameter '{arg.arg}' cannot have the type 'void'")
                type_ = UNKNOWN
            from smelt.sema.typeexpr import decay

            variable.type = decay(type_)
            variable.declared = True
        elif variable.type is None:
            variable.type = TUPLE if arg is args.vararg and not variable.values else OBJECT


def build_python_function(
    b: FunctionBuilder, node: PyFunction, scope: Scope, name: str, directives: dict[str, object]
) -> tuple[str, list[Variable]]:
    """Build the wrapper, and a generator's code; its key, and the captured variables in the order of the closure."""
    module = b.module
    free = list(scope.free.values())
    generator = scope.is_generator
    declare_parameters(b, scope, node.args)
    body: list[ast.stmt]
    if isinstance(node, ast.Lambda):
        body = [ast.copy_location(ast.Return(node.body), node.body)]
    else:
        body = node.body
    doc = docstring(body) if isinstance(node, ast.FunctionDef) else None
    signature = signature_text(node.args)
    settings = {**b.directives, **directives}
    if directives:
        b.typer.settings[scope] = settings
    if settings.get("embedsignature") and isinstance(node, ast.FunctionDef):
        doc = f"{name}{embedded_signature(b, node)}" + (f"\n{doc}" if doc else "")
    function = ir.Function(
        module.unique(name), "wrapper", Func(OBJECT, (), except_kind="object"), [], [], b.env.span(node), py_name=name,
        qualname=scope.qualname, doc=doc, signature=signature, line=getattr(node, "lineno", 1),
        binding=bool(settings.get("binding", True)),
    )  # fmt: skip
    fb = FunctionBuilder(module, function, scope, settings)
    fb.span = b.env.span(node)
    fb.unbound = unbound_reads(scope, module.scopes)
    for variable in free:
        function.freevars.append(fb.cell(variable))
    if not generator:
        declare_locals(fb, scope, body)
    values = _parse(fb, node, scope, generator)
    if generator:
        _generator_call(fb, node, scope, free, values, function, body)
    else:
        fb.statements(without_docstring(body))
        fb.emit(ir.Return(PYTHON_NONE))
    module.functions.append(function)
    return function.name, free


def docstring(body: list[ast.stmt] | None) -> str | None:
    """The docstring that a body begins with, indented as Python keeps it."""
    if (
        body
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        import inspect
        import sys

        text = body[0].value.value
        return inspect.cleandoc(text) if sys.version_info >= (3, 13) else text
    return None


def without_docstring(body: list[ast.stmt] | None) -> list[ast.stmt]:
    """The statements after the docstring."""
    return (body or [])[0 if docstring(body) is None else 1 :]


def _parse(fb: FunctionBuilder, node: PyFunction, scope: Scope, generator: bool) -> dict[Variable, ir.Expr]:
    """Take the arguments apart and convert them: to the values for a generator, else bound to the variables."""
    params: list[ir.Param] = []
    pending: list[tuple[ast.arg, Variable, ir.Slot]] = []
    for arg, kind, has_default in _kinds(node.args):
        variable = scope.variables[arg.arg]
        assert isinstance(variable, Variable)
        direct = variable.type in (OBJECT, TUPLE) and not variable.captured and not variable.values and not generator
        if direct and isinstance(arg, c.CArg) and arg.ctype is not None and variable.type != OBJECT:
            direct = False
        slot = ir.Slot(arg.arg if direct else f"{arg.arg}_arg", OBJECT if not (direct and kind == "vararg") else TUPLE)
        if direct and variable.type == TUPLE and kind != "vararg":
            slot = ir.Slot(arg.arg, OBJECT)
        fb.function.slots.append(slot)
        params.append(ir.Param(arg.arg, kind, slot, has_default))
        if direct:
            fb.slots[variable] = slot
        else:
            pending.append((arg, variable, slot))
    fb.emit(ir.ParseArgs(params))
    for _, variable, _ in pending:
        if variable.captured and not generator:
            fb.emit(ir.NewCell(fb.cell(variable), fb.variable_type(variable)))
    if not generator:
        new_cells(fb, scope, skip_params=True)
    return {v: _bind(fb, arg, v, slot, generator) for arg, v, slot in pending}


def _bind(fb: FunctionBuilder, arg: ast.arg, variable: Variable, slot: ir.Slot, generator: bool) -> ir.Expr:
    """Convert one argument to its parameter's type."""
    type_ = fb.variable_type(variable)
    value: ir.Expr = ir.Load(slot.type, slot)
    none = arg.none if isinstance(arg, c.CArg) else None
    fb.span = fb.env.span(arg)
    if isinstance(type_, Unknown):
        return value
    refuse_none = none == "not" and not (
        isinstance(arg, c.CArg) and arg.annotation is not None and not isinstance(type_, PyObj | View)
    )
    if refuse_none and isinstance(type_, PyObj):
        if isinstance(type_, Builtin | ExtType):
            from smelt.sema.build.convert import type_object

            fb.op(objects.check_argument_none, value, type_object(type_), name_const(arg.arg))
        else:
            fb.op(objects.check_not_none, value, name_const(arg.arg))
    if isinstance(type_, View):
        view = fb.temp(type_, arg.arg) if generator or variable.captured else fb.slot(variable)
        fb.emit(ir.AcquireView(view, value, arg.arg, none != "not"))
        value = ir.Load(type_, view)
        if generator or not variable.captured:
            return value
    elif isinstance(type_, Buffer):
        value = check_argument(fb, value, type_.owner, arg) if type_.owner != OBJECT else value
        if not generator:
            store_buffer(fb, variable, type_, value, arg)
        return value
    else:
        value = check_argument(fb, value, type_, arg)
    once = isinstance(value, ir.Load) and value.slot.temp and not variable.values and not variable.captured
    if once and not generator:
        assert isinstance(value, ir.Load)
        value.slot.temp = False
        fb.slots[variable] = value.slot
    elif not generator:
        target = fb.slot(variable)
        fb.emit(ir.Assign(ir.Load(type_, target), value))
    return value


def check_argument(fb: FunctionBuilder, value: ir.Expr, type_: Type, arg: ast.arg) -> ir.Expr:
    """An argument as a value of the parameter's type; the message of a mismatch names the parameter."""
    if isinstance(type_, Builtin | ExtType):
        from smelt.sema.build.convert import type_object

        row = (
            objects.check_argument_exact
            if isinstance(type_, Builtin) and type_.name != "type"
            else objects.check_argument
        )
        fb.op(row, value, type_object(type_), name_const(arg.arg))
        return ir.Cast(type_, value)
    named = conversions.argument(type_) if is_number(type_) else None
    if named is not None:
        return fb.op(named, value, name_const(arg.arg), hint=arg.arg)
    return fb.convert(value, type_, arg, arg.arg)


def new_cells(fb: FunctionBuilder, scope: Scope, skip_params: bool = False) -> None:
    """Empty cells for the captured variables that this scope binds."""
    for variable in scope.variables.values():
        if isinstance(variable, Variable) and variable.captured and variable.place in ("local", "param"):
            if skip_params and variable.place == "param":
                continue
            fb.emit(ir.NewCell(fb.cell(variable), fb.variable_type(variable)))


# --- generators -------------------------------------------------------------------------------------------------------


def _generator_call(
    fb: FunctionBuilder, node: PyFunction, scope: Scope, free: list[Variable], values: dict[Variable, ir.Expr],
    wrapper: ir.Function, body: list[ast.stmt],
) -> None:  # fmt: skip
    """The entry's call that makes the generator: it gets the arguments and the cells."""
    variables = [v for v in scope.variables.values() if isinstance(v, Variable) and v.place == "param"]
    key, func = build_generator(fb, node, scope, free, variables, wrapper.py_name, wrapper.qualname, wrapper.line, body)
    args = [values[v] for v in variables] + [ir.Load(OBJECT, fb.cell(v)) for v in free]
    result = fb.call_c(ir.CName(func, key), func, args, "generator")
    fb.emit(ir.Return(result))


def build_generator(
    b: FunctionBuilder, node: ast.AST, scope: Scope, free: list[Variable], variables: list[Variable], name: str,
    qualname: str, line: int, body: list[ast.stmt] | None,
) -> tuple[str, Func]:  # fmt: skip
    """The function of kind ``generator``; `body` None stands for a generator expression."""
    types: list[Type] = []
    for variable in variables:
        type_ = b.variable_type(variable)
        types.append(type_.owner if isinstance(type_, Buffer) else type_)
    func = Func(OBJECT, (*types, *(OBJECT for _ in free)), except_kind="object")
    function = ir.Function(
        b.module.unique(f"{name.strip('<>')}_gen"), "generator", func, [], [], b.env.span(node), py_name=name,
        qualname=qualname, line=line,
    )  # fmt: skip
    gb = FunctionBuilder(b.module, function, scope, b.directives)
    gb.span = b.env.span(node)
    gb.unbound = unbound_reads(scope, b.module.scopes)
    captured: list[tuple[Variable, ir.Slot]] = []
    for variable, type_ in zip(variables, types, strict=True):
        shared = variable.captured or isinstance(gb.variable_type(variable), Buffer)
        slot = ir.Slot(f"{variable.name.strip('.')}_arg" if shared else variable.name, type_, ir.Storage.PARAM)
        function.params.append(slot)
        if shared:
            captured.append((variable, slot))
        else:
            gb.slots[variable] = slot
    for variable in free:
        cell = ir.Slot(f"{variable.name}_cell", OBJECT, ir.Storage.PARAM)
        function.params.append(cell)
        gb.cells[variable] = cell
    for variable, slot in captured:
        type_ = gb.variable_type(variable)
        if variable.captured:
            gb.emit(ir.NewCell(gb.cell(variable), slot.type, ir.Load(slot.type, slot)))
        elif isinstance(type_, Buffer):
            store_buffer(gb, variable, type_, ir.Load(slot.type, slot), node)
    if body is not None:
        declare_locals(gb, scope, body)
    new_cells(gb, scope, skip_params=True)
    if body is None:
        from smelt.sema.build.comprehensions import generator_body

        assert isinstance(node, ast.GeneratorExp)
        generator_body(gb, node, scope)
    else:
        gb.statements(without_docstring(body))
    gb.emit(ir.Return(PYTHON_NONE))
    b.module.functions.append(function)
    return function.name, func


@expression(ast.Lambda)
def lambda_(b: FunctionBuilder, node: ast.Lambda) -> ir.Expr:
    return function_object(b, node, b.module.scopes.of[node], "<lambda>", {})


@expression(ast.GeneratorExp)
def generator_expression(b: FunctionBuilder, node: ast.GeneratorExp) -> ir.Expr:
    """The first iterable is evaluated here and now; the rest runs in the generator."""
    scope = b.module.scopes.of[node]
    first = scope.variables[".0"]
    assert isinstance(first, Variable)
    first.type = OBJECT
    iterator = b.op(objects.get_iter, b.object(node.generators[0].iter), node=node)
    free = list(scope.free.values())
    key, func = build_generator(b, node, scope, free, [first], "<genexpr>", scope.qualname, node.lineno, None)
    result = b.call_c(ir.CName(func, key), func, [iterator, *(ir.Load(OBJECT, b.cell(v)) for v in free)], "generator")
    assert result is not None
    return result


# --- C functions ------------------------------------------------------------------------------------------------------


def declare_locals(fb: FunctionBuilder, scope: Scope, body: list[ast.stmt] | None) -> None:
    """Types of the ``cdef`` variables of a function, which hold in all of it."""
    for node in body or ():
        if isinstance(node, c.CVarDef):
            for var in node.vars:
                type_ = fb.typer.resolver.resolve(var.type)
                variable = scope.variables.get(var.name)
                if not isinstance(variable, Variable):
                    continue
                if variable.declared:
                    fb.error(
                        "E0370", var, f"'{var.name}' is declared twice", "one declaration holds in the whole function"
                    )
                    continue
                if isinstance(type_, CVoid):
                    fb.error("E0379", var, f"variable '{var.name}' cannot have the type 'void'")
                    type_ = UNKNOWN
                if isinstance(type_, CArray) and type_.length is None:
                    fb.error("E0381", var, f"the array '{var.name}' has no size")
                    type_ = UNKNOWN
                if isinstance(type_, Const):
                    variable.constant = True
                    if var.value is None:
                        fb.error("E0387", var, f"the constant '{var.name}' needs a value")
                variable.type = strip_const(type_)
                variable.declared = True
                if var.name in scope.global_names:
                    fb.error("E0388", var, f"'{var.name}' is global here and cannot be declared")
        else:
            _misplaced(fb, node)


def _misplaced(fb: FunctionBuilder, node: ast.AST) -> None:
    """Cdef inside of control structures is refused: a C variable belongs to the whole function."""
    for name in ("body", "orelse", "finalbody", "handlers"):
        for inner in getattr(node, name, None) or ():
            if isinstance(node, ast.FunctionDef | ast.Lambda | ast.ClassDef | c.CFuncDef):
                return
            if isinstance(inner, c.CVarDef):
                if getattr(inner, "pure", False):
                    continue
                fb.error(
                    "E0389",
                    inner,
                    "cdef statement not allowed here",
                    "move it to the beginning of the function, outside of any block",
                )
            elif isinstance(inner, ast.AST):
                _misplaced(fb, inner)


def build_c_function(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef) -> None:
    """A cdef or cpdef function with its C signature."""
    module = b.module
    scope = module.scopes.of[node]
    directives, decorators = split_decorators(b, node.decorator_list)
    for decorator in decorators:
        b.error(
            "E0661",
            decorator,
            "a cdef function takes no Python decorators",
            "use a def function, or decorate a def that calls it",
        )
    if scope.is_generator:
        b.error("E0662", node, "a cdef function cannot be a generator", "use a def function")
        return
    settings = {**b.directives, **directives}
    if directives:
        b.typer.settings[scope] = settings
    function = ir.Function(
        module.function_key(symbol), "c", symbol.func, [], [], b.env.span(node), py_name=node.name, qualname=node.name,
        doc=docstring(node.body), inline=bool(node.inline), line=node.lineno, visibility=_visibility(node),
    )  # fmt: skip
    fb = FunctionBuilder(module, function, scope, settings)
    fb.span = b.env.span(node)
    fb.unbound = unbound_reads(scope, module.scopes)
    fb.nogil = symbol.func.nogil and not symbol.func.with_gil
    positional = [*node.args.posonlyargs, *node.args.args]
    for arg, type_ in zip([a for a in positional if a.arg], symbol.func.params, strict=False):
        _c_parameter(fb, scope, arg, type_)
    declare_locals(fb, scope, node.body)
    new_cells(fb, scope, skip_params=True)
    fb.statements(without_docstring(node.body))
    result = symbol.func.returns
    if isinstance(result, PyObj):
        fb.emit(ir.Return(PYTHON_NONE))
    elif isinstance(result, CVoid):
        fb.emit(ir.Return(None))
    else:
        fb.emit(ir.Return(_zero(result)))
    module.functions.append(function)
    if node.kind == "cpdef":
        build_cpdef_wrapper(b, symbol, node, function)


def _zero(type_: Type) -> ir.Expr:
    if isinstance(type_, Struct | CTuple | View | CArray):
        return ir.Initializer(type_, [])
    if isinstance(type_, Ptr | Func):
        return ir.Const(type_, None)
    return ir.Const(type_, 0)


def _visibility(node: c.CFuncDef) -> Any:
    return node.visibility if node.visibility in ("public", "api") else "private"


def _c_parameter(fb: FunctionBuilder, scope: Scope, arg: ast.arg, type_: Type) -> None:
    variable = scope.variables.get(arg.arg)
    if not isinstance(variable, Variable):
        return
    variable.type, variable.declared = strip_const(type_), True
    if isinstance(type_, Buffer):
        slot = ir.Slot(f"{arg.arg}_arg", type_.owner, ir.Storage.PARAM)
        fb.function.params.append(slot)
        store_buffer(fb, variable, type_, ir.Load(slot.type, slot), arg)
        return
    if variable.captured:
        slot = ir.Slot(f"{arg.arg}_arg", variable.type, ir.Storage.PARAM)
        fb.function.params.append(slot)
        fb.emit(ir.NewCell(fb.cell(variable), variable.type, ir.Load(variable.type, slot)))
        return
    slot = ir.Slot(arg.arg, variable.type, ir.Storage.PARAM)
    fb.function.params.append(slot)
    fb.slots[variable] = slot
    if isinstance(arg, c.CArg) and arg.none == "not" and isinstance(type_, PyObj):
        fb.op(objects.check_not_none, ir.Load(type_, slot), name_const(arg.arg))


def build_cpdef_wrapper(b: FunctionBuilder, symbol: CFunction, node: c.CFuncDef, target: ir.Function) -> None:
    """The Python side of a cpdef function: converts, calls, converts back."""
    module = b.module
    wrapper = ir.Function(
        module.unique(f"{node.name}_py"), "wrapper", Func(OBJECT, (), except_kind="object"), [], [], b.env.span(node),
        py_name=node.name, qualname=node.name, doc=docstring(node.body), signature=signature_text(node.args),
        line=node.lineno,
    )  # fmt: skip
    fb = FunctionBuilder(module, wrapper, b.scope, b.directives)
    fb.span = b.env.span(node)
    params: list[ir.Param] = []
    for arg, kind, has_default in _kinds(node.args):
        slot = ir.Slot(f"{arg.arg}_arg", OBJECT)
        wrapper.slots.append(slot)
        params.append(ir.Param(arg.arg, kind, slot, has_default))
    fb.emit(ir.ParseArgs(params))
    values: list[ir.Expr] = []
    positional = [*node.args.posonlyargs, *node.args.args]
    for param, arg, type_ in zip(params, positional, symbol.func.params, strict=True):
        value: ir.Expr = ir.Load(OBJECT, param.slot)
        none = arg.none if isinstance(arg, c.CArg) else None
        if isinstance(type_, View):
            view = fb.temp(type_, arg.arg)
            fb.emit(ir.AcquireView(view, value, arg.arg, none != "not"))
            values.append(ir.Load(type_, view))
        elif isinstance(type_, Buffer):
            values.append(check_argument(fb, value, type_.owner, arg) if type_.owner != OBJECT else value)
        else:
            values.append(check_argument(fb, value, type_, arg))
    result = fb.call_c(ir.CName(symbol.func, target.name), symbol.func, values, "result")
    fb.emit(ir.Return(PYTHON_NONE if result is None else fb.convert(result, OBJECT, node)))
    module.functions.append(wrapper)
    symbol.wrapped = True
    module.python_sides[symbol] = wrapper.name


def python_side(b: FunctionBuilder, value: ir.CName, node: ast.AST) -> ir.Expr:
    """A C function as a Python object: a cpdef function's own, or one made for a cdef or C function here."""
    from smelt.primitives import globals as rows

    symbol = next((s for s in b.env.members.values() if isinstance(s, CFunction) and _is_target(b, s, value)), None)
    if symbol is None:
        return b.error(
            "E0551", node, f"a '{value.type}' has no Python form in this version of Smelt", "make it a cpdef function"
        )
    if symbol.kind == "cpdef":
        return b.op(rows.get_global, name_const(symbol.name), node=node)
    if symbol not in b.module.python_sides:
        args = ast.arguments(
            posonlyargs=[],
            args=[c.CArg(n or f"arg{i}") for i, n in enumerate(symbol.func.names)],
            kwonlyargs=[],
            kw_defaults=[],
            defaults=[],
        )
        definition = c.CFuncDef(symbol.name, args, body=[])
        ast.copy_location(definition, node)
        for arg in args.args:
            ast.copy_location(arg, node)
        target = ir.Function(value.text, "c", symbol.func, [], [], b.env.span(node))
        build_cpdef_wrapper(b, symbol, definition, target)
    made = b.temp(OBJECT, symbol.name)
    b.emit(ir.MakeFunction(made, b.module.python_sides[symbol], NULL_OBJECT, NULL_OBJECT, NULL_OBJECT, []))
    return ir.Load(OBJECT, made)


def _is_target(b: FunctionBuilder, symbol: CFunction, value: ir.CName) -> bool:
    text = symbol.cname if symbol.kind == "extern" else b.module.function_key(symbol)
    return text == value.text


@statement(c.CFuncDef)
def c_function(b: FunctionBuilder, node: c.CFuncDef) -> None:
    """At its place in the module's code: defaults are computed and a cpdef function gets its Python name."""
    if b.scope.kind != "module":
        b.error(
            "E0663",
            node,
            "a C function can only be defined at module level",
            "use a def function or a lambda for closures",
        )
        return
    symbol = b.env.members.get(node.name)
    if not isinstance(symbol, CFunction) or node.body is None:
        return
    from smelt.sema.build.literals import constant_tuple

    first = len(symbol.func.params) - len(symbol.defaults)
    held: list[ir.Expr] = []
    for index, default in enumerate(symbol.defaults):
        slot = symbol.default_slots[index]
        if slot is not None:
            value = b.typed(default, slot.type)
            b.emit(ir.Assign(ir.Load(slot.type, slot), value))
            held.append(b.convert(ir.Load(slot.type, slot), OBJECT, default) if node.kind == "cpdef" else value)
        elif node.kind == "cpdef":
            held.append(b.convert(b.typed(default, symbol.func.params[first + index]), OBJECT, default))
    if node.kind != "cpdef" or symbol not in b.module.python_sides:
        return
    known = constant_tuple(ast.Tuple(list(symbol.defaults), ast.Load())) if symbol.defaults else None
    defaults: ir.Expr = NULL_OBJECT
    if symbol.defaults:
        defaults = ir.PyConst(TUPLE, known) if known is not None else b.op(containers.build_tuple, *held)
    made = b.temp(OBJECT, node.name)
    b.emit(ir.MakeFunction(made, b.module.python_sides[symbol], defaults, NULL_OBJECT, NULL_OBJECT, []))
    from smelt.sema.build.names import store_global

    store_global(b, node.name, ir.Load(OBJECT, made), node)
