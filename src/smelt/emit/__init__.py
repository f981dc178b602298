"""From lowered IR to C text. The one entry is `emit`."""

from smelt.emit.module import emit

__all__ = ["emit"]
