"""Which of several functions a call means: conversions ranked as C++ ranks them, template parameters deduced."""

from __future__ import annotations

from collections.abc import Sequence

from smelt.records import record
from smelt.types.cpp import (
    CppClass,
    CppMethod,
    ScopedEnum,
    Substitution,
    TemplateParam,
    as_class,
    bases_of,
    constructors_of,
    is_derived,
    python_form,
    strip_ref,
    substitute,
    substitute_func,
)
from smelt.types.kinds import (
    BINT,
    OBJECT,
    Builtin,
    CArray,
    CBool,
    CChar,
    CComplex,
    CFloat,
    CInt,
    Const,
    CVoid,
    Enum,
    Func,
    Ptr,
    PyObj,
    Type,
    Unknown,
    is_number,
    strip_const,
)
from smelt.types.rules import coercion, integer_promotion, unboxable

EXACT, ADJUSTED, PROMOTED, CONVERTED, CONSTRUCTED, FROM_PYTHON = range(6)


@record(frozen=True)
class CharLiteral(Builtin):
    """A literal of one character, bytes or str: its code where an integer is needed."""


def rank(source: Type, target: Type) -> int | None:
    """How good an argument of type `source` is for a parameter of type `target`, 0 being best; None if it is none."""
    if isinstance(source, Unknown) or isinstance(target, Unknown):
        return EXACT
    wanted, have = strip_ref(target), strip_ref(source)
    if have == wanted:
        return EXACT
    if isinstance(have, PyObj):
        return _from_object(have, wanted)
    if isinstance(wanted, PyObj):
        return None if coercion(have, wanted) == "no" else FROM_PYTHON
    if isinstance(have, CArray):
        have = Ptr(have.element)
        if have == wanted:
            return ADJUSTED
    if is_number(have) and is_number(wanted):
        return _number(have, wanted)
    if isinstance(have, Ptr) and isinstance(wanted, Ptr):
        return _pointer(have, wanted)
    if isinstance(wanted, CppClass):
        return _to_class(have, wanted)
    if isinstance(have, CppClass):
        return CONSTRUCTED if converter_to(have, wanted) is not None else None
    if isinstance(have, ScopedEnum) or isinstance(wanted, ScopedEnum):
        return None
    return None if coercion(have, wanted) == "no" else CONVERTED


def _number(source: Type, target: Type) -> int | None:
    if isinstance(source, CInt) and isinstance(target, CInt):
        if source == target or (isinstance(source, CBool) and isinstance(target, CBool)):
            return EXACT
        if not isinstance(source, Enum) and not isinstance(target, Enum) and integer_promotion(source) == target:
            return PROMOTED
        return CONVERTED
    if isinstance(source, CFloat) and isinstance(target, CFloat):
        return PROMOTED if source.rank < target.rank else CONVERTED
    if isinstance(source, CComplex) and not isinstance(target, CComplex):
        return None
    if isinstance(source, CFloat) and isinstance(target, CInt):
        return CONVERTED + 1 if target != BINT else CONVERTED + 2
    return CONVERTED


def _pointer(source: Ptr, target: Ptr) -> int | None:
    inner, outer = strip_const(source.target), strip_const(target.target)
    if inner == outer:
        return ADJUSTED if isinstance(target.target, Const) else None
    if isinstance(inner, CppClass) and isinstance(outer, CppClass):
        return CONVERTED if is_derived(inner, outer) else None
    found = coercion(source, target)
    return None if found == "no" else ADJUSTED if found == "same" else CONVERTED


def _from_object(source: PyObj, target: Type) -> int | None:
    if isinstance(target, PyObj):
        return None if coercion(source, target) == "no" else ADJUSTED
    if isinstance(source, CharLiteral) and isinstance(target, CChar):
        return CONSTRUCTED
    if isinstance(source, Builtin):
        fitting = {"int": CInt, "bool": CBool, "float": CFloat, "complex": CComplex}.get(source.name)
        if fitting is not None and isinstance(target, fitting):
            return CONVERTED
        if source.name == "bytes" and isinstance(target, Ptr) and isinstance(strip_const(target.target), CChar):
            return CONSTRUCTED
    if isinstance(source, Builtin) and str(source) == "bytes" and python_form(target) == "bytes":
        return CONSTRUCTED
    if isinstance(target, CppClass):
        return FROM_PYTHON if unboxable(target) else None
    return None if coercion(source, target) == "no" else FROM_PYTHON


def _to_class(source: Type, target: CppClass) -> int | None:
    if isinstance(source, CppClass):
        if is_derived(source, target):
            return ADJUSTED
        if same_template(source, target):
            return CONSTRUCTED
    return CONSTRUCTED if constructor_from(target, source) is not None else None


_RELATED = {"std::shared_ptr", "std::unique_ptr", "std::weak_ptr", "std::pair", "std::complex"}


def same_template(source: CppClass, target: CppClass) -> bool:
    """Whether C++ knows how one class becomes the other: a ``shared_ptr`` to a base, an iterator the one
    that leads to constants.
    """
    if source.outer is not None or target.outer is not None:
        return source.outer == target.outer and target.c == f"const_{source.c}"
    if target.c == "std::function":
        return True  # of any class that can be called
    if source.c != target.c or len(source.args) != len(target.args) or source.c not in _RELATED:
        return False
    pairs = [*zip(source.args, target.args, strict=True)]
    if source.c in ("std::pair", "std::complex"):
        return all(rank(s, t) is not None for s, t in pairs)
    return all(s == t or rank(Ptr(s), Ptr(t)) is not None for s, t in pairs[:1])


# The classes whose objects are made of other values without being asked to. Of other classes nothing tells whether
# their constructors are explicit: vector(3) should not come of a 3.
_IMPLICIT = {"std::string", "std::string_view", "std::complex", "std::function", "std::optional", "std::any"}


def constructor_from(target: CppClass, source: Type) -> CppMethod | None:
    """The constructor that makes an object of `target` of one value, without a conversion by a class on the way."""
    if target.c not in _IMPLICIT and not (isinstance(source, Ptr) and isinstance(strip_const(source.target), CVoid)):
        return None
    best: tuple[int, CppMethod] | None = None
    for method in constructors_of(target):
        func = method.func
        if not len(func.params) - func.optional <= 1 <= len(func.params) or method.templates:
            continue
        wanted = strip_ref(func.params[0])
        if wanted == target or (isinstance(wanted, CppClass) and wanted != strip_ref(source)):
            continue
        found = rank(source, wanted)
        if found is not None and found < FROM_PYTHON and (best is None or found < best[0]):
            best = (found, method)
    return best[1] if best is not None else None


def converter_to(source: CppClass, target: Type) -> str | None:
    """The conversion operator of a class that gives a value of `target`."""
    names = [n for n in source.info.methods if n.startswith("operator ")]
    for name in names:
        for method in source.info.methods[name]:
            result = strip_ref(method.func.returns)
            if result == target or (is_number(result) and is_number(target)):
                return name
    return next((found for b in bases_of(source) if (found := converter_to(b, target)) is not None), None)


# --- choice -----------------------------------------------------------------------------------------------------------


def choose(methods: Sequence[CppMethod], args: Sequence[Type], given: Sequence[Type] = ()) -> CppMethod | None:
    """The overload that fits the arguments best, the first of equally good ones; None if none fits.

    `given` are template arguments that the call names.
    """
    best: tuple[tuple[int, ...], CppMethod] | None = None
    for method in methods:
        fitted = fit(method, args, given)
        if fitted is None:
            continue
        ranks, resolved = fitted
        key = (max(ranks, default=0), sum(ranks), bool(method.templates), resolved.func.vararg)
        if best is None or key < best[0]:
            best = (key, resolved)
    return best[1] if best is not None else None


def fit(method: CppMethod, args: Sequence[Type], given: Sequence[Type]) -> tuple[list[int], CppMethod] | None:
    """The ranks of the arguments and the method with its template parameters deduced; None if it does not fit."""
    func = method.func
    count = len(func.params)
    if len(args) < count - func.optional or (len(args) > count and not func.vararg):
        return None
    if len(given) > len(method.templates):
        return None
    if method.templates:
        found: Substitution = dict(zip(method.templates, given, strict=False))
        for param, arg in zip(func.params, args, strict=False):
            if not deduce(param, arg, found, frozenset(method.templates)):
                return None
        func = substitute_func(func, found)
    ranks = []
    for param, arg in zip(func.params, args, strict=False):
        quality = rank(arg, param)
        if quality is None:
            return None
        ranks.append(quality)
    return ranks, CppMethod(method.name, method.cname, func, method.templates, method.static)


def deduce(param: Type, arg: Type, found: Substitution, wanted: frozenset[TemplateParam]) -> bool:
    """Find what template parameters of `param` have to be for `arg`; False if that cannot be."""
    param, arg = strip_ref(param), strip_ref(arg)
    match param:
        case TemplateParam() if param in wanted:
            if isinstance(arg, CArray):
                arg = Ptr(arg.element)
            if isinstance(arg, Func):
                arg = Ptr(arg)
            if param in found:
                return True
            if isinstance(arg, PyObj):
                return False
            found[param] = arg
            return True
        case Ptr(target=target):
            if isinstance(arg, CArray):
                return deduce(target, arg.element, found, wanted)
            if isinstance(arg, Ptr):
                return deduce(target, arg.target, found, wanted)
            return not _mentions(target, wanted)
        case CppClass(args=args) if args:
            at = as_class(arg)
            while at is not None and (at.c != param.c or len(at.args) != len(args)):
                at = next(iter(bases_of(at)), None)
            if at is None:
                return not any(_mentions(a, wanted) for a in args)
            return all(deduce(p, a, found, wanted) for p, a in zip(args, at.args, strict=True))
        case Func() if isinstance(arg, Func) and len(arg.params) == len(param.params):
            pairs = zip((param.returns, *param.params), (arg.returns, *arg.params), strict=True)
            return all(deduce(p, a, found, wanted) for p, a in pairs)
    return True


def _mentions(type_: Type, wanted: frozenset[TemplateParam]) -> bool:
    return substitute(type_, dict.fromkeys(wanted, OBJECT)) != type_
