"""Raising and handling, with, calls, globals and imports, each beside the same thing done by the interpreter."""

from __future__ import annotations

import builtins
import contextlib
import sys
import traceback
import types
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from native import Build

from smelt.primitives import calls, errors
from smelt.primitives import globals as globals_
from smelt.primitives.row import Row

BODY = """
/* try: body() except: handler(exc) */
static PyObject *try_except(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    PyObject *saved = NULL, *exc, *result = PyObject_CallNoArgs(args[0]);
    (void)self, (void)count;
    if (result != NULL)
        return result;
    smelt_add_traceback("try_except", 10);
    exc = smelt_catch(&saved);
    result = PyObject_CallOneArg(args[1], exc);
    if (result == NULL)
        smelt_add_traceback("try_except", 11);
    smelt_restore_handled(&saved);
    smelt_restore_handled(&saved);
    Py_DECREF(exc);
    return result;
}
/* try: body() finally: final() */
static PyObject *try_finally(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    PyObject *saved = NULL, *exc = NULL, *result = PyObject_CallNoArgs(args[0]), *done;
    (void)self, (void)count;
    if (result == NULL) {
        smelt_add_traceback("try_finally", 20);
        exc = smelt_catch(&saved);
    }
    done = PyObject_CallNoArgs(args[1]);
    if (done == NULL)
        smelt_add_traceback("try_finally", 21);
    smelt_restore_handled(&saved);
    if (done != NULL && exc != NULL)
        smelt_reraise(exc);
    else
        Py_XDECREF(exc);
    if (done == NULL)
        Py_CLEAR(result);
    Py_XDECREF(done);
    return result;
}
static PyObject *leave(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)args, (void)count;
    smelt_raise_nogil(PyExc_KeyError, "no gil");
    smelt_add_traceback_nogil("leave", 30);
    return smelt_occurred_nogil() ? NULL : Py_NewRef(Py_None);
}
static PyObject *execute(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    return smelt_exec_source(PyUnicode_AsUTF8(args[0]), (int)PyLong_AsLong(args[1])) < 0 ? NULL : Py_NewRef(Py_None);
}
static PyObject *rounds(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    long long start = PyLong_AsLongLong(args[0]), stop = PyLong_AsLongLong(args[1]), step = PyLong_AsLongLong(args[2]);
    return PyLong_FromSize_t(smelt_rounds(start, stop, step));
}
static PyObject *w_itself(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames)
{
    (void)args, (void)nargsf, (void)kwnames;
    return smelt_call(self, args, 0);
}
static smelt_def itself = {"itself", "itself", NULL, "lambda: []", w_itself, 1, 0, NULL};
"""


@pytest.fixture(scope="module")
def m(build: Build) -> ModuleType:
    skipped = ("catch", "restore_handled", "reraise", "write_unraisable", "set_handled")
    rows = {n: r for n, r in vars(errors).items() if isinstance(r, Row) and n not in skipped}
    rows |= {n: r for n, r in vars(calls).items() if isinstance(r, Row)}
    rows |= {n: r for n, r in vars(globals_).items() if isinstance(r, Row)}
    parts = ["exceptions", "traceback", "nogil", "exec", "ranges", "function", "args"]
    on_exec = 'PyModule_AddObject(module, "itself", smelt_make_function(&itself, NULL, NULL, NULL, NULL))'
    return build(
        "control_module", parts, BODY, ["try_except", "try_finally", "leave", "execute", "rounds"], rows, on_exec
    )


def py_try_except(body: Callable[[], Any], handler: Callable[[Any], Any]) -> Any:
    try:
        return body()
    except BaseException as exc:
        return handler(exc)


def py_try_finally(body: Callable[[], Any], final: Callable[[], Any]) -> Any:
    try:
        result = body()
    finally:
        final()
    return result


def fail(error: Any = ValueError) -> Callable[..., Any]:
    def f(*args: object) -> None:
        raise error

    return f


def describe(exc: BaseException | None, seen: int = 0) -> Any:
    """An exception with all that hangs on it; functions are named by what they do."""
    if exc is None or seen > 4:
        return None
    names = [f.name.removeprefix("py_") for f in traceback.extract_tb(exc.__traceback__)]
    return (
        type(exc), str(exc), names, describe(exc.__cause__, seen + 1), describe(exc.__context__, seen + 1),
        exc.__suppress_context__,
    )  # fmt: skip


def outcome(f: Callable[..., Any], *args: Any) -> Any:
    try:
        result = f(*args)
    except BaseException as exc:
        return describe(exc)
    return result


def scenarios(try_except: Any, try_finally: Any) -> dict[str, Callable[[], Any]]:
    log: list[Any] = []

    def note(*args: Any) -> Any:
        log.append(describe(sys.exc_info()[1]))
        return log[-1]

    def nested() -> Any:
        try_except(fail(KeyError("inner")), note)
        return note()

    def reraise(exc: BaseException) -> None:
        raise exc

    def chained(exc: BaseException) -> None:
        raise TypeError("from") from exc

    return {
        "plain": lambda: try_except(lambda: 5, fail()),
        "caught": lambda: try_except(fail(), note),
        "class": lambda: try_except(lambda: int("x"), note),
        "raises in handler": lambda: try_except(fail(), fail(KeyError)),
        "raises itself": lambda: try_except(fail(), reraise),
        "chained": lambda: try_except(fail(), chained),
        "nested": lambda: (try_except(fail(ValueError("outer")), lambda e: nested()), note()),
        "handler in handler": lambda: try_except(fail(), lambda e: try_except(fail(KeyError), fail(TypeError))),
        "finally": lambda: (try_finally(lambda: 5, note), note()),
        "finally with error": lambda: try_finally(fail(), note),
        "finally raises": lambda: try_finally(fail(), fail(KeyError)),
        "finally raises after result": lambda: try_finally(lambda: 5, fail(KeyError)),
        "finally in handler": lambda: try_except(fail(), lambda e: try_finally(fail(KeyError), note)),
        "all of it": lambda: try_except(
            lambda: try_finally(lambda: try_except(fail(), fail(KeyError)), fail(TypeError)), note
        ),
        "within Python": lambda: py_try_except(fail(OSError("outer")), lambda e: (try_except(fail(), note), note())),
        "log": lambda: log,
    }


def test_handling(m: ModuleType) -> None:
    mine = {n: outcome(f) for n, f in scenarios(m.try_except, m.try_finally).items()}
    theirs = {n: outcome(f) for n, f in scenarios(py_try_except, py_try_finally).items()}
    for name in theirs:
        assert mine[name] == theirs[name], name
    assert sys.exc_info() == (None, None, None)


def test_tracebacks(m: ModuleType) -> None:
    with pytest.raises(KeyError) as caught:
        m.try_except(fail(), fail(KeyError))
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert [(f.filename, f.name, f.lineno) for f in frames[1:2]] == [("tested.py", "try_except", 11)]
    assert [f.lineno for f in traceback.extract_tb(caught.value.__context__.__traceback__)][:1] == [10]  # type: ignore[union-attr]
    with pytest.raises(KeyError, match="no gil") as caught:
        m.leave()
    assert traceback.extract_tb(caught.value.__traceback__)[-1].lineno == 30


class Refuses(Exception):
    def __init__(self) -> None:
        raise LookupError("no")


class Strange(Exception):
    def __new__(cls) -> Any:
        return 5


def py_raise(exc: Any, cause: Any) -> None:
    if cause is ...:
        raise exc
    raise exc from cause


RAISED: list[tuple[Any, Any]] = [
    (ValueError, ...), (ValueError("x"), ...), (5, ...), (int, ...), (Refuses, ...), (Strange, ...), (None, ...),
    (ValueError, KeyError), (ValueError, KeyError("k")), (ValueError, None), (ValueError, 5), (ValueError, Refuses),
]  # fmt: skip


@pytest.mark.parametrize("case", RAISED, ids=repr)
def test_raise(m: ModuleType, case: tuple[Any, Any]) -> None:
    def strip(description: Any) -> Any:
        # Tracebacks differ: the function that raises has a line of its own in Python only.
        if description is None:
            return None
        kind, text, _, cause, context, suppress = description
        return kind, text, strip(cause), strip(context), suppress

    for wrap in (lambda f, *a: f(*a), lambda f, *a: py_try_except(fail(OSError), lambda e: f(*a))):
        mine, theirs = outcome(wrap, m.raise_, *case), outcome(wrap, py_raise, *case)
        assert strip(mine) == strip(theirs)


def test_other_raising(m: ModuleType) -> None:
    assert outcome(m.reraise_current)[:2] == (RuntimeError, "No active exception to reraise")
    assert outcome(py_try_except, fail(), lambda e: m.reraise_current())[:2] == (ValueError, "")
    assert outcome(m.assertion_failed, ...)[:2] == (AssertionError, "")
    assert outcome(m.assertion_failed, (1, 2))[:2] == (AssertionError, "(1, 2)")
    assert outcome(m.raise_name_error, "n")[:2] == (NameError, "name 'n' is not defined")
    local = "cannot access local variable 'n' where it is not associated with a value"
    assert outcome(m.raise_unbound_local, "n")[:2] == (UnboundLocalError, local)
    free = "cannot access free variable 'n' where it is not associated with a value in enclosing scope"
    assert outcome(m.raise_unbound_free, "n")[:2] == (NameError, free)


def test_matches(m: ModuleType) -> None:
    e = KeyError()
    types_ = (KeyError, LookupError, ValueError, (ValueError, KeyError), (), BaseException)
    assert [m.matches(e, t) for t in types_] == [True, True, False, True, False, True]
    for wrong in (5, int, (KeyError, int), (KeyError, (ValueError,)), [KeyError]):
        with pytest.raises(TypeError, match="catching classes that do not inherit from BaseException is not"):
            m.matches(e, wrong)


def test_with(m: ModuleType) -> None:
    class Manager:
        def __init__(self, answer: Any) -> None:
            self.answer = answer

        def __enter__(self) -> str:
            return "entered"

        def __exit__(self, *args: Any) -> Any:
            self.args = args
            return self.answer

    for answer, expected in ((True, True), ([], False), ("x", True)):
        manager = Manager(answer)
        assert m.call_enter(m.lookup_enter(manager)) == "entered"
        exc = py_try_except(fail(), lambda e: e)
        assert m.call_exit(m.lookup_exit(manager), exc) is expected
        assert manager.args == (ValueError, exc, exc.__traceback__)
        assert m.call_exit(m.lookup_exit(manager), ...) is False and manager.args == (None, None, None)

    def enter(o: Any) -> None:
        with o:
            pass

    class Half:
        def __enter__(self) -> None:
            pass

    on_instance = Half()
    on_instance.__exit__ = lambda *a: None  # type: ignore[attr-defined]
    with contextlib.suppress(TypeError):
        enter(on_instance)
    for o in (5, None, object()):
        assert outcome(m.lookup_enter, o)[:2] == outcome(enter, o)[:2]
    for o in (Half(), on_instance):
        assert outcome(m.lookup_exit, o)[:2] == outcome(enter, o)[:2]


def test_calls(m: ModuleType) -> None:
    def f(*args: Any, **kwargs: Any) -> Any:
        return args, kwargs

    assert m.call(f, 1, 2) == ((1, 2), {}) and m.call(f) == ((), {})
    assert m.call_kw(f, ("a", "b"), 1, 2, 3) == ((1,), {"a": 2, "b": 3})
    assert m.call_method("replace", "aXa", "X", "-") == "a-a" and m.call_method("upper", "a") == "A"
    assert m.call_method_kw("format", ("x",), "{x}", 5) == "5" and m.call_tuple(f, (1,), {"a": 2}) == ((1,), {"a": 2})
    assert m.call_tuple(f, (1,), ...) == ((1,), {}) and m.call_none(f) == ((), {}) and m.call_one(f, 3) == ((3,), {})
    assert outcome(m.call, 5)[:2] == outcome(lambda f: f(), 5)[:2]
    assert outcome(m.call_method, "no", "x")[:2] == outcome(lambda: "x".no())[:2]  # type: ignore[attr-defined]
    with pytest.raises(RecursionError):
        m.itself()


def test_globals(m: ModuleType) -> None:
    m.set_global("here", 5)
    assert m.get_global("here") == 5 == m.here and m.get_global("len") is len and m.globals_dict() is vars(m)
    m.del_global("here")
    for f in (m.get_global, m.del_global, m.get_builtin):
        assert outcome(f, "here")[:2] == (NameError, "name 'here' is not defined")
    assert m.get_builtin("len") is len


@pytest.fixture
def packages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "pack" / "sub").mkdir(parents=True)
    (tmp_path / "pack" / "__init__.py").write_text("value = 1\n")
    (tmp_path / "pack" / "sub" / "__init__.py").write_text("from .. import late\n")
    (tmp_path / "pack" / "late.py").write_text("deep = 2\n")
    (tmp_path / "listed.py").write_text("__all__ = ['_a', 'b']\n_a, b, c = 1, 2, 3\n")
    (tmp_path / "unlisted.py").write_text("_a, b, c = 1, 2, 3\n")
    (tmp_path / "wrong.py").write_text("__all__ = ['missing']\n")
    (tmp_path / "odd.py").write_text("__all__ = [5]\n")
    monkeypatch.syspath_prepend(tmp_path)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        del sys.modules[name]


def test_imports(m: ModuleType, packages: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    top = m.import_name("pack.sub", None, 0)
    assert top.__name__ == "pack" and m.import_name("pack.sub", ("x",), 0).__name__ == "pack.sub"
    assert m.import_dotted("pack.sub").__name__ == "pack.sub" and m.import_from(top, "value") == 1
    del top.late
    assert m.import_from(top, "late").deep == 2, "found in sys.modules"
    for statement, f in (
        ("from pack import nothing", lambda: m.import_from(top, "nothing")),
        ("import nowhere", lambda: m.import_name("nowhere", None, 0)),
        ("from sys import nothing", lambda: m.import_from(sys, "nothing")),
    ):
        mine, theirs = outcome(f), outcome(exec, statement, {})
        assert mine[:2] == theirs[:2]
    caught = py_try_except(lambda: m.import_from(top, "nothing"), lambda e: e)
    assert (caught.name, caught.path) == ("pack", top.__file__)
    m.import_star(m.import_name("listed", ("*",), 0))
    assert (m._a, m.b) == (1, 2) and not hasattr(m, "c")
    m.import_star(m.import_name("unlisted", ("*",), 0))
    assert m.c == 3
    for name in ("wrong", "odd"):
        mine, theirs = outcome(m.import_star, __import__(name)), outcome(exec, f"from {name} import *", {})
        assert mine[:2] == theirs[:2]
    namespace = types.SimpleNamespace(_hidden=1, seen=2)
    m.import_star(namespace)
    assert m.seen == 2 and not hasattr(m, "_hidden")
    monkeypatch.setattr(builtins, "__import__", lambda *args: args)
    assert m.import_name("a.b", ("c",), 1) == ("a.b", vars(m), vars(m), ("c",), 1)


def test_source_left_to_python(m: ModuleType) -> None:
    m.execute("class C:\n    def f(self): return 1 // 0\n", 40)
    with pytest.raises(ZeroDivisionError) as caught:
        m.C().f()
    last = traceback.extract_tb(caught.value.__traceback__)[-1]
    assert (last.filename, last.lineno, m.C.__module__) == ("tested.py", 41, "control_module")
    with pytest.raises(SyntaxError):
        m.execute("1 +", 1)


def test_rounds(m: ModuleType) -> None:
    values = [-(2**63), -10, -1, 0, 1, 7, 2**63 - 1]
    for start in values:
        for stop in values:
            for step in (1, 2, 3, 2**62, 2**63 - 1, -1, -2, -(2**63)):
                r = range(start, stop, step)
                expected = 0 if not r else (r[-1] - start) // step + 1
                assert m.rounds(start, stop, step) == expected, r
