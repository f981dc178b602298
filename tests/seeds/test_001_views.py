"""Document 001: the reference of typed memoryviews, section by section."""

from __future__ import annotations

from pathlib import Path

import pytest
from seeds import check, programs


@pytest.mark.parametrize("path", programs("001"))
def test_program(path: Path) -> None:
    check(path)
