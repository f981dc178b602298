"""Functions with a body in the ``.pxd`` of another module: each module that calls one has its own copy.

    other.pxd   cdef inline double twice(double x): return 2 * x
    this.pyx    from other cimport twice                              ->  static double twice(double x) { … }

Names in the body are those of the declaration file. Only functions that are called are built.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from smelt.ir import nodes as ir
from smelt.sema.scopes import analyse, analyse_function
from smelt.sema.symbols import CFunction
from smelt.syntax import nodes as c
from smelt.types import INT, Func

if TYPE_CHECKING:
    from smelt.sema.build.module import ModuleBuilder
    from smelt.sema.env import ModuleEnv


def inlined_key(module: ModuleBuilder, symbol: CFunction) -> str | None:
    """The key of this module's copy of a function, which is built the first time; None if its body is not known."""
    from smelt.sema.build.cfunctions import build_c_function
    from smelt.sema.build.core import FunctionBuilder

    root = module.root
    if symbol in root.inlined:
        return root.inlined[symbol]
    env = root.env.modules.get(symbol.module or "")
    node = symbol.node
    if env is None or not isinstance(node, c.CFuncDef) or node.body is None or node.kind == "cpdef":
        return None
    builder = _builder_of(root, env)
    if node not in builder.scopes.of:  # a specialisation
        analyse_function(node, builder.scopes.module, builder.scopes, env.source, env.diagnostics)
    root.inlined[symbol] = builder.function_key(symbol)
    place = ir.Function("declarations", "c", Func(INT, ()), [], [], env.span(node))
    build_c_function(FunctionBuilder(builder, place, builder.scopes.module, env.directives), symbol, node)
    return root.inlined[symbol]


def _builder_of(root: ModuleBuilder, env: ModuleEnv) -> ModuleBuilder:
    """The builder for the functions of one declaration file; what they need goes into the module under translation."""
    from smelt.sema.build.module import ModuleBuilder

    builder = root.declaring.get(env.name)
    if builder is None:
        for include in env.includes:
            root.env.need(include)
        root.env.types += [type_ for type_ in env.types if type_ not in root.env.types]
        env.includes, env.types = root.env.includes, root.env.types
        tree = ast.Module([node for node in env.functions_with_body if node.body is not None], [])
        builder = ModuleBuilder(env, tree, analyse(tree, env.source, env.diagnostics), root)
        root.declaring[env.name] = builder
    return builder
