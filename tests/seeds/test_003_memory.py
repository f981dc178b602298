"""Document 003: views look at memory that exists: allocation, re-assignment, slices, lifetimes."""

from __future__ import annotations

from pathlib import Path

import pytest
from seeds import check, programs


@pytest.mark.parametrize("path", programs("003"))
def test_program(path: Path) -> None:
    check(path)
