"""Generators: the function of kind ``generator`` that holds the code, and the call that makes the generator object."""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import objects
from smelt.sema.bound import unbound_reads
from smelt.sema.build.comprehensions import generator_body
from smelt.sema.build.core import PYTHON_NONE, FunctionBuilder, expression
from smelt.sema.build.local_variables import declare_locals, new_cells
from smelt.sema.build.names import store_buffer
from smelt.sema.build.parameters import PyFunction
from smelt.sema.build.signatures import without_docstring
from smelt.sema.scopes import Scope
from smelt.sema.symbols import Variable
from smelt.types import (
    OBJECT,
    Buffer,
    Func,
    Type,
)


def return_generator(
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
        assert isinstance(node, ast.GeneratorExp)
        generator_body(gb, node, scope)
    else:
        gb.statements(without_docstring(body))
    gb.emit(ir.Return(PYTHON_NONE))
    b.module.functions.append(function)
    return function.name, func


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
