"""Type expressions: what ``double[:, ::1]``, ``np.int_t *`` or ``unsigned long`` mean."""

from __future__ import annotations

import ast
import builtins

from smelt.primitives.classes import PY_BUFFER
from smelt.records import replace
from smelt.sema.constants import constant_value
from smelt.sema.cpptypes import class_type, nested_type, template_of
from smelt.sema.env import ModuleEnv
from smelt.sema.exceptclauses import exception_clause
from smelt.sema.symbols import CythonName, ModuleName, Symbol, TypeName
from smelt.sema.viewtypes import buffer_of, view_of
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
    Builtin,
    CArray,
    CFloat,
    CInt,
    Const,
    CTuple,
    CVoid,
    ExtType,
    Func,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    Unknown,
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
                return view_of(self, node)
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
        kind, value = exception_clause(self, exception, result)
        return Func(result, params, tuple(a.arg for a in args), 0, vararg, kind, value, bool(nogil), bool(with_gil))

    def element(self, node: ast.expr | None) -> Type:
        """The type that `node` spells for elements of views: also those that only memory holds (`CFloat.storage`)."""
        before, self._stored = self._stored, True
        try:
            return self.resolve(node)
        finally:
            self._stored = before

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
            return buffer_of(self, node, base)
        return base  # list[int] and the like: element types of builtin containers are not C types


def decay(type_: Type) -> Type:
    """A parameter of array type is a pointer, one of function type a pointer to it."""
    if isinstance(type_, CArray):
        return Ptr(type_.element)
    if isinstance(type_, Func):
        return Ptr(type_)
    return type_
