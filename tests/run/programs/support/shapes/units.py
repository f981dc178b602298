"""A sibling."""

__all__ = ["METRE", "convert"]
METRE = 1.0
HIDDEN = "not exported"


def convert(x):
    return x * 100
