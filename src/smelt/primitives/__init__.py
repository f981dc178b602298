"""One data row an operation: read by inference, emission and report alike."""
