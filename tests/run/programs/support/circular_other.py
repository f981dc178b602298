"""Imports the program that imports it."""

import circular_import

print("the other sees", sorted(n for n in vars(circular_import) if n in ("EARLY", "LATE")))


def back():
    return circular_import.LATE
