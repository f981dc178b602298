"""Generators, driven side by side with the interpreter's own."""

from __future__ import annotations

import collections.abc
import contextlib
import copy
import gc
import sys
import weakref
from collections.abc import Callable, Generator
from types import ModuleType
from typing import Any

import pytest
from native import Build

# What the emission makes of `python_generator` below, by hand.
BODY = """
typedef struct {
    smelt_generator base;
    PyObject *first, *log, *source, *sent, *exc, *saved;
    double number;
} frame;
static int note(PyObject *log, const char *what)
{
    PyObject *text = PyUnicode_FromString(what), *result = text == NULL ? NULL : PyObject_CallOneArg(log, text);
    Py_XDECREF(text);
    Py_XDECREF(result);
    return result == NULL ? -1 : 0;
}
static void release(frame *f)
{
    Py_CLEAR(f->first); Py_CLEAR(f->log); Py_CLEAR(f->source); Py_CLEAR(f->sent); Py_CLEAR(f->exc); Py_CLEAR(f->saved);
}
static PySendResult resume(smelt_generator *g, PyObject *sent, PyObject **result)
{
    frame *f = (frame *)g;
    PyObject *item, *value = NULL, *pending = NULL, *outer = NULL;
    switch (g->at) {
    case 1: goto at1;
    case 2: goto at2;
    case 3: goto at3;
    case 4: goto at4;
    }
    if (note(f->log, "start") < 0)
        goto error;
    f->number = 1.5;
    *result = Py_NewRef(f->first);
    g->at = 1;
    return PYGEN_NEXT;
at1:
    if (sent == NULL || (f->source = smelt_delegate_iter(sent)) == NULL)
        goto error;
    f->sent = Py_NewRef(Py_None);
    for (;;) {
        item = smelt_delegate_send(f->source, f->sent);
        if (item == NULL && PyErr_Occurred())
            goto error;
        if (item == NULL)
            break;
        *result = item;
        g->at = 2;
        g->delegate = f->source;
        return PYGEN_NEXT;
at2:
        if (sent == NULL)
            goto error;
        SMELT_SET(f->sent, Py_NewRef(sent));
    }
    value = Py_BuildValue("(Nd)", smelt_delegate_result(), f->number);
    goto finally;
error:
    smelt_add_traceback("python_generator", 1);
    f->exc = smelt_catch(&f->saved);
    if (smelt_matches(f->exc, PyExc_ValueError) != 1) {
        smelt_restore_handled(&f->saved);
        pending = f->exc;
        f->exc = NULL;
        smelt_reraise(pending);
        goto failed;
    }
    *result = Py_BuildValue("(sO)", "caught", f->exc);
    g->at = 3;
    return PYGEN_NEXT;
at3:
    if (sent == NULL) {
        smelt_add_traceback("python_generator", 2);
        smelt_restore_handled(&f->saved);
        goto failed;
    }
    smelt_restore_handled(&f->saved);
    *result = Py_NewRef(sent);
    g->at = 4;
    return PYGEN_NEXT;
at4:
    if (sent == NULL) {
        smelt_add_traceback("python_generator", 3);
        goto failed;
    }
    value = Py_NewRef(Py_None);
finally:
    if (value == NULL)
        goto failed;
    if (note(f->log, "end") < 0) {
        Py_DECREF(value);
        release(f);
        return PYGEN_ERROR;
    }
    release(f);
    *result = value;
    return PYGEN_RETURN;
failed:
    pending = smelt_catch(&outer);
    if (note(f->log, "end with error") < 0)
        Py_CLEAR(pending);
    smelt_restore_handled(&outer);
    if (pending != NULL)
        smelt_reraise(pending);
    release(f);
    return PYGEN_ERROR;
}
static const smelt_generator_def def = {"python_generator", "python_generator", resume, sizeof(frame), 6, NULL, 1,
                                        NULL};
static PyObject *start(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    frame *f = (frame *)smelt_new_generator(&def);
    if (f == NULL)
        return NULL;
    f->first = Py_NewRef(args[0]);
    f->log = Py_NewRef(args[1]);
    return (PyObject *)f;
}

/* A frame that holds a view's owner among C values. */
typedef struct { PyObject *owner; char *data; } a_view;
typedef struct { smelt_generator base; PyObject *unused; long count; a_view view; } owning;
static PySendResult resume_owning(smelt_generator *g, PyObject *sent, PyObject **result)
{
    owning *f = (owning *)g;
    if (sent == NULL || f->count == 0) {
        Py_CLEAR(f->view.owner);
        *result = sent == NULL ? NULL : Py_NewRef(Py_None);
        return sent == NULL ? PYGEN_ERROR : PYGEN_RETURN;
    }
    g->at = 1;
    *result = PyLong_FromLong(f->count--);
    return PYGEN_NEXT;
}
static const size_t owners[] = {offsetof(owning, view.owner), 0};
static const smelt_generator_def def_owning = {"own", "C.own", resume_owning, sizeof(owning), 1, owners, 1, NULL};
static PyObject *own(PyObject *self, PyObject *const *args, Py_ssize_t count)
{
    (void)self, (void)count;
    owning *f = (owning *)smelt_new_generator(&def_owning);
    if (f != NULL) {
        f->view.owner = Py_NewRef(args[0]);
        f->count = PyLong_AsLong(args[1]);
    }
    return (PyObject *)f;
}
"""


def python_generator(first: Any, log: Callable[[str], Any]) -> Generator[Any, Any, Any]:
    finished = "end with error"
    try:
        number = 1.5
        got = None
        try:
            log("start")
            source = yield first
            value = yield from source
            number = value, number  # type: ignore[assignment]
        except ValueError as error:
            got = yield "caught", error
        else:
            finished = "end"
            return number
        yield got
        finished = "end"
    finally:
        log(finished)


@pytest.fixture(scope="module")
def m(build: Build) -> ModuleType:
    parts = ["generator_type", "exceptions", "raise", "traceback"]
    return build("generators_module", parts, BODY, ["start", "own"])


def sub(log: list[Any], stops: bool = False) -> Generator[Any, Any, Any]:
    try:
        got = yield "sub 1"
        got = yield "sub 2", got
    except KeyError:
        log.append("sub caught")
        if stops:
            return "stopped"
        yield "sub 3"
    except GeneratorExit:
        log.append("sub closed")
        raise
    return "sub result"


class OnlyIterates:
    def __iter__(self) -> OnlyIterates:
        return self

    def __next__(self) -> str:
        return "next"


class BadClose(OnlyIterates):
    def close(self) -> None:
        raise LookupError("close")

    def send(self, value: object) -> object:
        return "sent", value

    def throw(self, *args: object) -> object:
        return "thrown", len(args)


STEPS: dict[str, list[tuple[Any, ...]]] = {
    "not started": [("close",), ("next",), ("close",)],
    "not started, send": [("send", 5), ("send", None), ("send", [1])],
    "throw before start": [("throw", ValueError("x")), ("next",)],
    "through": [("next",), ("send", [1, 2]), ("next",), ("next",), ("next",)],
    "not iterable": [("next",), ("send", 5), ("next",)],
    "throw at first": [("next",), ("throw", KeyError("k")), ("next",)],
    "throw caught": [("next",), ("throw", ValueError("v")), ("send", 7), ("next",), ("next",)],
    "throw class": [("next",), ("throw", ValueError), ("next",), ("throw", OSError)],
    "throw in handler": [("next",), ("throw", ValueError("v")), ("throw", TypeError("t")), ("next",)],
    "throw nonsense": [("next",), ("throw", 5), ("throw", int), ("throw",), ("next",)],
    "stop iteration inside": [("next",), ("throw", StopIteration("s")), ("next",)],
    "close at first": [("next",), ("close",), ("next",), ("close",)],
    "close in handler": [("next",), ("throw", ValueError()), ("close",)],
    "delegate": [("next",), ("send", "sub"), ("next",), ("send", 3), ("next",), ("next",)],
    "delegate sent": [("next",), ("send", "sub"), ("send", 9), ("next",)],
    "delegate throws": [("next",), ("send", "sub"), ("throw", KeyError()), ("next",), ("next",)],
    "delegate stops": [("next",), ("send", "stopping"), ("throw", KeyError()), ("next",)],
    "delegate raises": [("next",), ("send", "sub"), ("throw", ValueError("up")), ("next",), ("next",)],
    "delegate closed": [("next",), ("send", "sub"), ("close",), ("next",)],
    "delegate thrown exit": [("next",), ("send", "sub"), ("throw", GeneratorExit), ("next",)],
    "delegate without throw": [("next",), ("send", "plain"), ("next",), ("throw", KeyError("k"))],
    "delegate without send": [("next",), ("send", "plain"), ("send", 5)],
    "delegate that cannot close": [("next",), ("send", "bad"), ("send", 1), ("throw", KeyError), ("close",)],
    "itself": [("next",), ("send", "itself"), ("next",)],
}


def play(start: Callable[..., Any], steps: list[tuple[Any, ...]]) -> list[Any]:
    log: list[Any] = []

    def note(what: str) -> None:
        exc = sys.exc_info()[1]
        log.append((what, type(exc), str(exc)))

    g = start("first", note)
    for step, *args in copy.deepcopy(steps):  # an exception that was raised keeps what hangs on it
        named = {
            "sub": lambda: sub(log),
            "stopping": lambda: sub(log, True),
            "plain": OnlyIterates,
            "bad": BadClose,
            "itself": lambda: g,
        }
        values = [named[a]() if isinstance(a, str) and a in named else a for a in args]
        try:
            if step == "next":
                result = next(g)
            else:
                result = getattr(g, step)(*values)
            if isinstance(result, tuple):
                result = tuple(repr(item) for item in result)
        except BaseException as error:
            chain, e = [], error
            while e is not None and len(chain) < 4:
                value = e.value if isinstance(e, StopIteration) else None
                chain.append((type(e), str(e).replace("any argument", "arguments"), value, type(e.__cause__)))
                e = e.__context__  # type: ignore[assignment]
            result = chain
        log.append((step, result, type(sys.exc_info()[1]), g.gi_running))
        log.append(type(g.gi_yieldfrom))
    with contextlib.suppress(LookupError):
        g.close()  # not when the collector happens to find it
    return log


@pytest.mark.parametrize("name", STEPS)
@pytest.mark.parametrize("handling", [False, True], ids=["plain", "in a handler"])
def test_same(m: ModuleType, name: str, handling: bool) -> None:
    def run(start: Callable[..., Any]) -> list[Any]:
        if not handling:
            return play(start, STEPS[name])
        try:
            raise OSError("outer")
        except OSError:
            return play(start, STEPS[name])

    mine, theirs = run(m.start), run(python_generator)
    for a, b in zip(mine, theirs, strict=True):
        assert a == b


def test_looks(m: ModuleType) -> None:
    g = m.start(1, print)
    assert isinstance(g, collections.abc.Generator) and iter(g) is g
    assert g.__name__ == g.__qualname__ == "python_generator" and repr(g).startswith(
        "<generator object python_generator at"
    )
    g.__name__, g.__qualname__ = "n", "q"
    assert (g.__name__, g.__qualname__) == ("n", "q")
    for attribute in ("__name__", "__qualname__"):
        with pytest.raises(TypeError, match=f"{attribute} must be set to a string object"):
            setattr(g, attribute, 5)
    assert g.gi_suspended is False and g.gi_yieldfrom is None and g.gi_running is False
    assert type(g).__name__ == "generator" and m.own(1, 1).__qualname__ == "C.own"
    with pytest.raises(TypeError):
        type(g)()


def test_running(m: ModuleType) -> None:
    seen: list[Any] = []

    def log(what: str) -> None:
        seen.append((g.gi_running, g.gi_suspended))
        for f in (next, lambda g: g.send(None), lambda g: g.throw(KeyError), lambda g: g.close()):
            with pytest.raises(ValueError, match="generator already executing"):
                f(g)

    g = m.start(1, log)
    next(g)
    assert seen == [(True, False)] and g.gi_suspended is True
    g.close()


def test_dropped(m: ModuleType) -> None:
    log: list[str] = []
    for steps, expected in ((0, []), (1, ["start", "end with error"])):
        log.clear()
        g = m.start(1, log.append)
        for _ in range(steps):
            next(g)
        del g
        assert log == expected

    def ignores(what: str) -> None:
        if what == "end with error":
            raise LookupError("while it is closed")

    caught: list[Any] = []
    hook, sys.unraisablehook = sys.unraisablehook, lambda info: caught.append(info.exc_type)
    try:
        g = m.start(1, ignores)
        next(g)
        del g
    finally:
        sys.unraisablehook = hook
    assert caught == [LookupError]


def test_collected(m: ModuleType) -> None:
    log: list[str] = []

    class Holder:
        pass

    for steps in range(3):
        log.clear()
        holder = Holder()
        holder.g = m.start(holder, log.append)  # type: ignore[attr-defined]
        for i in range(steps):
            next(holder.g) if i == 0 else holder.g.send([holder])  # type: ignore[attr-defined]
        reference = weakref.ref(holder)
        del holder
        gc.collect()
        assert reference() is None and log == (["start", "end with error"] if steps else [])
        holder = Holder()
        holder.g = m.own(holder, 1)  # type: ignore[attr-defined]
        reference, of_generator = weakref.ref(holder), weakref.ref(holder.g)  # type: ignore[attr-defined]
        del holder
        gc.collect()
        assert reference() is None and of_generator() is None


def test_no_leaks(m: ModuleType) -> None:
    marker = object()

    def use() -> None:
        for steps in STEPS.values():
            play(m.start, steps)
        list(m.own(marker, 3))
        next(m.own(marker, 3))
        m.own(marker, 3)

    use()
    gc.collect()
    before, blocks = sys.getrefcount(marker), sys.getallocatedblocks()
    for _ in range(20):
        use()
    gc.collect()
    assert sys.getrefcount(marker) == before and sys.getallocatedblocks() - blocks < 100, (
        sys.getallocatedblocks() - blocks
    )
