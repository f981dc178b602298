"""``# distutils: KEY = VALUE`` comments: what a source says about its own build.

A value is a list: of words, or in brackets with commas between; each may be quoted. Paths are those beside the source.
"""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from smelt.records import record
from smelt.sema.closest import close_to
from smelt.source import Diagnostics, SourceFile
from smelt.syntax import header_comments

_LISTS = (
    "sources", "include_dirs", "library_dirs", "libraries", "define_macros", "extra_compile_args", "extra_link_args",
)  # fmt: skip
_WITHOUT_EFFECT = ("depends", "export_symbols", "runtime_library_dirs", "undef_macros", "extra_objects", "swig_opts")


@record()
class BuildSettings:
    """What the comments of one file ask for; see `smelt.pipeline.Translation`."""

    language: str = ""
    sources: tuple[Path, ...] = ()
    include_dirs: tuple[Path, ...] = ()
    library_dirs: tuple[Path, ...] = ()
    libraries: tuple[str, ...] = ()
    define_macros: tuple[str, ...] = ()
    extra_compile_args: tuple[str, ...] = ()
    extra_link_args: tuple[str, ...] = ()


def build_settings(source: SourceFile, path: Path | None, diagnostics: Diagnostics | None = None) -> BuildSettings:
    """The settings that the head of a file makes; keys that nobody knows are reported to `diagnostics`."""
    folder = path.parent if path is not None else Path()
    found: dict[str, tuple[str, ...]] = {}
    settings = BuildSettings()
    for name, text, span in header_comments(source):
        prefix, _, key = name.partition(".")
        if prefix != "distutils":
            continue
        if key == "language":
            settings.language = text.strip("'\" ").lower()
        elif key in _LISTS:
            found[key] = (*found.get(key, ()), *_items(text))
        elif diagnostics is not None and key not in _WITHOUT_EFFECT:
            close = close_to(key, ("language", *_LISTS))
            hint = f"did you mean '{close[0]}'?" if close else None
            diagnostics.warning("W0402", span, f"unknown build setting '{key}'", hint)
    for key in ("sources", "include_dirs", "library_dirs"):
        setattr(settings, key, tuple(folder / item for item in found.get(key, ())))
    for key in ("libraries", "define_macros", "extra_compile_args", "extra_link_args"):
        setattr(settings, key, found.get(key, ()))
    return settings


def _items(text: str) -> list[str]:
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        return [part.strip().strip("'\"") for part in text[1:-1].split(",") if part.strip()]
    try:
        return shlex.split(text)
    except ValueError:
        return re.split(r"\s+", text)
