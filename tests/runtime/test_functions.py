"""Function objects: they take arguments and answer questions as functions of Python do."""

from __future__ import annotations

import copy
import gc
import inspect
import itertools
import pickle
import sys
import types
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from native import Build

SIGNATURES = {
    "none": "()",
    "one": "(a)",
    "two": "(a, b)",
    "default": "(a, b=2)",
    "defaults": "(a=1, b=2)",
    "posonly": "(a, b=2, /)",
    "mixed": "(a, /, b)",
    "kwonly": "(a, *, b)",
    "kwonly_default": "(*, a, b=2)",
    "rest": "(a, *rest)",
    "more": "(a, **more)",
    "every": "(a, b=2, /, c=3, *rest, d, e=5, **more)",
    "posonly_more": "(a, /, **more)",
}


def python_function(name: str) -> Callable[..., Any]:
    scope: dict[str, Any] = {"__name__": "functions_module"}
    parameters = inspect.signature(eval(f"lambda {SIGNATURES[name][1:-1]}: 0")).parameters
    exec(f"def {name}{SIGNATURES[name]}:\n    'Doc of {name}.'\n    return [{', '.join(ordered(parameters))}]", scope)
    function: Callable[..., Any] = scope[name]
    return function


def ordered(parameters: Any) -> list[str]:
    kinds = [inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD, inspect.Parameter.KEYWORD_ONLY,
             inspect.Parameter.VAR_POSITIONAL, inspect.Parameter.VAR_KEYWORD]  # fmt: skip
    return sorted(parameters, key=lambda n: kinds.index(parameters[n].kind))


def c_function(name: str, line: int) -> str:
    """A wrapper as emission writes it, whose result is the list of its arguments."""
    text = SIGNATURES[name]
    parameters = inspect.signature(eval(f"lambda {text[1:-1]}: 0")).parameters
    names = ordered(parameters)
    plain = [p for p in parameters.values() if p.kind not in (p.VAR_POSITIONAL, p.VAR_KEYWORD)]
    simple = len(plain) == len(names) and all(p.default is p.empty and p.kind != p.KEYWORD_ONLY for p in plain)
    shown = text.replace("=1", "=...").replace("=2", "=...").replace("=3", "=...").replace("=5", "=...")[1:-1]
    count = len(names)
    if simple:
        parse = f"PyObject *space[{count or 1}];\n"
        parse += f"    PyObject *const *values = smelt_args(self, args, nargsf, kwnames, {count}, space);\n"
        parse += "    if (values == NULL && PyErr_Occurred()) return NULL;"
    else:
        parse = (
            f"PyObject *values[{count}]; if (smelt_parse_args(self, args, nargsf, kwnames, values) < 0) return NULL;"
        )
    flags = "SMELT_GENERATOR" if name in ("every", "rest") else "0"
    release = "".join(f" Py_DECREF(values[{i}]);" for i in range(len(plain), count))
    return f"""
static PyObject *w_{name}(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{{
    {parse}
    PyObject *list = PyList_New({count});
    for (int i = 0; list != NULL && i < {count}; i++) PyList_SET_ITEM(list, i, Py_NewRef(values[i]));
   {release}
    return list;
}}
static smelt_def d_{name} = {{
    "{name}", "{name}", "Doc of {name}.", "lambda {shown}: [{", ".join(names)}]", w_{name}, {line}, {flags}, NULL}};
"""


MAKE = """
static PyObject *make(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    static smelt_def *const defs[] = {%s};
#define OPTIONAL(i) (args[i] == Py_None ? NULL : args[i])
    return smelt_make_function(defs[PyLong_AsLong(args[0])], OPTIONAL(1), OPTIONAL(2), OPTIONAL(3), OPTIONAL(4));
}
static PyObject *w_closure(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    (void)args, (void)nargsf, (void)kwnames;
    return Py_NewRef(PyTuple_GET_ITEM(((smelt_function *)self)->slots[SMELT_CLOSURE], 0));
}
static smelt_def d_closure = {
    "closure", "outer.<locals>.closure", NULL, "lambda: []", w_closure, 7, SMELT_GENERATOR, NULL};
static smelt_def d_bare = {"bare", "Class.bare", NULL, "lambda: []", w_closure, 7, SMELT_UNBOUND, NULL};
"""


@pytest.fixture(scope="module")
def make(build: Build) -> Callable[..., Any]:
    body = "".join(c_function(name, 10 * i + 1) for i, name in enumerate(SIGNATURES))
    names = [*SIGNATURES, "closure", "bare"]
    body += MAKE % ", ".join(f"&d_{n}" for n in names)
    # The order of definitions in C: `make` names all of them.
    head, tail = body.split("static PyObject *make(", 1)
    rest, defs = tail.split("static PyObject *w_closure", 1)
    body = head + "static PyObject *w_closure" + defs + "static PyObject *make(" + rest
    module = build("functions_module", ["function", "args", "parse"], body, ["make"])

    def make(
        name: str, closure: Any = None, defaults: Any = None, kwdefaults: Any = None, annotations: Any = None
    ) -> Any:
        if name in SIGNATURES and defaults is None and kwdefaults is None:
            like: Any = python_function(name)
            defaults, kwdefaults = like.__defaults__, like.__kwdefaults__
        return module.make(names.index(name), closure, defaults, kwdefaults, annotations)

    return make


def outcome(f: Callable[..., Any], args: Any, kwargs: Any) -> object:
    try:
        return f(*args, **kwargs)
    except TypeError as error:
        return str(error)


def calls() -> Iterator[tuple[tuple[Any, ...], dict[str, Any]]]:
    for count in range(6):
        for names in itertools.chain.from_iterable(itertools.combinations("abcdex", n) for n in range(4)):
            yield tuple(range(count)), {n: f"k{n}" for n in names}


@pytest.mark.parametrize("name", SIGNATURES)
def test_arguments(make: Callable[..., Any], name: str) -> None:
    mine, theirs = make(name), python_function(name)
    for args, kwargs in calls():
        assert outcome(mine, args, kwargs) == outcome(theirs, args, kwargs), (args, kwargs)
    made = {"".join(["a"]) + "": 1, "".join(["", "b"]): 2}  # names that are not interned
    assert outcome(mine, (), made) == outcome(theirs, (), made)
    assert outcome(mine, (), {"é": 1}) == outcome(theirs, (), {"é": 1})


@pytest.mark.parametrize("name", SIGNATURES)
def test_looks(make: Callable[..., Any], name: str) -> None:
    f, like = make(name), python_function(name)
    assert inspect.signature(f) == inspect.signature(like)
    names = ["name", "qualname", "doc", "module", "defaults", "kwdefaults", "annotations", "closure", "dict"]
    for attribute in [f"__{n}__" for n in names]:
        assert getattr(f, attribute) == getattr(like, attribute), attribute
    assert f.__code__.co_name == name and f.__code__.co_varnames == like.__code__.co_varnames
    assert f.__code__.co_filename == "tested.py" and f.__code__.co_firstlineno == 10 * list(SIGNATURES).index(name) + 1
    assert f.__globals__["__name__"] == "functions_module" and repr(f).startswith(f"<function {name} at 0x")
    assert callable(f) and not inspect.isclass(f) and type(f).__name__ == "function"


def test_attributes_change(make: Callable[..., Any]) -> None:
    f = make("default")
    f.__name__, f.__qualname__, f.__doc__, f.extra = "n", "C.n", None, 5
    f.__annotations__["a"] = int
    assert (f.__name__, f.__qualname__, f.__doc__, f.extra, f.__dict__) == ("n", "C.n", None, 5, {"extra": 5})
    assert inspect.signature(f).parameters["a"].annotation is int and vars(f) == {"extra": 5}
    f.__defaults__ = (7, 8)
    assert f() == [7, 8] and f(b=1) == [7, 1]
    f.__defaults__ = None
    with pytest.raises(TypeError, match=r"^C\.n\(\) missing 2 required positional arguments: 'a' and 'b'$"):
        f()
    g = make("kwonly_default")
    g.__kwdefaults__["a"] = 9
    assert g() == [9, 2]
    g.__kwdefaults__ = {"b": 1}
    assert outcome(g, (), {}) == "kwonly_default() missing 1 required keyword-only argument: 'a'"
    for attribute, value in (
        ("__name__", 1),
        ("__defaults__", []),
        ("__kwdefaults__", ()),
        ("__globals__", {}),
        ("__closure__", None),
    ):
        with pytest.raises((TypeError, AttributeError)):
            setattr(f, attribute, value)
    del f.extra
    with pytest.raises(AttributeError):
        _ = f.extra
    with pytest.raises(TypeError):
        type(f)()


def test_binding(make: Callable[..., Any]) -> None:
    class C:
        method = make("two")
        bare = make("bare", (types.CellType(5),))
        static = staticmethod(make("one"))
        of_class = classmethod(make("one"))

    c = C()
    assert c.method(1) == [c, 1] and C.method(1, 2) == [1, 2] and isinstance(c.method, types.MethodType)
    assert c.bare().cell_contents == 5 and c.static(3) == [3] and c.of_class() == [C]
    assert c.method.__name__ == "two" and str(inspect.signature(c.method)) == "(b)"
    assert outcome(c.method, (1, 2), {}) == "two() takes 2 positional arguments but 3 were given"


def test_identity(make: Callable[..., Any]) -> None:
    f = make("one")
    module = sys.modules["functions_module"]
    module.one = f  # type: ignore[attr-defined]
    assert pickle.loads(pickle.dumps(f)) is f and copy.copy(f) is f and copy.deepcopy([f])[0] is f
    assert f == f and f != make("one") and hash(f) == hash(f)
    reference = weakref.ref(f)
    del f, module.one
    assert reference() is None


def test_closure_and_generator_flag(make: Callable[..., Any]) -> None:
    cell = types.CellType(1)
    f = make("closure", (cell,))
    assert f() is cell and f.__closure__ == (cell,) and f.__qualname__ == "outer.<locals>.closure"
    assert inspect.isgeneratorfunction(f) and not inspect.isgeneratorfunction(make("one"))


def test_cycles_are_collected(make: Callable[..., Any]) -> None:
    cell = types.CellType()
    f = make("closure", (cell,))
    cell.cell_contents = f
    f.attribute = f
    reference = weakref.ref(f)
    del f, cell
    gc.collect()
    assert reference() is None


def test_no_leaks(make: Callable[..., Any]) -> None:
    f = make("every")
    marker = object()

    def use() -> None:
        for args, kwargs in calls():
            kwargs = dict.fromkeys(kwargs, marker)
            outcome(f, args, kwargs)
        make("defaults", None, (marker, marker), None, {"a": marker})()

    use()
    gc.collect()
    before, blocks = sys.getrefcount(marker), sys.getallocatedblocks()
    for _ in range(5):
        use()
    gc.collect()
    assert sys.getrefcount(marker) == before and sys.getallocatedblocks() - blocks < 100
