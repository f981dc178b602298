"""Source files, spans and diagnostics: what every stage uses to say where and what.

Diagnostics are collected, never raised in the middle of a stage, so that one run reports several mistakes. A stage that
cannot go on raises `CompileError` at its end, which carries the collection.
"""

from __future__ import annotations

import codecs
from bisect import bisect_right
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from smelt.records import field, record

_SHOWN = 160  # characters of a source line that a message shows, around the caret
Severity = Literal["error", "warning", "note"]


def _decoded(raw: bytes) -> str:
    """The text of a file by Python's rules."""
    if not raw.startswith(codecs.BOM_UTF8) and b"coding" not in b"".join(raw.split(b"\n", 2)[:2]):
        # It is UTF-8 and does not say so, as most are: no need for `tokenize`, which is slow to import.
        with suppress(UnicodeDecodeError):
            return raw.decode()
    import io
    import re
    import tokenize

    # The rule for the coding cookie would take this directive for one.
    plain = re.sub(rb"(?<=c_string_en)coding(?=[ \t]*[:=])", b"", raw, count=1)
    encoding, _ = tokenize.detect_encoding(io.BytesIO(plain).readline)
    return raw.decode(encoding)


@record(frozen=True, eq=False)
class SourceFile:
    """The text of one input file under the name that messages show."""

    name: str
    text: str

    @classmethod
    def read(cls, path: Path | str) -> SourceFile:
        """Read `path` as Python does: the coding cookie or the byte order mark decide, UTF-8 else."""
        raw = Path(path).read_bytes()
        text = _decoded(raw)
        return cls(str(path), text.replace("\r\n", "\n").replace("\r", "\n"))

    @cached_property
    def line_starts(self) -> list[int]:
        starts, text = [0], self.text
        while (at := text.find("\n", starts[-1])) >= 0:
            starts.append(at + 1)
        return starts

    @cached_property
    def ascii(self) -> bool:
        """Whether columns in bytes are columns in characters."""
        return self.text.isascii()

    def line(self, number: int) -> str:
        """The text of line `number` (from 1) without its newline; empty when there is no such line."""
        starts = self.line_starts
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] - 1 if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end]

    def position(self, offset: int) -> tuple[int, int]:
        """Line (from 1) and column (from 0, in characters) of the character at `offset`."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1]


@record(frozen=True)
class Span:
    """A piece of one file: lines from 1, columns from 0 in characters, the end column exclusive."""

    file: SourceFile
    line: int
    col: int
    end_line: int
    end_col: int

    @classmethod
    def of(cls, file: SourceFile, node: Any) -> Span:
        """The span of an `ast` node, whose columns count UTF-8 bytes."""
        line = getattr(node, "lineno", 1)
        end_line = getattr(node, "end_lineno", None) or line
        if file.ascii:
            col = getattr(node, "col_offset", 0)
            end = getattr(node, "end_col_offset", None)
            return cls(file, line, col, end_line, col + 1 if end is None else end)
        col = _characters(file.line(line), getattr(node, "col_offset", 0))
        end = getattr(node, "end_col_offset", None)
        end_col = col + 1 if end is None else _characters(file.line(end_line), end)
        return cls(file, line, col, end_line, end_col)


def _characters(text: str, byte_offset: int) -> int:
    """Turn a column in UTF-8 bytes into one in characters."""
    if text.isascii():
        return byte_offset
    return len(text.encode()[:byte_offset].decode(errors="replace"))


@record(frozen=True)
class Diagnostic:
    """One message: a stable code such as ``E0204``, a span, and what would help."""

    severity: Severity
    code: str
    message: str
    span: Span
    hint: str | None = None

    def render(self) -> str:
        """The message with its source line and a caret below the span."""
        span = self.span
        head = f"{span.file.name}:{span.line}:{span.col + 1}: {self.severity}[{self.code}]: {self.message}"
        text = span.file.line(span.line)
        lines = [head]
        if text.strip():
            end = span.end_col if span.end_line == span.line else len(text)
            first = max(0, span.col - _SHOWN // 2) if len(text) > _SHOWN else 0
            shown = text[first : first + _SHOWN]
            pad = "".join("\t" if c == "\t" else " " for c in text[first : span.col])
            number = str(span.line)
            width = min(max(1, end - span.col), max(1, first + _SHOWN - span.col))
            lines.append(f"  {number} | {shown}")
            lines.append(f"  {' ' * len(number)} | {pad}{'^' * width}")
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)

    def as_json(self) -> dict[str, object]:
        span = self.span
        return {
            "severity": self.severity,
            "code": self.code,
            "message": self.message,
            "hint": self.hint,
            "file": span.file.name,
            "line": span.line,
            "column": span.col + 1,
            "end_line": span.end_line,
            "end_column": span.end_col + 1,
        }


@record()
class Diagnostics:
    """The messages of one translation, in the order in which they were found."""

    items: list[Diagnostic] = field(default_factory=list)
    _seen: set[tuple[str, str, str, int, int]] = field(default_factory=set)
    _places: set[tuple[str, str, int, int]] = field(default_factory=set)
    _one_a_place: bool = False

    def _add(self, severity: Severity, code: str, span: Span, message: str, hint: str | None) -> None:
        key = (code, message, span.file.name, span.line, span.col)
        place = (code, *key[2:])
        if key in self._seen or (self._one_a_place and place in self._places):
            return
        self._seen.add(key)
        self._places.add(place)
        self.items.append(Diagnostic(severity, code, message, span, hint))

    @contextmanager
    def one_a_place(self) -> Iterator[None]:
        """Meanwhile what differs from an earlier message in its words alone is not said again: the same source is
        looked at once more, with other types."""
        outer, self._one_a_place = self._one_a_place, True
        try:
            yield
        finally:
            self._one_a_place = outer

    def error(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        self._add("error", code, span, message, hint)

    def warning(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        self._add("warning", code, span, message, hint)

    def note(self, code: str, span: Span, message: str, hint: str | None = None) -> None:
        self._add("note", code, span, message, hint)

    @property
    def errors(self) -> list[Diagnostic]:
        return [d for d in self.items if d.severity == "error"]

    def __iter__(self) -> Iterator[Diagnostic]:
        return iter(self.items)

    def render(self) -> str:
        return "\n".join(d.render() for d in self.items)

    def stop_on_errors(self) -> None:
        """Raise `CompileError` if any error was collected."""
        if self.errors:
            raise CompileError(self)


class CompileError(Exception):
    """A translation ended with errors; `diagnostics` holds all that was found."""

    def __init__(self, diagnostics: Diagnostics) -> None:
        super().__init__(diagnostics.render())
        self.diagnostics = diagnostics
