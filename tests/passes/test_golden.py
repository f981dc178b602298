"""Golden cases of the late passes and of the printed C: what they make of small functions."""

from __future__ import annotations

import re
from pathlib import Path

import golden

from smelt.emit import emit
from smelt.ir.nodes import ForRange, Module
from smelt.ir.printer import dump_function
from smelt.ir.verify import verify
from smelt.ir.visit import walk
from smelt.ledger import sorted_entries
from smelt.options import Options
from smelt.pipeline import PASSES, PHASES, front
from smelt.source import SourceFile

# Where a module's own functions begin: at the frame of a generator, or at the first of them.
_RELAXED = r"^(?:SMELT_RELAXED\w*(?:\([^\n]*\))?\n)*"
_OWN = re.compile(
    r"^typedef struct \{\n    smelt_generator head|" + _RELAXED + r"static [^\n;]*\bf_\w+\([^\n]*\)\n\{", re.MULTILINE
)
_MODULE = re.compile(_RELAXED + r"static int f_module\(void\)\n", re.MULTILINE)


def after(case: golden.Input, last: str) -> Module:
    """The module after the pass `last`, verified on the way."""
    source = SourceFile(f"{case.name}.{case.dialect}", case.text)
    _, module = front(source, Options(module_name=case.name), Path(source.name))
    verify(module, "built")
    for name, run in PASSES:
        run(module)
        verify(module, PHASES[name])
        if name == last:
            break
    return module


def shown(module: Module) -> str:
    """The functions of a module but for its own code, which is about the same everywhere."""
    return "\n".join(dump_function(f) for f in module.functions if f.kind != "module")


def told(module: Module) -> str:
    """The functions that have threads, and what the ledger says of loops and threads."""
    entries = [e for e in sorted_entries(module.ledger) if e.verdict in ("threads", "one thread")]
    lines = [f"{e.span.line if e.span else 0}: {e.what}: {e.verdict}: {e.why}" for e in entries]
    threads = [f for f in module.functions if any(isinstance(s, ForRange) and s.parallel for s in walk(f.body))]
    return "\n".join([*map(dump_function, threads), *lines])


golden.stage("passes/teams")(lambda case: shown(after(case, "teams")))
golden.stage("passes/inline")(lambda case: shown(after(case, "inline")))
golden.stage("passes/parts")(lambda case: shown(after(case, "parts")))
golden.stage("passes/viewchecks")(lambda case: shown(after(case, "viewchecks")))
golden.stage("passes/divisors")(lambda case: shown(after(case, "divisors")))
golden.stage("passes/moves")(lambda case: shown(after(case, "moves")))
golden.stage("passes/bounds")(lambda case: shown(after(case, "bounds")))
golden.stage("passes/counted")(lambda case: shown(after(case, "counted")))
golden.stage("passes/entry")(lambda case: shown(after(case, "entry")))
golden.stage("passes/carry")(lambda case: shown(after(case, "carry")))
golden.stage("passes/ahead")(lambda case: shown(after(case, "ahead")))
golden.stage("passes/intervals")(lambda case: shown(after(case, "intervals")))
golden.stage("passes/forward")(lambda case: shown(after(case, "forward")))
golden.stage("passes/unread")(lambda case: shown(after(case, "unread")))
golden.stage("passes/layouts")(lambda case: shown(after(case, "layouts")))
golden.stage("passes/interchange")(lambda case: shown(after(case, "interchange")))
golden.stage("passes/accumulate")(lambda case: shown(after(case, "accumulate")))
golden.stage("passes/promote")(lambda case: shown(after(case, "promote")))
golden.stage("passes/autoparallel")(lambda case: told(after(case, "autoparallel")))
golden.stage("passes/tile")(lambda case: shown(after(case, "tile")))
golden.stage("passes/timeskew")(lambda case: shown(after(case, "timeskew")))
golden.stage("passes/wavefront")(lambda case: shown(after(case, "wavefront")))
golden.stage("passes/windows")(lambda case: shown(after(case, "windows")))
golden.stage("passes/rows")(lambda case: shown(after(case, "rows")))
golden.stage("passes/outervector")(lambda case: shown(after(case, "outervector")))
golden.stage("passes/jam")(lambda case: shown(after(case, "jam")))
golden.stage("passes/collapse")(lambda case: shown(after(case, "collapse")))
golden.stage("passes/independent")(lambda case: shown(after(case, "independent")))
golden.stage("passes/exceptions")(lambda case: shown(after(case, "exceptions")))
golden.stage("passes/generators")(lambda case: shown(after(case, "generators")))
golden.stage("passes/ownership")(lambda case: shown(after(case, "ownership")))


@golden.stage("c")
def c_text(case: golden.Input) -> str:
    text = emit(after(case, "ownership"))
    again = emit(after(case, "ownership"))
    assert text == again, "generating twice gives different texts"
    first = _OWN.search(text)
    last = _MODULE.search(text)
    assert first is not None
    assert last is not None
    return text[first.start() : last.start()].strip("\n")


test_teams = golden.test("passes/teams")
test_inline = golden.test("passes/inline")
test_parts = golden.test("passes/parts")
test_viewchecks = golden.test("passes/viewchecks")
test_divisors = golden.test("passes/divisors")
test_moves = golden.test("passes/moves")
test_bounds = golden.test("passes/bounds")
test_counted = golden.test("passes/counted")
test_ahead = golden.test("passes/ahead")
test_carry = golden.test("passes/carry")
test_entry = golden.test("passes/entry")
test_intervals = golden.test("passes/intervals")
test_forward = golden.test("passes/forward")
test_unread = golden.test("passes/unread")
test_layouts = golden.test("passes/layouts")
test_interchange = golden.test("passes/interchange")
test_accumulate = golden.test("passes/accumulate")
test_promote = golden.test("passes/promote")
test_autoparallel = golden.test("passes/autoparallel")
test_tile = golden.test("passes/tile")
test_timeskew = golden.test("passes/timeskew")
test_wavefront = golden.test("passes/wavefront")
test_windows = golden.test("passes/windows")
test_rows = golden.test("passes/rows")
test_outervector = golden.test("passes/outervector")
test_jam = golden.test("passes/jam")
test_collapse = golden.test("passes/collapse")
test_independent = golden.test("passes/independent")
test_exceptions = golden.test("passes/exceptions")
test_generators = golden.test("passes/generators")
test_ownership = golden.test("passes/ownership")
test_c = golden.test("c")
