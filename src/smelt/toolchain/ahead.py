"""Start the C compiler before the C text is there: it reads ``Python.h`` meanwhile, a third of a small module's work.

gcc is given a file that includes Python's header and then a named pipe; the text is written into the pipe when the
translation has it. Only the first builds of a machine take this way: later ones have a translated header (`headers`).
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import signal
import subprocess
import termios
import time
from array import array
from pathlib import Path

from smelt.records import replace
from smelt.toolchain.compile import Output, Unit, command_line, headers_read
from smelt.toolchain.errors import CompilerRefused
from smelt.toolchain.find import Compiler
from smelt.toolchain.keys import file_digest

_PIPE = "text.c"


class Ahead:
    """A compiler that waits for the text of a module.

    Parameters
    ----------
    compiler
        A gcc.
    unit
        What is known before the translation: all but the text.
    folder
        An empty folder, in which the module is made.
    """

    def __init__(self, compiler: Compiler, unit: Unit, folder: Path) -> None:
        self.unit = unit
        self.folder = folder
        self._source = f"{unit.stem}.c" if unit.stem != "text" else "text_.c"
        (folder / self._source).write_text(
            f'#define PY_SSIZE_T_CLEAN\n#include <Python.h>\n#include "{_PIPE}"\n', encoding="utf-8"
        )
        os.mkfifo(folder / _PIPE)
        # Open for both directions, so that this does not wait, and the compiler reads an end if this process dies.
        self._pipe = os.open(folder / _PIPE, os.O_RDWR | os.O_NONBLOCK)
        self._command = command_line(compiler, unit, [self._source], unit.file_name)
        self._process = subprocess.Popen(
            self._command,
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,  # so that all of the compiler's processes can be ended at once
        )

    def fits(self, unit: Unit) -> bool:
        """Whether `unit` can be compiled by the command that was started."""
        return replace(unit, c_source=self.unit.c_source) == self.unit and self._process.poll() is None

    def finish(self, text: str) -> Output | None:
        """Hand the text over and wait for the module; None if the compiler does not take it.

        Raises
        ------
        CompilerRefused
            If the compiler ends with an error.
        """
        if not self._feed(text.encode()):
            self.cancel()
            return None
        said, _ = self._process.communicate()
        if self._process.returncode:
            raise CompilerRefused(self._command, self._process.returncode, said)
        names = headers_read(self.folder, ignore=(self._source, _PIPE))
        return Output(self.folder / self.unit.file_name, said, [(name, file_digest(name)) for name in names])

    def _feed(self, text: bytes) -> bool:
        """Write into the pipe, and close it when all is read: before, the compiler might not even have opened it."""
        rest = memoryview(text)
        while self._process.poll() is None:
            if rest:
                with contextlib.suppress(BlockingIOError):
                    rest = rest[os.write(self._pipe, rest) :]
                    continue
            elif not self._unread():
                # Messages show source lines: the compiler opens the file again for them.
                plain = self.folder / "text.plain"
                plain.write_bytes(text)
                os.replace(plain, self.folder / _PIPE)
                self._close()
                return True
            time.sleep(0.0005)
        return False

    def _unread(self) -> int:
        """How many bytes wait in the pipe."""
        count = array("i", [0])
        fcntl.ioctl(self._pipe, termios.FIONREAD, count)
        return count[0]

    def _close(self) -> None:
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1

    def cancel(self) -> None:
        """End the compiler if it still runs; nothing of it is needed."""
        if self._process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.communicate()
        self._close()


def start(compiler: Compiler, unit: Unit, folder: Path) -> Ahead | None:
    """Start a compiler that can wait, where there is one."""
    try:
        return Ahead(compiler, unit, folder)
    except OSError:
        return None
