"""A small language to build IR by hand, and to compile and import what comes out of it."""

from __future__ import annotations

import hashlib
import importlib.machinery
import importlib.util
import itertools
import subprocess
import sysconfig
from pathlib import Path

from smelt.emit import emit
from smelt.ir import nodes as n
from smelt.ir.verify import verify
from smelt.pipeline import PASSES, PHASES
from smelt.primitives import calls, containers, convert, errors, numbers, objects
from smelt.primitives.row import Row
from smelt.source import SourceFile, Span
from smelt.types import BINT, DOUBLE, INT, LONG, OBJECT, SSIZE, VOID, Axis, Func, View

SET_ITEM = Row("set", "PyDict_SetItem", (OBJECT, OBJECT, OBJECT), None, "minus")
NONE = n.PyConst(OBJECT, None)
NULL = n.Const(OBJECT, None)
FILE = SourceFile("program.py", "\n".join(f"line {i}" for i in range(1, 200)))
DOUBLES = View(DOUBLE, (Axis(packing="contig"),))
FLAGS = ["-O1", "-g0", "-fPIC", "-shared", "-fwrapv", "-fno-strict-aliasing", "-Wall", "-Wno-unused-function"]
FLAGS += ["-Wno-unused-but-set-variable", "-Wno-unused-variable", "-Wno-unused-const-variable", "-Werror"]


def at(line: int) -> Span:
    return Span(FILE, line, 0, line, 1)


def py(value: object) -> n.PyConst:
    return n.PyConst(OBJECT, value, isinstance(value, str))


def num(value: int, type_=LONG) -> n.Const:
    return n.Const(type_, value)


def load(slot: n.Slot) -> n.Load:
    return n.Load(slot.type, slot)


def builtin(name: str) -> n.BuiltinConst:
    return n.BuiltinConst(OBJECT, name)


def is_null(slot: n.Slot) -> n.Expr:
    return n.Binary(BINT, "==", load(slot), NULL)


def binary(op: str, left: n.Expr, right: n.Expr, type_=None) -> n.Expr:
    return n.Binary(type_ or (BINT if op in ("==", "!=", "<", "<=", ">", ">=") else left.type), op, left, right)


class Build:
    """Collects the statements of one function; `with build.block() as inner` collects those of a nested block."""

    def __init__(self, name: str, params: str = "", kind: str = "wrapper", **fields) -> None:
        self.slots: list[n.Slot] = []
        self.body: list[n.Stmt] = []
        self.names: dict[str, n.Slot] = {}
        self.kind = kind
        self.counter = itertools.count(1)
        self.line = 1
        func = fields.pop("func", Func(OBJECT, (), except_kind="object"))
        listed = [self.var(p) for p in params.split()]
        self.function = n.Function(name, kind, func, [], self.body, at(1), py_name=name, qualname=name, **fields)
        if kind != "wrapper":
            self.function.params = listed
        self.function.slots = self.slots
        if kind == "wrapper":
            plain = [n.Param(s.name, "pos", s) for s in listed]
            self.function.signature = f"({', '.join(s.name for s in listed)})"
            self.add(n.ParseArgs(plain))
        else:
            for slot in listed:
                slot.storage = n.Storage.PARAM
                self.slots.remove(slot)

    def add(self, stmt: n.Stmt) -> n.Stmt:
        if stmt.span is None:
            stmt.span = at(self.line)
        self.body.append(stmt)
        return stmt

    def var(self, name: str, type_=OBJECT) -> n.Slot:
        if name not in self.names:
            self.names[name] = n.Slot(name, type_)
            self.slots.append(self.names[name])
        return self.names[name]

    def temp(self, name: str = "t", type_=OBJECT) -> n.Slot:
        slot = n.Slot(name, type_, temp=True)
        self.slots.append(slot)
        return slot

    def get(self, name: str) -> n.Expr:
        return load(self.var(name))

    def op(self, row, *args: n.Expr, name: str = "t") -> n.Expr:
        dest = self.temp(name, row.result) if row.result is not None else None
        self.add(n.Op(dest, row, list(args)))
        return load(dest) if dest is not None else NONE

    def call(self, function: n.Expr, *args: n.Expr) -> n.Expr:
        return self.op(calls.call, function, *args)

    def do(self, function: n.Expr, *args: n.Expr) -> None:
        """A call whose result is not wanted."""
        self.add(n.Op(None, calls.call, [function, *args]))

    def set(self, name: str, value: n.Expr) -> None:
        self.add(n.Assign(self.get(name) if name in self.names else load(self.var(name, value.type)), value))

    def ret(self, value: n.Expr = NONE) -> None:
        self.add(n.Return(value))

    def log(self, text: object) -> None:
        """``log.append(text)`` for the parameter `log`."""
        self.add(n.Op(None, containers.list_append, [self.get("log"), py(text)]))

    def raise_(self, name: str, *args: n.Expr) -> None:
        exc = self.call(builtin(name), *args)
        self.add(n.Op(None, errors.raise_, [exc, NULL]))

    def block(self, *fills) -> list[n.Stmt]:
        outer, self.body = self.body, []
        for fill in fills:
            fill()
        inner, self.body = self.body, outer
        return inner

    def if_(self, test: n.Expr, then, other=lambda: None) -> None:
        self.add(n.If(test, self.block(then), self.block(other)))

    def truth(self, value: n.Expr) -> n.Expr:
        return self.op(objects.is_true, value)

    def loop(self, body, test: n.Expr | None = None, orelse=lambda: None, prelude=lambda: None, update=lambda: None):
        self.add(
            n.While(
                self.block(prelude), test or n.Const(BINT, 1), self.block(body), self.block(update), self.block(orelse)
            )
        )

    def for_each(self, name: str, values: n.Expr, body, orelse=lambda: None) -> None:
        iterator = self.op(objects.get_iter, values, name="it")
        item = self.temp("item")
        prelude = self.block(lambda: self.add(n.Op(item, objects.iter_next, [iterator])))
        inside = self.block(lambda: self.set(name, load(item)), body)
        self.add(n.While(prelude, binary("!=", load(item), NULL), inside, [], self.block(orelse)))

    def for_range(self, name: str, stop: n.Expr, body, start: n.Expr | None = None, step: int | n.Expr = 1) -> None:
        counter = self.temp(name, LONG)
        variable = self.var(name, LONG)
        inside = self.block(lambda: self.set(name, load(counter)), body)
        by = step if isinstance(step, n.Expr) else num(step)
        assert variable.type == LONG
        self.add(n.ForRange(counter, start or num(0), stop, by, inside))

    def try_(self, body, handler, orelse=lambda: None) -> None:
        exc = self.temp("exc")
        statement = n.Try(self.block(body), exc, [], self.block(orelse))
        statement.handler = self.block(lambda: handler(load(exc)))
        self.add(statement)

    def finally_(self, body, final) -> None:
        self.add(n.TryFinally(self.block(body), self.block(final)))

    def matches(self, exc: n.Expr, name: str, then) -> None:
        """``except name:`` in a handler: anything else goes on."""
        self.if_(self.op(errors.matches, exc, builtin(name)), then, lambda: self.add(n.Reraise()))

    def long(self, value: n.Expr) -> n.Expr:
        return self.op(convert.from_python(LONG), value)

    def obj(self, value: n.Expr) -> n.Expr:
        return self.op(convert.to_python(value.type), value)

    def plus(self, left: n.Expr, right: n.Expr) -> n.Expr:
        return self.op(numbers.add, left, right)

    def index(self, view: n.Slot, value: n.Expr, wrap: bool = True, check: bool = True) -> n.Expr:
        index = self.temp("i", SSIZE)
        self.add(n.Assign(load(index), value))
        self.add(n.CheckIndex(view, 0, index, wrap, check))
        return n.ViewItem(view.type.dtype, view, [load(index)])


def module(*builds: Build, name: str = "handmade", **fields) -> n.Module:
    """A module of these functions; those of kind ``wrapper`` become its attributes."""
    main = Build("main", kind="module", func=Func(INT, (), except_kind="value", except_value=-1))
    for build in builds:
        if build.kind == "wrapper" and not build.function.freevars:
            made = main.temp("function")
            main.add(n.MakeFunction(made, build.function.name, NULL, NULL, NULL, []))
            main.add(n.Op(None, SET_ITEM, [n.CName(OBJECT, "smelt_dict"), py(build.function.name), load(made)]))
    main.add(n.Return(num(0, INT)))
    return n.Module(name, "program.py", [b.function for b in builds] + [main.function], **fields)


def include_folder() -> str:
    return sysconfig.get_path("include")


def compile_module(module: n.Module, folder: Path, flags: list[str] | None = None):
    """Lower, print, compile and import a module."""
    verify(module, "built")
    for name, run in PASSES:
        run(module)
        verify(module, PHASES[name])
    text = emit(module)
    stem = module.name.rpartition(".")[2]
    key = hashlib.sha256(text.encode()).hexdigest()[:12]
    suffix = ".cpp" if module.cplus else ".c"
    source = folder / f"{stem}_{key}{suffix}"
    source.write_text(text)
    library = source.with_suffix(".so")
    compiler = ["g++", "-std=gnu++17"] if module.cplus else ["gcc", "-std=gnu11"]
    done = subprocess.run(
        [*compiler, *(flags or FLAGS), f"-I{include_folder()}", str(source), "-o", str(library), "-lm"],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        own = text[text.rindex("static smelt_def d_") : text.index("static int f_main")]
        raise AssertionError(f"{done.stderr}\n{own}")
    loader = importlib.machinery.ExtensionFileLoader(module.name, str(library))
    spec = importlib.util.spec_from_loader(module.name, loader)
    made = importlib.util.module_from_spec(spec)
    loader.exec_module(made)
    made.__dict__["c_text"] = text
    return made


__all__ = [name for name in dir() if not name.startswith("_")] + ["VOID"]
