"""Where an f-string ends and which pieces it has: one scanner for every Python, in the grammar of 3.12 and later.

It works on the source text, so that pieces keep their offsets; `expressions` parses what stands in the braces.
"""

from __future__ import annotations

import re

from smelt.records import field, record

#: A whole string without its prefix, quotes included.
STRING_PATTERN = (
    r"'''[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'''"
    r'|"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"""'
    r"|'(?!'')[^\n'\\]*(?:\\.[^\n'\\]*)*'"
    r'|"(?!"")[^\n"\\]*(?:\\.[^\n"\\]*)*"'
)
# Compiled, and kept by `re`, when an f-string comes along.
_LITERAL = r"\\N\{[^}\n]*\}|\\[^{}]|\{\{|\}\}|[{}\n'\"]"
_RAW_LITERAL = r"\\[^{}]|\{\{|\}\}|[{}\n'\"]"
_SPEC = r"\\N\{[^}\n]*\}|\\[^{}]|[{}\n'\"]"
_FIELD = r"[()\[\]{}:!'\"#]"
MAX_NESTING = 150


@record()
class Literal:
    """Text between two offsets, as written."""

    start: int
    end: int


@record()
class Field:
    """``{expression = !r :spec}``; offsets of the braces and of the expression, the equals sign not included"""

    start: int
    expr_start: int
    expr_end: int
    end: int = 0
    debug_end: int | None = None
    conversion: int = -1
    conversion_text: str | None = None
    spec: list[Literal | Field] | None = None
    spec_start: int = 0
    spec_end: int = 0
    comments: list[tuple[int, int]] = field(default_factory=list)


class Unclosed(Exception):
    """The scan came to the end of the text, or of the line, at `offset`."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


@record()
class _Scanner:
    text: str
    quote: str
    raw: bool
    limit: int
    depth: int
    comments: list[tuple[int, int]] = field(default_factory=list)  # those in the expression scanned last

    def string(self, position: int) -> tuple[list[Literal | Field], int]:
        """The pieces of the string whose text starts at `position`, and the offset of its closing quote."""
        parts: list[Literal | Field] = []
        start = position
        pattern = re.compile(_RAW_LITERAL if self.raw else _LITERAL, re.DOTALL)
        while True:
            found = pattern.search(self.text, position, self.limit)
            if found is None:
                raise Unclosed(self.limit)
            position, what = found.start(), found.group()
            if what[0] in "'\"":
                if self.text.startswith(self.quote, position):
                    _literal(parts, start, position)
                    return parts, position
                position += 1
            elif what == "\n":
                if len(self.quote) == 1:
                    raise Unclosed(position)
                position += 1
            elif what == "{":
                _literal(parts, start, position)
                part = self.field(position)
                parts.append(part)
                position = start = part.end
            else:
                position = found.end()

    def field(self, position: int) -> Field:
        """The replacement field whose ``{`` stands at `position`."""
        outer, self.comments = self.comments, []
        end = self._expression_end(position + 1)
        part = Field(position, position + 1, end, comments=self.comments)
        self.comments = outer
        text = self.text
        stripped = text[position + 1 : end].rstrip()
        for begin, _ in reversed(part.comments):
            if "\n" in text[begin : position + 1 + len(stripped)]:
                break
            stripped = text[position + 1 : begin].rstrip()
        if stripped.endswith("=") and not stripped.endswith(("==", "!=", "<=", ">=")):
            part.debug_end = end
            part.expr_end = position + 1 + len(stripped) - 1
        if text[end] == "!":
            stop = end + 1
            while stop < self.limit and text[stop] not in ":}'\"\n{":
                stop += 1
            part.conversion_text = text[end + 1 : stop].strip()
            part.conversion = ord(part.conversion_text) if len(part.conversion_text) == 1 else -1
            end = stop
        if end < self.limit and text[end] == ":":
            part.spec_start = end + 1
            part.spec, end = self._spec(end + 1)
            part.spec_end = end
        if end >= self.limit or text[end] != "}":
            raise Unclosed(end)
        part.end = end + 1
        return part

    def _expression_end(self, position: int) -> int:
        """The offset of the ``}``, ``:`` or ``!`` that ends an expression."""
        text, nesting = self.text, 0
        while True:
            found = re.compile(_FIELD).search(text, position, self.limit)
            if found is None:
                raise Unclosed(self.limit)
            position, what = found.start(), found.group()
            if what in "'\"":
                position = self._nested_string(position)
                continue
            if what in "([{":
                nesting += 1
            elif what == "#":
                newline = text.find("\n", position, self.limit)
                if newline < 0:
                    raise Unclosed(self.limit)
                self.comments.append((position, newline))
                position = newline
            elif nesting == 0 and (what in ":}" or (what == "!" and text[position + 1 : position + 2] != "=")):
                return position
            elif what in ")]}":
                if nesting == 0:
                    return position
                nesting -= 1
            position += 1

    def _nested_string(self, position: int) -> int:
        """The offset behind the string whose quote stands at `position`."""
        text = self.text
        start = position
        while start and text[start - 1] in "rRbBuUfFcC" and position - start < 2:
            start -= 1
        prefix = text[start:position].lower()
        if start and (text[start - 1].isalnum() or text[start - 1] == "_"):
            prefix = ""
        if "f" in prefix:
            quote = text[position] * 3 if text.startswith(text[position] * 3, position) else text[position]
            if self.depth > MAX_NESTING:
                raise Unclosed(position)
            inner = _Scanner(text, quote, "r" in prefix, self.limit, self.depth + 1)
            _, end = inner.string(position + len(quote))
            return end + len(quote)
        found = re.compile(STRING_PATTERN, re.DOTALL).match(text, position, self.limit)
        if found is None:
            raise Unclosed(position)
        return found.end()

    def _spec(self, position: int) -> tuple[list[Literal | Field], int]:
        """The pieces of a format spec and the offset of the ``}`` behind it."""
        parts: list[Literal | Field] = []
        start = position
        while True:
            found = re.compile(_SPEC, re.DOTALL).search(self.text, position, self.limit)
            if found is None:
                raise Unclosed(self.limit)
            position, what = found.start(), found.group()
            if what == "}":
                _literal(parts, start, position)
                return parts, position
            if what == "{":
                self.depth += 1
                if self.depth > MAX_NESTING:
                    raise Unclosed(position)
                _literal(parts, start, position)
                part = self.field(position)
                self.depth -= 1
                parts.append(part)
                position = start = part.end
            elif self.text.startswith(self.quote, position) or (what == "\n" and len(self.quote) == 1):
                raise Unclosed(position)
            else:
                position = found.end()


def _literal(parts: list[Literal | Field], start: int, end: int) -> None:
    if end > start:
        parts.append(Literal(start, end))


def scan_fstring(text: str, position: int, quote: str, raw: bool, limit: int) -> tuple[list[Literal | Field], int]:
    """The pieces of an f-string whose text starts at `position`, behind its quotes, and where its closing quote stands.

    Raises
    ------
    Unclosed
        Where a quote or a brace is missing.
    """
    return _Scanner(text, quote, raw, limit, 0).string(position)


def fstring_end(text: str, position: int, quote: str, limit: int, raw: bool) -> int:
    """The offset behind the closing quote, -1 where there is none."""
    try:
        return scan_fstring(text, position, quote, raw, limit)[1] + len(quote)
    except Unclosed:
        return -1
