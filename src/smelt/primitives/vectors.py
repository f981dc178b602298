"""Vectors of the target's width: their lanes, and a value in all of them."""

from __future__ import annotations

from smelt.primitives.row import Row
from smelt.types import SSIZE, CFloat, CInt, Vector


def vector_name(vector: Vector) -> str:
    """C's name of a vector type; runtime/vectors.h defines it."""
    return f"smelt_vector_{vector.element.c.replace(' ', '_')}"


def broadcast(vector: Vector) -> Row:
    """One value in all lanes."""
    name = f"{vector_name(vector)}_of"
    return Row(f"all {vector.element}", name, (vector.element,), vector, "never", gil=False, pure=True, part="vectors")


def lanes_from(vector: Vector) -> Row:
    """The lanes of the first vector up to a number, and those of the second one from there on."""
    name, types = f"{vector_name(vector)}_from", (vector, vector, SSIZE)
    return Row(f"lanes of {vector.element}", name, types, vector, "never", gil=False, pure=True, part="vectors")


def lanes(element: CInt | CFloat) -> str:
    """The number of lanes, a C constant that only the C compiler knows."""
    return f"SMELT_LANES({element.c})"
