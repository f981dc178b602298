"""``.py`` files: the running Python's own parser, its mistakes turned into diagnostics."""

from __future__ import annotations

import ast
import re
import warnings

from smelt.source import Diagnostics, SourceFile, Span


def parse_python(source: SourceFile, diagnostics: Diagnostics) -> ast.Module:
    """Parse with `ast.parse`; an empty module where that fails."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a compiler for C has to say about escapes is said elsewhere
            return ast.parse(source.text)
    except SyntaxError as error:
        line = max(1, error.lineno or 1)
        column = max(0, (error.offset or 1) - 1)
        end_line = max(line, error.end_lineno or line)
        end_column = (error.end_offset or 0) - 1
        if end_line == line and end_column <= column:
            end_column = column + 1
        span = Span(source, line, column, end_line, max(0, end_column))
        message = error.msg or "invalid syntax"
        code = "E0106" if isinstance(error, IndentationError) else "E0110"
        diagnostics.error(code, span, message[:1].lower() + message[1:], _cython_hint(source.line(line)))
    except (RecursionError, MemoryError):
        diagnostics.error("E0107", Span(source, 1, 0, 1, 1), "an expression of this file is nested too deeply")
    except ValueError as error:
        diagnostics.error("E0101", Span(source, 1, 0, 1, 1), str(error))
    return ast.Module([], [])


def _cython_hint(line: str) -> str | None:
    """What to do with a statement of Cython's language in a Python file."""
    words = re.findall(r"\w+", line)
    if words and words[0] in ("cdef", "cpdef", "ctypedef", "cimport"):
        found = words[0]
    elif words and words[0] == "from" and "cimport" in words:
        found = "cimport"
    else:
        return None
    pure = {"cimport": "import it from 'cython.cimports'"}.get(found, "use annotations such as 'x: cython.int'")
    return f"'{found}' is for .pyx files; in a .py file {pure}"
