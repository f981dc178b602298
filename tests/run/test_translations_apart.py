"""The C of a program depends on the program alone: not on what the process translated before, nor on hash seeds."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys

from harness import PROGRAMS, module_name

from smelt.build import read_source, translate
from smelt.options import Options

SOME = sorted([*(PROGRAMS / "clevel").glob("*.pyx"), *(PROGRAMS / "views").glob("extern_*.pyx")])


def translated(backwards: bool) -> dict[str, str]:
    """A digest of the C of each program, in order of their names or the other way round."""
    found = {}
    for path in reversed(SOME) if backwards else SOME:
        text = translate(read_source(path), Options(module_name=module_name(path)), path).c_source
        found[path.stem] = hashlib.sha256(text.encode()).hexdigest()
    return found


def elsewhere(backwards: bool, seed: int) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, __file__, "backwards" if backwards else "in order"],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONHASHSEED": str(seed)},
        timeout=300,
        check=True,
    )
    found: dict[str, str] = json.loads(done.stdout)
    return found


def test_nothing_of_one_translation_shows_in_another() -> None:
    forwards, backwards = elsewhere(False, 1), elsewhere(True, 2)
    assert len(forwards) > 10
    assert {name for name, digest in forwards.items() if backwards[name] != digest} == set()


if __name__ == "__main__":
    print(json.dumps(translated(sys.argv[1] == "backwards")))
