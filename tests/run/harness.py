"""Build the programs of this folder and run them, each in a process of its own."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
CHILD = HERE / "child.py"
PROGRAMS = HERE / "programs"
MARK = "\x1e"
TIMEOUT = 120


@dataclass(frozen=True)
class Outcome:
    """What a process printed and how it ended: `end` is the exception as data, None if there was none."""

    printed: str
    end: Any
    status: int
    complaint: str


def module_name(path: Path) -> str:
    """The name that a program is imported under: its own, or what a `# module: a.b` comment in its head says."""
    head = path.read_text(encoding="utf-8")[:400]
    found = re.search(r"^# module: ([\w.]+)$", head, re.MULTILINE)
    return found[1] if found else path.stem


def build(path: Path, name: str) -> Path:
    """Compile the program at `path` into the cache; the module's file."""
    from smelt.build import build as build_source
    from smelt.build import read_source
    from smelt.options import Options

    return build_source(read_source(path), Options(module_name=name), path).path


def sanitizer_settings() -> dict[str, str]:
    """What a child needs to load modules that were built with sanitizers (`tests/sanitize.py`)."""
    library = os.environ.get("SMELT_TEST_SANITIZER")
    # Python's own allocator would hide what happens to its small blocks.
    return {"LD_PRELOAD": library, "PYTHONMALLOC": "malloc"} if library else {}


def keep_reports(text: str) -> None:
    """Put what a sanitizer printed where `tests/sanitize.py` looks for it."""
    folder = os.environ.get("SMELT_TEST_SANITIZER_REPORTS")
    if folder and ("AddressSanitizer" in text or "runtime error:" in text):
        (Path(folder) / uuid.uuid4().hex).write_text(text, encoding="utf-8")


def run(*arguments: str, env: dict[str, str] | None = None) -> Outcome:
    """Run `child.py` with `arguments`."""
    settings = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, str(CHILD), *arguments],
        capture_output=True,
        encoding="utf-8",
        env={**settings, **sanitizer_settings(), **(env or {})},
        timeout=TIMEOUT,
        check=False,
    )
    keep_reports(done.stderr)
    printed, mark, last = done.stdout.rpartition(MARK)
    if not mark:
        tail = done.stderr[-3000:]
        return Outcome(done.stdout, {"died": done.returncode, "stderr": tail}, done.returncode, done.stderr)
    return Outcome(printed, json.loads(last), done.returncode, done.stderr)
