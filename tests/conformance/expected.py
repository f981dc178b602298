"""The list of known failures, `expected.toml`: a table for each suite, a reason for each file or doctest.

A key is a file's path in its suite, or with ``::NAME`` a doctest of it. A reason that starts with ``observed:`` was
written by ``--write`` and is renewed by it; all others are kept as long as the failure lasts.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path

from cases import SUITES

FILE = Path(__file__).with_name("expected.toml")
OBSERVED = "observed: "
_HEAD = """\
# Failures that are known, with their reasons; `make conformance` fails if a file or doctest is missing here that fails,
# or listed here that passes. `tests/conformance/runner.py --write` writes the list anew and keeps the reasons.
"""


def read(path: Path) -> dict[str, str]:
    """Reasons by ``suite/file`` or ``suite/file::doctest``."""
    if not path.exists():
        return {}
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    return {f"{suite}/{key}": reason for suite, table in tables.items() for key, reason in table.items()}


def write(failures: Mapping[str, str], known: Mapping[str, str], path: Path) -> None:
    """Write the list for `failures`, with the reasons that people gave before."""
    lines = [_HEAD]
    for suite in SUITES:
        keys = sorted(key for key in failures if key.startswith(suite + "/"))
        if not keys:
            continue
        lines.append(f'["{suite}"]')
        for key in keys:
            reason = known.get(key, "")
            if not reason or reason.startswith(OBSERVED):
                reason = OBSERVED + failures[key]
            # A JSON string is a TOML string.
            lines.append(f"{json.dumps(key[len(suite) + 1 :])} = {json.dumps(reason, ensure_ascii=False)}")
        lines.append("")
    path.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def compare(failures: Mapping[str, str], known: Mapping[str, str], ran: set[str]) -> tuple[list[str], list[str]]:
    """Failures that are not listed, and listed ones that did not fail, of the files that ran."""
    new = sorted(key for key in failures if key not in known)
    gone = sorted(key for key in known if key not in failures and key.partition("::")[0] in ran)
    return new, gone
