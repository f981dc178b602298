"""Hold the runtime's C to the rules of form: no tabs, no trailing blanks, lines and files of limited length."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

MAX_COLUMNS = 120
MAX_LINES = 500


def faults(path: Path) -> Iterator[str]:
    """Yield one message for each breach in `path`."""
    text = path.read_text(encoding="utf-8")
    if text and not text.endswith("\n"):
        yield f"{path}: no newline at the end of the file"
    lines = text.splitlines()
    if len(lines) > MAX_LINES:
        yield f"{path}: {len(lines)} lines, at most {MAX_LINES}"
    for number, line in enumerate(lines, 1):
        if "\t" in line:
            yield f"{path}:{number}: a tab; indent with four spaces"
        if line != line.rstrip():
            yield f"{path}:{number}: blanks at the end of the line"
        if len(line) > MAX_COLUMNS:
            yield f"{path}:{number}: {len(line)} columns, at most {MAX_COLUMNS}"


def main(folders: list[str]) -> int:
    """Check every header and source below `folders`; the number of faults decides the exit status."""
    paths = sorted(p for folder in folders for pattern in ("*.h", "*.c") for p in Path(folder).rglob(pattern))
    found = [fault for path in paths for fault in faults(path)]
    print("\n".join(found) if found else f"{len(paths)} C files are in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
