"""Further down."""

DEPTH = 2
