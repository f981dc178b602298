"""What can go wrong between the C text and the module."""

from __future__ import annotations

import shlex


class ToolchainError(Exception):
    """No module could be made for a reason outside the source: no compiler, no Python headers."""


class CompilerRefused(ToolchainError):
    """The C compiler did not accept what it was given.

    Parameters
    ----------
    command
        The command line that was run.
    status
        Its exit status.
    output
        What it printed.
    """

    LINES_SHOWN = 20

    def __init__(self, command: tuple[str, ...], status: int, output: str) -> None:
        super().__init__(command, status, output)
        self.command = command
        self.status = status
        self.output = output

    def __str__(self) -> str:
        lines = self.output.strip().splitlines()
        shown = lines[: self.LINES_SHOWN]
        if len(lines) > len(shown):
            shown.append(f"... {len(lines) - len(shown)} more lines")
        return "\n".join(
            [
                f"the C compiler refused Smelt's output (exit status {self.status})",
                f"  command: {shlex.join(self.command)}",
                *(f"  {line}" for line in shown),
            ]
        )
