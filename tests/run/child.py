"""One program, run in a process of its own: interpreted, or as the module that was compiled from it.

    python child.py run NAME SOURCE [MODULE]    import SOURCE, or the compiled MODULE in its place, as NAME
    python child.py doctest NAME MODULE         run the doctests of the module

What the program prints goes to standard output as it is. The last line, behind a mark, is JSON: the exception that the
import ended with, or the doctests that failed. A process of its own, so that a crash is a failed test and nothing more.
"""

from __future__ import annotations

import doctest
import gc
import importlib
import importlib.machinery
import importlib.util
import json
import sys
import traceback
from pathlib import Path
from types import ModuleType

MARK = "\x1e"
SUPPORT = Path(__file__).parent / "programs" / "support"


def load(name: str, path: str, shadow: bool = False) -> ModuleType:
    """Import the file at `path`, source or extension module, under the dotted `name`."""
    sys.path.insert(0, str(SUPPORT))
    if shadow:
        importlib.import_module("smelt.shadow").install()
    if "." in name:
        importlib.import_module(name.rpartition(".")[0])
    kind = importlib.machinery.SourceFileLoader if path.endswith(".py") else importlib.machinery.ExtensionFileLoader
    spec = importlib.util.spec_from_loader(name, kind(name, path), origin=path)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    if "." in name:
        setattr(sys.modules[name.rpartition(".")[0]], name.rpartition(".")[2], module)
    spec.loader.exec_module(module)
    return module


def describe(error: BaseException | None, seen: frozenset[int] = frozenset()) -> object:
    """An exception as plain data: type, text, the program's own frames, notes, cause and context."""
    if error is None or id(error) in seen:
        return None
    seen |= {id(error)}
    frames = [
        (Path(frame.filename).name, frame.name, frame.lineno)
        for frame in traceback.extract_tb(error.__traceback__)
        if Path(frame.filename).name != "child.py"
        and not frame.filename.startswith("<frozen")
        # From Python 3.12 on a comprehension has no frame of its own.
        and frame.name not in ("<listcomp>", "<setcomp>", "<dictcomp>")
    ]
    return {
        "type": type(error).__qualname__,
        "text": str(error),
        "args": repr(error.args),
        "frames": frames,
        "notes": getattr(error, "__notes__", []),
        "cause": describe(error.__cause__, seen),
        "context": describe(error.__context__, seen),
        "suppress": error.__suppress_context__,
    }


def run_doctests(module: ModuleType) -> dict[str, object]:
    """Run what `>>>` shows in the docstrings of the module and of its functions."""
    texts = {"<module>": module.__doc__ or ""}
    for name, value in list(vars(module).items()):
        text = getattr(value, "__doc__", None)
        if getattr(value, "__module__", None) == module.__name__ and isinstance(text, str):
            texts[name] = text
    parser = doctest.DocTestParser()
    shown: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.IGNORE_EXCEPTION_DETAIL * 0)
    for name, text in texts.items():
        test = parser.get_doctest(text, dict(vars(module)), name, module.__name__, 0)
        runner.run(test, out=shown.append)
    return {"failed": runner.failures, "tried": runner.tries, "shown": "".join(shown)}


def main(argv: list[str]) -> None:
    mode, name, path, *more = argv
    result: object
    if mode == "doctest":
        result = run_doctests(load(name, path))
    else:
        result = None
        try:
            load(name, more[0] if more else path, shadow=mode == "run-shadow")
        except BaseException as error:
            result = describe(error)
        gc.collect()
    sys.stdout.flush()
    print(MARK + json.dumps(result))


if __name__ == "__main__":
    main(sys.argv[1:])
