"""Lets the test modules import `seeds`, and `seeds` what runs programs: `--import-mode=importlib` adds no folder."""

import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent

sys.path[:0] = [str(HERE), str(HERE.parent / "run")]
pytest.register_assert_rewrite("seeds")
