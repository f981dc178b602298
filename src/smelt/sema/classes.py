"""Extension types: what a ``cdef class`` declares, in a module, in its ``.pxd`` and in those of others.

Before: `CClassDef` nodes. After: an `ExtType` for each, with fields, C methods and their places in the vtable; those
that this module defines are in `ModuleEnv.classes` with the code of their methods.
"""

from __future__ import annotations

import ast
import builtins
from typing import TYPE_CHECKING, Literal

from smelt.records import replace
from smelt.sema.constants import constant_value
from smelt.sema.cpptypes import need_default
from smelt.sema.fused import combinations, fused_types, specialised
from smelt.sema.scopes import analyse_function
from smelt.sema.symbols import CFunction, CythonName, ExtClass, FusedFunction, TypeName
from smelt.sema.typeexpr import NAMED_TYPES
from smelt.sema.wording import article, closest
from smelt.syntax import nodes as c
from smelt.types import (
    UNKNOWN,
    Buffer,
    Builtin,
    CArray,
    CVoid,
    ExtType,
    Func,
    Fused,
    Method,
    PyObj,
    Ref,
    Type,
    strip_const,
)
from smelt.types.cpp import CppClass
from smelt.types.fused import specialisation_key
from smelt.types.kinds import ExtInfo
from smelt.types.words import KEYWORDS

if TYPE_CHECKING:
    from smelt.sema.declare import Declarer

# Fields that are no C attributes, and say something else.
OWN_MEANING = ("__dict__", "__weakref__", "__cythonbufferdefaults__")
# Builtin types of varying size have no room for further fields.
_NO_BASE = ("tuple", "bytes", "int", "str", "bool", "slice", "range", "memoryview", "type")


def forward_class(d: Declarer, node: c.CClassDef) -> ExtType:
    """The type that a class statement names, made when it is first heard of."""
    found = d.env.members.get(node.name)
    if isinstance(found, TypeName) and isinstance(found.type, ExtType):
        return found.type
    module, own = d.env.name, d.env.root
    spec = dict(node.spec)
    name = node.name if own else f"{module}_{node.name}".replace(".", "_")
    cname = f"struct {spec.get('object') or f'o_{name}'}"
    type_ = ExtType(node.name, module, cname)
    type_.info.own, type_.info.laid_out = own, True
    d.add(TypeName(node.name, type_), node)
    if own:
        d.env.classes[node.name] = ExtClass(type_)
    return type_


def extern_class(d: Declarer, node: c.CClassDef) -> None:
    """An extension type that another module defines in C: known by name and by the struct of its objects."""
    package, _, name = node.name.rpartition(".")
    module = node.module or package or (d.env.name if not d.env.root else None)
    module = "builtins" if module == "__builtin__" else module
    spec = dict(node.spec)
    type_ = ExtType(name, module, str(spec.get("object", "PyObject")), None)
    d.add(TypeName(name, type_), node)
    _base(d, node, type_)
    for inner in node.body or ():
        if isinstance(inner, c.CVarDef):
            _fields(d, inner, type_)


def declare_class(d: Declarer, node: c.CClassDef) -> None:
    """A class with Smelt's layout: of this module, or of one whose ``.pxd`` is read."""
    type_ = forward_class(d, node)
    if node.body is None:
        return
    known = d.env.classes.get(node.name)
    if known is not None:
        if known.node is node:
            return  # a class in front inherits from it
        if known.node is not None:
            line = d.env.span(known.node).line
            d.env.error("E0370", node, f"'{node.name}' is declared twice", f"first declared in line {line}")
            return
        known.header = known.header or d.env.span(node)
        known.shared |= not d.definition
        if d.definition:
            known.node = node
    if node.bases or type_.info.base is None:
        _base(d, node, type_)
    _decorators(d, node, type_)
    for inner in node.body:
        if isinstance(inner, c.CVarDef):
            _fields(d, inner, type_)
        elif isinstance(inner, c.CStruct | c.CEnum | c.CTypedef | c.CppClass | c.CClassDef | c.CFused):
            d.env.error("E0376", inner, "a type cannot be declared in an extension type", "move it to the module")
    functions = [n for n in node.body if isinstance(n, c.CFuncDef)]
    base = type_.line()[1:]
    inherits = any(t.info.vtable for t in base)
    if any(not _is_static(n) for n in functions):
        type_.info.vtable = True
    type_.info.vtable |= inherits
    type_.info.introduces = type_.info.vtable and not inherits
    for inner in functions:
        fused = fused_types(d.env, inner)
        if fused:
            _fused_method(d, inner, type_, fused)
        else:
            _method(d, inner, type_)
    _python_methods(d, node, type_)


def _decorators(d: Declarer, node: c.CClassDef, type_: ExtType) -> None:
    if any(_is_final(d, n) for n in node.decorator_list):
        type_.info.final = True


def _is_final(d: Declarer, decorator: ast.expr) -> bool:
    symbol = d.types.lookup(decorator.func if isinstance(decorator, ast.Call) else decorator)
    return isinstance(symbol, CythonName) and symbol.path == "cython.final"


def _symbol(method: Method) -> CFunction:
    assert isinstance(method.symbol, CFunction)
    return method.symbol


def _base(d: Declarer, node: c.CClassDef, type_: ExtType) -> None:
    """What the class inherits from: one extension or builtin type."""
    if len(node.bases) > 1:
        d.env.error(
            "E0395", node.bases[1], f"'{node.name}' has more than one base",
            "an extension type inherits from one type; a Python class can inherit from several",
        )  # fmt: skip
    for base in node.bases[:1]:
        found = _base_type(d, base, node)
        if found is not None:
            type_.info.base = found


def _base_type(d: Declarer, base: ast.expr, node: c.CClassDef) -> PyObj | None:
    symbol = d.types.lookup(base)
    if isinstance(symbol, TypeName) and isinstance(symbol.type, ExtType):
        found = symbol.type
        if found.info.final:
            d.env.error("E0395", base, f"'{found}' is final: nothing can inherit from it")
            return None
        known = d.env.classes.get(found.name) if found.info.own else None
        if known is not None and known.header is None and not d.declare_ahead(found.name):
            d.env.error("E0395", base, f"'{found}' is not defined", "its class needs a body")
            return None
        if node.name in (t.name for t in found.line()) and found.info.own:
            d.env.error("E0395", base, f"'{node.name}' cannot inherit from itself")
            return None
        d.env.need(symbol.header)
        return found
    name = base.id if isinstance(base, ast.Name) else ""
    if symbol is None and name == "object":
        return None
    exception = getattr(builtins, name, None)
    if symbol is None and isinstance(exception, type) and issubclass(exception, BaseException):
        return Builtin(name)
    if symbol is None and isinstance(NAMED_TYPES.get(name), Builtin):
        if name in _NO_BASE:
            d.env.error("E0395", base, f"an extension type cannot inherit from '{name}'",
                        "its objects have no room for fields; a Python class can inherit from it")  # fmt: skip
            return None
        return Builtin(name)
    if symbol is None and name in ("float", "complex"):
        return Builtin(name)
    types = [n for n, s in d.env.members.items() if isinstance(s, TypeName) and isinstance(s.type, ExtType)]
    hint = closest(name, types) or "an extension type inherits from extension types; cimport it, or make this a class"
    d.env.error("E0395", base, f"'{ast.unparse(base)}' is not an extension type", hint)
    return None


# --- fields -----------------------------------------------------------------------------------------------------------


def _fields(d: Declarer, node: c.CVarDef, type_: ExtType) -> None:
    info = type_.info
    for var in node.vars:
        if var.name in OWN_MEANING:
            if var.name == "__cythonbufferdefaults__":
                _buffer_defaults(d, var, info)
            else:
                info.special_fields.add(var.name)
            continue
        found = d.types.resolve(var.type)
        if isinstance(found, Func):
            d.env.error("E0379", var, f"the method '{var.name}' needs a parameter for the object", "name it 'self'")
            continue
        found = _field_type(d, var, found, type_)
        if var.value is not None:
            d.env.error(
                "E0374", var.value, f"field '{var.name}' of '{type_.name}' cannot have an initial value",
                "set it in __cinit__",
            )  # fmt: skip
        first = type_.find_field(var.name)
        if first is not None or type_.find_method(var.name) is not None:
            place = "" if first is None or first[0] is type_ else f": its base '{first[0]}' has it"
            d.env.error("E0372", var, f"'{var.name}' is declared twice in '{type_.name}'{place}")
            continue
        info.fields[var.name] = found
        info.field_cnames[var.name] = var.cname or (_field_cname(var.name) if info.laid_out else var.name)
        if node.visibility in ("public", "readonly"):
            info.visibility[var.name] = node.visibility


def _buffer_defaults(d: Declarer, var: c.CVar, info: ExtInfo) -> None:
    """What a declaration of a buffer of the type, ``Type[double]``, leaves out."""
    if not isinstance(var.value, ast.Dict):
        d.env.error("E0374", var, f"'{var.name}' is a dict of buffer options", '{"ndim": 1, "mode": "c"}')
        return
    for key, value in zip(var.value.keys, var.value.values, strict=True):
        name = constant_value(key, d.env) if key is not None else None
        if isinstance(name, str | bytes):
            info.buffer_defaults[name if isinstance(name, str) else name.decode()] = constant_value(value, d.env)


def _field_cname(name: str) -> str:
    """A field's name in C: what may be a keyword or a macro there is spelled otherwise."""
    macro = name.isupper() or name in ("errno", "stdin", "stdout", "stderr", "linux", "unix", "assert")
    text = "".join(ch if ch.isascii() else f"_{ord(ch):x}_" for ch in name)
    return f"{text}_" if macro or name in KEYWORDS else text


def _field_type(d: Declarer, var: c.CVar, found: Type, type_: ExtType) -> Type:
    """The type of a field, where it is one that a struct can hold."""
    plain = strip_const(found)
    if isinstance(plain, Buffer):
        d.env.error(
            "E0545", var, f"the buffer type '{plain}' is only for local variables and parameters",
            f"declare '{var.name}' as a view: '{plain.view} {var.name}'",
        )  # fmt: skip
    elif isinstance(plain, CVoid):
        d.env.error("E0379", var, f"variable '{var.name}' cannot have the type 'void'")
    elif isinstance(plain, CArray) and plain.length is None and type_.info.laid_out:
        d.env.error("E0381", var, f"the array '{var.name}' has no size")
    elif isinstance(plain, Ref):
        d.env.error("E0393", var, f"the attribute '{var.name}' cannot be a reference ('{plain}')", "use a pointer")
    elif (
        isinstance(plain, CppClass)
        and type_.info.laid_out
        and not need_default(d.env, plain, f"the attribute '{var.name}'", var.name, var)
    ):
        return UNKNOWN
    else:
        return found
    return UNKNOWN


# --- methods ----------------------------------------------------------------------------------------------------------


def _is_static(node: c.CFuncDef) -> bool:
    return any(isinstance(n, ast.Name) and n.id == "staticmethod" for n in node.decorator_list)


def _fused_method(d: Declarer, node: c.CFuncDef, type_: ExtType, fused: tuple[Fused, ...]) -> None:
    """A method of fused types: one method for each choice of them, with a place of its own in the vtable."""
    kind: Literal["cdef", "cpdef"] = "cpdef" if node.kind == "cpdef" else "cdef"
    symbol = FusedFunction(node.name, node, fused, kind, type_.module, static=_is_static(node))
    symbol.span = d.env.span(node)
    scopes = d.env.scopes
    scope = scopes.of[node] if scopes is not None and node.body is not None else None
    hidden = frozenset(scope.variables) if scope is not None else frozenset[str]()
    for members in combinations(fused):
        copy = specialised(d.env, node, dict(zip(fused, members, strict=True)), hidden)
        assert isinstance(copy, c.CFuncDef)
        if scopes is not None and scope is not None and scope.parent is not None:
            analyse_function(copy, scope.parent, scopes, d.env.source, d.env.diagnostics)
        key = specialisation_key(node.name, members)
        with d.env.diagnostics.one_a_place():
            _method(d, copy, type_, key)
        method = type_.info.methods.get(key)
        if method is not None:
            symbol.known[members] = _symbol(method)
    type_.info.fused[node.name] = symbol


def _method(d: Declarer, node: c.CFuncDef, type_: ExtType, key: str | None = None) -> None:
    """A ``cdef`` or ``cpdef`` method: where it is called through, and the code of one that is defined here.

    `key` is the name of a specialisation among the methods.
    """
    key = key or node.name
    static = _is_static(node)
    args = [*node.args.posonlyargs, *node.args.args]
    if not static and not args:
        d.env.error("E0379", node, f"the method '{node.name}' needs a parameter for the object", "name it 'self'")
        return
    declared = type_.info.methods.get(key)
    inherited = next((t.info.methods[key] for t in type_.line()[1:] if key in t.info.methods), None)
    over = declared or inherited
    for base in type_.line()[1:]:
        fused = node.name in base.info.fused
        if fused is (key == node.name) and (fused or node.name in base.info.methods):
            has = "fused types, this one has none" if fused else "no fused types, this one has"
            d.env.error("E0396", node, f"'{node.name}' overrides '{base}.{node.name}', which has {has}")
            return
    if not static:
        _self_parameter(args[0])
    for arg in args if node.body is None else ():
        _lone_name(d, arg)
    func = d.signature(node)
    if func is None:
        return
    if not static:
        func = replace(func, params=(type_, *func.params[1:]))
    if over is not None:
        func = _override(d, node, func, over, type_, declared is not None)
    if type_.find_field(node.name) is not None:
        d.env.error("E0372", node, f"'{node.name}' is declared twice in '{type_.name}'", "it is an attribute as well")
    kind: Literal["cdef", "cpdef"] = "cpdef" if node.kind == "cpdef" or (over and over.cpdef) else "cdef"
    cname = node.cname or f"{type_.name}_{key}"
    symbol = CFunction(node.name, func, cname, kind, node, type_.module, bool(node.inline), owner=type_, static=static)
    if declared is not None and isinstance(declared.symbol, CFunction):
        _completed(d, node, symbol, declared.symbol)
    symbol.defaults = [*node.args.defaults, *(v for v in node.args.kw_defaults if v is not None)]
    symbol.default_slots = [None] * len(symbol.defaults)
    symbol.span = d.env.span(node)
    symbol.final = any(_is_final(d, n) for n in node.decorator_list) or bool(over and _symbol(over).final and declared)
    if over is not None and declared is None and _symbol(over).final:
        d.env.error("E0396", node, f"'{over.owner}.{node.name}' is final: it cannot be overridden")
    owner = None if static else over.owner if over is not None and over.owner is not None else type_
    type_.info.methods[key] = Method(key, func, owner, symbol, kind == "cpdef", static)
    if d.env.root and node.body is not None:
        d.env.functions.append(symbol)


def _self_parameter(arg: ast.arg) -> None:
    """The first parameter is the object, whatever is written; without a body a lone name reads as a type."""
    if isinstance(arg, c.CArg):
        if not arg.arg and isinstance(arg.ctype, ast.Name):
            arg.arg = arg.ctype.id
        arg.ctype = None
        arg.arg = arg.arg or "self"


def _lone_name(d: Declarer, arg: ast.arg) -> None:
    """A lone word that is no type is the name of an object parameter."""
    if isinstance(arg, c.CArg) and not arg.arg and isinstance(arg.ctype, ast.Name):
        if d.types.lookup(arg.ctype) is None and arg.ctype.id not in NAMED_TYPES:
            arg.arg, arg.ctype = arg.ctype.id, None


def _completed(d: Declarer, node: c.CFuncDef, symbol: CFunction, old: CFunction) -> None:
    """A definition behind its declaration: what only one of them says holds for both."""
    if getattr(old.node, "body", None) is not None and node.body is not None:
        line = f"first defined in line {old.span.line}" if old.span is not None else None
        d.env.error("E0370", node, f"method '{node.name}' is defined twice", line)
    symbol.cname = old.cname
    symbol.inline = symbol.inline or old.inline


def _override(d: Declarer, node: c.CFuncDef, func: Func, over: Method, type_: ExtType, same: bool) -> Func:
    """Hold a method against the one of a base (or its declaration, if `same`); its type, completed from there."""
    what = "its declaration" if same else f"'{over.owner or type_}.{node.name}'"
    mine, theirs = func.params[1:], over.func.params[1:]
    if node.exception is None and not isinstance(func.returns, PyObj) and func.returns == over.func.returns:
        func = replace(func, except_kind=over.func.except_kind, except_value=over.func.except_value)
    if over.func.nogil and not func.nogil:
        if same:
            func = replace(func, nogil=True)
        else:
            d.env.error("E0396", node, f"'{node.name}' overrides {what}, which needs no GIL", "declare it nogil")
    wrong = None
    least, most = len(mine) - func.optional, len(mine)
    base_least, base_most = len(theirs) - over.func.optional, len(theirs)
    if strip_const(func.returns) != strip_const(over.func.returns) and not _narrower(func.returns, over.func.returns):
        wrong = f"it returns {article(func.returns)}, not {article(over.func.returns)}"
    elif most < base_most or least > base_least:
        wrong = f"it takes {_count(least, most)}, not {_count(base_least, base_most)}"
    else:
        for name, a, b in zip(func.names[1:], mine, theirs, strict=False):
            if strip_const(a) != strip_const(b) and not (isinstance(a, PyObj) and isinstance(b, PyObj)):
                wrong = f"its parameter '{name}' is {article(a)}, not {article(b)}"
                break
    if wrong is None and (func.except_kind, func.except_value) != (over.func.except_kind, over.func.except_value):
        wrong = "it reports errors in another way: repeat the 'except' clause"
    if wrong is not None:
        d.env.error("E0396", node, f"the signature of '{node.name}' does not fit {what}: {wrong}")
        return func
    return replace(func, optional=max(func.optional, over.func.optional)) if same else func


def _narrower(mine: Type, theirs: Type) -> bool:
    """Whether an object result is one of the other's kind."""
    if not isinstance(mine, PyObj) or not isinstance(theirs, PyObj):
        return False
    return type(theirs) is PyObj or (isinstance(mine, ExtType) and theirs in mine.line())


def _count(least: int, most: int) -> str:
    wanted = f"{most}" if least == most else f"{least} to {most}"
    return f"{wanted} argument{'' if wanted == '1' else 's'}"


def _python_methods(d: Declarer, node: c.CClassDef, type_: ExtType) -> None:
    """``def`` methods: their names, and that they hide no C method."""
    for inner in node.body or ():
        if isinstance(inner, ast.FunctionDef):
            type_.info.python_names.add(inner.name)
            over = type_.find_method(inner.name)
            if over is not None:
                d.env.error(
                    "E0397", inner, f"the def method '{inner.name}' would hide the C method of the same name",
                    "make it a cpdef method" if over.cpdef else "name it otherwise, or make it a cdef method",
                )  # fmt: skip
        elif isinstance(inner, c.CProperty):
            type_.info.python_names.add(inner.name)
        elif isinstance(inner, ast.Assign):
            type_.info.python_names.update(t.id for t in inner.targets if isinstance(t, ast.Name))
