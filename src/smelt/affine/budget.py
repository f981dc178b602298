"""How much isl may do for one loop: counted in its own steps, so that the result does not depend on the machine."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import islpy as isl

STEPS = 1_000_000


@contextmanager
def limited(steps: int = STEPS) -> Iterator[None]:
    """Work within a budget; `isl.Error` is raised where it is used up."""
    context = isl.DEFAULT_CONTEXT
    context.reset_operations()
    context.set_max_operations(steps)
    try:
        yield
    finally:
        context.set_max_operations(0)
