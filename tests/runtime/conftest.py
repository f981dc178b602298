"""The helpers of `native` for all tests here."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))  # `--import-mode=importlib` adds none

from native import build

__all__ = ["build"]
