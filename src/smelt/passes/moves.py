"""Let objects of C++ classes move instead of being copied.

Requires the built form, and keeps it. What a call gives is in a temporary that the program cannot name; where it is
read once, as a value, it is moved out of it: copying could be expensive, and some classes cannot be copied.

Before::                                    After::

    %t = call std::make_unique<int>(1)          %t = call std::make_unique<int>(1)
    p = %t                                      p = move(%t)

A temporary that is read more than once, or in a loop or branch other than where it got its value, is left alone.
"""

from __future__ import annotations

from smelt.ir.nodes import Assign, Block, Call, CppOperator, Expr, Load, Module, PureCall, Return, Slot, Stmt, Storage
from smelt.ir.visit import assigned_by, blocks_of, expressions, slots_of, walk
from smelt.primitives.cpp import move
from smelt.types import Ref, strip_const
from smelt.types.cpp import CppClass


def run(module: Module) -> None:
    """Move the objects of every function of a module that is C++, in place."""
    if module.cplus:
        for function in module.functions:
            reads: dict[Slot, int] = {}
            for stmt in walk(function.body):
                for slot in _reads(stmt):
                    reads[slot] = reads.get(slot, 0) + 1
            if reads:
                _block(function.body, reads)


def _reads(stmt: Stmt) -> list[Slot]:
    return [
        slot for expr in expressions(stmt) for slot in slots_of(expr)
        if slot.temp and slot.storage is Storage.LOCAL and isinstance(slot.type, CppClass)
    ]  # fmt: skip


def _block(block: Block, reads: dict[Slot, int]) -> None:
    written: set[Slot] = set()
    for stmt in block:
        for inner in blocks_of(stmt):
            _block(inner, reads)

        def moved(value: Expr) -> Expr:
            if isinstance(value, Load) and reads.get(value.slot) == 1 and value.slot in written:
                return PureCall(value.type, move(value.type), [value])
            return value

        match stmt:
            case Assign(value=value) | Return(value=Load() as value):
                stmt.value = moved(value)
            case Call(func=func, args=args) if not isinstance(stmt.target, CppOperator):
                for index, param in enumerate(func.params[: len(args)]):
                    if not isinstance(strip_const(param), Ref):
                        args[index] = moved(args[index])
        if isinstance(stmt, Call | Assign):
            written.update(slot for slot in assigned_by(stmt) if slot.temp)
