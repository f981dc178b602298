"""Runs the peer's own tests for views, buffers and threads through Smelt: ``make conformance``.

    python tests/conformance/runner.py [--source DIR] [--jobs N] [--write] [--verbose] [PART-OF-A-PATH ...]

Each file is compiled, imported and its doctests run in a process of its own. The exit status is 0 if exactly the
failures that `expected.toml` lists occurred.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import expected
from cases import Case, find_cases
from report import Result, reasons, summary
from source import FetchError, source_folder

HERE = Path(__file__).resolve().parent
TIME_LIMIT = 180
# A doctest that crashes costs the run of its file; the others are run again without it.
MOST_CRASHES = 25


def job_of(case: Case, leave_out: list[str]) -> dict[str, Any]:
    """What `child.py` is told."""
    return {
        "path": str(case.path),
        "text": case.text,
        "module": case.path.stem,
        "mode": case.mode,
        "level": case.level,
        "include_dirs": [str(folder) for folder in case.include_dirs],
        "cplus": "cpp" in case.tags,
        "leave_out": leave_out,
    }


def start(command: list[str], folder: Path, limit: int) -> tuple[str, str]:
    """Run a process and all that it starts; how it ended if not well, and its output."""
    settings = {**os.environ, "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1", "OMP_NUM_THREADS": "2"}
    with open(folder / "output", "w+", encoding="utf-8", errors="replace") as output:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, cwd=folder, env=settings,
            start_new_session=True,
        )  # fmt: skip
        ended = ""
        try:
            code = process.wait(limit)
            if code < 0:
                ended = f"crash ({signal.Signals(-code).name})"
            elif code:
                ended = f"exit status {code}"
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
            ended = f"took more than {limit} seconds"
        output.seek(0)
        return ended, output.read()


def run_case(case: Case, limit: int) -> Result:
    """Run one case as its mode wants it."""
    skipped = case.skip_reason()
    if skipped:
        return Result(case, skipped)
    with tempfile.TemporaryDirectory(prefix="smelt-conformance-") as scratch:
        if case.mode == "srctree":
            return run_srctree(case, Path(scratch), limit)
        return run_file(case, Path(scratch), limit)


def run_srctree(case: Case, folder: Path, limit: int) -> Result:
    """Unpack an archive and do its commands."""
    ended, output = start([sys.executable, str(HERE / "srctree.py"), str(case.path), str(folder)], folder, limit)
    if not ended:
        return Result(case)
    last = (output.strip() or ended).splitlines()[-1]
    return Result(case, problems=[last if ended == "exit status 1" else ended])


def run_file(case: Case, folder: Path, limit: int) -> Result:
    """Run `child.py`, again without the doctests that crashed."""
    result = Result(case)
    leave_out: list[str] = []
    while len(leave_out) < MOST_CRASHES:
        (folder / "job").write_text(json.dumps(job_of(case, leave_out)), encoding="utf-8")
        report = folder / "report"
        report.unlink(missing_ok=True)
        command = [sys.executable, str(HERE / "child.py"), str(folder / "job"), str(report)]
        ended, output = start(command, folder, limit)
        text = report.read_text(encoding="utf-8") if report.exists() else ""
        events = [json.loads(line) for line in text.splitlines()]
        where = read_events(case, events, result)
        if result.skipped or (events and events[-1]["event"] == "end"):
            break
        last = (output.strip() or ended).splitlines()[-1][:200]
        problem = ended if ended.startswith(("crash", "took")) else last
        if not where.startswith("doctest "):
            result.problems.append(f"{where}: {problem}")
            break
        name = where.removeprefix("doctest ")
        result.doctests[name] = problem
        leave_out.append(name)
    return result


def read_events(case: Case, events: list[dict[str, Any]], result: Result) -> str:
    """Put what a process reported into `result`; the step that it was at in the end."""
    where = "start"
    for event in events:
        match event["event"]:
            case "step":
                where = event["name"]
            case "doctest":
                where = f"doctest {event['name']}"
            case "result":
                result.doctests[event["name"]] = event["problem"]
                where = "end"
            case "problem" if "undefined symbol" in event["text"] and case.suite.startswith("docs/"):
                # An example that wraps a library compiles; it runs where the library is.
                result.skipped = "wraps a C library that is not here"
            case "problem":
                result.problems.append(event["text"])
            case "diagnostics":
                result.problems += judge(case, event["items"])
    return where


def judge(case: Case, items: list[dict[str, Any]]) -> list[str]:
    """What is wrong with the diagnostics: that there are any, or in error mode that lines are missing."""
    if case.mode != "error":
        return list(
            dict.fromkeys(f"{item['code']}: {item['line']}:{item['column']}: {item['message']}" for item in items)
        )
    reported = {item["line"] for item in items if item["severity"] == "error"}
    if not reported and not case.error_lines:
        return ["no error is reported"]
    missing = sorted(set(case.error_lines) - reported)
    return [f"errors not reported in lines {', '.join(map(str, missing))}"] if missing else []


def place(case: Case, item: dict[str, Any]) -> str:
    """Line and column, with the file's name if it is another one."""
    name = Path(item["file"]).name
    return f"{'' if name == case.path.name else name + ':'}{item['line']}:{item['column']}"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Run the peer's tests for views, buffers and threads through Smelt.")
    parser.add_argument("patterns", nargs="*", metavar="PART", help="only files with this in their path")
    parser.add_argument("--source", type=Path, metavar="DIR", help="an unpacked source distribution of the peer")
    parser.add_argument("--jobs", type=int, default=2, metavar="N", help="files at once (2)")
    parser.add_argument("--limit", type=int, default=TIME_LIMIT, metavar="SECONDS", help="for one file")
    parser.add_argument("--expected", type=Path, default=expected.FILE, metavar="FILE", help="the known failures")
    parser.add_argument("--write", action="store_true", help="write the list of known failures anew")
    parser.add_argument("--verbose", action="store_true", help="show every failure")
    return parser.parse_args()


def main() -> int:
    options = arguments()
    try:
        root = options.source.resolve() if options.source else source_folder()
    except FetchError as error:
        print(error, file=sys.stderr)
        return 2
    cases = list(find_cases(root, tuple(options.patterns)))
    with ThreadPoolExecutor(max(1, options.jobs)) as pool:
        results = list(pool.map(lambda case: run_case(case, options.limit), cases))
    failures = {key: reason for result in results for key, reason in result.failures().items()}
    if options.verbose:
        for result in results:
            for problem in result.problems:
                print(f"{result.case.key}: {problem}")
            for name, problem in result.doctests.items():
                if problem:
                    print(f"{result.case.key}::{name}: {problem}")
        print()
    print(summary(results))
    print(f"\nReasons of failure\n{reasons(results)}\n")
    known = expected.read(options.expected)
    ran = {case.key for case in cases}
    if options.write:
        kept = {key: reason for key, reason in known.items() if key.partition("::")[0] not in ran}
        expected.write({**kept, **failures}, known, options.expected)
        print(f"{options.expected} lists {len(failures)} failures")
        return 0
    new, gone = expected.compare(failures, known, ran)
    for key in new:
        print(f"FAILS, not listed: {key}: {failures[key]}")
    for key in gone:
        print(f"listed, does not fail: {key} (take it off {options.expected.name}, or --write)")
    return 1 if new or gone else 0


if __name__ == "__main__":
    sys.exit(main())
