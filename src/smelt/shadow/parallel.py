"""``cython.parallel`` with one thread."""

from __future__ import annotations

from smelt.shadow._functions import Threads
from smelt.shadow._functions import prange as prange


def parallel(**options: object) -> Threads:
    """The block of a ``with`` statement that all threads run."""
    return Threads("parallel")


def threadid() -> int:
    """The number of the running thread."""
    return 0


__all__ = ["parallel", "prange", "threadid"]
