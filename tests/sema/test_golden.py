"""Golden cases of the front end: what pure Python mode becomes, and the IR that is built from a tree."""

from __future__ import annotations

from pathlib import Path

import golden

from smelt.ir.printer import dump_function
from smelt.ir.verify import verify
from smelt.options import Options
from smelt.pipeline import front, parse_file
from smelt.source import Diagnostics, SourceFile
from smelt.syntax import unparse


@golden.stage("build")
def built(case: golden.Input) -> str:
    """The functions of a module as they are built, but for its own code."""
    source = SourceFile(f"{case.name}.{case.dialect}", case.text)
    _, module = front(source, Options(module_name=case.name), Path(source.name))
    verify(module, "built")
    return "\n".join(dump_function(f) for f in module.functions if f.kind != "module")


@golden.stage("pure")
def normalised(case: golden.Input) -> str:
    """The tree in the one language that both dialects become, as text."""
    source = SourceFile(f"{case.name}.{case.dialect}", case.text)
    diagnostics = Diagnostics()
    tree = parse_file(source, Options(module_name=case.name), Path(source.name), diagnostics)
    diagnostics.stop_on_errors()
    return unparse(tree)


test_build = golden.test("build")
test_pure = golden.test("pure")
