"""The typed, structured tree between the source and C."""
