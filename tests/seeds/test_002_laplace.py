"""Document 002: Laplace's equation in plain Python, with NumPy, and with typed arrays.

Left out, because Smelt does not do it yet: C code in strings (weave), expressions in strings (numexpr), and Fortran.
The text imports a .pyx file by pyximport; here `smelt.build.load` builds and imports it.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from seeds import PROGRAMS, check, programs

from smelt.build import load


@pytest.mark.parametrize("path", programs("002"))
def test_program(path: Path) -> None:
    check(path)


def test_load_in_the_place_of_pyximport(tmp_path: Path) -> None:
    source = tmp_path / "_laplace.pyx"
    source.write_text((PROGRAMS / "002/03_faster.pyx").read_text())
    cy_update2 = load(source).cy_update
    u = np.zeros((5, 5))
    u[0] = 1
    cy_update2(u, 0.01, 0.01)
    assert u[1].tolist() == [0, 0.25, 0.3125, 0.328125, 0]
