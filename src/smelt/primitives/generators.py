"""Generators, as the passes and the emission need them; the protocol is told in ``runtime/generator.h``."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import OBJECT

_O = OBJECT

# `yield from x`: the iterator of x, x itself if it is a generator
delegate_iter = Row("delegate_iter", "smelt_delegate_iter", (_O,), part="generator_type")
# iterator, value to send: what it yields; NULL without exception when it is done: then `delegate_result` has the value.
# Also ends so after `throw` came to the generator and the sub-iterator took it and returned.
delegate_send = Row("delegate_send", "smelt_delegate_send", (_O, _O), error="null_or_end", part="generator_type")
delegate_result = Row("delegate_result", "smelt_delegate_result", (), error="never", part="generator_type")
