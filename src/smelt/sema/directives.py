"""Compiler directives: which exist, what values they take, and which hold where.

A directive is given on the command line, in a header comment, by a decorator or by a ``with`` block; the
innermost wins.
"""

from __future__ import annotations

import ast
import re
from typing import Literal

from smelt.ir.nodes import FASTMATH_PARTS
from smelt.records import record
from smelt.sema.closest import close_to
from smelt.source import Diagnostics, Span

Kind = Literal["bool", "int", "str", "optional_bool", "parts"]


@record(frozen=True)
class Directive:
    """`effective` is False for those that Cython knows and that change nothing here; a note says so. Those of whole
    functions are not for `with` blocks.
    """

    kind: Kind
    default: object
    effective: bool = True
    header_only: bool = False
    whole: bool = False


DIRECTIVES: dict[str, Directive] = {
    "boundscheck": Directive("bool", True),
    "wraparound": Directive("bool", True),
    "cdivision": Directive("bool", False),
    "cdivision_warnings": Directive("bool", False, effective=False),
    "initializedcheck": Directive("bool", True),
    "nonecheck": Directive("bool", False),
    "overflowcheck": Directive("bool", False),
    "overflowcheck.fold": Directive("bool", True, effective=False),
    "infer_types": Directive("optional_bool", None),
    "language_level": Directive("str", "3", header_only=True),
    "binding": Directive("bool", True),
    "embedsignature": Directive("bool", False),
    "embedsignature.format": Directive("str", "c"),
    "cpow": Directive("bool", False),
    "annotation_typing": Directive("bool", True),
    "legacy_implicit_noexcept": Directive("bool", False),
    "c_string_type": Directive("str", "bytes"),
    "c_string_encoding": Directive("str", ""),
    "freethreading_compatible": Directive("bool", False, header_only=True),
    "subinterpreters_compatible": Directive("str", "no", header_only=True, effective=False),
    "emit_code_comments": Directive("bool", True, effective=False),
    "always_allow_keywords": Directive("bool", True, effective=False),
    "allow_none_for_extension_args": Directive("bool", True),
    "auto_pickle": Directive("optional_bool", None, effective=False),
    "auto_cpdef": Directive("bool", False, effective=False),
    "autoparallel": Directive("bool", False),
    "autotestdict": Directive("bool", True, effective=False),
    "autotestdict.cdef": Directive("bool", False, effective=False),
    "autotestdict.all": Directive("bool", False, effective=False),
    "callspec": Directive("str", "", effective=False),
    "ccomplex": Directive("bool", False, effective=False),
    "collection_type": Directive("str", "", effective=False),
    "control_flow.dot_output": Directive("str", "", effective=False),
    "control_flow.dot_annotate_defs": Directive("bool", False, effective=False),
    "cpp_locals": Directive("bool", False, effective=False),
    "c_api_binop_methods": Directive("bool", False, effective=False),
    "c_compile_guard": Directive("str", "", effective=False),
    "dataclasses.dataclass": Directive("bool", False, effective=False),
    "fastmath": Directive("parts", (), whole=True),
    "fastloops": Directive("bool", True, header_only=True),
    "fast_getattr": Directive("bool", False, effective=False),
    "fast_gil": Directive("bool", False, effective=False),
    "final": Directive("bool", False),
    "freelist": Directive("int", 0, effective=False),
    "formal_grammar": Directive("bool", False, effective=False),
    "internal": Directive("bool", False),
    "iterable_coroutine": Directive("bool", False, effective=False),
    "linetrace": Directive("bool", False, effective=False),
    "no_gc": Directive("bool", False),
    "no_gc_clear": Directive("bool", False, effective=False),
    "np_pythran": Directive("bool", False, effective=False),
    "old_style_globals": Directive("bool", False, effective=False),
    "optimize.inline_defnode_calls": Directive("bool", True, effective=False),
    "optimize.unpack_method_calls": Directive("bool", True, effective=False),
    "optimize.unpack_method_calls_in_pyinit": Directive("bool", False, effective=False),
    "optimize.use_switch": Directive("bool", True, effective=False),
    "preliminary_late_includes_cy28": Directive("bool", False, effective=False),
    "profile": Directive("bool", False, effective=False),
    "py2_import": Directive("bool", False, effective=False),
    "remove_unreachable": Directive("bool", True, effective=False),
    "set_initial_path": Directive("str", "", effective=False),
    "show_performance_hints": Directive("bool", True, effective=False),
    "test_assert_path_exists": Directive("str", "", effective=False),
    "test_assert_c_code_has": Directive("str", "", effective=False),
    "test_fail_if_c_code_has": Directive("str", "", effective=False),
    "test_fail_if_path_exists": Directive("str", "", effective=False),
    "total_ordering": Directive("bool", False, effective=False),
    "trashcan": Directive("bool", False, effective=False),
    "type_version_tag": Directive("bool", True, effective=False),
    "ufunc": Directive("bool", False),
    "undeclared_extension_types": Directive("bool", True, effective=False),
    "unraisable_tracebacks": Directive("bool", True, effective=False),
    "warn": Directive("bool", False, effective=False),
    "warn.deprecated.IF": Directive("bool", False, effective=False),
    "warn.deprecated.DEF": Directive("bool", False, effective=False),
    "warn.maybe_uninitialized": Directive("bool", False, effective=False),
    "warn.multiple_declarators": Directive("bool", True, effective=False),
    "warn.undeclared": Directive("bool", False, effective=False),
    "warn.unreachable": Directive("bool", True, effective=False),
    "warn.unused": Directive("bool", False, effective=False),
    "warn.unused_arg": Directive("bool", False, effective=False),
    "warn.unused_result": Directive("bool", False, effective=False),
}


class BadValue(ValueError):
    """A value that a directive does not take, and a hint."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


DEFAULTS: dict[str, object] = {name: row.default for name, row in DIRECTIVES.items()}


def parse_value(name: str, text: str) -> object:
    """The value that `text` spells for the directive; ValueError with what is expected otherwise."""
    kind = DIRECTIVES[name].kind
    if kind == "parts":
        return _parts(text)
    if kind == "str":
        return text.strip("\"'")
    if kind == "int":
        return int(text)
    if text in ("True", "true", "1"):
        return True
    if text in ("False", "false", "0"):
        return False
    if kind == "optional_bool" and text == "None":
        return None
    raise ValueError(f"directive '{name}' takes True or False, found '{text}'")


def _parts(text: str) -> tuple[str, ...]:
    """The parts of `fastmath` that ``True``, a name, or names in a list, set, tuple or string spell."""
    if text in ("True", "true", "1"):
        return FASTMATH_PARTS
    names = re.sub(r"""[][(){}"',]""", " ", text).split()
    if text in ("False", "false", "0", "None", "set()"):
        return ()
    for name in names:
        if name not in FASTMATH_PARTS:
            close = ["recip"] if name == "arcp" else close_to(name, FASTMATH_PARTS)
            meant = f"did you mean '{close[0]}'? " if close else ""
            raise BadValue(
                f"directive 'fastmath' has no part '{name}'", f"{meant}it takes True, False or parts of them: "
                + ", ".join(FASTMATH_PARTS),
            )  # fmt: skip
    return tuple(part for part in FASTMATH_PARTS if part in names)


def fastmath_parts(directives: dict[str, object]) -> tuple[str, ...]:
    """What the directive `fastmath` allows where these directives hold."""
    value = directives.get("fastmath", ())
    return value if isinstance(value, tuple) else ()


def apply(
    found: dict[str, object], name: str, text: str, span: Span, diagnostics: Diagnostics, *, header: bool
) -> None:
    """Check one directive and put its value into `found`."""
    if name not in DIRECTIVES and any(known.startswith(name + ".") for known in DIRECTIVES) and name != "warn":
        return
    row = DIRECTIVES.get(name)
    if row is None:
        close = close_to(name, DIRECTIVES)
        hint = f"did you mean '{close[0]}'?" if close else "directives are listed in the documentation"
        diagnostics.error("E0401", span, f"unknown compiler directive '{name}'", hint)
        return
    if row.header_only and not header:
        diagnostics.error(
            "E0403", span, f"directive '{name}' holds for a whole module",
            f"write '# cython: {name}={text}' at the top of the file",
        )  # fmt: skip
        return
    try:
        value = parse_value(name, text)
    except ValueError as error:
        expected = error.hint if isinstance(error, BadValue) else None
        diagnostics.error("E0402", span, str(error) or f"bad value for directive '{name}'", expected)
        return
    if not row.effective and value != row.default:
        diagnostics.note("N0401", span, f"directive '{name}' is accepted and changes nothing in Smelt")
    found[name] = value


def from_call(node: ast.expr, path: str, span: Span, diagnostics: Diagnostics) -> dict[str, object] | None:
    """The directives that a decorator or with-item sets, None if it is no directive.

    It is spelled ``boundscheck(False)``, where `path` is ``boundscheck``, or ``directives(…)``.
    """
    found: dict[str, object] = {}
    if not isinstance(node, ast.Call):
        row = DIRECTIVES.get(path)
        if row is None:
            return None
        if row.kind in ("bool", "optional_bool"):
            found[path] = True
        elif row.kind == "parts":
            found[path] = FASTMATH_PARTS
        return found
    if path not in DIRECTIVES and path != "directives":
        return None
    if path == "directives":
        for keyword in node.keywords:
            apply(found, keyword.arg or "", ast.unparse(keyword.value), span, diagnostics, header=False)
        return found
    if DIRECTIVES[path].kind == "str" and not DIRECTIVES[path].effective:
        return found
    for keyword in node.keywords:
        apply(found, f"{path}.{keyword.arg}", ast.unparse(keyword.value), span, diagnostics, header=False)
    if len(node.args) > 1 and DIRECTIVES[path].effective:
        diagnostics.error("E0404", span, f"directive '{path}' takes one value, found {len(node.args)}")
        return found
    for arg in node.args:
        apply(found, path, ast.unparse(arg), span, diagnostics, header=False)
    return found
