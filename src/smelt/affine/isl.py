"""isl, through islpy, without what islpy asks at import: its version, from the package's metadata.

`importlib.metadata` brings `email`, `csv`, `zipfile` and forty more modules, which take as long to import as isl
itself. The version also is in the name of the folder that holds the metadata, which is how `importlib.metadata` finds
it, so a module with that version stands in for `islpy.version` while islpy is imported, and only then.
"""

from __future__ import annotations

import os
import sys
from importlib.machinery import PathFinder
from types import ModuleType

__all__ = ["isl"]

_MODULE = "islpy.version"


def _version() -> str | None:
    """The version of the islpy that would be imported; None where the folder's name does not tell."""
    found = PathFinder.find_spec("islpy")
    if found is None or found.origin is None:
        return None
    around = os.path.dirname(os.path.dirname(found.origin))
    names = [name for name in os.listdir(around) if name.startswith("islpy-")]
    if len(names) != 1 or not names[0].endswith(".dist-info"):
        return None
    text = names[0].removeprefix("islpy-").removesuffix(".dist-info")
    return text if all(part.isdecimal() for part in text.split(".")) else None


def _stand_in() -> ModuleType | None:
    if "islpy" in sys.modules or _MODULE in sys.modules or "importlib.metadata" in sys.modules:
        return None
    text = _version()
    if text is None:
        return None
    made = ModuleType(_MODULE)
    made.__dict__.update(VERSION_TEXT=text, VERSION_STATUS="", VERSION=tuple(map(int, text.split("."))))
    sys.modules[_MODULE] = made
    return made


_made = _stand_in()
try:
    import islpy as isl
finally:
    # Whoever wants `islpy.version` gets the true one.
    if _made is not None and sys.modules.get(_MODULE) is _made:
        del sys.modules[_MODULE]
