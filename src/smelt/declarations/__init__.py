"""The .pxd files that ship with Smelt, and where they are."""

from __future__ import annotations

from pathlib import Path

#: The folder that `cimport` looks into after the user's own.
FOLDER = Path(__file__).parent
