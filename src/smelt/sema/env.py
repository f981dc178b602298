"""What is known of the module under translation, and of the modules that it cimports."""

from __future__ import annotations

import ast
from pathlib import Path

from smelt.ir.nodes import ExternInclude
from smelt.options import Options
from smelt.records import field, record
from smelt.sema.distutils import BuildSettings
from smelt.sema.scopes import ScopeTable
from smelt.sema.symbols import CFunction, ExtClass, FusedFunction, Symbol, Variable
from smelt.source import Diagnostics, SourceFile, Span
from smelt.syntax import nodes as c
from smelt.types import Type


@record(eq=False)
class ModuleEnv:
    """One module's C-level names (`members`) beside its Python ones (in `scopes`).

    `root` is True for the module under translation; others are declarations (.pxd) that it cimports.
    """

    name: str
    source: SourceFile
    path: Path | None
    options: Options
    diagnostics: Diagnostics
    members: dict[str, Symbol] = field(default_factory=dict)
    scopes: ScopeTable | None = None
    directives: dict[str, object] = field(default_factory=dict)
    types: list[Type] = field(default_factory=list)
    includes: list[ExternInclude] = field(default_factory=list)
    functions: list[CFunction] = field(default_factory=list)
    fused_functions: list[FusedFunction] = field(default_factory=list)
    cglobals: list[Variable] = field(default_factory=list)
    classes: dict[str, ExtClass] = field(default_factory=dict)  # the extension types that this module defines
    dependencies: dict[Path, None] = field(default_factory=dict)
    include_dirs: dict[Path, None] = field(default_factory=dict)
    defines: dict[str, object] = field(default_factory=dict)  # DEF names and those of IF
    constants: set[str] = field(default_factory=set)  # the DEF names among them
    modules: dict[str, ModuleEnv] = field(default_factory=dict)  # cimported, by dotted name; shared with those
    files: dict[ast.AST, SourceFile] = field(default_factory=dict)  # of nodes that came by `include`
    build: BuildSettings = field(default_factory=BuildSettings)
    exported: list[CFunction | Variable] = field(default_factory=list)  # what the module's own .pxd gives to others
    declared: list[ast.stmt] = field(default_factory=list)  # what the module's own .pxd says in extern blocks and enums
    root: bool = True
    functions_with_body: list[c.CFuncDef] = field(default_factory=list)  # of a declaration file

    def span(self, node: ast.AST) -> Span:
        return Span.of(self.files.get(node, self.source), node)

    def error(self, code: str, node: ast.AST, message: str, hint: str | None = None) -> None:
        self.diagnostics.error(code, self.span(node), message, hint)

    def need(self, include: ExternInclude | None) -> None:
        """Have `include` at the top of the C file."""
        if include is not None and include not in self.includes:
            self.includes.append(include)
