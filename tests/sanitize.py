"""Runs the tests of compiled programs with the address and undefined behaviour sanitizers: ``make sanitize``.

    python tests/sanitize.py [arguments for pytest]

The modules are built with `SMELT_CFLAGS`; the processes that import them have gcc's runtime library loaded first (see
`harness.sanitizer_settings`). What the sanitizers print is collected, grouped and shown in the end.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLAGS = "-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fsanitize-address-use-after-scope"
# These build and run programs in processes of their own; other tests import modules into pytest's process.
TESTS = ("run/test_doctest_programs.py", "run/test_python_programs.py", "seeds/test_000_convolution.py",
         "seeds/test_001_views.py", "seeds/test_002_laplace.py", "seeds/test_003_memory.py")  # fmt: skip
# Those that import in pytest's process all the same.
LEFT_OUT = ("pyximport",)
_UNDEFINED = re.compile(r"^(\S+?):(\d+):(?:\d+:)? runtime error: (.*)$", re.MULTILINE)
_ADDRESS = re.compile(r"ERROR: AddressSanitizer: (\S+)")
_FRAME = re.compile(r"^\s*#\d+ \S+ in (\S+) (\S+)", re.MULTILINE)


def runtime_libraries() -> str:
    """gcc's library for the address sanitizer, the first that a process has to load; then C++'s, which it looks for."""
    compiler = os.environ.get("CC", "gcc").split()[0]
    found = []
    for name in ("libasan.so", "libstdc++.so"):
        done = subprocess.run([compiler, f"-print-file-name={name}"], capture_output=True, text=True, check=False)
        if os.path.isabs(done.stdout.strip()):
            found.append(done.stdout.strip())
    if not any("libasan" in path for path in found):
        sys.exit(f"{compiler} has no libasan.so: on Debian and Ubuntu: apt install libgcc-12-dev, or another version")
    return " ".join(found)


def reports(folder: Path) -> dict[str, list[str]]:
    """What the sanitizers wrote: a heading for each place, and the texts."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted(folder.iterdir()):
        text = path.read_text(errors="replace")
        for file, line, what in _UNDEFINED.findall(text):
            # Values differ from run to run.
            kind = re.sub(r"0x[0-9a-f]+|-?\d+", "…", what)
            found[f"{kind} ({Path(file).name}:{line})"].append(what)
        address = _ADDRESS.search(text)
        if address:
            own = [name for name, place in _FRAME.findall(text) if place.split(":")[0].endswith((".c", ".cpp", ".h"))]
            found[f"{address[1]} in {own[0] if own else 'unknown'}"].append(text[:4000])
    return found


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="smelt-sanitize-") as name:
        settings = {
            **os.environ,
            "SMELT_CFLAGS": os.environ.get("SMELT_CFLAGS", FLAGS),
            "SMELT_TEST_SANITIZER": runtime_libraries(),
            # CPython keeps much until it ends; references are tests/leaks' business.
            "ASAN_OPTIONS": "detect_leaks=0",
            "UBSAN_OPTIONS": "print_stacktrace=1",
            "SMELT_TEST_SANITIZER_REPORTS": name,
        }
        tests = [str(HERE / test) for test in TESTS if (HERE / test).exists()]
        chosen = [argument for argument in sys.argv[1:] if Path(argument.partition("::")[0]).exists()]
        rest = [argument for argument in sys.argv[1:] if argument not in chosen]
        left_out = ["-k", " and ".join(f"not {name}" for name in LEFT_OUT)] if not chosen else []
        command = [sys.executable, "-m", "pytest", "-q", *left_out, *rest, *(chosen or tests)]
        status = subprocess.run(command, env=settings, check=False).returncode
        found = reports(Path(name))
    for heading, texts in sorted(found.items(), key=lambda item: -len(item[1])):
        print(f"\n{len(texts)} times: {heading}\n{texts[0]}")
    print(f"\n{len(found)} kinds of reports by the sanitizers" if found else "\nThe sanitizers have nothing to report.")
    return 1 if found else status


if __name__ == "__main__":
    sys.exit(main())
