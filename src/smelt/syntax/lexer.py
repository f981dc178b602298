"""Tokens of the Cython language: one regular expression, driven by hand for indentation, brackets and f-strings.

The standard `tokenize` differs between the Pythons that Smelt runs on (f-strings in pieces, ``?`` and ``!`` as errors
or operators), stops at the first mistake and knows nothing of ``c'x'`` and ``17UL``; this one is the same everywhere,
goes on after a mistake and is faster than the pure Python one.

A token is a plain tuple, since a file has tens of thousands of them: ``(kind, text, line, column, end line, end
column, offset)`` with lines from 1, columns in UTF-8 bytes as `ast` counts them, and the offset in characters.
"""

from __future__ import annotations

import re
import unicodedata

from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax.fstrings import STRING_PATTERN, fstring_end

NAME, KEYWORD, NUMBER, STRING, FSTRING, OP, NEWLINE, INDENT, DEDENT, END, BAD = range(11)

Token = tuple[int, str, int, int, int, int, int]

KEYWORDS = frozenset(
    ("False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
     "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
     "not", "or", "pass", "raise", "return", "try", "while", "with", "yield")
)  # fmt: skip

MAX_BRACKETS = 200  # what CPython allows as well
MAX_INDENTS = 100

# No expression continues with one of these at the start of a line: a bracket that is still open there was forgotten.
_STATEMENT_START = re.compile(
    r"(?:(?:def|class|return|import|while|try|raise|pass|break|continue|del|global|nonlocal|assert|with|elif|except|finally)\b"
    r"|(?:cdef|cpdef|ctypedef|cimport)[ \t]+\w)(?![ \t]*[=,)\]}.])"
)
_NUMBER = (
    r"0[xX](?:_?[0-9a-fA-F])+[uUlL]*|0[bB](?:_?[01])+[uUlL]*|0[oO](?:_?[0-7])+[uUlL]*"
    r"|(?:[0-9](?:_?[0-9])*\.(?:[0-9](?:_?[0-9])*)?|\.[0-9](?:_?[0-9])*)(?:[eE][-+]?[0-9](?:_?[0-9])*)?[jJ]?"
    r"|[0-9](?:_?[0-9])*(?:[eE][-+]?[0-9](?:_?[0-9])*[jJ]?|[jJ]|[uUlL]+)?"
)
_OPERATOR = (
    r"\*\*=|//=|>>=|<<=|\.\.\.|\*\*|//|>>|<<|<=|>=|==|!=|<>|->|\+=|-=|\*=|/=|%=|&=|\|=|\^=|@=|:="
    r"|[-+*/%@&|^~<>()\[\]{},:;=?!`]|\.(?![0-9])"
)
_BLANK_LINES = r"(?:[ \t\f]*(?:#[^\n]*)?\n)*[ \t\f]*"
# The groups in this order, the most frequent ones first; the first name leaves string prefixes to the later ones.
_G_NAME, _G_OP, _G_NUMBER, _G_STRING, _G_NEWLINE, _G_OPEN, _G_WORD, _G_JOIN, _G_END, _G_BAD = range(1, 11)
_TOKEN = re.compile(
    r"[ \t\f]*(?:#[^\n]*)?(?:"
    r"([^\W\d]\w*+(?!['\"]))"
    rf"|({_OPERATOR})"
    rf"|({_NUMBER})"
    rf"|((?:[rR][bBuU]?|[bBuUcC][rR]?)?(?:{STRING_PATTERN}))"
    rf"|(\n{_BLANK_LINES})"
    r"|((?:[rR][bBuUfF]?|[bBuUcC][rR]?|[fF][rR]?)?(?:'''|\"\"\"|'|\"))"
    r"|([^\W\d]\w*)"
    r"|(\\\n)"
    r"|(\Z)"
    r"|(.))",
    re.DOTALL,
)
_LEAD = re.compile(_BLANK_LINES)
_BRACKETS = frozenset("()[]{}")
_CLOSES = {")": "(", "]": "[", "}": "{"}


class Lexer:
    """Turns the text of one file, or of one expression inside an f-string, into a list of tokens."""

    __slots__ = ("brackets", "broken", "diagnostics", "indents", "line", "line_start", "source", "text", "tokens")

    def __init__(self, source: SourceFile, diagnostics: Diagnostics) -> None:
        self.source = source
        self.diagnostics = diagnostics
        self.text = source.text
        self.tokens: list[Token] = []
        self.indents = [0]
        self.brackets: list[Token] = []
        self.broken: list[int] = []  # offsets of brackets that were reported
        self.line = 1
        self.line_start = 0

    def run(self) -> list[Token]:
        """All tokens of the file, ending in NEWLINE, the DEDENTs and END."""
        lead = _LEAD.match(self.text)
        assert lead is not None  # it matches the empty string
        position = lead.end()
        self._new_line(lead.group(), position)
        if position < len(self.text):
            self._indentation(self.text[self.line_start : position], position)
        self._scan(position, len(self.text))
        self._finish()
        return self.tokens if self.text.isascii() else _in_bytes(self.tokens, self.source)

    def run_inside(self, start: int, end: int) -> list[Token]:
        """The tokens of an expression inside an f-string, between two offsets; newlines do not count there."""
        self.line, column = self.source.position(start)
        self.line_start = start - column
        self.brackets.append((OP, "(", self.line, column, self.line, column, start))
        self._scan(start, end)
        last = end - self.line_start
        self.tokens.append((END, "", self.line, last, self.line, last, end))
        return self.tokens if self.text.isascii() else _in_bytes(self.tokens, self.source)

    def _scan(self, position: int, end: int) -> None:
        match = _TOKEN.match
        text = self.text
        append = self.tokens.append
        brackets = self.brackets
        line, line_start = self.line, self.line_start
        while position < end:
            found = match(text, position, end)
            assert found is not None  # the last group takes any character
            group = found.lastindex
            assert group is not None
            begin, position = found.span(group)
            if group <= _G_NUMBER:
                word = found[group]
                column = begin - line_start
                if group == _G_NAME:
                    kind = KEYWORD if word in KEYWORDS else NAME
                elif group == _G_OP:
                    kind = OP
                    if word in _CLOSES and brackets and brackets[-1][1] == _CLOSES[word]:
                        brackets.pop()
                    elif word in _BRACKETS:
                        self._bracket((kind, word, line, column, line, column + 1, begin))
                else:
                    kind = NUMBER
                append((kind, word, line, column, line, column + position - begin, begin))
            else:
                self.line, self.line_start = line, line_start
                position = self._rare(group, begin, position, end)
                line, line_start = self.line, self.line_start
        self.line, self.line_start = line, line_start

    def _rare(self, group: int, begin: int, position: int, end: int) -> int:
        """What is not a name, operator or number; returns where to go on."""
        text = self.text
        if group == _G_NEWLINE:
            self._newline(begin, position)
        elif group == _G_STRING:
            self._add(STRING, begin, position)
        elif group == _G_OPEN:
            return self._open_string(begin, position, end)
        elif group == _G_WORD:
            word = text[begin:position]
            self._add(KEYWORD if word in KEYWORDS else NAME, begin, position)
        elif group == _G_JOIN:
            self._new_line("\n", position)
        elif group == _G_BAD:
            return self._bad(begin, position)
        return position

    def _add(self, kind: int, begin: int, position: int) -> None:
        word = self.text[begin:position]
        line, column = self.line, begin - self.line_start
        if "\n" in word:
            self._new_line(word, position)
        self.tokens.append((kind, word, line, column, self.line, position - self.line_start, begin))

    def _new_line(self, skipped: str, position: int) -> None:
        """Account for the newlines in `skipped`, which ends at `position`."""
        count = skipped.count("\n")
        if count:
            self.line += count
            self.line_start = position - (len(skipped) - skipped.rindex("\n") - 1)

    def _newline(self, begin: int, position: int) -> None:
        skipped = self.text[begin:position]
        if self.brackets:
            self._new_line(skipped, position)
            if not (self.tokens and _STATEMENT_START.match(self.text, position)):
                return
            self._forgotten_bracket()
        else:
            column = begin - self.line_start
            self.tokens.append((NEWLINE, "\n", self.line, column, self.line, column + 1, begin))
            self._new_line(skipped, position)
        if position < len(self.text):
            self._indentation(self.text[self.line_start : position], position)

    def _indentation(self, blank: str, position: int) -> None:
        width = len(blank)
        if blank and blank != " " * width:
            width = _width(blank)
        indents = self.indents
        if width == indents[-1]:
            return
        column = len(blank)
        if width > indents[-1]:
            if len(indents) > MAX_INDENTS:
                return
            indents.append(width)
            self.tokens.append((INDENT, " ", self.line, 0, self.line, column, position))
            if len(indents) == MAX_INDENTS + 1:
                self._error("E0107", self.line, column, column + 1, "too many levels of indentation")
            return
        while width < indents[-1]:
            indents.pop()
            self.tokens.append((DEDENT, "", self.line, column, self.line, column, position))
        if width != indents[-1]:
            self._error(
                "E0106", self.line, 0, column, "this indentation matches no outer block",
                f"the blocks around it are indented by {', '.join(map(str, indents))}",
            )  # fmt: skip
            if len(indents) > 1:  # take this block to be the outer one, which costs one message only
                indents[-1] = width

    def _bracket(self, token: Token) -> None:
        word, brackets = token[1], self.brackets
        if word in "([{":
            brackets.append(token)
            if len(brackets) == MAX_BRACKETS + 1:
                self._error("E0107", token[2], token[3], token[3] + 1, "too many nested brackets")
            return
        if brackets:
            opened = brackets.pop()
            where = "" if opened[2] == token[2] else f" on line {opened[2]}"
            message = f"'{word}' does not close the '{opened[1]}'{where}"
        else:
            message = f"'{word}' closes nothing"
        self.broken.append(token[6])
        self._error("E0104", token[2], token[3], token[3] + 1, message)

    def _forgotten_bracket(self) -> None:
        opened = self.brackets[0]
        self.brackets.clear()
        self.broken.append(opened[6])
        self._error("E0103", opened[2], opened[3], opened[3] + 1, f"this '{opened[1]}' is never closed")
        last = self.tokens[-1]
        self.tokens.append((NEWLINE, "\n", last[4], last[5], last[4], last[5] + 1, last[6]))

    def _open_string(self, begin: int, position: int, end: int) -> int:
        """An f-string, or a string that no quote ends."""
        opening = self.text[begin:position]
        prefix = opening.rstrip("'\"").lower()
        if "f" in prefix:
            stop = fstring_end(self.text, position, opening[len(prefix) :], end, "r" in prefix)
            if stop >= 0:
                self._add(FSTRING, begin, stop)
                return stop
        triple = len(opening) - len(prefix) == 3
        column = begin - self.line_start
        what = "triple-quoted string" if triple else "string"
        self._error("E0102", self.line, column, position - self.line_start, f"this {what} is never closed")
        if triple:
            stop = end
        else:
            stop = self.text.find("\n", position, end)
            stop = end if stop < 0 else stop
        self._add(BAD, begin, stop)
        return stop

    def _marked_name(self, begin: int) -> int:
        """Take a name with marks in it, which are no letters to `re`; returns its end, `begin` where it is none."""
        text, tokens = self.text, self.tokens
        joined = bool(tokens) and tokens[-1][0] == NAME and tokens[-1][6] + len(tokens[-1][1]) == begin
        start = tokens[-1][6] if joined else begin
        end = begin
        while end < len(text) and text[start : end + 1].isidentifier():
            end += 1
        if end > begin:
            if joined:
                tokens.pop()
            self._add(NAME, start, end)
        return end

    def _bad(self, begin: int, position: int) -> int:
        char = self.text[begin]
        if not char.isascii():
            end = self._marked_name(begin)
            if end > begin:
                return end
        column = begin - self.line_start
        hint = None
        if char == "\\":
            message, hint = "nothing may follow a '\\' that joins lines", "remove what stands behind it, spaces too"
        elif char == "$":
            message = "'$' has no meaning here"
        elif char == "\0":
            message = "a NUL byte in the source"
        else:
            message = f"the character {char!r} (U+{ord(char):04X}) has no meaning here"
        self._error("E0101", self.line, column, column + 1, message, hint)
        self._add(BAD, begin, position)
        return position

    def _finish(self) -> None:
        if self.brackets:
            self._forgotten_bracket()
        tokens = self.tokens
        if tokens and tokens[-1][0] not in (NEWLINE, DEDENT):
            last = tokens[-1]
            tokens.append((NEWLINE, "\n", last[4], last[5], last[4], last[5] + 1, len(self.text)))
        end = len(self.text) - self.line_start
        for _ in self.indents[1:]:
            tokens.append((DEDENT, "", self.line, end, self.line, end, len(self.text)))
        tokens.append((END, "", self.line, end, self.line, end, len(self.text)))

    def _error(self, code: str, line: int, column: int, end: int, message: str, hint: str | None = None) -> None:
        self.diagnostics.error(code, Span(self.source, line, column, line, end), message, hint)


def _width(blank: str) -> int:
    """Columns of an indentation: a tab goes to the next multiple of eight, a form feed starts again."""
    width = 0
    for char in blank:
        width = (width // 8 + 1) * 8 if char == "\t" else 0 if char == "\f" else width + 1
    return width


def _composed(kind: int, word: str) -> str:
    """A name in the form in which Python compares names."""
    return word if kind != NAME or word.isascii() else unicodedata.normalize("NFKC", word)


def _in_bytes(tokens: list[Token], source: SourceFile) -> list[Token]:
    """The tokens with columns in bytes; only lines that are not ASCII need it."""
    lines = source.text.split("\n")
    wide = {number for number, line in enumerate(lines, 1) if not line.isascii()}

    def column(line: int, col: int) -> int:
        return len(lines[line - 1][:col].encode(errors="replace")) if line in wide else col

    return [
        (kind, _composed(kind, word), line, column(line, col), end_line, column(end_line, end_col), offset)
        if line in wide or end_line in wide
        else (kind, word, line, col, end_line, end_col, offset)
        for kind, word, line, col, end_line, end_col, offset in tokens
    ]
