"""What number and string tokens stand for."""

from __future__ import annotations

import ast
import re
import warnings

_SUFFIXED = re.compile(r"(0[xXbBoO][0-9a-fA-F_]*|[0-9_]+)([uUlL]+)$")
_OLD_OCTAL = re.compile(r"0[0-9]+$")
_SUFFIXES = {"U", "L", "LL", "UL", "ULL"}
_PREFIX = re.compile(r"[A-Za-z]*")


class BadLiteral(Exception):
    """The literal means nothing; the message says why, `hint` what would help."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


def number(text: str, level: int) -> tuple[complex | float | int, str]:
    """The value of a number token and its C suffix, in upper case with the U first."""
    if text.isdecimal() and (text[0] != "0" or len(text) == 1) and len(text) < 4000:
        return int(text), ""
    suffixed = _SUFFIXED.match(text)
    suffix = ""
    if suffixed:
        text, suffix = suffixed[1], suffixed[2].upper()
        if suffix in ("LU", "LLU"):
            suffix = "U" + suffix[:-1]
        if suffix not in _SUFFIXES:
            raise BadLiteral(f"'{suffixed[2]}' is no suffix of a number", "C has U, L, UL, LL and ULL")
    if _OLD_OCTAL.match(text.replace("_", "")) and text.strip("0_"):
        if level < 3 and "8" not in text and "9" not in text:
            return int(text, 8), suffix
        digits = text.lstrip("0_")
        raise BadLiteral(
            "a decimal number cannot start with 0", f"write 0o{digits} for an octal number, {digits} for a decimal one"
        )
    try:
        return ast.literal_eval(text), suffix
    except (SyntaxError, ValueError) as error:
        raise BadLiteral(f"'{text[:40]}' is no number: {getattr(error, 'msg', error)}") from None


def string(text: str, level: int) -> tuple[str | bytes | int, str]:
    """The value of a string token and its prefix in lower case; an integer for a C character literal."""
    if text[0] in "'\"":
        prefix, body = "", text
    else:
        found = _PREFIX.match(text)
        prefix = found.group().lower() if found else ""
        body = text[len(prefix) :]
    if prefix == "ur":
        if level >= 3:
            raise BadLiteral("a string cannot be both u'' and r'' at language level 3")
        return _decode("r" + body), "u"
    if prefix.startswith("c"):
        return _character(text, body), prefix
    quotes = 3 if body[:3] in ("'''", '"""') and len(body) >= 6 else 1
    inside = body[quotes:-quotes]
    if "b" not in prefix:
        return (inside if "\\" not in inside or "r" in prefix else _decode(body)), prefix
    if not inside.isascii():
        if level < 3:  # Python 2 kept the bytes of the file
            body = "".join(
                char if char.isascii() else "".join(f"\\x{byte:02x}" for byte in char.encode()) for char in body
            )
            return _decode("b" + body), prefix
        raise BadLiteral("a bytes literal holds ASCII characters only", "write others as \\x escapes")
    return (inside.encode() if "\\" not in inside or "r" in prefix else _decode("b" + body)), prefix


def _character(text: str, body: str) -> int:
    if not body.isascii():
        raise BadLiteral("a C character literal holds one ASCII character")
    value = _decode("b" + body) if text[1] not in "rR" else body[1:-1].encode()
    if len(value) != 1:
        raise BadLiteral(f"a C character literal holds one character, not {len(value)}")
    return value[0] if isinstance(value, bytes) else ord(value)


def _decode(text: str) -> str | bytes:
    """The value of a string with escapes. What they mean is Python's business, so Python answers."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # an unknown escape keeps its backslash
        try:
            value = ast.literal_eval(text)
        except (SyntaxError, ValueError) as error:
            reason = getattr(error, "msg", None) or str(error)
            raise BadLiteral(f"a bad escape in this string: {reason.removeprefix('(unicode error) ')}") from None
    assert isinstance(value, (str, bytes))
    return value


def decode_piece(text: str, raw: bool) -> str:
    """The value of a literal piece of an f-string, braces already undoubled."""
    if raw or "\\" not in text:
        return text
    # The piece may hold quotes of both kinds and newlines; in triple quotes only its own last quote is in the way.
    value = _decode('"""' + re.sub(r'\\.|"', lambda m: '\\"' if m[0] == '"' else m[0], text, flags=re.DOTALL) + '"""')
    assert isinstance(value, str)
    return value
