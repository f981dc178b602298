"""One file of the peer's tests, in a process of its own: compiled by Smelt, imported, its doctests run.

    python child.py JOB REPORT

JOB is a JSON file (`runner.job_of` says what is in it); a line of JSON is added to REPORT for every step, so that the
runner knows where a process was that crashed or took too long.
"""

from __future__ import annotations

import doctest
import json
import re
import sys
import types
from pathlib import Path
from typing import Any, TextIO


class Reporter:
    """Writes events to the report, each at once."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream

    def __call__(self, event: str, **details: object) -> None:
        self.stream.write(json.dumps({"event": event, **details}) + "\n")
        self.stream.flush()


class Finder(doctest.DocTestFinder):
    """Finds the docstrings of compiled functions too, whose types doctest does not know."""

    def _from_module(self, module: types.ModuleType | None, object: object) -> bool:
        owner = getattr(object, "__module__", None)
        if module is not None and owner is not None:
            return bool(owner == module.__name__)
        return bool(super()._from_module(module, object))  # type: ignore[misc]


class Runner(doctest.DocTestRunner):
    """Keeps the first failure of every docstring as a short text."""

    first: str = ""

    def report_failure(self, out: Any, test: doctest.DocTest, example: doctest.Example, got: str) -> None:
        if not self.first:
            self.first = f"{_difference(example.want, got)} {_place(example)}"

    def report_unexpected_exception(
        self, out: Any, test: doctest.DocTest, example: doctest.Example, exc_info: Any
    ) -> None:
        if not self.first:
            text = str(exc_info[1]).strip().split("\n")[0]
            self.first = f"raises {exc_info[0].__name__}: {text} {_place(example)}"


def _place(example: doctest.Example) -> str:
    """The statement; its line is not known for compiled functions."""
    return f"(in {example.source.strip().splitlines()[0][:80]})"


def _difference(want: str, got: str) -> str:
    """The first lines that differ."""
    wanted, given = want.rstrip().split("\n"), got.rstrip().split("\n")
    if given[0].startswith("Traceback"):
        given = given[-1:]
    if wanted[0].startswith("Traceback"):
        wanted = wanted[-1:]
    for left, right in zip(wanted, given, strict=False):
        if left != right:
            return f"expected {left.strip()[:90]!r}, got {right.strip()[:90]!r}"
    return f"expected {len(wanted)} lines, got {len(given)}"


def options_of(job: dict[str, Any]) -> Any:
    """Smelt's options for a job; a directive in the file wins against the job's language level."""
    from smelt.options import Options
    from smelt.source import SourceFile
    from smelt.syntax import header_comments

    source = SourceFile(job["path"], job["text"])
    named = any(name == "language_level" for name, _, _ in header_comments(source))
    return Options(
        job["module"],
        None if named else job["level"],
        include_dirs=tuple(Path(folder) for folder in job["include_dirs"]),
        cplus=job["cplus"],
    )


def compile_case(job: dict[str, Any], say: Reporter) -> Any:
    """Build the module; None if it has errors, which are reported."""
    from smelt.build import build
    from smelt.source import CompileError, SourceFile

    say("step", name="compile")
    try:
        return build(SourceFile(job["path"], job["text"]), options_of(job), Path(job["path"]))
    except CompileError as error:
        found = [item.as_json() for item in error.diagnostics if item.severity == "error"]
        say("diagnostics", items=found)
    return None


def collect_errors(job: dict[str, Any], say: Reporter) -> None:
    """Translate a file that has errors, and report which."""
    from smelt import pipeline
    from smelt.source import CompileError, SourceFile

    say("step", name="compile")
    try:
        pipeline.translate(SourceFile(job["path"], job["text"]), options_of(job), Path(job["path"]))
    except CompileError as error:
        say("diagnostics", items=[item.as_json() for item in error.diagnostics])
    else:
        say("diagnostics", items=[])


def run_doctests(module: types.ModuleType, leave_out: list[str], say: Reporter) -> None:
    """Run the docstrings of the module and of what is in its ``__test__``; those in `leave_out` crashed before."""
    prefix = module.__name__ + "."
    for test in Finder(exclude_empty=True).find(module, module.__name__):
        if not test.examples:
            continue
        name = test.name.removeprefix(prefix).removeprefix("__test__.")
        name = re.sub(r" \(line \d+\)$", "", name)
        if name == module.__name__:
            name = "(module)"
        if name in leave_out:
            continue
        say("doctest", name=name)
        runner = Runner(verbose=False)
        runner.run(test, out=lambda text: None)
        say("result", name=name, problem=runner.first)


def main(argv: list[str]) -> None:
    job = json.loads(Path(argv[1]).read_text(encoding="utf-8"))
    with open(argv[2], "a", encoding="utf-8") as stream:
        say = Reporter(stream)
        if job["mode"] == "error":
            collect_errors(job, say)
        else:
            built = compile_case(job, say)
            if built is not None and job["mode"] == "run":
                from smelt.build import import_built

                say("step", name="import")
                # Modules that a test imports lie beside it.
                sys.path[0] = str(Path(job["path"]).parent)
                try:
                    module = import_built(built)
                except BaseException as error:
                    text = str(error).strip().split("\n")[0]
                    say("problem", text=f"import raises {type(error).__name__}: {text}")
                else:
                    say("step", name="doctests")
                    run_doctests(module, job["leave_out"], say)
        say("end")


if __name__ == "__main__":
    main(sys.argv)
