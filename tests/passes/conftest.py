"""The helpers of this folder are modules beside the tests."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))


@pytest.fixture(autouse=True)
def verified(monkeypatch: pytest.MonkeyPatch) -> None:
    """The rules of the IR are checked after every pass."""
    monkeypatch.setenv("SMELT_VERIFY", "1")
