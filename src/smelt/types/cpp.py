"""Classes of C++: what their declarations say, with template arguments put in, and which base leads to which.

A class is declared once, with `TemplateParam`s where its parameters stand; every use of it names the arguments, and
`member` gives what a use has of the declaration, the arguments in place.
"""

from __future__ import annotations

from smelt.records import field, record
from smelt.types.kinds import CArray, CBool, Const, CTuple, Func, Ptr, Ref, Type, strip_const


@record(frozen=True)
class RvalueRef(Ref):
    """``T &&``"""

    def __str__(self) -> str:
        return f"{self.target} &&"


@record(frozen=True)
class TemplateParam(Type):
    """A type parameter of the class or function `owner`, until a type takes its place."""

    name: str
    owner: str

    def __str__(self) -> str:
        return self.name


@record(eq=False)
class CppMethod:
    """A method, constructor or operator as it is declared; `cname` is C++'s name of it."""

    name: str
    cname: str
    func: Func
    templates: tuple[TemplateParam, ...] = ()
    static: bool = False


@record(eq=False)
class CppInfo:
    """What the declaration of a class says; completed after a forward declaration.

    `optional` of the last `params` have defaults that only C++ knows: they may be left out.
    """

    params: tuple[TemplateParam, ...] = ()
    optional: int = 0
    defined: bool = False
    fields: dict[str, Type] = field(default_factory=dict)
    field_cnames: dict[str, str] = field(default_factory=dict)
    methods: dict[str, list[CppMethod]] = field(default_factory=dict)
    constructors: list[CppMethod] = field(default_factory=list)
    types: dict[str, Type] = field(default_factory=dict)
    constants: dict[str, tuple[Type, str]] = field(default_factory=dict)
    bases: list[CppClass] = field(default_factory=list)


@record(frozen=True)
class CppClass(Type):
    """A class with its template arguments; `c` is its name in C++, within `outer` where it is nested."""

    name: str = field(compare=False)
    c: str
    args: tuple[Type, ...] = ()
    outer: CppClass | None = None
    info: CppInfo = field(default_factory=CppInfo, repr=False, compare=False)

    def __str__(self) -> str:
        args = f"[{', '.join(map(str, self.args))}]" if self.args else ""
        return f"{self.outer}.{self.name}" if self.outer is not None else f"{self.name}{args}"

    @property
    def is_generic(self) -> bool:
        """Whether template arguments are still to be given."""
        return any(isinstance(arg, TemplateParam) for arg in self.args)


@record(frozen=True)
class ScopedEnum(Type):
    """``enum class``: a type of its own that becomes a number by a cast alone."""

    name: str
    c: str
    underlying: Type = field(compare=False)
    members: dict[str, str] = field(default_factory=dict, compare=False, repr=False)

    def __str__(self) -> str:
        return self.name


Substitution = dict[TemplateParam, Type]


def strip_ref(type_: Type) -> Type:
    """The type that a reference refers to, without const."""
    type_ = strip_const(type_)
    return strip_const(type_.target) if isinstance(type_, Ref) else type_


def as_class(type_: Type) -> CppClass | None:
    """The class that a value, a reference or a constant of the type is an object of."""
    type_ = strip_ref(type_)
    return type_ if isinstance(type_, CppClass) else None


def is_rvalue(type_: Type) -> bool:
    return isinstance(type_, RvalueRef)


def substitute(type_: Type, given: Substitution) -> Type:
    """`type_` with types in the place of template parameters."""
    if not given:
        return type_
    match type_:
        case TemplateParam():
            return given.get(type_, type_)
        case Ptr(target=target):
            return Ptr(substitute(target, given))
        case RvalueRef(target=target):
            return RvalueRef(substitute(target, given))
        case Ref(target=target):
            inner = substitute(target, given)
            return inner if isinstance(inner, Ref) else Ref(inner)
        case Const(base=base):
            inner = substitute(base, given)
            return inner if isinstance(inner, Const) else Const(inner)
        case CArray(element=element, length=length):
            return CArray(substitute(element, given), length)
        case CTuple(items=items):
            return CTuple(tuple(substitute(item, given) for item in items))
        case Func():
            return substitute_func(type_, given)
        case CppClass(args=args, outer=outer) if args or outer is not None:
            new_args = [substitute(arg, given) for arg in args]
            # What a use of the class leaves out is left out inside of it too.
            while new_args and type_.info.params[len(new_args) - 1 :][:1] == (new_args[-1],) and new_args != list(args):
                new_args.pop()
            new_outer = substitute(outer, given) if outer is not None else None
            assert new_outer is None or isinstance(new_outer, CppClass)
            return CppClass(type_.name, type_.c, tuple(new_args), new_outer, type_.info)
    return type_


def substitute_func(func: Func, given: Substitution, returns: Type | None = None) -> Func:
    """A function type with types in the place of template parameters; with another result if that is given."""
    params = tuple(substitute(p, given) for p in func.params)
    return Func(
        returns or substitute(func.returns, given), params, func.names, func.optional, func.vararg,
        func.except_kind, func.except_value, func.nogil, func.with_gil,
    )  # fmt: skip


def arguments_of(cls: CppClass) -> Substitution:
    """What stands for the parameters of a class and of those around it."""
    given: Substitution = arguments_of(cls.outer) if cls.outer is not None else {}
    given.update(zip(cls.info.params, cls.args, strict=False))
    return given


def instantiate(cls: CppClass, args: tuple[Type, ...]) -> CppClass:
    """The class with these template arguments."""
    return CppClass(cls.name, cls.c, args, cls.outer, cls.info)


def bases_of(cls: CppClass) -> list[CppClass]:
    given = arguments_of(cls)
    return [base for b in cls.info.bases if isinstance(base := substitute(b, given), CppClass)]


def is_derived(cls: CppClass, base: CppClass) -> bool:
    """Whether `cls` is `base` or is derived from it."""
    return cls == base or any(is_derived(b, base) for b in bases_of(cls))


def default_constructor(cls: CppClass) -> CppMethod | None:
    """The constructor without arguments, where making an object by it may throw an exception that is to be caught."""
    for method in constructors_of(cls):
        if len(method.func.params) == method.func.optional and method.func.except_kind == "plus":
            return None if cls.c.startswith("std::") else method  # those of the library only say so
    return None


def common_pointer(types: list[Type]) -> Type | None:
    """The pointer to the class that all the classes pointed to are derived from; None if there is none."""
    classes = [t.target for t in types if isinstance(t, Ptr) and isinstance(t.target, CppClass)]
    if not classes or len(classes) < len(types):
        return None
    candidates = [classes[0]]
    for cls in candidates:
        if all(isinstance(c, CppClass) and is_derived(c, cls) for c in classes):
            return Ptr(cls)
        candidates += bases_of(cls)
    return None


def field_of(cls: CppClass, name: str) -> tuple[Type, str] | None:
    """The type and C++'s name of a field, inherited ones included."""
    if name in cls.info.fields:
        return substitute(cls.info.fields[name], arguments_of(cls)), cls.info.field_cnames.get(name, name)
    for base in bases_of(cls):
        found = field_of(base, name)
        if found is not None:
            return found
    return None


def methods_on(type_: Type, name: str) -> list[CppMethod]:
    """The overloads of a method of an object, or of what a pointer points to.

    Of a constant one, C++ gives references to constants, and the iterators that lead to constants: declarations, which
    mostly do not tell methods on constants from others, are read so.
    """
    outer = strip_const(type_)
    type_ = outer.target if isinstance(outer, Ptr | Ref) else type_
    cls = as_class(type_)
    if cls is None:
        return []
    found = methods_of(cls, name)
    if not isinstance(type_, Const):
        return found
    return [
        CppMethod(m.name, m.cname, _on_constant(m.func, cls), m.templates, m.static) for m in found
    ]  # fmt: skip


def _on_constant(func: Func, cls: CppClass) -> Func:
    returns = func.returns
    if type(returns) is Ref and not isinstance(returns.target, Const):
        returns = Ref(Const(returns.target))
    elif isinstance(returns, CppClass) and returns.outer is not None and not returns.name.startswith("const_"):
        returns = type_in(cls, f"const_{returns.name}") or returns
    if returns is func.returns:
        return func
    return substitute_func(func, {}, returns)


def methods_of(cls: CppClass, name: str) -> list[CppMethod]:
    """The overloads of a method, those of the bases where the class has none."""
    found = cls.info.methods.get(name)
    if name == "operator()" and cls.c == "std::function" and cls.args and isinstance(cls.args[0], Func):
        return [CppMethod(name, name, cls.args[0])]
    if found is None:
        for base in bases_of(cls):
            inherited = methods_of(base, name)
            if inherited:
                return inherited
        return []
    return [_of_use(method, cls) for method in found]


def constructors_of(cls: CppClass) -> list[CppMethod]:
    """The constructors; a class that declares none has the one without arguments, and C++ lets all be copied."""
    found = [_of_use(method, cls) for method in cls.info.constructors]
    if not found:
        found = [CppMethod(cls.name, cls.c, Func(cls, (), nogil=True))]
    if not any(len(m.func.params) == 1 and as_class(m.func.params[0]) == cls for m in found):
        found.append(CppMethod(cls.name, cls.c, Func(cls, (Ref(Const(cls)),), nogil=True)))
    return found


def _of_use(method: CppMethod, cls: CppClass) -> CppMethod:
    func = substitute_func(method.func, arguments_of(cls))
    if isinstance(func.returns, Ref) and _packs_bits(cls.outer or cls):
        # There are no references to bits: what C++ gives instead is taken by its value.
        func = substitute_func(func, {}, strip_ref(func.returns))
    return CppMethod(method.name, method.cname, func, method.templates, method.static)


def _packs_bits(cls: CppClass) -> bool:
    return cls.c == "std::vector" and len(cls.args) > 0 and isinstance(cls.args[0], CBool)


def type_in(cls: CppClass, name: str) -> Type | None:
    """A type that is declared in a class."""
    found = cls.info.types.get(name)
    if found is not None:
        return substitute(found, arguments_of(cls))
    return next((t for base in bases_of(cls) if (t := type_in(base, name)) is not None), None)


def is_default_constructible(cls: CppClass) -> bool:
    """Whether a variable of the class can be made without arguments, as far as its declaration tells."""
    constructors = cls.info.constructors
    return not constructors or any(len(m.func.params) == m.func.optional for m in constructors)


# The classes of the library whose objects cannot be copied, only moved or not even that.
_UNCOPYABLE = {
    "std::unique_ptr", "std::unique_lock", "std::lock_guard", "std::mutex", "std::recursive_mutex", "std::atomic",
    "std::random_device",
}  # fmt: skip


def is_copyable(cls: CppClass) -> bool:
    """Whether objects of a class can be copied, as far as that is known of the library."""
    if cls.c in _UNCOPYABLE:
        return False
    held = elements_of(cls) if cls.c != "std::complex" else ()
    return all(is_copyable(t) for t in held if isinstance(t, CppClass))


def member_names(cls: CppClass) -> list[str]:
    """The names of all fields and methods, for messages."""
    found = [*cls.info.fields, *(n for n in cls.info.methods if not n.startswith("operator"))]
    for base in bases_of(cls):
        found += member_names(base)
    return list(dict.fromkeys(found))


# --- Python's forms of the containers ---------------------------------------------------------------------------------

STRING = "std::string"
# The classes of the library that have a Python form, by what they become.
PYTHON_FORMS = {
    STRING: "bytes", "std::vector": "list", "std::list": "list", "std::deque": "list", "std::set": "set",
    "std::unordered_set": "set", "std::map": "dict", "std::unordered_map": "dict", "std::pair": "tuple",
    "std::complex": "complex",
}  # fmt: skip
_ELEMENTS = {"list": 1, "set": 1, "dict": 2, "tuple": 2, "complex": 1, "bytes": 0}


def python_form(type_: Type) -> str | None:
    """The name of the Python type that a class of the library becomes, whatever its elements are."""
    if isinstance(type_, CppClass) and type_.outer is None:
        form = PYTHON_FORMS.get(type_.c)
        if form is not None and len(type_.args) >= _ELEMENTS[form]:
            return form
    return None


def elements_of(cls: CppClass) -> tuple[Type, ...]:
    """The types of what a container with a Python form holds."""
    form = python_form(cls)
    return cls.args[: _ELEMENTS[form]] if form is not None else ()
