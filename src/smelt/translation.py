"""The result of a translation: C, and what its build needs."""

from __future__ import annotations

from pathlib import Path

from smelt.ledger import LedgerEntry
from smelt.records import field, record
from smelt.source import Diagnostics


@record()
class Translation:
    """The C of one module and what its build needs."""

    module_name: str
    c_source: str
    language: str
    diagnostics: Diagnostics
    dependencies: tuple[Path, ...] = ()
    include_dirs: tuple[Path, ...] = ()
    libraries: tuple[str, ...] = ()
    define_macros: tuple[str, ...] = ()
    extra_sources: tuple[Path, ...] = field(default=())
    library_dirs: tuple[Path, ...] = ()
    extra_compile_args: tuple[str, ...] = ()
    extra_link_args: tuple[str, ...] = ()
    ledger: tuple[LedgerEntry, ...] = ()
    threads: bool = False  # the C has OpenMP's pragmas or functions
