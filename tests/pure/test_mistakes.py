"""Wrong uses of pure Python mode: each with its code and what it points at."""

from __future__ import annotations

import pytest

# The marked piece of the line is what the caret has to stand below.
CASES = [
    ("E0201", "def f(): return «cython.compild»", "did you mean 'cython.compiled'?"),
    ("E0201", "def f(x: «cython.ulongint»): pass", "did you mean 'cython.ulong'?"),
    ("E0201", "def f(): return «cython.view.aray»", "did you mean 'cython.view.array'?"),
    ("E0201", "from cython import «boundchek»", "did you mean 'cython.boundscheck'?"),
    ("E0202", "x = «cython.declare(cython.int, 1, 2)»", None),
    ("E0202", "x = «cython.declare()»", None),
    ("E0202", "«cython.declare(cython.int)»", None),
    ("E0202", "x = cython.declare(cython.int, visible=«'public'»)", None),
    ("E0203", "def f(x): return «cython.cast(cython.int)»", None),
    ("E0203", "def f(x): return cython.cast(cython.int, x, check=«True»)", None),
    ("E0204", "def f(x): return «cython.address(x, x)»", None),
    ("E0204", "def f(): return «cython.sizeof()»", None),
    ("E0204", "def f(x: «cython.pointer(cython.int, 2)»): pass", None),
    ("E0204", "T = «cython.typedef()»", None),
    ("E0204", "T = «cython.struct(cython.int)»", None),
    ("E0204", "T = «cython.fused_type(x=cython.int)»", None),
    ("E0205", "x = cython.declare(«3»)", None),
    ("E0205", "def f(x): return cython.cast(«1 + 2», x)", None),
    ("E0205", "def f(x: «cython.compiled»): pass", None),
    ("E0205", "def f(x: cython.int[«:, 3»]): pass", None),
    ("E0206", "def f(): return «cython.int»", None),
    ("E0206", "def f(x): return «cython.int»(x)", "cython.cast(cython.int, value)"),
    ("E0206", "x = [«cython.double»]", None),
    ("E0207", "def f():\n    @«cython.cfunc»\n    def g(): pass", None),
    ("E0207", "@«cython.cfunc»\nasync def g(): pass", None),
    ("E0207", "def f():\n    @«cython.cclass»\n    class A: pass", None),
    ("E0208", "class A:\n    @«cython.cfunc»\n    def g(self): pass", "@cython.cclass"),
    ("E0208", "class A:\n    @«cython.ccall»\n    def g(self): pass", None),
    ("E0209", "@«cython.nogil»\ndef f(): pass", "@cython.cfunc"),
    ("E0209", "@«cython.inline»\ndef f(): pass", None),
    ("E0210", "@cython.cfunc\n@«cython.exceptval(1, 2)»\ndef f(): pass", None),
    ("E0210", "@cython.cfunc\n@«cython.exceptval(-1, chek=True)»\ndef f(): pass", None),
    ("E0211", "from typing import Optional\ndef f(x: Optional[«cython.int»]): pass", None),
    ("E0211", "def f(x: «cython.p_int» | None): pass", None),
    ("E0212", "x = y = «cython.declare(cython.int, 3)»", None),
    ("E0212", "print(«cython.declare(cython.int)»)", None),
    ("E0212", "print(«cython.struct(x=cython.int)»)", None),
    ("E0212", "«x.y» = cython.declare(cython.int)", None),
    ("E0213", "@«cython.returns()»\n@cython.cfunc\ndef f(): pass", None),
    ("E0213", "@«cython.locals(cython.int)»\ndef f(): pass", None),
    ("E0214", "import «cython.cimports.libc.math»", "import cython.cimports.libc.math as math"),
    ("E0215", "@«cython.cclass»\ndef f(): pass", None),
    ("E0215", "@«cython.cfunc»\nclass A: pass", None),
    ("E0216", "@cython.cfunc\n@«cython.ccall»\ndef f(): pass", None),
    ("E0217", "@cython.cclass\nclass A(metaclass=«type»): pass", None),
    ("W0201", "def f(x: «(cython.int, cython.double)»): pass", "tuple[cython.int, cython.double]"),
    ("W0202", "def f(x: «{'ctype': 'long'}»): pass", None),
    ("W0203", "@cython.cclass\nclass A:\n    x: «cython.int» = 3", None),
]


@pytest.mark.parametrize(("code", "text", "hint"), CASES)
def test_mistake(code, text, hint, translate):
    marked = "import cython\n" + text
    start = marked.index("«")
    plain = marked.replace("«", "").replace("»", "")
    found = translate(plain, "py")
    assert found.codes == [code], found.diagnostics.render()
    item = found.diagnostics.items[0]
    line = plain.count("\n", 0, start)
    column = start - (plain.rfind("\n", 0, start) + 1)
    length = marked.index("»") - start - 1
    assert (item.span.line, item.span.col) == (line + 1, column)
    assert item.span.end_col - item.span.col == length
    if hint:
        assert hint in (item.hint or "")


def test_several_at_once(translate):
    found = translate("import cython\ndef f(x: cython.foo, y: cython.pointer()): return cython.cast(x)\n", "py")
    assert found.codes == ["E0201", "E0204", "E0203"]


def test_the_branch_for_python_is_not_judged(translate):
    text = """
    import cython
    if cython.compiled:
        x = 1
    else:
        x = cython.int(1)
    if not cython.compiled:
        y = cython.struct
    """
    assert translate(text, "py").codes == []


@pytest.mark.parametrize("text", ["", "x: cython.int = 3", "class A:\n    x: int = 3", "def f(x: a.b.c[3]): pass"])
def test_other_annotations_are_left_alone(text, translate):
    found = translate(text, "py")
    assert found.codes == []
    assert found.dump == translate(text, "py").dump
