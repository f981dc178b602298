"""The ``.pxd`` beside a module gives C types to functions and classes that the module defines in Python's words.

    dostuff.pxd                                     dostuff.py
    @cython.locals(t=cython.int)                    def dostuff(n):
    cpdef int dostuff(int n)                            t = 0

Before: the `def` of the module's tree, the declaration without a body. After: in the place of the `def`, what the .pxd
declares, ``cpdef int dostuff(int n)``, with the body and the defaults of the `def` and with ``cdef int t`` in front.
"""

from __future__ import annotations

import ast

from smelt.sema.env import ModuleEnv
from smelt.syntax import nodes as c
from smelt.syntax import tree as trees


def augment(env: ModuleEnv, declarations: ast.Module, module: ast.Module) -> None:
    """Give the definitions at the top of `module` the types that `declarations` has for them."""
    _block(env, declarations.body, module.body)


def _block(env: ModuleEnv, declared: list[ast.stmt], body: list[ast.stmt]) -> None:
    functions = {node.name: node for node in declared if isinstance(node, c.CFuncDef) and node.body is None}
    classes = {node.name: node for node in declared if isinstance(node, c.CClassDef) and node.body is not None}
    for position, node in enumerate(body):
        if isinstance(node, ast.FunctionDef) and node.name in functions:
            body[position] = _function(env, node, functions[node.name])
        elif isinstance(node, ast.ClassDef | c.CClassDef) and node.name in classes and node.body is not None:
            declaration = classes[node.name]
            if isinstance(node, ast.ClassDef):
                node = body[position] = _class(env, node, declaration)
            assert declaration.body is not None and node.body is not None
            _block(env, declaration.body, node.body)


def _class(env: ModuleEnv, node: ast.ClassDef, declaration: c.CClassDef) -> c.CClassDef:
    for keyword in node.keywords:
        env.error(
            "E0396", keyword.value, f"'{node.name}' is an extension type, which takes no keyword arguments",
            _where(env, declaration),
        )  # fmt: skip
    return ast.copy_location(c.CClassDef(node.name, node.bases, node.body, node.decorator_list), node)


def _function(env: ModuleEnv, node: ast.FunctionDef, declaration: c.CFuncDef) -> ast.stmt:
    """The definition that a `def` and its declaration make together."""
    arguments, given = node.args, declaration.args
    types = [*given.posonlyargs, *given.args]
    positional = [*arguments.posonlyargs, *arguments.args]
    if len(types) != len(positional):
        count = f"{len(positional)} parameter{'' if len(positional) == 1 else 's'}"
        what = f"'{node.name}' takes {count}, its declaration {len(types)}"
        env.error("E0396", node, what, _where(env, declaration))
        return node
    typed = [_parameter(arg, type_) for arg, type_ in zip(positional, types, strict=True)]
    split = len(arguments.posonlyargs)
    arguments.posonlyargs, arguments.args = typed[:split], typed[split:]
    made = c.CFuncDef(
        node.name, arguments, declaration.returns, [*_locals(env, declaration, node), *node.body], node.decorator_list,
        kind=declaration.kind, exception=declaration.exception, nogil=declaration.nogil,
        with_gil=declaration.with_gil, inline=declaration.inline, visibility=declaration.visibility,
        cname=declaration.cname,
    )  # fmt: skip
    if node.body and isinstance(node.body[0], ast.Expr) and isinstance(node.body[0].value, ast.Constant):
        assert made.body is not None
        made.body.remove(node.body[0])
        made.body.insert(0, node.body[0])
    return ast.copy_location(made, node)


def _parameter(arg: ast.arg, declared: ast.arg) -> ast.arg:
    """A parameter under the name that the definition gives it, with the type that the declaration gives it."""
    ctype = declared.ctype if isinstance(declared, c.CArg) and declared.arg else None
    none = declared.none if isinstance(declared, c.CArg) else None
    if isinstance(declared, c.CArg) and not declared.arg and _is_type(declared.ctype, arg.arg):
        ctype = declared.ctype
    if ctype is None:
        return arg
    return ast.copy_location(c.CArg(arg.arg, None, None, ctype, none), arg)


def _is_type(node: ast.expr | None, name: str) -> bool:
    """Whether a lone word of a declaration is a type: it is a name if the definition calls its parameter so."""
    return not (isinstance(node, ast.Name) and node.id == name)


def _locals(env: ModuleEnv, declaration: c.CFuncDef, at: ast.FunctionDef) -> list[ast.stmt]:
    """The types of variables that ``@cython.locals`` in front of the declaration names, as declarations."""
    found: list[ast.stmt] = []
    parameters = {arg.arg for arg in [*at.args.posonlyargs, *at.args.args]}
    for decorator in declaration.decorator_list:
        if not isinstance(decorator, ast.Call) or ast.unparse(decorator.func) != "cython.locals":
            continue
        for keyword in decorator.keywords:
            if keyword.arg is None or keyword.arg in parameters:
                continue
            made = ast.copy_location(
                c.CVarDef([ast.copy_location(c.CVar(keyword.arg, keyword.value), keyword)]), keyword
            )
            for part in trees.walk(made):
                env.files[part] = env.files.get(declaration, env.source)
            found.append(made)
    return found


def _where(env: ModuleEnv, declaration: ast.AST) -> str:
    span = env.span(declaration)
    return f"it is declared in line {span.line} of {span.file.name}"
