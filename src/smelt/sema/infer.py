"""Types of expressions, and of what loops go through.

`Typer.type_of` must agree with what `build` makes of an expression, or say ``object``. `localtypes` has the types of
variables without a declaration.
"""

from __future__ import annotations

import ast

from smelt.sema import cppinfer
from smelt.sema.env import ModuleEnv
from smelt.sema.localtypes import computed, decayed, infer_variable
from smelt.sema.resulttypes import (
    builtin_result,
    common_type,
    constant_type,
    is_new_axis,
    method_type,
    part_type,
    suffixed_type,
)
from smelt.sema.scopes import Scope, find
from smelt.sema.symbols import (
    CFunction,
    Constant,
    CythonName,
    FusedFunction,
    ModuleName,
    Symbol,
    TypeName,
    Variable,
)
from smelt.sema.typeexpr import TypeResolver
from smelt.syntax import nodes as c
from smelt.types import (
    BINT,
    DICT,
    DOUBLE,
    LIST,
    LONG,
    OBJECT,
    SET,
    SIZE,
    SSIZE,
    STR,
    TUPLE,
    VOID_PTR,
    Buffer,
    CArray,
    CBool,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    CTuple,
    ExtType,
    Func,
    FusedFunc,
    Method,
    Ptr,
    PyObj,
    Ref,
    Struct,
    Type,
    View,
    counter,
    is_number,
    strip_const,
    value_type,
)
from smelt.types.cpp import CppClass, ScopedEnum, strip_ref
from smelt.types.cythonview import VIEW_ARRAY, view_type
from smelt.types.rules import bounds, counter_result, promote

_OPERATORS: dict[type[ast.operator], str] = {
    ast.Add: "+", ast.Sub: "-", ast.Mult: "*", ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%", ast.Pow: "**",
    ast.LShift: "<<", ast.RShift: ">>", ast.BitOr: "|", ast.BitXor: "^", ast.BitAnd: "&", ast.MatMult: "@",
}  # fmt: skip


COMPARISONS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">=", ast.Eq: "==", ast.NotEq: "!=",
}  # fmt: skip


def operator_of(node: ast.operator) -> str:
    return _OPERATORS[type(node)]


class Typer:
    """Answers what type an expression has in a scope; what it finds for a variable is kept there."""

    def __init__(self, env: ModuleEnv) -> None:
        self.env = env
        self.resolver = TypeResolver(env)
        self._pending: set[Variable] = set()
        self.power_names: dict[Scope, set[str]] = {}
        self.used_otherwise: dict[Scope, set[str]] = {}
        self.settings: dict[Scope, dict[str, object]] = {}  # directives of functions that set some

    # --- variables ---

    def variable_type(self, variable: Variable, scope: Scope) -> Type:
        if variable.type is None:
            if variable in self._pending:
                return OBJECT
            self._pending.add(variable)
            found = infer_variable(self, variable, scope)
            self._pending.discard(variable)
            variable.type = found
        return variable.type

    def is_prange(self, node: ast.AST, scope: Scope) -> bool:
        hit = self.symbol(node, scope)
        return hit is not None and isinstance(hit[1], CythonName) and hit[1].path == "cython.parallel.prange"

    def iteration_type(self, node: ast.expr, scope: Scope, target: ast.expr | None = None) -> Type | None:
        """The element type of a loop over a C array, a slice of a pointer or a view, where a local may have it."""
        if isinstance(node, ast.Call) and self.is_builtin(node.func, "reversed", scope) and len(node.args) == 1:
            node = node.args[0]
            if not isinstance(strip_const(self.type_of(node, scope)), CppClass):
                return None
        type_ = strip_const(self.type_of(node, scope))
        element: Type | None = None
        if isinstance(type_, CArray):
            element = type_.element
        elif isinstance(type_, View):
            element = part_type(type_, [ast.Constant(0)])
        elif isinstance(type_, CppClass):
            element = cppinfer.element_of(type_)
            if isinstance(element, CppClass | Ptr | Struct | ScopedEnum):
                return element
            if isinstance(element, CInt) and isinstance(target, ast.Name) and target.id not in computed(scope):
                return element  # it is never more than handed on
        element = strip_const(element) if element is not None else None
        if isinstance(element, ExtType) and element.info.laid_out and isinstance(type_, View):
            return element
        return element if isinstance(element, CFloat | CComplex | Struct | View) else None

    def range_args(self, node: ast.expr, scope: Scope) -> list[ast.expr] | None:
        """The bounds and step of ``range(…)``, or of ``prange(…)``, whose options do not say how often it runs."""
        if not isinstance(node, ast.Call):
            return None
        if not any(self.is_builtin(node.func, name, scope) for name in ("range", "xrange")):
            if not self.is_prange(node.func, scope):
                return None
        elif node.keywords:
            return None
        if not 1 <= len(node.args) <= 3 or any(isinstance(a, ast.Starred) for a in node.args):
            return None
        return node.args

    @staticmethod
    def literal(node: ast.AST) -> int | None:
        """The value of an integer literal, with a sign or without."""
        if isinstance(node, ast.Constant) and type(node.value) is int:
            return node.value
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            inner = Typer.literal(node.operand)
            return None if inner is None else -inner
        return None

    def _literals(self, nodes: list[ast.expr]) -> Type | None:
        """One of several integer literals is a Python int within their bounds."""
        values = [self.literal(node) for node in nodes]
        known = [v for v in values if v is not None]
        return counter(min(known), max(known)) if len(known) == len(values) else None

    # --- names ---

    def symbol(self, node: ast.AST, scope: Scope) -> tuple[Scope | None, Symbol] | None:
        """What a name or dotted name stands for: the scope's variable first, then C members of the module."""
        if isinstance(node, ast.Name):
            hit = find(scope, node.id)
            if hit is not None and hit[0].kind != "module":
                return hit
            member = self.env.members.get(node.id)
            if member is not None:
                return None, member
            return hit
        if isinstance(node, ast.Attribute):
            base = self.symbol(node.value, scope)
            if base is not None and isinstance(base[1], ModuleName):
                member = base[1].members.get(node.attr)
                return (None, member) if member is not None else None
            if base is not None and isinstance(base[1], TypeName) and node.attr in base[1].members:
                return None, base[1].members[node.attr]
            if base is not None and isinstance(base[1], CythonName) and view_type(base[1].path) is None:
                return None, CythonName(node.attr, f"{base[1].path}.{node.attr}")
        return None

    def is_builtin(self, node: ast.AST, name: str, scope: Scope) -> bool:
        """Whether `node` is the builtin `name`, not shadowed by the program."""
        return isinstance(node, ast.Name) and node.id == name and self.symbol(node, scope) is None

    # --- expressions ---

    def type_of(self, node: ast.AST, scope: Scope) -> Type:
        match node:
            case ast.Constant():
                return constant_type(node.value)
            case c.CNumber():
                return suffixed_type(node.value, node.suffix)
            case c.CChar():
                return self.resolver.resolve(c.CTypeName("char"))
            case c.CNull():
                return VOID_PTR
            case ast.Name() | ast.Attribute():
                return self._name(node, scope)
            case ast.NamedExpr():
                return self.type_of(node.value, scope)
            case ast.BinOp():
                left, right = self.type_of(node.left, scope), self.type_of(node.right, scope)
                return self._binary(operator_of(node.op), left, right, node.right, node.left)
            case ast.UnaryOp():
                return self._unary(node, scope)
            case ast.Compare():
                return self._compare(node, scope)
            case ast.BoolOp():
                return self._literals(node.values) or common_type([self.type_of(v, scope) for v in node.values])
            case ast.IfExp():
                branches = [node.body, node.orelse]
                return self._literals(branches) or common_type([self.type_of(n, scope) for n in branches])
            case ast.Subscript():
                return self._subscript(node, scope)
            case ast.Call():
                return self._call(node, scope)
            case c.CCast():
                return self._cast(node, scope)
            case c.CNew():
                made = self.resolver.resolve(node.type)
                return Ptr(made) if isinstance(made, CppClass) else OBJECT
            case c.CAddressOf():
                inner = self.type_of(node.value, scope)
                return OBJECT if isinstance(inner, PyObj) else Ptr(inner)
            case c.CSizeOf():
                return SIZE
            case ast.List() | ast.ListComp():
                return LIST
            case ast.Dict() | ast.DictComp():
                return DICT
            case ast.Set() | ast.SetComp():
                return SET
            case ast.Tuple():
                return TUPLE
            case ast.JoinedStr():
                return STR
        return OBJECT

    def _cast(self, node: c.CCast, scope: Scope) -> Type:
        """Pointers and C arrays that are cast to a view type become arrays."""
        if isinstance(node.type, c.CViewType):
            if isinstance(strip_const(self.type_of(node.value, scope)), Ptr | CArray):
                return VIEW_ARRAY
            if any(isinstance(axis, ast.Slice) and (axis.lower or axis.upper) for axis in node.type.axes):
                return OBJECT
        type_ = self.resolver.resolve(node.type)
        return strip_ref(type_) if isinstance(type_, Ref) else type_

    def _name(self, node: ast.expr, scope: Scope) -> Type:
        hit = self.symbol(node, scope)
        if hit is not None:
            owner, symbol = hit
            if isinstance(symbol, Variable):
                return self.variable_type(symbol, owner or scope)
            if isinstance(symbol, Constant):
                return symbol.type or constant_type(symbol.value)
            if isinstance(symbol, CFunction | FusedFunction) and symbol.ufunc:
                return OBJECT
            if isinstance(symbol, CFunction):
                return OBJECT if symbol.kind == "cpdef" else symbol.func
            if isinstance(symbol, FusedFunction):
                return FusedFunc(symbol.name, symbol)
            return OBJECT
        if isinstance(node, ast.Attribute):
            return self._attribute(node, scope)
        return OBJECT

    def _attribute(self, node: ast.Attribute, scope: Scope) -> Type:
        of_object = cppinfer.attribute_type(self, node, scope)
        if of_object is not None:
            return of_object
        base = strip_const(self.type_of(node.value, scope))
        if isinstance(base, Ptr):
            base = strip_const(base.target)
        if isinstance(base, Struct):
            return base.fields.get(node.attr, OBJECT)
        ext = base.owner if isinstance(base, Buffer) else base
        if isinstance(ext, ExtType):
            found = ext.find_field(node.attr)
            return found[1] if found is not None else OBJECT
        if isinstance(base, View):
            if node.attr == "T":
                return View(base.dtype, tuple(reversed(base.axes)), base.const)
            if node.attr == "ndim":
                return LONG
            if node.attr in ("size", "nbytes", "itemsize"):
                return SSIZE
        if isinstance(base, CComplex) and node.attr in ("real", "imag"):
            return base.real
        return OBJECT

    def beside(self, node: ast.AST | None, type_: Type, other: Type) -> Type:
        """The type of an operand: of one literal or another it is that of a literal where the other operand has one."""
        if isinstance(node, ast.IfExp) and isinstance(type_, CCounter) and isinstance(other, CInt):
            declared = not isinstance(other, CCounter | CBool)
            return LONG if declared and self._literals([node.body, node.orelse]) is not None else type_
        return type_

    def _binary(self, op: str, left: Type, right: Type, right_node: ast.AST, left_node: ast.AST | None = None) -> Type:
        left, right = strip_const(left), strip_const(right)
        left, right = self.beside(left_node, left, right), self.beside(right_node, right, left)
        if isinstance(left, CppClass) or isinstance(right, CppClass):
            return cppinfer.binary_type(self, op, left, right) or OBJECT
        if isinstance(left, Ptr | CArray) and op in "+-":
            return SSIZE if isinstance(right, Ptr | CArray) else decayed(left)
        if isinstance(right, Ptr) and op == "+":
            return right
        if not (is_number(left) and is_number(right)):
            return OBJECT
        if isinstance(left, CCounter) or isinstance(right, CCounter):
            first = bounds(left)
            literal = self.literal(right_node)
            second = (literal, literal) if literal is not None else bounds(right)
            if first is None or second is None:
                if isinstance(left, CFloat | CComplex) or isinstance(right, CFloat | CComplex):
                    return promote(left, right) or OBJECT
                return OBJECT
            return counter_result(op, first, second) or OBJECT
        if op == "/" and isinstance(left, CInt) and isinstance(right, CInt):
            return DOUBLE
        if op == "**":
            return OBJECT if isinstance(left, CInt) and isinstance(right, CInt) else promote(left, right) or OBJECT
        if op == "@":
            return OBJECT
        return promote(left, right) or OBJECT

    def augmented(self, node: ast.AugAssign, left: Type, scope: Scope) -> Type:
        """The type of what ``x += value`` gives `x`, if it had the type `left`."""
        return self._binary(operator_of(node.op), left, self.type_of(node.value, scope), node.value)

    def _unary(self, node: ast.UnaryOp, scope: Scope) -> Type:
        if isinstance(node.op, ast.Not):
            return cppinfer.unary_type("!", self.type_of(node.operand, scope)) or BINT
        literal = self.literal(node)
        if literal is not None:
            return constant_type(literal)
        inner = strip_const(self.type_of(node.operand, scope))
        if isinstance(inner, CppClass):
            word = {ast.USub: "-", ast.UAdd: "+", ast.Invert: "~"}[type(node.op)]
            return cppinfer.unary_type(word, inner) or OBJECT
        if isinstance(inner, CCounter):
            if isinstance(node.op, ast.USub):
                return counter(-inner.high, -inner.low) or OBJECT
            return inner if isinstance(node.op, ast.UAdd) else OBJECT
        if is_number(inner):
            return promote(inner, inner) or OBJECT
        return OBJECT

    def _compare(self, node: ast.Compare, scope: Scope) -> Type:
        if len(node.ops) == 1 and isinstance(node.ops[0], ast.Is | ast.IsNot | ast.In | ast.NotIn):
            return BINT
        types = [strip_const(self.type_of(n, scope)) for n in [node.left, *node.comparators]]
        if len(types) == 2 and any(isinstance(t, CppClass) for t in types):
            return cppinfer.binary_type(self, COMPARISONS[type(node.ops[0])], types[0], types[1]) or OBJECT
        if len(types) == 2 and any(isinstance(t, View) for t in types):
            # a view compared with None is a test of C
            return BINT if any(is_new_axis(n) for n in (node.left, *node.comparators)) else OBJECT
        return BINT if all(not isinstance(t, PyObj) for t in types) else OBJECT

    def _subscript(self, node: ast.Subscript, scope: Scope) -> Type:
        if isinstance(node.value, ast.Attribute) and node.value.attr in ("shape", "strides", "suboffsets"):
            owner = self.type_of(node.value.value, scope)
            if isinstance(owner, View | Buffer) or (isinstance(owner, ExtType) and owner.name == "ndarray"):
                return SSIZE
        base = strip_const(self.type_of(node.value, scope))
        if isinstance(base, FusedFunc):
            from smelt.sema.specialise import index_type

            return index_type(self.env, base, node.slice)
        if isinstance(base, CppClass):
            return cppinfer.item_type(self, base, node.slice, scope) or OBJECT
        if isinstance(base, Ptr):
            return base.target if not isinstance(node.slice, ast.Slice) else OBJECT
        if isinstance(base, CArray):
            return base.element if not isinstance(node.slice, ast.Slice) else OBJECT
        indices = node.slice.elts if isinstance(node.slice, ast.Tuple) else [node.slice]
        plain = not any(isinstance(i, ast.Slice | ast.Starred) or _none_or_ellipsis(i) for i in indices)
        if isinstance(base, View):
            return value_type(part_type(base, list(indices)))
        if isinstance(base, Buffer) and plain and len(indices) == base.view.ndim:
            if all(isinstance(strip_const(self.type_of(i, scope)), CInt) for i in indices):
                return value_type(base.view.dtype)
        if isinstance(base, CTuple):
            index = self.literal(node.slice)
            if index is not None and -len(base.items) <= index < len(base.items):
                return base.items[index]
        return OBJECT

    def _call_of_part(self, node: ast.Call, function: ast.Attribute | ast.Subscript, scope: Scope) -> Type:
        """The type of a call of a method, or of what an index gives."""
        from smelt.sema.specialise import fused_method_type

        if isinstance(function, ast.Attribute):
            method = self._method(function, scope)
            if method is not None:
                return method.func.returns
            if function.attr == "__new__" and node.args and not node.keywords:
                hits = [self.symbol(n, scope) for n in (function.value, node.args[0])]
                named = [h[1].type for h in hits if h is not None and isinstance(h[1], TypeName)]
                if len(named) == 2 and named[0] == named[1] and isinstance(named[0], ExtType):
                    return named[0] if named[0].info.laid_out else OBJECT
            base = strip_const(self.type_of(function.value, scope))
            if isinstance(base, View) and not node.args:
                return method_type(base, function.attr) or OBJECT
            return fused_method_type(self, node, scope)
        target = self.type_of(function, scope)
        return target.returns if isinstance(target, Func) else fused_method_type(self, node, scope)

    def _method(self, node: ast.Attribute, scope: Scope) -> Method | None:
        """The C method that an attribute names."""
        hit = self.symbol(node.value, scope)
        type_ = hit[1].type if hit is not None and isinstance(hit[1], TypeName) else self.type_of(node.value, scope)
        type_ = strip_const(type_)
        type_ = type_.owner if isinstance(type_, Buffer) else type_
        return type_.find_method(node.attr) if isinstance(type_, ExtType) else None

    def _call(self, node: ast.Call, scope: Scope) -> Type:
        found = cppinfer.call_type(self, node, scope) if self.env.options.cplus else None
        if found is not None:
            return found
        hit = self.symbol(node.func, scope)
        if hit is not None:
            symbol = hit[1]
            if isinstance(symbol, CythonName):
                return view_type(symbol.path) or OBJECT
            if isinstance(symbol, CFunction | FusedFunction) and symbol.ufunc:
                return OBJECT
            if isinstance(symbol, CFunction):
                return symbol.func.returns
            if isinstance(symbol, TypeName):
                made = symbol.type
                return made if isinstance(made, ExtType) and made.info.laid_out else OBJECT
            if isinstance(symbol, FusedFunction):
                from smelt.sema.specialise import call_type

                return call_type(self, symbol, node, scope)
            if isinstance(symbol, Variable) and symbol.type is not None:
                type_ = symbol.type.target if isinstance(symbol.type, Ptr) else symbol.type
                return type_.returns if isinstance(type_, Func) else OBJECT
            return OBJECT
        if isinstance(node.func, ast.Attribute | ast.Subscript):
            return self._call_of_part(node, node.func, scope)
        if isinstance(node.func, ast.Name) and not node.keywords and node.args:
            return builtin_result(node.func.id, [strip_const(self.type_of(a, scope)) for a in node.args])
        return OBJECT


def _none_or_ellipsis(node: ast.AST) -> bool:
    """Whether an index is None or an ellipsis, so that the result is not an item."""
    return isinstance(node, ast.Constant) and (node.value is None or node.value is Ellipsis)
