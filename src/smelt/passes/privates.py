"""Which variables of a function hold plain numbers that only its own statements read and write, for all to see."""

from __future__ import annotations

from smelt.affine import analyses
from smelt.ir.nodes import (
    Call,
    CName,
    ForRange,
    Function,
    Load,
    Module,
    Parallel,
    Slot,
    Storage,
)
from smelt.ir.visit import expressions, slots_of, walk
from smelt.types import CComplex, CFloat, CInt

_OWN = (Storage.LOCAL, Storage.PARAM)


def privates(module: Module, function: Function) -> Privates:
    """The numbers of a function, found out once for all passes that follow each other."""
    key = f"privates of {function.name}"
    found = module.analyses.get(key)
    if not isinstance(found, Privates):
        found = module.analyses[key] = Privates(module, function)
    return found


class Privates:
    """The numbers of one function.

    Attributes
    ----------
    pinned
        Slots of other reasons than their statements': their address is taken, threads share them or put them together,
        or a macro may assign them that is called as a function.
    kept
        Slots whose last value the threads of a team leave to the function: their assignments stay.
    """

    def __init__(self, module: Module, function: Function) -> None:
        self.pinned = set(analyses.of(module, function).facts.pinned)
        self.kept: set[Slot] = set()
        self._known: dict[Slot, bool] = {}
        for stmt in walk(function.body):
            cls = stmt.__class__
            if cls is Call:
                target = stmt.target  # type: ignore[attr-defined]
                if not (isinstance(target, CName) and target.text in _names(module)):
                    self.pinned.update(arg.slot for arg in stmt.args if isinstance(arg, Load))  # type: ignore[attr-defined]
            elif cls is ForRange and stmt.parallel is not None:  # type: ignore[attr-defined]
                self._threads(stmt.parallel)  # type: ignore[attr-defined]

    def _threads(self, info: Parallel) -> None:
        self.pinned.update(info.shared)
        self.pinned.update(slot for _, slot in info.reductions)
        for variable, *others in info.last:
            self.kept.add(variable)
            self.pinned.update(others)
        for expr in (info.threads, info.condition, info.chunk):
            if expr is not None:
                self.kept.update(slot for part in (expr, *expressions(expr)) for slot in slots_of(part))

    def __contains__(self, slot: Slot) -> bool:
        """Whether a slot is such a number."""
        known = self._known.get(slot)
        if known is None:
            type_ = slot.type
            known = self._known[slot] = (
                slot.storage in _OWN
                and slot.cell is None
                and slot not in self.pinned
                and (isinstance(type_, CInt | CComplex) or (isinstance(type_, CFloat) and not type_.storage))
            )
        return known


def _names(module: Module) -> set[str]:
    """What the module's own functions are called."""
    found = module.analyses.get("names of functions")
    if not isinstance(found, set):
        found = module.analyses["names of functions"] = {function.name for function in module.functions}
    return found
