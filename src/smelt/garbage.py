"""Python's search for garbage, put off while what is made is known to stay."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def garbage_kept() -> Iterator[None]:
    """Trees and IR live until the end; looking for garbage among them again and again takes a fifth of the time."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def made_to_last() -> Iterator[None]:
    """What is made, such as code that is imported, is counted among the old objects, which are seldom looked through.

    Looking through the modules of the translator again and again while they come takes 9 ms of the first build.
    """
    with garbage_kept():
        yield
        # The only way to make objects old without looking at them. Those whom somebody froze are to stay that.
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
