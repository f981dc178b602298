"""Document 000: convolution with NumPy's arrays, from untouched Python to typed buffers.

The five versions of the convolution are those of the demonstration, and `test_demo.py` runs them; here are the text's
remarks about them. Programs with buffers have no twin in pure Python mode: `ndim=2` in brackets is not Python.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from seeds import check, programs


@pytest.mark.parametrize("path", programs("000"))
def test_program(path: Path) -> None:
    check(path)
