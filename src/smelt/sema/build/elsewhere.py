"""C functions and variables of other modules, and what this module has for others.

    volume.pxd    cdef double cube(double x)
    here.pyx      from volume cimport cube       ->  static double (*cube)(double);   taken at import from the module

A module keeps what its .pxd declares in capsules of its dict ``__pyx_capi__``, each named by the C type: modules that
Cython made find it there, and the other way round. The addresses of a module are entered before it asks for those of
others, so that modules can use each other.
"""

from __future__ import annotations

import ast

from smelt.ir import nodes as ir
from smelt.primitives import capi as rows
from smelt.sema.build.core import FunctionBuilder
from smelt.sema.symbols import CFunction, Variable
from smelt.sema.wording import article
from smelt.syntax import nodes as c
from smelt.types import (
    STR,
    UNKNOWN,
    CArray,
    Const,
    CTuple,
    CVoid,
    Func,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    View,
    strip_const,
)

_HINT = "define it, or declare it in an extern block if C code defines it"


def foreign_function(b: FunctionBuilder, symbol: CFunction, node: ast.AST) -> ir.Expr:
    """The address of a function of another module."""
    here = b.module.root.env
    if symbol.module is None or symbol.module == here.name:
        if symbol not in here.exported:  # else it is reported where it is declared
            return b.error(
                "E0365", node, f"the function '{symbol.name}' is declared, but not defined in this module", _HINT
            )
        return ir.Const(UNKNOWN, 0)
    return _address(b, symbol.module, symbol.shared_name or symbol.name, symbol.func)


def _not_defined(b: FunctionBuilder, declared: CFunction) -> None:
    where = declared.node if declared.node is not None else b.module.tree
    b.error(
        "E0365", where, f"the function '{declared.name}' is declared, but not defined in this module",
        _HINT,
    )  # fmt: skip


def foreign_default(b: FunctionBuilder, symbol: CFunction, position: int, node: ast.AST) -> ir.Expr:
    """The value of a parameter that a call of another module's function leaves out."""
    name, type_ = symbol.func.names[position], symbol.func.params[position]
    if not _is_shareable(type_) or symbol.module is None:
        return b.error(
            "E0615", node, f"'{symbol.name}' of the module '{symbol.module}': the default of '{name}', "
            f"{article(type_)}, is known in that module only", f"give '{name}' a value",
        )  # fmt: skip
    return ir.Deref(type_, _address(b, symbol.module, f"{symbol.shared_name or symbol.name}.{name}", type_))


def foreign_variable(b: FunctionBuilder, variable: Variable, node: ast.AST) -> ir.Expr:
    """A C variable of another module, which can also be assigned to."""
    assert variable.type is not None
    type_ = strip_const(variable.type)
    if not _is_shareable(type_) or variable.module is None:
        return b.error(
            "E0364", node, f"'{variable.name}' is {article(type_)} of another module, which only that module can reach",
            "give it to others by functions of that module",
        )  # fmt: skip
    return ir.Deref(type_, _address(b, variable.module, variable.name, type_))


def _is_shareable(type_: Type) -> bool:
    """Whether others may have the address of a variable: it owns nothing that they could forget to count."""
    return not isinstance(type_, PyObj | View | CArray)


def _address(b: FunctionBuilder, module: str, name: str, type_: Type) -> ir.Expr:
    elsewhere = b.module.root.elsewhere
    slot = elsewhere.get((module, name))
    if slot is None:
        hint = name.replace(".", "_")
        slot = elsewhere[module, name] = ir.Slot(f"{hint}_elsewhere", Ptr(type_), ir.Storage.GLOBAL)
    return ir.Load(slot.type, slot)


def share(b: FunctionBuilder) -> list[ir.Slot]:
    """At the start of a module's code: give what its .pxd declares, then take what it uses of others.

    Returns
    -------
    list of ir.Slot
        The C variables that this needs.
    """
    slots: list[ir.Slot] = []
    block: ir.Block = []
    with b.into(block):
        for declared in b.env.exported:
            symbol = b.env.members.get(declared.name)
            if isinstance(symbol, CFunction) and isinstance(symbol.node, c.CFuncDef) and symbol.node.body is not None:
                slots += _give_function(b, symbol)
            elif isinstance(declared, CFunction):
                _not_defined(b, declared)
            elif isinstance(symbol, Variable) and symbol.slot is not None:
                _give_variable(b, symbol.name, symbol.slot)
        for fused in b.env.fused_functions:
            for symbol in fused.known.values() if fused.shared else ():
                slots += _give_function(b, symbol)
        for (module, name), slot in b.module.elsewhere.items():
            assert isinstance(slot.type, Ptr)
            words = [ir.PyConst(STR, text, False) for text in (module, name, c_text(slot.type.target))]
            row = rows.import_function if isinstance(slot.type.target, Func) else rows.import_variable
            b.emit(ir.Assign(ir.Load(slot.type, slot), ir.Cast(slot.type, b.op(row, *words))))
    b.function.body[:0] = block
    return slots + list(b.module.elsewhere.values())


def _give_function(b: FunctionBuilder, symbol: CFunction) -> list[ir.Slot]:
    """Enter a function and the defaults of its parameters, those that are constants in variables made for this."""
    slots: list[ir.Slot] = []
    func, own = symbol.func, symbol.shared_name or symbol.name
    words = [ir.PyConst(STR, text, False) for text in (own, c_text(func))]
    b.op(rows.export_function, *words, ir.Cast(rows.FUNCTION, ir.CName(func, b.module.function_key(symbol))))
    first = len(func.params) - len(symbol.defaults)
    for index, default in enumerate(symbol.defaults):
        name, type_, slot = func.names[first + index], func.params[first + index], symbol.default_slots[index]
        if not _is_shareable(type_):
            continue
        if slot is None:
            slot = ir.Slot(f"{symbol.cname}_{name}_default", type_, ir.Storage.GLOBAL)
            b.emit(ir.Assign(ir.Load(type_, slot), b.typed(default, type_)))
            slots.append(slot)
        _give_variable(b, f"{own}.{name}", slot)
    return slots


def _give_variable(b: FunctionBuilder, name: str, slot: ir.Slot) -> None:
    if _is_shareable(slot.type):
        words = [ir.PyConst(STR, text, False) for text in (name, c_text(strip_const(slot.type)))]
        address = ir.AddressOf(Ptr(slot.type), ir.Load(slot.type, slot))
        b.op(rows.export_variable, *words, ir.Cast(rows.ADDRESS, address))


def c_text(type_: Type) -> str:
    """A type as C spells it: the name of a capsule, by which both sides know that they mean the same."""
    match type_:
        case Func():
            params = [c_text(param) for param in type_.params] + (["..."] if type_.vararg else [])
            result = c_text(type_.returns)
            return f"{result}{'' if result.endswith('*') else ' '}({', '.join(params) or 'void'})"
        case Const(base=base):
            return f"{c_text(base)} const"
        case Ptr(target=target) | Ref(target=target):
            text, mark = c_text(target), "&" if isinstance(type_, Ref) else "*"
            return f"{text}{mark}" if text.endswith("*") else f"{text} {mark}"
        case PyObj():
            return "PyObject *"
        case CVoid():
            return "void"
        case View() | CTuple():
            return str(type_)
        case Struct():
            return type_.c
    return str(getattr(type_, "c", type_))
