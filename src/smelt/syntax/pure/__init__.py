"""Pure Python mode: `cython.*` in annotations, decorators and calls becomes the C nodes of `syntax.nodes`.

Before                                          After
    import cython as cy                             CImport(cython as cy)
    @cy.cfunc                                       CFuncDef(kind="cdef", returns=CTypeName("int"),
    def f(x: cy.int) -> cy.int:                         args=[CArg("x", ctype=CTypeName("int"))],
        y: cy.long = cy.cast(cy.long, x)                body=[CVarDef([CVar("y", CTypeName("long"), CCast(...))])
        with cy.nogil: ...                                    With(nogil)])

What is left of `cython` afterwards is spelled ``cython.<name>`` whatever the module called it: directives,
``cython.compiled``, ``cython.typeof``, ``cython.view.*``, ``cython.parallel.*``, ``cython.operator.*``. Types are gone
from expressions. A C declaration inside a compound statement moves in front of that statement and leaves an assignment.
Annotations of the module and of Python classes stay as they are: they do not type anything.
"""

from __future__ import annotations

import ast

from smelt.source import Diagnostics, SourceFile
from smelt.syntax.pure.names import Names
from smelt.syntax.pure.transform import Normaliser


def normalise(
    tree: ast.Module, source: SourceFile, diagnostics: Diagnostics, *, annotation_typing: bool = True, level: int = 3
) -> ast.Module:
    """Turn pure Python mode into C nodes, in place.

    Parameters
    ----------
    tree
        A parsed .py, .pyx or .pxd file.
    source
        The file, for spans and for the directives of its header comment.
    diagnostics
        Where mistakes are collected, with the codes E02xx and W02xx.
    annotation_typing
        The directive of that name as given from outside; the header of the file may change it.
    level
        The language level as given from outside; with 2, `int` annotations say nothing.

    Returns
    -------
    ast.Module
        The same tree.
    """
    normaliser = Normaliser(Names.of(tree), source, diagnostics)
    normaliser.typing_enabled = annotation_typing
    normaliser.level = level
    normaliser.read_header()
    return normaliser.module(tree)


__all__ = ["normalise"]
