"""What counted loops do."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import SIZE, SSIZE

_THREE = (SSIZE, SSIZE, SSIZE)
# How many rounds there are; the step is not zero.
rounds = Row("rounds", "smelt_rounds", _THREE, SIZE, "never", gil=False, pure=True, part="ranges")
# The counter in the last round; one less than the start if there is none, or the step is not positive.
last = Row("last", "smelt_last", _THREE, SSIZE, "never", gil=False, pure=True, part="ranges")
