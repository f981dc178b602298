"""Options that every test folder shares."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

os.environ.setdefault("SMELT_VERIFY", "1")  # the verifier behind every pass, in child processes too

sys.path.insert(
    0, str(Path(__file__).resolve().parent)
)  # tests import `golden`, and `--import-mode=importlib` adds none


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite", action="store_true", help="write the outputs of golden cases anew")
    parser.addoption(
        "--whole-stdlib", action="store_true", help="compare the parser with ast.parse on all of the library"
    )
