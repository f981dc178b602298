"""Type expressions: what ``double[:, ::1]``, ``np.int_t *`` or ``unsigned long`` mean."""

from __future__ import annotations

import ast
import builtins
import difflib
from typing import Any

from smelt.primitives.classes import PY_BUFFER
from smelt.records import replace
from smelt.sema.constants import constant_value
from smelt.sema.cpptypes import class_type, nested_type, template_of
from smelt.sema.env import ModuleEnv
from smelt.sema.symbols import Constant, CythonName, ModuleName, Symbol, TypeName, Variable
from smelt.sema.wording import cimport_for, closest, library_of
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    BYTEARRAY,
    BYTES,
    C_INTS,
    DICT,
    DOUBLE,
    DOUBLE_COMPLEX,
    FLOAT,
    FLOAT_COMPLEX,
    FROZENSET,
    LIST,
    LONGDOUBLE,
    LONGDOUBLE_COMPLEX,
    MEMORYVIEW,
    OBJECT,
    PYBOOL,
    RANGE,
    SET,
    SIZE,
    SLICE,
    SSIZE,
    STR,
    TUPLE,
    TYPE,
    UCS4,
    UNKNOWN,
    VOID,
    Axis,
    Buffer,
    Builtin,
    CArray,
    CComplex,
    CFloat,
    CInt,
    Const,
    CTuple,
    CVoid,
    ExceptKind,
    ExtType,
    Func,
    Fused,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    Unknown,
    View,
    is_number,
    strip_const,
)
from smelt.types.cpp import CppClass, RvalueRef, ScopedEnum, type_in
from smelt.types.cythonview import view_type
from smelt.types.fused import builtin_fused, fused_in

BASE_TYPES: dict[str, Type] = {
    **C_INTS,
    "void": VOID, "bint": BINT, "float": FLOAT, "double": DOUBLE, "long double": LONGDOUBLE,
    "float complex": FLOAT_COMPLEX, "double complex": DOUBLE_COMPLEX, "long double complex": LONGDOUBLE_COMPLEX,
}  # fmt: skip

NAMED_TYPES: dict[str, Type] = {
    "Py_ssize_t": SSIZE, "size_t": SIZE, "ssize_t": CInt("ssize_t", "ssize_t", SSIZE.rank, True, SSIZE.bits),
    "ptrdiff_t": CInt("ptrdiff_t", "ptrdiff_t", SSIZE.rank, True, SSIZE.bits),
    "Py_hash_t": CInt("Py_hash_t", "Py_hash_t", SSIZE.rank, True, SSIZE.bits),
    "Py_UCS4": UCS4, "Py_UNICODE": CInt("Py_UNICODE", "Py_UCS4", 2, False, 32),
    "bint": BINT, "object": OBJECT, "list": LIST, "dict": DICT, "tuple": TUPLE, "set": SET, "frozenset": FROZENSET,
    "str": STR, "unicode": STR, "basestring": STR, "bytes": BYTES, "bytearray": BYTEARRAY, "slice": SLICE, "type": TYPE,
    "memoryview": MEMORYVIEW, "range": RANGE,
    "int": OBJECT, "bool": PYBOOL, "complex": DOUBLE_COMPLEX, "void": VOID, "char": C_INTS["char"], "double": DOUBLE,
    "long": C_INTS["long"], "short": C_INTS["short"], "Py_buffer": PY_BUFFER,
}  # fmt: skip

_PACKINGS = {
    "contiguous": Axis("direct", "contig"), "strided": Axis("direct", "strided"), "generic": Axis("generic", "strided"),
    "indirect": Axis("indirect", "strided"), "indirect_contiguous": Axis("indirect", "contig"),
    "generic_contiguous": Axis("generic", "contig"),
}  # fmt: skip


class Handler:
    """The function of ``except +handler``, known by name where the exception is declared."""

    def __init__(self, name: str, members: dict[str, Symbol]) -> None:
        self.name = name
        self.members = members


class TypeResolver:
    """Gives meaning to the type expressions of one module; reports what has none and answers `UNKNOWN` then."""

    def __init__(self, env: ModuleEnv, fused: bool = False) -> None:
        self.env = env
        self.fused = fused or not env.root  # whether a fused type may stay one
        self.inner: list[dict[str, Type]] = []  # the types of the C++ classes that surround a declaration
        self._stored = False  # whether elements of views are meant, see `element`

    def lookup(self, node: ast.expr) -> Symbol | None:
        """The C-level symbol that a dotted name stands for."""
        if isinstance(node, ast.Name):
            for names in reversed(self.inner):
                if node.id in names:
                    return TypeName(node.id, names[node.id])
            return self.env.members.get(node.id)
        if isinstance(node, ast.Attribute):
            base = self.lookup(node.value)
            if isinstance(base, ModuleName):
                return base.members.get(node.attr)
            if isinstance(base, TypeName) and isinstance(base.type, CppClass):
                nested = type_in(base.type, node.attr)
                return TypeName(node.attr, nested, header=base.header) if nested is not None else None
            if isinstance(base, CythonName):
                return CythonName(node.attr, f"{base.path}.{node.attr}")
        return None

    def resolve(self, node: ast.expr | None) -> Type:
        """The type that `node` spells; no node means ``object``."""
        match node:
            case None:
                return OBJECT
            case c.CBound(type=type_):
                bound: Type = type_
                return bound
            case c.CTypeName():
                if node.name not in BASE_TYPES:
                    self.env.error(
                        "E0504", node, f"'{node.name}' is no type of C",
                        "complex numbers are made of floating types: 'double complex'",
                    )  # fmt: skip
                return BASE_TYPES.get(node.name, UNKNOWN)
            case ast.Attribute() if not isinstance(node.value, ast.Name) and self.is_class(node.value):
                return nested_type(self, node)
            case ast.Name() | ast.Attribute():
                return self._named(node)
            case ast.Subscript():
                return self._template(template_of(node))
            case c.CPointerType():
                base = self.element(node.base)
                plain = strip_const(base)
                if isinstance(plain, CFloat) and plain.storage:
                    self.env.error(
                        "E0510", node, f"pointer base type cannot be '{base}', which C has no type for",
                        f"make a view of the memory: '{base}[:]'",
                    )  # fmt: skip
                    return UNKNOWN
                if isinstance(base, PyObj):
                    self.env.error("E0510", node, f"pointer base type cannot be a Python object ('{base}')")
                    return UNKNOWN
                return UNKNOWN if isinstance(base, Unknown) else Ptr(base)
            case c.CReferenceType(base=c.CReferenceType(base=referred)):
                return RvalueRef(self.resolve(referred))
            case c.CReferenceType():
                return Ref(self.resolve(node.base))
            case c.CArrayType():
                return self._array(node)
            case c.CConstType():
                base = self.resolve(node.base)
                # `volatile` and `restrict` are left to the C compiler's care: what is computed is the same without.
                return base if node.qualifier != "const" or isinstance(base, Unknown) else Const(base)
            case c.CFuncType():
                return self.function(node.returns, node.args, node.exception, node.nogil, node.with_gil, node.vararg)
            case c.CViewType():
                return self._view(node)
            case c.CTemplateType():
                return self._template(node)
            case c.CTupleType():
                return CTuple(tuple(self.resolve(item) for item in node.items))
            case ast.Constant(value=None):
                return VOID
        self.env.error("E0501", node, "expected a type", "a type is a name such as 'int' or 'double[:, :]'")
        return UNKNOWN

    def is_class(self, node: ast.expr) -> bool:
        """Whether a type expression stands for a C++ class, without a message if it does not."""
        return self._generic(node) is not None

    def _generic(self, node: ast.expr) -> CppClass | None:
        """The class that a type expression names, whatever its arguments."""
        while isinstance(node, c.CTemplateType | ast.Subscript):
            node = node.base if isinstance(node, c.CTemplateType) else node.value
        if isinstance(node, ast.Attribute):
            outer = self._generic(node.value)
            nested = type_in(outer, node.attr) if outer is not None else None
            if outer is not None:
                return nested if isinstance(nested, CppClass) else None
        symbol = self.lookup(node)
        return symbol.type if isinstance(symbol, TypeName) and isinstance(symbol.type, CppClass) else None

    def _need_struct(self, struct: Struct) -> None:
        """A struct that another module's declarations define is defined here too, its parts before it."""
        if struct in self.env.types:
            return
        for part in struct.fields.values():
            inner = part.element if isinstance(part, CArray) else part
            if isinstance(inner, Struct) and not inner.extern:
                self._need_struct(inner)
        if struct.record.fields is not None:
            self.env.types.append(struct)

    def _named(self, node: ast.Name | ast.Attribute) -> Type:
        symbol = self.lookup(node)
        if isinstance(symbol, TypeName):
            self.env.need(symbol.header)
            if isinstance(symbol.type, CppClass | ScopedEnum):
                return class_type(self, symbol.type, None, node)
            if isinstance(symbol.type, Struct) and self.env.root and not symbol.type.extern:
                self._need_struct(symbol.type)
            if isinstance(symbol.type, CFloat) and symbol.type.storage and not self._stored:
                return replace(symbol.type, c=FLOAT.c, storage="")
            return self._unbound(symbol.type, node) if fused_in(symbol.type) else symbol.type
        if isinstance(node, ast.Name) and symbol is None and node.id in NAMED_TYPES:
            return NAMED_TYPES[node.id]
        exception = getattr(builtins, node.id, None) if isinstance(node, ast.Name) and symbol is None else None
        if isinstance(exception, type) and issubclass(exception, BaseException):
            return Builtin(exception.__name__)
        spelled = ast.unparse(node)
        fused = builtin_fused(symbol.path.split(".")[-1]) if isinstance(symbol, CythonName) else None
        if fused is not None:
            return self._unbound(fused, node)
        if isinstance(symbol, CythonName) and (known_type := view_type(symbol.path)) is not None:
            return known_type
        if isinstance(node, ast.Attribute):
            base = self.lookup(node.value)
            if isinstance(base, ModuleName):
                known = [n for n, s in base.members.items() if isinstance(s, TypeName)]
                self._unknown(
                    node, f"'{node.attr}' is not a type of the cimported module '{base.path}'", node.attr, known
                )
                return UNKNOWN
            if base is None:
                self.env.error(
                    "E0503", node, f"unknown type '{spelled}': '{ast.unparse(node.value)}' is not cimported",
                    f"add '{cimport_for(self.env, ast.unparse(node.value))}'",
                )  # fmt: skip
                return UNKNOWN
        if symbol is not None:
            self.env.error("E0502", node, f"'{spelled}' is not a type")
            return UNKNOWN
        known = [*NAMED_TYPES, *BASE_TYPES, *(n for n, s in self.env.members.items() if isinstance(s, TypeName))]
        self._unknown(node, f"unknown type '{spelled}'", spelled, known)
        return UNKNOWN

    def _unbound(self, type_: Type, node: ast.AST) -> Type:
        """A type with fused types in it where no parameter binds them: only declarations of types can have it."""
        if self.fused:
            return type_
        name = fused_in(type_)[0]
        members = ", ".join(map(str, name.members))
        self.env.error(
            "E0390", node, f"the fused type '{name}' stands for no type here: no parameter of the function binds it",
            f"give a parameter of the function this type, or write one of {members}",
        )  # fmt: skip
        return UNKNOWN

    def _unknown(self, node: ast.AST, message: str, name: str, known: list[str]) -> None:
        library = library_of(name)
        hint = f"add 'from {library} cimport {name}'" if library is not None else closest(name, known)
        self.env.error("E0500", node, message, hint)

    def _array(self, node: c.CArrayType) -> Type:
        element = self.resolve(node.base)
        length = None
        if isinstance(element, CVoid):
            self.env.error("E0512", node, "array element cannot be 'void'")
            return UNKNOWN
        if node.length is not None:
            value = constant_value(node.length, self.env)
            if not isinstance(value, int):
                self.env.error("E0511", node.length, "array size must be an integer known at compile time")
                return UNKNOWN
            if value < 0:
                self.env.error("E0511", node.length, f"array size must not be negative, found {value}")
                return UNKNOWN
            length = value
        return UNKNOWN if isinstance(element, Unknown) else CArray(element, length)

    def function(
        self, returns: ast.expr | None, args: list[c.CArg], exception: c.CException | None, nogil: bool, with_gil: bool,
        vararg: bool,
    ) -> Func:  # fmt: skip
        """The function type that a declarator spells."""
        result = self.resolve(returns)
        params = tuple(decay(self.resolve(a.ctype if a.ctype is not None else a.annotation)) for a in args)
        kind, value = self.exception(exception, result)
        return Func(result, params, tuple(a.arg for a in args), 0, vararg, kind, value, bool(nogil), bool(with_gil))

    def exception(self, clause: c.CException | None, result: Type, extern: bool = False) -> tuple[ExceptKind, object]:
        """How a function of the result type reports errors: the clause, or Cython 3's default without one."""
        if isinstance(result, PyObj) and (clause is None or clause.kind != "plus" or not extern):
            if clause is not None and clause.kind != "plus":
                self.env.error(
                    "E0520", clause, "exception clause not allowed for a function that returns a Python object",
                    "such a function reports errors by returning NULL anyway",
                )  # fmt: skip
            return "object", None
        if clause is None:
            if extern or self.env.directives.get("legacy_implicit_noexcept"):
                return "none", None
            return default_exception(result)
        match clause.kind:
            case "none":
                return "none", None
            case "star":
                return "always", None
            case "plus":
                name = clause.value.id if isinstance(clause.value, ast.Name) else ""
                known = getattr(builtins, name, None)
                raises = isinstance(known, type) and issubclass(known, Exception)
                always = isinstance(clause.value, ast.Constant) and clause.value.value == "*"
                if name and not raises:
                    return "plus", Handler(name, self.env.members)
                return "plus", "*" if always else name if raises else None
        value = constant_value(clause.value, self.env)
        if isinstance(clause.value, c.CNull):
            value = None
        elif value is None and self._known_to_c(clause.value):
            return "always", None  # no test against a value that only C knows: the exception itself is asked for
        elif value is None:
            self.env.error("E0521", clause.value or clause, "exception value must be constant")
        if isinstance(result, CVoid):
            self.env.error("E0522", clause.value or clause, "a void function has no exception value", "use 'except *'")
            return "always", None
        return "maybe" if clause.kind == "maybe" else "value", self._exception_value(clause, value, strip_const(result))

    def _known_to_c(self, node: ast.expr | None) -> bool:
        """Whether an expression is of constants and variables of C headers."""
        names = [n for n in ast.walk(node) if isinstance(n, ast.Name)] if node is not None else []
        found = [self.lookup(n) for n in names]
        return bool(found) and all(
            (isinstance(s, Constant) and s.cname is not None) or (isinstance(s, Variable) and s.place == "extern")
            for s in found
        )

    def _exception_value(self, clause: c.CException, value: Any, result: Type) -> object:
        """The exception value as one of the result type; what is none is reported."""
        null = isinstance(clause.value, c.CNull)
        if isinstance(result, CInt) and isinstance(value, str | bytes) and len(value) == 1:
            return ord(value)
        if isinstance(result, Unknown) or isinstance(clause.value, c.CCast) or (value is None and not null):
            return value
        wanted: tuple[type, ...] = ()
        if isinstance(result, CInt):
            wanted = (int,)
        elif isinstance(result, CFloat | CComplex):
            wanted = (int, float, complex) if isinstance(result, CComplex) else (int, float)
        elif isinstance(result, Ptr) and null:
            return None
        if not isinstance(value, wanted):
            spelled = "NULL" if null else repr(value)
            hint = "use 'except *', which needs no value"
            if isinstance(result, Ptr):
                hint = "use 'except NULL'"
            elif wanted:
                hint = f"it must be {'an integer' if wanted == (int,) else 'a number'}, such as 'except? -1'"
            message = f"the exception value {spelled} is not of the function's return type '{result}'"
            self.env.error("E0523", clause.value or clause, message, hint)
            return -1
        return value

    def element(self, node: ast.expr | None) -> Type:
        """The type that `node` spells for elements of views: also those that only memory holds (`CFloat.storage`)."""
        before, self._stored = self._stored, True
        try:
            return self.resolve(node)
        finally:
            self._stored = before

    def _view(self, node: c.CViewType) -> Type:
        base = self.element(node.base)
        if isinstance(base, Unknown):
            return UNKNOWN
        dtype = strip_const(base)
        if not self._viewable(dtype, node, "a view"):
            return UNKNOWN
        axes: list[Axis] = []
        for axis in node.axes:
            found = self._axis(axis)
            if found is None:
                return UNKNOWN
            axes.append(found)
        if len(axes) > 8:
            self.env.error("E0531", node, f"views have at most 8 dimensions, found {len(axes)}")
            return UNKNOWN
        return self._contiguity(node, dtype, axes, isinstance(base, Const))

    def _viewable(self, dtype: Type, node: ast.AST, what: str) -> bool:
        """Whether there are views of such elements; else that is reported."""
        found = unviewable(dtype)
        if found is not None:
            about = f": {found}" if found else ""
            self.env.error("E0530", node, f"invalid element type for {what}: '{dtype}'{about}",
                           "elements are numbers, objects, and structs of numbers")  # fmt: skip
        return found is None

    def _axis(self, axis: ast.expr) -> Axis | None:
        if not isinstance(axis, ast.Slice) or axis.lower is not None or axis.upper is not None:
            self.env.error(
                "E0532", axis, "an axis of a view has no bounds: it is written ':' or '::1' or '::view.…'",
                "a C array is declared 'cdef int[3] a'; only casts of pointers have extents",
            )  # fmt: skip
            return None
        step = axis.step
        if step is None:
            return Axis()
        if isinstance(step, ast.Constant) and step.value == 1:
            return Axis("direct", "follow")  # `_contiguity` decides which end it is
        symbol = self.lookup(step)
        name = symbol.path.rpartition(".")[2] if isinstance(symbol, CythonName) else ""
        if name in _PACKINGS:
            return _PACKINGS[name]
        self.env.error("E0533", step, "the step of an axis can only be 1 or a packing such as 'view.contiguous'")
        return None

    def _contiguity(self, node: c.CViewType, dtype: Type, axes: list[Axis], const: bool) -> Type:
        ones = [i for i, a in enumerate(axes) if a == Axis("direct", "follow")]
        if len(ones) > 1:
            self.env.error("E0534", node.axes[ones[1]], "only one axis may be contiguous ('::1')")
            return UNKNOWN
        at = ones[0] if ones else None
        if at is not None:
            axes[at] = Axis("direct", "contig")
        # what lies behind the last pointer is a block of memory: it is contiguous at either end
        first = max((i + 1 for i, a in enumerate(axes) if a.access != "direct"), default=0)
        contiguous = [i for i, a in enumerate(axes) if a == Axis("direct", "contig")]
        last = len(axes) - 1
        for i in contiguous:
            if i not in (first, last):
                self.env.error(
                    "E0535", node.axes[i], "only the first and the last axis may be contiguous, and the first one that "
                    "follows an indirect or generic axis",
                )  # fmt: skip
                return UNKNOWN
        if len(contiguous) > 1:
            self.env.error("E0534", node.axes[contiguous[1]], "only one axis may be contiguous")
            return UNKNOWN
        if at is not None and all(a == Axis() for i, a in enumerate(axes) if i >= first and i != at):
            axes[first:] = [Axis("direct", "contig" if i == at else "follow") for i in range(first, len(axes))]
        return View(dtype, tuple(axes), const)

    def _template(self, node: c.CTemplateType) -> Type:
        symbol = self.lookup(node.base) if isinstance(node.base, ast.Name | ast.Attribute) else None
        if isinstance(symbol, TypeName) and isinstance(symbol.type, CppClass):
            self.env.need(symbol.header)
            return class_type(self, symbol.type, node.args, node)
        base = self.resolve(node.base)
        if isinstance(base, Unknown):
            return UNKNOWN
        if not isinstance(base, PyObj):
            self.env.error("E0540", node, f"'{base}' takes no type parameters in brackets")
            return UNKNOWN
        if not node.args:
            self.env.error(
                "E0541", node, "buffer type needs an element type", "write e.g. 'np.ndarray[double, ndim=2]'"
            )
            return UNKNOWN
        if isinstance(base, ExtType) or base == OBJECT:
            return self._buffer(node, base)
        return base  # list[int] and the like: element types of builtin containers are not C types

    def _buffer(self, node: c.CTemplateType, owner: PyObj) -> Type:
        dtype = self.element(node.args[0])
        options = buffer_defaults(owner)
        names = ("ndim", "mode", "negative_indices", "cast")
        values = [*zip(names, node.args[1:], strict=False), *((k.arg or "", k.value) for k in node.keywords)]
        for name, value in values:
            if name == "dtype":
                continue
            if name not in names:
                close = difflib.get_close_matches(name, names, 1)
                hint = f"did you mean '{close[0]}'?" if close else f"known are {', '.join(names)}"
                self.env.error("E0542", value, f"'{name}' is not a buffer option", hint)
                return UNKNOWN
            options[name] = constant_value(value, self.env)
        ndim, mode = options.get("ndim", 1), options.get("mode", "full")
        if not isinstance(ndim, int) or not 0 < ndim <= 8:
            self.env.error("E0543", node, f"buffer 'ndim' must be an integer from 1 to 8, found {ndim!r}")
            return UNKNOWN
        if mode not in ("c", "fortran", "strided", "full"):
            self.env.error("E0544", node, f"buffer mode must be 'c', 'fortran', 'strided' or 'full', found {mode!r}")
            return UNKNOWN
        if isinstance(dtype, Unknown):
            return UNKNOWN
        if not self._viewable(strip_const(dtype), node.args[0], "a buffer"):
            return UNKNOWN
        axes = [Axis("generic" if mode == "full" else "direct", "strided")] * ndim
        if mode == "c":
            axes = [Axis("direct", "contig" if i == ndim - 1 else "follow") for i in range(ndim)]
        elif mode == "fortran":
            axes = [Axis("direct", "contig" if i == 0 else "follow") for i in range(ndim)]
        view = View(strip_const(dtype), tuple(axes), isinstance(dtype, Const))
        negative, cast = bool(options.get("negative_indices", True)), bool(options.get("cast", False))
        return Buffer(owner, view, negative, cast, mode)


def buffer_defaults(owner: PyObj) -> dict[str, object]:
    """The options of buffers of a type that need not be written: its own, those of its bases, or the library's."""
    type_: PyObj | None = owner
    while isinstance(type_, ExtType):
        if type_.info.buffer_defaults:
            return dict(type_.info.buffer_defaults)
        if (type_.module, type_.name) == ("numpy", "ndarray"):
            return {"mode": "strided"}
        if (type_.module, type_.name) == ("array", "array"):
            return {"ndim": 1, "mode": "c"}
        type_ = type_.info.base
    return {}


def unviewable(dtype: Type, depth: int = 0) -> str | None:
    """What keeps a type from being an element of views: None if nothing does, else the reason, which may be empty.

    Elements are numbers, objects, and structs of numbers, of arrays of up to eight dimensions, and of such structs.
    """
    dtype = strip_const(dtype)
    if is_number(dtype) or (isinstance(dtype, PyObj | Fused) and not depth) or isinstance(dtype, Unknown):
        return None
    if isinstance(dtype, CArray):
        dims, inner = 1, strip_const(dtype.element)
        while isinstance(inner, CArray):
            dims, inner = dims + 1, strip_const(inner.element)
        if dims > 8:
            return f"an array of {dims} dimensions, at most 8 are possible"
        return unviewable(inner, depth + 1)
    if not isinstance(dtype, Struct) or dtype.kind == "union" or depth > 16:
        return ""
    if dtype.record.fields is None:
        return "its fields are not known"
    for name, type_ in dtype.fields.items():
        found = unviewable(type_, depth + 1)
        if found is not None:
            return f"the field '{name}' is of the type '{type_}'" + (f", {found}" if found else "")
    return None if dtype.fields else "it has no fields"


def default_exception(result: Type) -> tuple[ExceptKind, object]:
    """What Cython 3 takes where a cdef function has no clause: every error propagates."""
    result = strip_const(result)
    if isinstance(result, CInt) or result in (FLOAT, DOUBLE, LONGDOUBLE):
        return "maybe", -1
    if isinstance(result, Ptr):
        return "maybe", None
    return "always", None


def decay(type_: Type) -> Type:
    """A parameter of array type is a pointer, one of function type a pointer to it."""
    if isinstance(type_, CArray):
        return Ptr(type_.element)
    if isinstance(type_, Func):
        return Ptr(type_)
    return type_
