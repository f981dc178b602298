"""Functions whose floats may be computed less strictly: what stands around and in them, see runtime/fastmath.h."""

from __future__ import annotations

from smelt.emit.context import Context
from smelt.ir.nodes import FASTMATH_PARTS, Function

# What gcc calls a part; it takes `nnan` and `ninf` together only.
_GCC = {
    "reassoc": ("associative-math", "no-signed-zeros", "no-trapping-math"),
    "contract": ("fp-contract=fast",),
    "recip": ("reciprocal-math",),
    "nsz": ("no-signed-zeros",),
}
_WITHIN = {"reassoc": "SMELT_REASSOC", "contract": "SMELT_CONTRACT", "recip": "SMELT_RECIP"}


def relaxed(context: Context, function: Function, lines: list[str]) -> list[str]:
    """The definition of a function whose ``{`` is a line of its own, with what its directive asks for."""
    parts = function.fastmath
    if not parts:
        return lines
    context.need("fastmath")
    options = [option for part in parts for option in _GCC.get(part, ())]
    if {"nnan", "ninf"} <= set(parts):
        options.append("finite-math-only")
    made = list(lines)
    within = " ".join(_WITHIN[part] for part in parts if part in _WITHIN)
    if within:
        made.insert(made.index("{") + 1, f"    {within}")
    if options:
        quoted = ", ".join(f'"{option}"' for option in dict.fromkeys(options))
        made.insert(0, f"SMELT_RELAXED({quoted})")
    if parts == FASTMATH_PARTS:
        made = ["SMELT_RELAXED_BEGIN", *made, "SMELT_RELAXED_END"]
    return made
