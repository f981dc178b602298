"""Fails while it is imported."""

raise ValueError("failed on import")
