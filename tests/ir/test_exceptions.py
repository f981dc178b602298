"""Try, finally and their exits in hand-built IR, each beside the Python that it stands for."""

from __future__ import annotations

from handmade import NONE, NULL, Build, binary, builtin, errors, load, n, num, objects, py


def fails(b: Build, name: str = "ValueError", *args) -> None:
    b.raise_(name, *(args or (py("x"),)))


def test_caught(same):
    b = Build("f", "log what")
    b.try_(
        lambda: (b.log("body"), b.do(b.get("what")), b.log("not reached")),
        lambda exc: b.matches(exc, "ValueError", lambda: b.log("handled")),
        lambda: b.log("else"),
    )
    b.ret(py("end"))

    def f(log, what):
        try:
            log.append("body")
            what()
            log.append("not reached")
        except ValueError:
            log.append("handled")
        else:
            log.append("else")
        return "end"

    def wrong():
        raise ValueError("x")

    def other():
        raise KeyError("y")

    same(b, f, (wrong,), (other,), (lambda: None,))


def test_exception_in_handler(same):
    b = Build("f", "log what")
    b.try_(lambda: fails(b), lambda exc: (b.log("handler"), b.do(b.get("what")), b.log("handled")))
    b.ret(b.get("what"))

    def f(log, what):
        try:
            raise ValueError("x")
        except BaseException:
            log.append("handler")
            what()
            log.append("handled")
        return what

    def wrong():
        raise KeyError("y")

    same(b, f, (wrong,), (list,))


def test_nested_handlers_and_reraise(same):
    b = Build("f", "log a b")

    def inner():
        b.try_(
            lambda: (b.do(b.get("a")), b.log("a done")),
            lambda exc: b.matches(exc, "KeyError", lambda: (b.log("inner"), b.do(b.get("b")), b.log("b done"))),
        )

    b.try_(
        inner,
        lambda exc: (b.log("outer"), b.matches(exc, "ValueError", lambda: b.log("value"))),
        lambda: b.log("else"),
    )
    b.ret(py(1))

    def f(log, a, b):
        try:
            try:
                a()
                log.append("a done")
            except KeyError:
                log.append("inner")
                b()
                log.append("b done")
        except BaseException as exc:
            log.append("outer")
            if isinstance(exc, ValueError):
                log.append("value")
            else:
                raise
        else:
            log.append("else")
        return 1

    def key():
        raise KeyError(1)

    def value():
        raise ValueError(2)

    def third():
        raise TypeError(3)

    cases = [(a, b) for a in (key, value, third, list) for b in (key, value, third, list)]
    same(b, f, *cases)


def test_finally_with_each_exit(same):
    b = Build("f", "log how what")

    def body():
        b.log("body")
        b.if_(b.how("return"), lambda: b.ret(py("returned")))
        b.if_(b.how("break"), lambda: b.add(n.Break()))
        b.if_(b.how("continue"), lambda: b.add(n.Continue()))
        b.if_(b.how("raise"), lambda: fails(b))
        b.log("falls")

    def each():
        b.finally_(body, lambda: (b.log("final"), b.do(b.get("what"))))
        b.log("after")

    b.how = lambda text: b.op(objects.eq_bool, b.get("how"), py(text))
    b.for_range("i", num(2), each)
    b.log("behind")
    b.ret(py("end"))

    def f(log, how, what):
        for _ in range(2):
            try:
                log.append("body")
                if how == "return":
                    return "returned"
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise ValueError("x")
                log.append("falls")
            finally:
                log.append("final")
                what()
            log.append("after")
        log.append("behind")
        return "end"

    def wrong():
        raise KeyError("y")

    hows = ["return", "break", "continue", "raise", "fall"]
    same(b, f, *[(how, what) for how in hows for what in (list, wrong)])


def test_exits_out_of_finally(same):
    b = Build("f", "log how exit")
    b.how = lambda text: b.op(objects.eq_bool, b.get("how"), py(text))
    b.exits = lambda text: b.op(objects.eq_bool, b.get("exit"), py(text))

    def body():
        b.if_(b.how("return"), lambda: b.ret(b.call(builtin("object"))))
        b.if_(b.how("raise"), lambda: fails(b))
        b.if_(b.how("continue"), lambda: b.add(n.Continue()))

    def final():
        b.if_(b.exits("return"), lambda: b.ret(py("from final")))
        b.if_(b.exits("break"), lambda: b.add(n.Break()))
        b.if_(b.exits("continue"), lambda: b.add(n.Continue()))
        b.if_(b.exits("raise"), lambda: fails(b, "KeyError", py("y")))
        b.log("final")

    b.for_range("i", num(3), lambda: (b.finally_(body, final), b.log("after")))
    b.ret(py("end"))

    def f(log, how, exit):
        for _ in range(3):
            try:
                if how == "return":
                    return object()
                if how == "raise":
                    raise ValueError("x")
                if how == "continue":
                    continue
            finally:
                if exit == "return":
                    return "from final"  # noqa: B012
                if exit == "break":
                    break  # noqa: B012
                if exit == "continue":
                    continue  # noqa: B012
                if exit == "raise":
                    raise KeyError("y")
                log.append("final")
            log.append("after")
        return "end"

    exits = ["return", "break", "continue", "raise"]
    same(b, f, *[(how, e) for how in ["return", "raise", "continue", "fall"] for e in exits], ("raise", "-"))


def test_nested_finally(same):
    b = Build("f", "log how")
    b.how = lambda text: b.op(objects.eq_bool, b.get("how"), py(text))

    def innermost():
        b.if_(b.how("return"), lambda: b.ret(b.call(builtin("str"), py(5))))
        b.if_(b.how("break"), lambda: b.add(n.Break()))
        b.if_(b.how("continue"), lambda: b.add(n.Continue()))
        b.if_(b.how("raise"), lambda: fails(b))

    def middle():
        b.try_(
            lambda: b.finally_(innermost, lambda: b.log("inner final")),
            lambda exc: (b.log("handler"), b.if_(b.how("raise"), lambda: b.add(n.Reraise()))),
        )

    b.for_each(
        "x",
        b.call(builtin("iter"), py((1, 2))),
        lambda: b.finally_(middle, lambda: b.log("outer final")),
        lambda: b.log("loop else"),
    )
    b.ret(b.get("x"))

    def f(log, how):
        for x in iter((1, 2)):  # noqa: B007
            try:
                try:
                    try:
                        if how == "return":
                            return str(5)
                        if how == "break":
                            break
                        if how == "continue":
                            continue
                        if how == "raise":
                            raise ValueError("x")
                    finally:
                        log.append("inner final")
                except BaseException:
                    log.append("handler")
                    if how == "raise":
                        raise
            finally:
                log.append("outer final")
        else:
            log.append("loop else")
        return x

    same(b, f, *[(how,) for how in ["return", "break", "continue", "raise", "fall"]])


def test_handler_exits(same):
    b = Build("f", "log how")
    b.how = lambda text: b.op(objects.eq_bool, b.get("how"), py(text))

    def handler(exc):
        b.if_(b.how("return"), lambda: b.ret(exc))
        b.if_(b.how("break"), lambda: b.add(n.Break()))
        b.if_(b.how("continue"), lambda: b.add(n.Continue()))
        b.if_(b.how("raise"), lambda: fails(b, "KeyError", py(1)))
        b.log("handled")

    b.for_range("i", num(2), lambda: (b.try_(lambda: fails(b), handler), b.log("after")))
    b.ret(py("end"))

    def f(log, how):
        for _ in range(2):
            try:
                raise ValueError("x")
            except ValueError as exc:
                if how == "return":
                    return repr(exc)
                if how == "break":
                    break
                if how == "continue":
                    continue
                if how == "raise":
                    raise KeyError(1) from None.__class__() if False else KeyError(1)
                log.append("handled")
            log.append("after")
        return "end"

    def g(log, how):
        if how == "raise":
            for _ in range(1):
                try:
                    raise ValueError("x")
                except ValueError:
                    raise KeyError(1)  # noqa: B904
        return f(log, how)

    made = same(b, g, *[(how,) for how in ["break", "continue", "raise", "fall"]])
    assert repr(made([], "return")) == f([], "return")


def test_handled_exception_is_visible(same):
    b = Build("f", "log look")

    def in_handler(exc):
        b.do(b.get("look"), b.get("log"), py("handler"))
        b.try_(
            lambda: fails(b, "KeyError", py(1)),
            lambda inner: b.do(b.get("look"), b.get("log"), py("inner")),
        )
        b.do(b.get("look"), b.get("log"), py("handler again"))

    b.try_(lambda: fails(b), in_handler)
    b.do(b.get("look"), b.get("log"), py("behind"))
    b.finally_(lambda: b.log("no"), lambda: b.do(b.get("look"), b.get("log"), py("final")))
    b.try_(
        lambda: b.finally_(lambda: fails(b), lambda: b.do(b.get("look"), b.get("log"), py("pending"))),
        lambda exc: b.log("caught"),
    )
    b.ret(NONE)

    def look(log, where):
        import sys

        log.append((where, repr(sys.exc_info()[1])))

    def f(log, look):
        try:
            raise ValueError("x")
        except BaseException:
            look(log, "handler")
            try:
                raise KeyError(1)
            except BaseException:
                look(log, "inner")
            look(log, "handler again")
        look(log, "behind")
        try:
            log.append("no")
        finally:
            look(log, "final")
        try:
            try:
                raise ValueError("x")
            finally:
                look(log, "pending")
        except BaseException:
            log.append("caught")

    same(b, f, (look,))


def test_traceback_lines(compiled):
    import traceback

    b = Build("f", "log what")
    b.line = 3
    b.log("a")
    b.line = 5
    b.finally_(lambda: (setattr(b, "line", 7), b.do(b.get("what"))), lambda: (setattr(b, "line", 9), b.log("final")))
    b.ret()

    def wrong():
        raise ValueError("x")

    made = compiled(b).f
    try:
        made([], wrong)
    except ValueError as exc:
        frames = traceback.extract_tb(exc.__traceback__)
        assert [(f.name, f.lineno) for f in frames if f.filename == "program.py"] == [("f", 7)]
    try:
        made(5)
    except TypeError as exc:
        assert "missing 1 required positional argument: 'what'" in str(exc)
        assert all(f.filename != "program.py" for f in traceback.extract_tb(exc.__traceback__))


def test_with(same):
    """``with`` as the builder makes it: exit is called once, on each way out, and may suppress the exception."""
    b = Build("f", "log manager how")
    b.how = lambda text: b.op(objects.eq_bool, b.get("how"), py(text))

    def body():
        b.if_(b.how("return"), lambda: b.ret(b.get("value")))
        b.if_(b.how("break"), lambda: b.add(n.Break()))
        b.if_(b.how("raise"), lambda: fails(b))
        b.log("falls")

    def once():
        enter = b.op(errors.lookup_enter, b.get("manager"))
        leave = b.op(errors.lookup_exit, b.get("manager"))
        b.set("value", b.op(errors.call_enter, enter))
        failed = b.var("failed", binary("==", num(0), num(0)).type)
        b.add(n.Assign(load(failed), n.Const(failed.type, 0)))

        def handler(exc):
            b.add(n.Assign(load(failed), n.Const(failed.type, 1)))
            suppressed = b.op(errors.call_exit, leave, exc)
            b.if_(suppressed, lambda: b.log("suppressed"), lambda: b.add(n.Reraise()))

        def final():
            b.if_(binary("==", load(failed), n.Const(failed.type, 0)), lambda: b.op(errors.call_exit, leave, NULL))

        b.finally_(lambda: b.try_(body, handler), final)
        b.log("after")

    b.for_range("i", num(2), once)
    b.ret(py("end"))

    class Manager:
        def __init__(self, suppress):
            self.suppress = suppress
            self.log = []

        def __enter__(self):
            return "value"

        def __exit__(self, *args):
            self.log.append(args[0])
            return self.suppress

    def f(log, manager, how):
        for _ in range(2):
            with manager as value:
                if how == "return":
                    return value
                if how == "break":
                    break
                if how == "raise":
                    log.append("suppressed") if manager.suppress else None
                    raise ValueError("x")
                log.append("falls")
            log.append("after")
        return "end"

    hows = ["return", "break", "raise", "fall"]
    same(b, f, *[(Manager(s), how) for s in (True, False) for how in hows])
