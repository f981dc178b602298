"""What a run shows: counts by folder, and the reasons of failure grouped."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from cases import Case


@dataclass
class Result:
    """What became of a case.

    Attributes
    ----------
    skipped
        Why it was not run; empty if it was.
    problems
        Why the file as a whole failed: it does not compile, cannot be imported, misses a message.
    doctests
        The first failure of each doctest, an empty text for those that passed.
    """

    case: Case
    skipped: str = ""
    problems: list[str] = field(default_factory=list)
    doctests: dict[str, str] = field(default_factory=dict)

    @property
    def failed(self) -> bool:
        return bool(self.problems) or any(self.doctests.values())

    @property
    def counts(self) -> tuple[int, int]:
        """Doctests that passed, and that failed; all of them if the file did not get as far as running them."""
        if self.skipped:
            return 0, 0
        if self.problems and not self.doctests:
            return 0, self.case.doctests
        failed = sum(1 for problem in self.doctests.values() if problem)
        return len(self.doctests) - failed, failed

    def failures(self) -> dict[str, str]:
        """By the keys of the list of known failures: why."""
        if self.problems:
            return {self.case.key: self.problems[0]}
        return {f"{self.case.key}::{name}": problem for name, problem in self.doctests.items() if problem}


def summary(results: Iterable[Result]) -> str:
    """Passed, failed and skipped by folder."""
    tables: dict[str, Counter[str]] = defaultdict(Counter)
    for result in results:
        for folder in _folders(result.case):
            table = tables[folder]
            table["skipped" if result.skipped else "failed" if result.failed else "passed"] += 1
            table["doctests passed"] += result.counts[0]
            table["doctests failed"] += result.counts[1]
    lines = [f"{'':42}{'files':>21}{'doctests':>25}", f"{'':42}{'passed failed skipped':>21}{'passed failed':>20}    %"]
    for folder, table in tables.items():
        total = table["doctests passed"] + table["doctests failed"]
        share = f"{100 * table['doctests passed'] // total:4}" if total else ""
        lines.append(
            f"{folder:42}{table['passed']:6} {table['failed']:6} {table['skipped']:7}"
            f"{table['doctests passed']:13} {table['doctests failed']:6} {share}"
        )
    return "\n".join(lines)


def _folders(case: Case) -> list[str]:
    """The rows that a case counts in: its suite, and the parts of the examples one by one."""
    folders = [case.suite]
    if case.suite.startswith("docs/") and "/" in case.name:
        folders.append("  " + case.name.rpartition("/")[0])
    return folders


def reasons(results: Iterable[Result], shown: int = 4) -> str:
    """The reasons of failure, the most frequent first, each with files that it holds back."""
    groups: dict[str, dict[str, int]] = defaultdict(dict)
    for result in results:
        found = [*result.problems, *(problem for problem in result.doctests.values() if problem)]
        for problem in found:
            files = groups[general(problem)]
            files[result.case.key] = files.get(result.case.key, 0) + 1
    lines = []
    for reason, files in sorted(groups.items(), key=lambda item: (-len(item[1]), -sum(item[1].values()))):
        names = ", ".join(name.partition("/")[2] for name in list(files)[:shown])
        more = f" and {len(files) - shown} more" if len(files) > shown else ""
        lines.append(f"{len(files):4} files {sum(files.values()):5} times  {reason}\n{'':24}{names}{more}")
    return "\n".join(lines)


def general(problem: str) -> str:
    """A reason without the names and places that differ from one file to the next."""
    text = re.sub(r" \(in .*\)$", "", problem)
    text = re.sub(r"^(\S+): (\S+:)?\d+:\d+: ", r"\1: \2 ", text)
    if text.startswith("expected "):
        return "prints something else"
    return re.sub(r"'[^']*'", "'…'", text)[:160]
