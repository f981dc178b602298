"""What loops do, in integer sets and maps: isl (through `islpy`) does the reasoning, this folder the translation.

Nothing here is imported before a module has a nest to look at.
"""
