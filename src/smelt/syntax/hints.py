"""What was probably meant where the parser is lost: habits of C, of Python 2, and slips of the fingers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from smelt.syntax.lexer import NAME, NEWLINE, OP

if TYPE_CHECKING:
    from smelt.syntax.cursor import Cursor

_WORDS = (
    "cdef", "cpdef", "ctypedef", "cimport", "import", "def", "class", "return", "while", "for", "from", "include",
    "lambda", "yield", "elif", "else", "except", "finally", "raise", "pass", "with", "struct", "enum",
)  # fmt: skip
_CLAUSES = ("except", "noexcept", "nogil")
_TYPES = frozenset(
    (
        "int",
        "double",
        "float",
        "long",
        "short",
        "char",
        "unsigned",
        "signed",
        "bint",
        "size_t",
        "Py_ssize_t",
        "object",
        "void",
        "const",
    )
)


def slip(cursor: Cursor) -> str | None:
    """A hint for the error at the cursor's token, None where nothing comes to mind."""
    text, tokens, index = cursor.text, cursor.tokens, cursor.index
    before = tokens[index - 1][1] if index else ""
    if before in ("+", "-") and index >= 2 and tokens[index - 2][1] == before and text in ("\n", ";", ")"):
        return f"write '{before}= 1'"
    if cursor.tok[0] == OP:
        return _operator_slip(text, before)
    first = index
    while first and tokens[first - 1][0] != NEWLINE and tokens[first - 1][1] not in (" ", "", ";"):
        first -= 1
    word = tokens[first][1]
    if cursor.tok[0] == NAME and tokens[first][0] == NAME:
        if word in _TYPES and first == index - 1:
            return f"a C variable is declared with 'cdef': 'cdef {word} {text}'"
        if word in ("inline", "public", "api"):
            return f"write 'cdef {word} …'"
        meant = near(word)
        if meant is None and word in ("cdef", "cpdef", "ctypedef") and before == ")":
            meant = next((clause for clause in _CLAUSES if _one_edit(text, clause)), None)
        if meant is not None:
            return f"did you mean '{meant}'?"
        if word == "print" and first == index - 1:
            return "print is a function: write 'print(...)'"
        if text in ("nogil", "noexcept"):
            return "such a clause stands behind the parameters of a 'cdef' function"
    if word in ("nogil", "gil") and before == ":":
        return f"write 'with {word}:'"
    if word in ("print", "exec") and first == index - 1:
        return f"{word} is a function: write '{word}(...)'"
    return None


def _operator_slip(text: str, before: str) -> str | None:
    if text == "|" and before == "|":
        return "write 'or'"
    if text == "&" and before == "&":
        return "write 'and'"
    if text == "!":
        return "write 'not'"
    if text == "?":
        return "a conditional expression is written 'a if condition else b'"
    if text == ">" and before == "=":
        return "write '>=' to compare; '=>' is no operator"
    if text == "{":
        return "a block begins with ':' and is indented"
    if text == "->":
        return "members are reached with '.', through pointers as well"
    if text == "=" and before not in ("=", "(", ","):
        return "write '==' to compare, ':=' to name a value"
    return None


def near(word: str) -> str | None:
    """The word of the language that `word` is one slip away from."""
    if word in _WORDS or len(word) < 3:
        return None
    for meant in _WORDS:
        if sorted(word) == sorted(meant) or _one_edit(word, meant):
            return meant
    return None


def _one_edit(word: str, meant: str) -> bool:
    if len(meant) < 4 or abs(len(word) - len(meant)) > 1:
        return False
    start = 0
    while start < min(len(word), len(meant)) and word[start] == meant[start]:
        start += 1
    if len(word) == len(meant):
        return word[start + 1 :] == meant[start + 1 :]
    longer, shorter = (word, meant) if len(word) > len(meant) else (meant, word)
    return longer[start + 1 :] == shorter[start:]
