"""Smelt compiles Python and Cython-language source into native CPython extension modules."""

__version__ = "0.1.0"
