"""Lets the test module import the harness of `tests/run`: `--import-mode=importlib` adds no folder."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "run"))
