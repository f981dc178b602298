"""The peer's test files: where they are, what their headers say, and how each is to be run."""

from __future__ import annotations

import ast
import io
import re
import sys
import tokenize
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

# The folders, and which of their files: of those that are about more, what is about loops of threads.
SUITES: dict[str, tuple[str, ...]] = {
    "tests/memoryview": ("*",),
    "tests/buffers": ("*",),
    "docs/examples": ("*",),
    "tests/compile": ("*parallel*",),
    "tests/errors": ("e_cython_parallel.pyx", "e_invalid_num_threads.pyx"),
    "tests/run": ("*parallel*.py*",),
}
_HEADER = re.compile(r"#\s*(\w+)\s*:(.*)$")
_SECTION = re.compile(r"_(ERRORS|WARNINGS|PERFORMANCE_HINTS)\b")
_EXPECTED_LINE = re.compile(r"(?:.*:)?\s*(-?\d+)\s*:\s*-?\d+\s*:")
_PURE_VERSION = re.compile(r"(?:pure|py)(\d+)[.](\d+)$")


@dataclass(frozen=True)
class Case:
    """One file of the peer's tests.

    Attributes
    ----------
    suite, name
        The folder that it belongs to, and its path in that folder.
    path
        The file.
    mode
        ``run``, ``compile``, ``error`` or ``srctree``.
    level
        The language level that holds unless the file has a directive for it.
    text
        What is compiled: the file without its lists of expected messages.
    error_lines
        Lines that must be reported, if the mode is ``error``.
    doctests
        How many docstrings with a prompt the text has; all of them fail if it cannot be compiled.
    """

    suite: str
    name: str
    path: Path
    mode: str
    level: int
    text: str
    tags: frozenset[str] = frozenset()
    error_lines: tuple[int, ...] = ()
    doctests: int = 0
    include_dirs: tuple[Path, ...] = field(default=())

    @property
    def key(self) -> str:
        return f"{self.suite}/{self.name}"

    def skip_reason(self) -> str:
        """Why this Python or this machine cannot run it, empty if it can."""
        for tag in self.tags:
            found = _PURE_VERSION.match(tag)
            if found and sys.version_info < (int(found[1]), int(found[2])):
                return f"for Python {found[1]}.{found[2]} and later"
        if "posix" in self.tags and sys.platform == "win32":
            return "for POSIX systems"
        return ""


def find_cases(root: Path, patterns: tuple[str, ...] = ()) -> Iterator[Case]:
    """All files of the suites, or those whose path contains one of `patterns`."""
    for suite, names in SUITES.items():
        folder = root / suite
        for path in sorted(path for name in names for path in folder.rglob(name)):
            if path.suffix not in (".py", ".pyx", ".srctree") or not path.is_file():
                continue
            case = read_case(root, suite, path)
            if not patterns or any(pattern in case.key for pattern in patterns):
                yield case


def read_case(root: Path, suite: str, path: Path) -> Case:
    """The case that a file is, from its header and its sections."""
    whole = path.read_bytes().decode("utf-8", errors="replace")
    header = _header(whole)
    examples = suite.startswith("docs/")
    modes = header.get("mode", ())
    text, error_lines = _sections(whole)
    mode = "srctree" if path.suffix == ".srctree" else modes[0] if modes else "compile" if examples else "run"
    doctests = 0 if mode in ("srctree", "error") else count_doctests(text)
    if examples and mode == "compile" and doctests:
        # The peer only compiles its examples; where they show what they print, they are run here.
        mode = "run"
    if examples and path.suffix == ".py":
        text = _with_import(text)
    return Case(
        suite,
        str(path.relative_to(root / suite)),
        path,
        mode,
        # What the peer's own runner sets for the two trees.
        3 if examples else 2,
        text,
        frozenset(header.get("tag", ())),
        tuple(error_lines),
        doctests,
        (root / "tests" / "testsupport", path.parent),
    )


def _header(text: str) -> dict[str, tuple[str, ...]]:
    """The ``# name: value, value`` comments at the top; they end with the first block of them, or with code."""
    found: dict[str, tuple[str, ...]] = {}
    for line in text.lstrip("\ufeff").splitlines():
        if not line.startswith("#"):
            if line.strip() or found:
                break
            continue
        match = _HEADER.match(line)
        if match:
            values = tuple(part.strip() for part in match[2].split(",") if part.strip())
            found[match[1]] = (*found.get(match[1], ()), *values)
    return found


def _sections(whole: str) -> tuple[str, list[int]]:
    """The text to compile and the lines of the messages listed under ``_ERRORS``."""
    text: list[str] = []
    error_lines: list[int] = []
    section = ""
    for line in whole.splitlines(keepends=True):
        start = _SECTION.match(line)
        if start:
            section = start[1]
        elif not section:
            text.append(line)
        elif section == "ERRORS" and not line.startswith(("warning", "performance hint")):
            found = _EXPECTED_LINE.match(line)
            if found and int(found[1]) > 0:
                error_lines.append(int(found[1]))
    return "".join(text), error_lines


def _with_import(text: str) -> str:
    """The text with ``import cython`` where it has none: the peer's runner adds it to all its Python examples.

    It goes in front of the first line of code, on the same line, so that messages keep their lines.
    """
    if re.search(r"^import cython\b", text, re.MULTILINE):
        return text
    try:
        body = ast.parse(text).body
    except SyntaxError:
        return text
    if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant):
        del body[0]
    while body and isinstance(body[0], ast.ImportFrom) and body[0].module == "__future__":
        del body[0]
    for node in body:
        if not isinstance(node, ast.FunctionDef | ast.ClassDef | ast.With | ast.For | ast.If | ast.Try | ast.While):
            lines = text.splitlines(keepends=True)
            lines[node.lineno - 1] = "import cython; " + lines[node.lineno - 1]
            return "".join(lines)
    return "import cython\n" + text


def count_doctests(text: str) -> int:
    """How many strings of the text have a prompt in them."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(text).readline))
    except (tokenize.TokenError, SyntaxError):
        return len(re.findall(r'"""(?:(?!""").)*>>> (?:(?!""").)*"""', text, re.DOTALL))
    return sum(1 for token in tokens if token.type == tokenize.STRING and re.search(r"^\s*>>> ", token.string, re.M))
