"""What has no counterpart in a .pyx text: where things go, what hides what, which annotations are kept."""

from __future__ import annotations

import ast

from smelt.syntax import nodes as c


def test_every_node_has_a_place(translate):
    text = """
    import cython as cy
    from cython.cimports.libc.math import sin
    S = cy.struct(x=cy.int, y=cy.double[3])
    F = cy.fused_type(cy.int, 'long long')
    a, b = cy.declare(cy.int, (1, 2))
    @cy.locals(z=cy.p_int)
    @cy.cfunc
    @cy.exceptval(-1)
    def f(x: 'cy.int[:, ::1]', y: cy.pointer(cy.int)) -> cy.int:
        with cy.nogil:
            w: tuple[cy.int, cy.double] = (1, 2)
        return cy.cast(cy.int, cy.sizeof(cy.int) + cy.address(x))
    """
    tree = translate(text, "py").tree
    for node in ast.walk(tree):
        if isinstance(node, (ast.expr, ast.stmt, ast.arg, c.CVar, c.CException)):
            assert node.lineno >= 1 and node.end_lineno >= node.lineno, node
            assert node.col_offset >= 0 and node.end_col_offset is not None, node


def test_declarations_leave_blocks(translate):
    text = """
    import cython
    def f(n):
        "doc"
        for i in range(n):
            if i:
                x: cython.int = i
            else:
                x: cython.int = 0
            cython.declare(y=cython.double)
    """
    body = translate(text, "py").tree.body[1].body
    assert [type(s).__name__ for s in body] == ["Expr", "CVarDef", "CVarDef", "For"]
    assert [s.vars[0].name for s in body[1:3]] == ["x", "y"]
    inner = body[3].body
    assert isinstance(inner[0].body[0], ast.Assign) and isinstance(inner[0].orelse[0], ast.Assign)
    assert isinstance(inner[1], ast.Pass)


def test_one_type_for_several_names(translate):
    body = translate(
        "import cython\na, b = cython.declare(cython.int)\nc, d = cython.declare(cython.int, (1, 2))", "py"
    ).tree.body
    assert [type(s).__name__ for s in body] == ["CImport", "CVarDef", "CVarDef", "CVarDef", "CVarDef", "Assign"]


def test_local_names_hide_those_of_cython(translate):
    found = translate("from cython import cast, int as i, nogil\ndef f(cast, x):\n    return cast(1, 2, 3)", "py")
    assert found.codes == []
    call = found.tree.body[1].body[0].value
    assert isinstance(call, ast.Call) and call.func.id == "cast"
    hidden = translate("import cython\ndef f(nogil):\n    with nogil:\n        with cython.nogil: pass", "py")
    outer = hidden.tree.body[1].body[0]
    assert ast.unparse(outer.items[0].context_expr) == "nogil"
    assert ast.unparse(outer.body[0].items[0].context_expr) == "cython.nogil"


def test_a_class_hides_a_builtin(translate):
    assert "CArg" not in translate("class list: pass\ndef f(x: list): pass", "py").dump
    assert "CArg" in translate("def f(x: list): pass", "py").dump


def test_python_integers_stay_objects(translate):
    argument = translate("def f(x: int): pass", "py").tree.body[0].args.args[0]
    assert isinstance(argument.ctype, ast.Name) and argument.ctype.id == "int" and argument.none == "not"
    second = translate("# cython: language_level=2\ndef f(x: int): pass", "py").tree.body[0].args.args[0]
    assert not isinstance(second, c.CArg)


def test_none_makes_numbers_objects(translate):
    text = "from typing import Optional\ndef f(a: float = None, b: Optional[bool] = None, c: 'float' = 1): pass"
    arguments = translate(text, "py").tree.body[1].args.args
    assert [(a.ctype.__class__.__name__, getattr(a.ctype, "id", None), a.none) for a in arguments] == [
        ("Name", "float", "or"),
        ("Name", "bool", "or"),
        ("CTypeName", None, None),
    ]


def test_annotation_typing_off(translate):
    text = """
    import cython
    @cython.annotation_typing(False)
    def f(x: cython.int): y: cython.int
    @cython.annotation_typing(False)
    class A:
        def m(self, x: list): pass
        @cython.annotation_typing(True)
        def n(self, x: list): pass
    def g():
        with cython.annotation_typing(False):
            x: cython.int = 1
        y: cython.int = 2
    """
    dump = translate(text, "py").dump
    assert dump.count("CArg(") == 1 and dump.count("CVarDef(") == 1
    assert "CVarDef" not in translate("# cython: annotation_typing=False\n" + "def f(): x: list", "py").dump
    assert "CVarDef" not in translate("def f(): x: list", "py", annotation_typing=False).dump


def test_annotations_are_kept_for_python(translate):
    argument = translate("import cython\ndef f(x: cython.int): pass", "py")
    node = argument.tree.body[1].args.args[0]
    assert ast.unparse(node.annotation) == "cython.int"


def test_arrays_nest_as_cython_reads_them(translate):
    made = translate("import cython\nx = cython.declare(cython.int[2][3])", "py").tree.body[1].vars[0].type
    assert (made.length.value, made.base.length.value) == (3, 2)


def test_templates(translate):
    text = """
    import cython
    from cython.cimports.cpython import array
    from cython.cimports.libcpp.vector import vector
    N = 3
    def f(a: array.array[cython.int], b: vector[cython.double], c: cython.int[N]): pass
    """
    arguments = translate(text, "py").tree.body[4].args.args
    assert [type(a.ctype).__name__ for a in arguments] == ["CTemplateType", "CTemplateType", "CArrayType"]


def test_casts_to_views_of_memory(translate):
    made = translate("import cython\ndef f(p):\n    return cython.cast(cython.int[:10, :2], p)", "py").tree
    cast = made.body[1].body[0].value
    assert isinstance(cast, c.CCast) and isinstance(cast.type, c.CViewType)
    assert [axis.upper.value for axis in cast.type.axes] == [10, 2]


def test_installing_the_shadow_stays(translate):
    text = "from smelt.shadow import install, int as i\ninstall()\nimport cython\ndef f(x: i): pass"
    names = [type(s).__name__ for s in translate(text, "py").tree.body]
    assert names == ["ImportFrom", "CImportFrom", "Expr", "CImport", "FunctionDef"]


def test_augmenting_declarations_keep_their_locals(translate):
    made = translate("cimport cython\n@cython.locals(i=cython.int)\ncpdef f(int x)", "pxd").tree.body[1]
    assert ast.unparse(made.decorator_list[0].func) == "cython.locals"
    assert isinstance(made.decorator_list[0].keywords[0].value, c.CTypeName)


def test_dataclass_fields(translate):
    text = """
    import cython
    @cython.dataclasses.dataclass
    @cython.cclass
    class A:
        x: cython.int = 3
        y: list = cython.dataclasses.field(default_factory=list)
    """
    body = translate(text, "py").tree.body[1].body
    assert [type(s).__name__ for s in body] == ["CVarDef", "CVarDef"]
    assert body[0].vars[0].value.value == 3
