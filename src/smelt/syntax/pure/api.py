"""What the module `cython` offers: the names of its C types, its functions and its directives.

Tables only. `smelt.shadow` answers the same names when a program runs uncompiled, and a test holds the two together.
"""

from __future__ import annotations

import ast
import re

from smelt.syntax import nodes as c

# How `cython` spells a C number type in one word, and how C does.
NUMBERS: dict[str, str] = {
    "char": "char", "schar": "signed char", "uchar": "unsigned char",
    "short": "short", "sshort": "short", "ushort": "unsigned short",
    "int": "int", "sint": "int", "uint": "unsigned int",
    "long": "long", "slong": "long", "ulong": "unsigned long",
    "longlong": "long long", "slonglong": "long long", "ulonglong": "unsigned long long",
    "float": "float", "double": "double", "longdouble": "long double",
    "complex": "double complex", "floatcomplex": "float complex", "doublecomplex": "double complex",
    "longdoublecomplex": "long double complex", "bint": "bint", "void": "void",
}  # fmt: skip

# Type names that stay names: sema knows them as it knows them in a .pyx file.
NAMED_TYPES: dict[str, str] = {
    name: name
    for name in (
        "Py_ssize_t", "ssize_t", "size_t", "ptrdiff_t", "Py_UCS4", "Py_UNICODE", "Py_hash_t", "Py_tss_t",
        "object", "basestring",
    )
} | {"unicode": "str"}  # fmt: skip

# Fused types that come with the language.
FUSED = frozenset({"integral", "floating", "numeric"})

# Words that build a type out of others.
TYPE_BUILDERS = frozenset({"pointer", "array", "const", "volatile", "restrict"})

FUNCTIONS = frozenset(
    {
        "declare", "cast", "address", "sizeof", "typeof", "typedef", "struct", "union", "fused_type", "NULL",
        "compiled", "cmod", "cdiv", "array", "PythranExpr", "not_none",
    }
)  # fmt: skip

FUNCTION_DECORATORS = frozenset({"cfunc", "ccall", "inline", "nogil", "with_gil", "exceptval", "returns", "locals"})

# Attributes that have attributes of their own.
SUBMODULES: dict[str, frozenset[str]] = {
    "view": frozenset(
        {
            "array", "memoryview", "generic", "strided", "indirect", "contiguous", "indirect_contiguous",
            "generic_contiguous",
        }
    ),
    "parallel": frozenset({"prange", "parallel", "threadid"}),
    "operator": frozenset(
        {
            "dereference", "preincrement", "predecrement", "postincrement", "postdecrement", "typeid", "address",
            "comma", "negate", "bitwise_not",
        }
    ),
    "dataclasses": frozenset({"dataclass", "field"}),
}  # fmt: skip

DIRECTIVES = frozenset(
    {
        "allow_none_for_extension_args", "always_allow_keywords", "annotation_typing", "auto_cpdef",
        "auto_pickle", "autoparallel", "autotestdict", "binding", "boundscheck", "c_api_binop_methods",
        "c_compile_guard", "c_string_encoding", "c_string_type", "callspec", "ccomplex", "cdivision",
        "cdivision_warnings", "collection_type", "control_flow", "cpow", "cpp_locals",
        "critical_section", "embedsignature", "emit_code_comments", "fast_getattr", "fast_gil", "fastloops",
        "fastmath", "final", "formal_grammar", "freelist", "freethreading_compatible", "infer_types",
        "initializedcheck", "internal", "iterable_coroutine", "language_level", "legacy_implicit_noexcept", "linetrace",
        "no_gc", "no_gc_clear", "nonecheck", "np_pythran", "old_style_globals", "optimize",
        "overflowcheck", "preliminary_late_includes_cy28", "profile", "py2_import",
        "remove_unreachable", "set_initial_path", "subinterpreters_compatible",
        "test_assert_c_code_has", "test_assert_path_exists", "test_body_needs_exception_handling",
        "test_fail_if_c_code_has", "test_fail_if_path_exists", "total_ordering", "trashcan",
        "type_version_tag", "ufunc", "unraisable_tracebacks", "warn", "wraparound",
    }
)  # fmt: skip

OTHERS = frozenset({"cclass", "gil", "cimports", "pymutex", "pythread_type_lock", "__version__"})

_POINTER = r"(p+)_(?:(const)_)?(.+)"


def basic_type(word: str) -> ast.expr | None:
    """The type that `cython.<word>` names, pointers such as ``pp_int`` included; None if it names none."""
    if word in NUMBERS:
        return c.CTypeName(NUMBERS[word])
    if word in NAMED_TYPES:
        return ast.Name(NAMED_TYPES[word], ast.Load())
    if match := re.fullmatch(_POINTER, word):
        target = basic_type(match[3])
        if target is None or re.fullmatch(_POINTER, match[3]):
            return None
        if match[2]:
            target = c.CConstType(target)
        for _ in match[1]:
            target = c.CPointerType(target)
        return target
    return None


def is_type_path(path: tuple[str, ...]) -> bool:
    """Whether `cython.<path>` is a type, or a word that builds one."""
    if len(path) != 1:
        return False
    return basic_type(path[0]) is not None or path[0] in FUSED or path[0] in TYPE_BUILDERS


def is_known(path: tuple[str, ...]) -> bool:
    """Whether `cython.<path>` is part of the language."""
    word, rest = path[0], path[1:]
    if word in SUBMODULES:
        return not rest or rest[0] in SUBMODULES[word]
    if not rest and (basic_type(word) is not None or word in FUSED or word in TYPE_BUILDERS):
        return True
    return word in FUNCTIONS or word in FUNCTION_DECORATORS or word in DIRECTIVES or word in OTHERS


def words() -> set[str]:
    """All first words that are known, for suggestions; pointer types by example."""
    pointers = {f"{p}_{word}" for p in ("p", "pp") for word in NUMBERS}
    known = {*NUMBERS, *NAMED_TYPES, *pointers, *FUSED, *TYPE_BUILDERS, *FUNCTIONS, *FUNCTION_DECORATORS}
    return known | {*SUBMODULES, *DIRECTIVES, *OTHERS}


def suggestion(path: tuple[str, ...]) -> str | None:
    """A hint for an unknown path, or None where nothing comes close."""
    from difflib import get_close_matches  # only where something is wrong

    if len(path) > 1 and path[0] in SUBMODULES:
        close = get_close_matches(path[1], sorted(SUBMODULES[path[0]]), 1, 0.6)
        return f"did you mean 'cython.{path[0]}.{close[0]}'?" if close else None
    close = get_close_matches(path[0], sorted(words()), 1, 0.6)
    return f"did you mean 'cython.{close[0]}'?" if close else None
