"""How much isl may do for one loop: counted in its own steps, so that the result does not depend on the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from smelt.affine.isl import isl

STEPS = 1_000_000


@contextmanager
def limited(steps: int = STEPS) -> Iterator[None]:
    """Work within a budget; `isl.Error` is raised where it is used up.

    isl reports its wrong use in the same way: that is a mistake in Smelt, of which a user's build need not fail, but
    its tests have to.

    Raises
    ------
    isl.Error
        If the budget is used up.
    AssertionError
        If isl is used in a wrong way and SMELT_VERIFY is set.
    """
    context = isl.DEFAULT_CONTEXT
    context.reset_operations()
    context.set_max_operations(steps)
    try:
        yield
    except isl.Error as error:
        if "maximal number of operations" not in str(error) and os.environ.get("SMELT_VERIFY", "0") not in ("", "0"):
            raise AssertionError(f"isl: {error}") from error
        raise
    finally:
        context.set_max_operations(0)
