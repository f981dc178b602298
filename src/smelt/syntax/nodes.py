"""The C nodes that join the standard library's `ast` classes: both dialects meet in them.

A parsed file is an `ast.Module`. Python constructs are the standard nodes; what Cython's language adds is one of the
classes below. They are `ast` subclasses, so `ast.walk`, `ast.iter_child_nodes` and `ast.NodeTransformer` see them, and
they carry the same location attributes (columns in UTF-8 bytes). An omitted field has the default of `_defaults`.

Where a type is written, the tree holds a *type expression*: `ast.Name`/`ast.Attribute` for a named type, `CTypeName`
for C's own words, and the `C…Type` nodes around them. `sema.typeexpr` gives them a meaning.
"""

from __future__ import annotations

import ast
from typing import Any, ClassVar


class _CNode(ast.AST):
    """Fills omitted fields, which `ast` does by itself only from Python 3.13 on."""

    _defaults: ClassVar[dict[str, Any]] = {}
    _attributes = ("lineno", "col_offset", "end_lineno", "end_col_offset")

    def __init_subclass__(cls) -> None:
        cls.__match_args__ = cls._fields  # type: ignore[assignment,misc]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        values = self.__dict__
        values.update(zip(self._fields, args, strict=False))
        for name in self._fields[len(args) :]:
            if name not in kwargs:
                default = self._defaults.get(name)
                values[name] = default.copy() if isinstance(default, list) else default
        values.update(kwargs)


def location_of(node: ast.AST) -> dict[str, Any]:
    """The location attributes of a node, to give them to another."""
    return {name: getattr(node, name) for name in _CNode._attributes}


# --- type expressions ------------------------------------------------------------------------------------------------


class CTypeName(_CNode, ast.expr):
    """C's own words for a number type, normalised: ``unsigned long long``, ``long double``, ``double complex``,
    ``Py_ssize_t``-like names stay `ast.Name`. `name` is one of: char, signed char, unsigned char, short,
    unsigned short, int, unsigned int, long, unsigned long, long long, unsigned long long, float, double,
    long double, float complex, double complex, long double complex, void, bint; integers may be complex as well."""

    name: str
    _fields = ("name",)


class CBound(_CNode, ast.expr):
    """In a specialisation of a fused function, in the place of a fused type: the type that it stands for there"""

    type: Any
    _fields = ("type",)


class CPointerType(_CNode, ast.expr):
    """``T *``"""

    base: ast.expr | None
    _fields = ("base",)


class CReferenceType(_CNode, ast.expr):
    """``T &`` (C++)"""

    base: ast.expr
    _fields = ("base",)


class CArrayType(_CNode, ast.expr):
    """``T name[length]``; `length` is None for ``T name[]``"""

    base: ast.expr
    length: ast.expr | None
    _fields = ("base", "length")


class CConstType(_CNode, ast.expr):
    """``const T`` / ``volatile T`` / ``T *restrict``: `qualifier` is the word"""

    base: ast.expr
    qualifier: str
    _fields = ("base", "qualifier")
    _defaults = {"qualifier": "const"}


class CFuncType(_CNode, ast.expr):
    """The type of a function: ``int (*f)(double) except -1 nogil`` is a CPointerType of it."""

    returns: ast.expr | None
    args: list[CArg]
    exception: CException | None
    nogil: bool
    with_gil: bool
    vararg: bool
    _fields = ("returns", "args", "exception", "nogil", "with_gil", "vararg")
    _defaults = {"args": [], "exception": None, "nogil": False, "with_gil": False, "vararg": False}  # args: list[CArg]


class CViewType(_CNode, ast.expr):
    """``T[:, ::1]``: `axes` are `ast.Slice` nodes as written"""

    base: ast.expr
    axes: list[ast.expr]
    _fields = ("base", "axes")
    _defaults = {"axes": []}


class CTemplateType(_CNode, ast.expr):
    """``np.ndarray[T, ndim=2]``, ``object[T]``, ``vector[int]``: base, positional args, keywords (ast.keyword)"""

    base: ast.expr
    args: list[ast.expr]
    keywords: list[ast.keyword]
    _fields = ("base", "args", "keywords")
    _defaults = {"args": [], "keywords": []}


class CTupleType(_CNode, ast.expr):
    """``(int, double)``"""

    items: list[ast.expr]
    _fields = ("items",)
    _defaults = {"items": []}


# --- expressions ------------------------------------------------------------------------------------------------------


class CCast(_CNode, ast.expr):
    """``<T> value``; `checked` for ``<T?>``"""

    type: ast.expr
    value: ast.expr
    checked: bool
    _fields = ("type", "value", "checked")
    _defaults = {"checked": False}


class CAddressOf(_CNode, ast.expr):
    """``&value``"""

    value: ast.expr
    _fields = ("value",)


class CSizeOf(_CNode, ast.expr):
    """``sizeof(T)`` or ``sizeof(expression)``: `operand` is a type or an expression (a bare name is either)"""

    operand: ast.expr
    _fields = ("operand",)


class CTypeId(_CNode, ast.expr):
    """``typeid(x)`` (C++)"""

    operand: ast.expr
    _fields = ("operand",)


class CNew(_CNode, ast.expr):
    """``new T(args)`` (C++)"""

    type: ast.expr
    args: list[ast.expr]
    _fields = ("type", "args")
    _defaults = {"args": []}


class CNumber(_CNode, ast.expr):
    """An integer literal with a C suffix: ``17UL``; `suffix` is upper case, made of U, L, LL"""

    value: int
    suffix: str
    _fields = ("value", "suffix")


class CChar(_CNode, ast.expr):
    """``c'x'``: `value` is the integer code of the character"""

    value: int
    _fields = ("value",)


class CNull(_CNode, ast.expr):
    """``NULL``"""

    _fields = ()


# --- declarations and statements --------------------------------------------------------------------------------------


class CException(_CNode, ast.AST):
    """An ``except`` clause: `kind` is ``value`` (``except -1``), ``maybe`` (``except? -1``), ``star`` (``except *``),
    ``plus`` (``except +`` with an optional handler in `value`), or ``none`` (``noexcept``). No clause at all: None."""

    kind: str
    value: ast.expr | None
    _fields = ("kind", "value")
    _defaults = {"value": None}


class CArg(_CNode, ast.arg):
    """A parameter of a def, cdef or cpdef function, or of a function type, with a C type.

    `arg` is the name ('' in a function type that names none), `annotation` what follows a colon, `ctype` the type
    expression before the name or None, `none` is ``not`` for ``not None``, ``or`` for ``or None``, else None."""

    ctype: ast.expr | None
    none: str | None
    _fields = ("arg", "annotation", "type_comment", "ctype", "none")
    _defaults = {"annotation": None, "type_comment": None, "ctype": None, "none": None}


class CVar(_CNode, ast.AST):
    """One declarator of a `CVarDef`: its full type expression and its optional initial value"""

    name: str
    type: ast.expr
    value: ast.expr | None
    cname: str | None
    _fields = ("name", "type", "value", "cname")
    _defaults = {"value": None, "cname": None}


class CVarDef(_CNode, ast.stmt):
    """``cdef int a = 1, *b, c[3]``; `visibility` is private, public, readonly, extern or api"""

    vars: list[CVar]
    visibility: str
    _fields = ("vars", "visibility")
    _defaults = {"vars": [], "visibility": "private"}


class CFuncDef(_CNode, ast.stmt):
    """``cdef``/``cpdef`` function. `body` is None for a declaration only (in .pxd or extern blocks). `args` is an
    `ast.arguments` whose members are `CArg` or `ast.arg`; optional ones without value (``=*``) default to Ellipsis.
    Without a body a lone name may be a type or a parameter: it is a `CArg` with `arg` '' and the name as its `ctype`,
    which `sema` settles. `templates` are the type parameters of a C++ function ``void f[T](T x)``, `const` tells of a
    const method; `visibility` is ``public api`` where both words stand."""

    name: str
    args: ast.arguments
    returns: ast.expr | None
    body: list[ast.stmt] | None
    decorator_list: list[ast.expr]
    kind: str
    exception: CException | None
    nogil: bool
    with_gil: bool
    inline: bool
    vararg: bool
    visibility: str
    cname: str | None
    templates: list[str]
    const: bool
    _fields = (
        "name", "args", "returns", "body", "decorator_list", "kind", "exception",
        "nogil", "with_gil", "inline", "vararg", "visibility", "cname", "templates", "const",
    )  # fmt: skip
    _defaults = {
        "returns": None, "body": None, "decorator_list": [], "kind": "cdef", "exception": None,
        "nogil": False, "with_gil": False, "inline": False, "vararg": False, "visibility": "private", "cname": None,
        "templates": [], "const": False,
    }  # fmt: skip


class CStruct(_CNode, ast.stmt):
    """``cdef struct``/``union``; `fields` are CVarDef, None for a forward declaration; `ctypedef` for
    ``ctypedef struct``"""

    name: str
    kind: str
    fields: list[ast.stmt] | None
    packed: bool
    ctypedef: bool
    visibility: str
    cname: str | None
    _fields = ("name", "kind", "fields", "packed", "ctypedef", "visibility", "cname")
    _defaults = {
        "kind": "struct",
        "fields": None,
        "packed": False,
        "ctypedef": False,
        "visibility": "private",
        "cname": None,
    }


class CEnumItem(_CNode, ast.AST):
    """One enumerator"""

    name: str
    value: ast.expr | None
    cname: str | None
    _fields = ("name", "value", "cname")
    _defaults = {"value": None, "cname": None}


class CEnum(_CNode, ast.stmt):
    """``cdef enum``/``cpdef enum``/``enum class``; `name` is None for an anonymous one"""

    name: str | None
    items: list[CEnumItem]
    cpdef: bool
    scoped: bool
    underlying: ast.expr | None
    ctypedef: bool
    visibility: str
    cname: str | None
    _fields = ("name", "items", "cpdef", "scoped", "underlying", "ctypedef", "visibility", "cname")
    _defaults = {
        "name": None, "items": [], "cpdef": False, "scoped": False, "underlying": None, "ctypedef": False,
        "visibility": "private", "cname": None,
    }  # fmt: skip


class CTypedef(_CNode, ast.stmt):
    """``ctypedef T name``"""

    name: str
    type: ast.expr
    visibility: str
    cname: str | None
    _fields = ("name", "type", "visibility", "cname")
    _defaults = {"visibility": "private", "cname": None}


class CFused(_CNode, ast.stmt):
    """``ctypedef fused name: …``"""

    name: str
    types: list[ast.expr]
    _fields = ("name", "types")
    _defaults = {"types": []}


class CExtern(_CNode, ast.stmt):
    """``cdef extern from "header.h" namespace "ns" nogil:``; `header` is None for ``from *``; `verbatim` is the C text
    of a docstring-like first item"""

    header: str | None
    namespace: str | None
    nogil: bool
    body: list[ast.stmt]
    verbatim: str | None
    _fields = ("header", "namespace", "nogil", "body", "verbatim")
    _defaults = {"header": None, "namespace": None, "nogil": False, "body": [], "verbatim": None}


class CppClass(_CNode, ast.stmt):
    """``cdef cppclass name[T, U=*](Base):``; the last `optional` of the `templates` have defaults in C++; `body` is
    None for a forward declaration"""

    name: str
    templates: list[str]
    bases: list[ast.expr]
    body: list[ast.stmt] | None
    cname: str | None
    optional: int
    _fields = ("name", "templates", "bases", "body", "cname", "optional")
    _defaults = {"templates": [], "bases": [], "body": None, "cname": None, "optional": 0}


class CClassDef(_CNode, ast.stmt):
    """``cdef class``; `body` is None for a forward declaration; `spec` keeps what stands in square brackets
    (``[object Name, type Name, check_size ignore]``) as (key, value) pairs"""

    name: str
    bases: list[ast.expr]
    body: list[ast.stmt] | None
    decorator_list: list[ast.expr]
    visibility: str
    api: bool
    spec: list[tuple[str, str]]
    cname: str | None
    module: str | None
    _fields = ("name", "bases", "body", "decorator_list", "visibility", "api", "spec", "cname", "module")
    _defaults = {
        "bases": [], "body": None, "decorator_list": [], "visibility": "private", "api": False, "spec": [],
        "cname": None, "module": None,
    }  # fmt: skip


class CProperty(_CNode, ast.stmt):
    """The old ``property name:`` block inside a ``cdef class``"""

    name: str
    body: list[ast.stmt]
    _fields = ("name", "body")
    _defaults = {"body": []}


class CImport(_CNode, ast.stmt):
    """``cimport a.b as c``: `names` are `ast.alias`"""

    names: list[ast.alias]
    _fields = ("names",)
    _defaults = {"names": []}


class CImportFrom(_CNode, ast.stmt):
    """``from .a cimport b as c, *``"""

    module: str | None
    names: list[ast.alias]
    level: int
    _fields = ("module", "names", "level")
    _defaults = {"module": None, "names": [], "level": 0}


class CInclude(_CNode, ast.stmt):
    """``include "file.pxi"``; sema replaces it by the file's statements"""

    path: str
    _fields = ("path",)


class CDefine(_CNode, ast.stmt):
    """``DEF NAME = value``"""

    name: str
    value: ast.expr
    _fields = ("name", "value")


class CIf(_CNode, ast.stmt):
    """``IF test: … ELIF … ELSE: …`` decided at compile time"""

    test: ast.expr
    body: list[ast.stmt]
    orelse: list[ast.stmt]
    _fields = ("test", "body", "orelse")
    _defaults = {"body": [], "orelse": []}


class CFromRange(_CNode, ast.expr):
    """What a comprehension runs over in ``for i from low <= i < high by step``, as in `CForFrom`"""

    low: ast.expr
    low_op: str
    high_op: str
    high: ast.expr
    step: ast.expr | None
    _fields = ("low", "low_op", "high_op", "high", "step")
    _defaults = {"step": None}


class CForFrom(_CNode, ast.stmt):
    """``for i from low <= i < high by step:``; the operators are as written: ``<=``, ``<``, ``>=``, ``>``"""

    target: ast.expr
    low: ast.expr
    low_op: str
    high_op: str
    high: ast.expr
    step: ast.expr | None
    body: list[ast.stmt]
    orelse: list[ast.stmt]
    _fields = ("target", "low", "low_op", "high_op", "high", "step", "body", "orelse")
    _defaults = {"step": None, "body": [], "orelse": []}


class CPrint(_CNode, ast.stmt):
    """The print statement of language level 2: ``print >>dest, a, b,``; `newline` is False after a trailing comma"""

    dest: ast.expr | None
    values: list[ast.expr]
    newline: bool
    _fields = ("dest", "values", "newline")
    _defaults = {"dest": None, "values": [], "newline": True}


class CExec(_CNode, ast.stmt):
    """The exec statement of language level 2: ``exec body in globals, locals``"""

    body: ast.expr
    globals: ast.expr | None
    locals: ast.expr | None
    _fields = ("body", "globals", "locals")
    _defaults = {"globals": None, "locals": None}


C_NODES: tuple[type[ast.AST], ...] = tuple(
    value
    for value in list(globals().values())
    if isinstance(value, type) and issubclass(value, _CNode) and value is not _CNode
)
