"""What a competitor makes of a kernel."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from smelt.records import record

Function = Callable[..., Any]
# Some systems count the time of the processor in ticks that are longer than a kernel takes.
_FINE = time.get_clock_info("thread_time").resolution < 1e-6
_PROCESSOR: Callable[[], float] = time.thread_time if _FINE else time.perf_counter


class Stopwatch:
    """Seconds of work: by the clock, or where other programs got the processors meanwhile, of this process and those
    that it waited for.
    """

    def __init__(self) -> None:
        self.start = time.perf_counter()
        self.used = self._used()

    def seconds(self) -> float:
        clock = time.perf_counter() - self.start
        used = self._used() - self.used
        return min(clock, used) if used > 0 else clock

    @staticmethod
    def _used() -> float:
        if sys.platform == "win32":
            return 0.0
        import resource

        both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        return sum(used.ru_utime + used.ru_stime for used in both)


@record()
class Variant:
    """A kernel that can be called.

    Attributes
    ----------
    function
        Takes the kernel's arguments.
    seconds
        How long it took to get from the source to the function; None where nothing is compiled.
    file
        The compiled module.
    clock
        Takes the arguments and gives a function that returns the seconds of a call: of what does not pay for Python's
        call.
    """

    function: Function
    seconds: float | None = None
    file: Path | None = None
    clock: Callable[[list[Any]], Callable[[], float]] | None = None

    def once(self, arguments: list[Any]) -> float:
        """Seconds of one call: by the clock, or if somebody else got the processor meanwhile, of the processor."""
        if self.clock is not None:
            return self.clock(arguments)()
        function, processor = self.function, _PROCESSOR
        before = processor()
        start = time.perf_counter()
        function(*arguments)
        seconds = time.perf_counter() - start
        return min(seconds, processor() - before)


def stripped_size(file: Path) -> int:
    """Bytes of a module without what it does not need to be loaded."""
    strip = shutil.which("strip")
    if strip is None:
        return file.stat().st_size
    copy = file.with_suffix(".stripped")
    shutil.copy(file, copy)
    try:
        subprocess.run([strip, str(copy)], check=True)
        return copy.stat().st_size
    finally:
        copy.unlink()
