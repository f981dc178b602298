"""What the user may set for one translation and one build, whichever client asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from smelt.records import field, record


@record(frozen=True)
class Options:
    """Settings of a translation.

    Attributes
    ----------
    module_name
        Dotted name of the module; ``None`` derives it from the file's name and its packages.
    language_level
        2 or 3; ``None`` lets the source's header decide, else 3 (Cython 3's default ``3str`` is read as 3).
    directives
        Values given on the command line, by directive name; they lose against those of the source.
    include_dirs
        Where `cimport` and `include` look, after the source's own folder.
    cplus
        Emit C++.
    target
        ``native`` for builds that run here, ``baseline`` for builds that are distributed.
    """

    module_name: str | None = None
    language_level: int | None = None
    directives: dict[str, object] = field(default_factory=dict)
    include_dirs: tuple[Path, ...] = ()
    cplus: bool = False
    target: Literal["native", "baseline"] = "native"
