"""Record classes: the part of `dataclasses` that Smelt uses, without its cost at import.

`dataclasses` compiles four functions for a class when it is defined; for the two hundred classes of a compiler that
takes longer than the translation of a kernel. Here a function is compiled when it is first called.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, NoReturn, TypeVar, dataclass_transform

_T = TypeVar("_T")
_MISSING: Any = object()


class Field:
    """A field of a record class, and what `field` said of it."""

    __slots__ = ("compare", "default", "factory", "kw_only", "name", "repr")

    def __init__(self, default: Any, factory: Any, compare: bool, repr_: bool, kw_only: bool) -> None:
        self.name = ""
        self.default = default
        self.factory = factory
        self.compare = compare
        self.repr = repr_
        self.kw_only = kw_only


def field(
    *,
    default: Any = _MISSING,
    default_factory: Any = _MISSING,
    compare: bool = True,
    repr: bool = True,
    kw_only: bool = False,
) -> Any:
    """As `dataclasses.field`."""
    return Field(default, default_factory, compare, repr, kw_only)


@dataclass_transform(field_specifiers=(field,))
def record(*, frozen: bool = False, eq: bool = True) -> Callable[[type[_T]], type[_T]]:
    """As `dataclasses.dataclass`.

    Parameters
    ----------
    frozen
        Attributes cannot be assigned; equal records have equal hashes.
    eq
        Records of one class are equal if their fields are; without it only to themselves.
    """

    def make(cls: type[_T]) -> type[_T]:
        known = {f.name: f for base in reversed(cls.__mro__[1:]) for f in base.__dict__.get("__record_fields__", ())}
        for name in _own_annotations(cls):
            known[name] = _field_of(cls, name)
        found = tuple(known.values())
        cls.__record_fields__ = found  # type: ignore[attr-defined]
        cls.__match_args__ = tuple(f.name for f in found if not f.kw_only)  # type: ignore[attr-defined, misc]
        _lazy(cls, "__init__", lambda: _init_text(found, frozen), _defaults(found))
        if "__repr__" not in cls.__dict__:
            cls.__repr__ = _repr  # type: ignore[method-assign]
        if frozen:
            cls.__setattr__ = cls.__delattr__ = _refuse  # type: ignore[method-assign]
        if eq and "__eq__" not in cls.__dict__:
            _lazy(cls, "__eq__", lambda: _eq_text(found), {})
            if frozen:
                _lazy(cls, "__hash__", lambda: _hash_text(found), {})
            else:
                cls.__hash__ = None  # type: ignore[assignment]
        return cls

    return make


def _own_annotations(cls: type) -> Any:
    if sys.version_info >= (3, 14):
        return cls.__annotations__
    return cls.__dict__.get("__annotations__", {})  # noqa: RUF063  (inspect is what makes dataclasses slow)


def _field_of(cls: type, name: str) -> Field:
    given = cls.__dict__.get(name, _MISSING)
    found = given if isinstance(given, Field) else Field(given, _MISSING, True, True, False)
    found.name = name
    if found.default is not _MISSING:
        setattr(cls, name, found.default)
    elif isinstance(given, Field):
        delattr(cls, name)
    return found


def _lazy(cls: type, name: str, text: Callable[[], str], names: dict[str, Any]) -> None:
    """A method that is compiled from `text` when it is first called, and then takes this place."""

    def first(self: Any, *args: Any, **kwargs: Any) -> Any:
        space = {**names, "NotImplemented": NotImplemented}
        exec(text(), space)  # our own text
        made = space[name]
        made.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, made)
        return made(self, *args, **kwargs)

    setattr(cls, name, first)


def _defaults(fields_: tuple[Field, ...]) -> dict[str, Any]:
    values = {f"_default_{f.name}": f.default for f in fields_ if f.default is not _MISSING}
    makers = {f"_make_{f.name}": f.factory for f in fields_ if f.factory is not _MISSING}
    return {**values, **makers, "_missing": _MISSING}


def _init_text(fields_: tuple[Field, ...], frozen: bool) -> str:
    def parameter(f: Field) -> str:
        if f.default is not _MISSING:
            return f"{f.name}=_default_{f.name}"
        return f"{f.name}=_missing" if f.factory is not _MISSING else f.name

    plain = [parameter(f) for f in fields_ if not f.kw_only]
    keyword = [parameter(f) for f in fields_ if f.kw_only]
    head = ", ".join(["self", *plain, *(["*", *keyword] if keyword else [])])
    lines = [f"def __init__({head}):", "    d = self.__dict__" if frozen else "    pass"]
    for f in fields_:
        value = f.name if f.factory is _MISSING else f"_make_{f.name}() if {f.name} is _missing else {f.name}"
        lines.append(f"    d[{f.name!r}] = {value}" if frozen else f"    self.{f.name} = {value}")
    return "\n".join(lines)


def _compared(fields_: tuple[Field, ...], of: str) -> str:
    return "(" + "".join(f"{of}.{f.name}, " for f in fields_ if f.compare) + ")"


def _eq_text(fields_: tuple[Field, ...]) -> str:
    return (
        "def __eq__(self, other):\n"
        "    if other is self:\n        return True\n"
        "    if other.__class__ is not self.__class__:\n        return NotImplemented\n"
        f"    return {_compared(fields_, 'self')} == {_compared(fields_, 'other')}"
    )


def _hash_text(fields_: tuple[Field, ...]) -> str:
    return (
        "def __hash__(self):\n"
        "    d = self.__dict__\n"
        "    if '_hash' not in d:\n"
        f"        d['_hash'] = hash({_compared(fields_, 'self')})\n"
        "    return d['_hash']"
    )


def _repr(self: Any) -> str:
    shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in self.__record_fields__ if f.repr)
    return f"{type(self).__qualname__}({shown})"


def _refuse(self: Any, name: str, *value: Any) -> NoReturn:
    raise AttributeError(f"'{name}' of a frozen {type(self).__name__} cannot be changed")


def fields(cls: Any) -> tuple[Field, ...]:
    """The fields of a record class or of a record, in order."""
    found: tuple[Field, ...] = cls.__record_fields__
    return found


def replace(value: _T, /, **changes: Any) -> _T:
    """A copy of a record with some fields changed."""
    made: Any = type(value)
    return made(**{f.name: getattr(value, f.name) for f in fields(value)} | changes)  # type: ignore[no-any-return]
