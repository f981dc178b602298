"""Walking, rewriting, printing and verifying IR."""

from __future__ import annotations

import pytest
from handmade import NULL, Build, binary, load, module, n, num, objects, py

from smelt.ir import visit
from smelt.ir.printer import dump_function, dump_module
from smelt.ir.verify import VerifyError, verify
from smelt.pipeline import lower
from smelt.types import BINT, DOUBLE, LONG, OBJECT


def sample() -> Build:
    b = Build("f", "log x")
    b.try_(
        lambda: b.for_each("y", b.get("x"), lambda: b.if_(b.truth(b.get("y")), lambda: b.add(n.Break()))),
        lambda exc: b.matches(exc, "KeyError", lambda: b.ret(exc)),
    )
    b.ret(b.get("y"))
    return b


def test_every_node_class_has_a_shape() -> None:
    classes = [c for c in vars(n).values() if isinstance(c, type) and issubclass(c, n.Node)]
    assert len(classes) > 50
    for cls in classes:
        shape = visit.Shape(cls)
        known = {*shape.exprs, *shape.expr_lists, *shape.slots, *shape.slot_lists, *shape.blocks}
        for base in cls.__mro__:
            for name, hint in getattr(base, "__annotations__", {}).items():
                holds_nodes = any(word in hint for word in ("Expr", "Slot", "Stmt", "Block"))
                assert holds_nodes == (name in known), f"{cls.__name__}.{name}: {hint}"


def test_walk_sees_all_statements() -> None:
    names = [type(stmt).__name__ for stmt in visit.walk(sample().function.body)]
    assert names.count("If") == 2
    assert {"ParseArgs", "Try", "While", "Break", "Reraise", "Return", "Op", "Assign"} <= set(names)


def test_operands_and_expressions() -> None:
    a = n.Slot("a", LONG)
    expr = binary("+", load(a), binary("*", load(a), num(2)))
    assert [type(e).__name__ for e in visit.operands(expr)] == ["Load", "Binary"]
    assert [type(e).__name__ for e in visit.expressions(n.Return(expr))] == [
        "Binary",
        "Load",
        "Binary",
        "Load",
        "Const",
    ]


def test_copies_are_equal_and_share_what_nothing_changes() -> None:
    a, b = n.Slot("a", LONG), n.Slot("b", LONG)
    block: list[n.Stmt] = [n.If(binary("<", load(a), num(2)), [n.Assign(load(b), binary("+", load(a), num(1)))])]
    copies = visit.copy_block(block)
    assert copies == block
    for one, other in zip(visit.walk(block), visit.walk(copies), strict=True):
        assert one is not other
        for old, new in zip(visit.expressions(one), visit.expressions(other), strict=True):
            assert (old is new) == isinstance(old, n.Const)
    others = visit.copy_block(block, {a: b})
    assert all(e.slot is b for stmt in visit.walk(others) for e in visit.expressions(stmt) if isinstance(e, n.Load))
    assert visit.with_operands(binary("+", load(a), num(1)), [num(3), load(b)]) == binary("+", num(3), load(b))


def test_map_operands() -> None:
    a, b = n.Slot("a", LONG), n.Slot("b", LONG)
    stmt = n.Assign(load(a), binary("+", load(a), num(1)))
    visit.map_operands(stmt.value, lambda e: load(b) if isinstance(e, n.Load) else e)
    assert stmt.value.left.slot is b


def test_rewrite_block() -> None:
    b = sample()
    visit.rewrite_block(b.function.body, lambda s: [] if isinstance(s, n.Break) else None)
    assert not any(isinstance(s, n.Break) for s in visit.walk(b.function.body))


def test_dumps_are_stable() -> None:
    made = module(sample())
    text = dump_module(made)
    assert text == dump_module(made) == dump_module(module(sample()))
    assert "    try into %exc:\n" in text
    lower(made)
    assert "  except_1:\n" in dump_module(made)


def test_a_right_module_passes_each_phase() -> None:
    from smelt.passes import exceptions, generators, ownership

    made = module(sample())
    verify(made, "built")
    exceptions.run(made)
    verify(made, "lowered")
    generators.run(made)
    ownership.run(made)
    verify(made, "owned")
    assert "release" in dump_function(made.functions[0])


X = n.Slot("x", LONG)
THING = n.Slot("o", OBJECT)
T = n.Slot("t", LONG, temp=True)
WRONG = [
    (n.Assign(load(X), n.Const(DOUBLE, 1.0)), "is double, not long"),
    (n.Assign(num(1), num(1)), "no lvalue"),
    (n.Assign(load(X), load(T)), "may be read before it is assigned"),
    (n.Op(None, objects.get_attr, [load(THING)]), "takes 2 arguments"),
    (n.Op(T, objects.get_attr, [load(THING), py("a")]), "the result is object"),
    (n.Break(), "outside of a loop"),
    (n.Reraise(), "outside of a handler"),
    (n.Return(None), "without a value"),
    (n.Return(num(1)), "is long, not object"),
    (n.Yield(None, load(THING)), "outside of a generator"),
    (n.Goto("x"), "late passes"),
    (n.Assign(load(THING), n.NewRef(OBJECT, load(THING))), "before their pass"),
    (n.If(load(THING), []), "a test of type object"),
    (n.Assign(load(X), binary("+", load(X), n.Const(DOUBLE, 1.0))), "operands of +"),
    (n.CheckIndex(THING, 0, X, True, True), "no view"),
    (n.Assign(load(n.Slot("lost", LONG)), num(1)), "no slot of the function"),
    (n.Unbind(X), "only objects and views"),
    (n.If(n.Const(BINT, 1), [n.Assign(load(T), num(1)), n.Assign(load(T), num(2))]), "assigned twice"),
]


@pytest.mark.parametrize(("stmt", "rule"), WRONG, ids=[rule for _, rule in WRONG])
def test_breaches_are_found(stmt: n.Stmt, rule: str) -> None:
    b = Build("f")
    b.slots += [X, THING, T]
    b.add(stmt)
    b.ret()
    with pytest.raises(VerifyError, match=rule.replace("+", r"\+")):
        verify(module(b), "built")


def test_unlowered_statements_are_found() -> None:
    with pytest.raises(VerifyError, match="should have been lowered"):
        verify(module(sample()), "lowered")


def test_shared_statements_are_found() -> None:
    b = Build("f")
    x = b.var("x", LONG)
    stmt = n.Assign(load(x), num(1))
    b.body += [stmt, stmt]
    b.ret()
    with pytest.raises(VerifyError, match="there twice"):
        verify(module(b), "built")


def test_values_without_a_reference_are_found() -> None:
    b = Build("f", "a")
    b.set("x", b.get("a"))
    b.ret(NULL)
    made = module(b)
    from smelt.passes import exceptions

    exceptions.run(made)
    with pytest.raises(VerifyError, match="no reference of its own"):
        verify(made, "owned")
