"""Which compiler there is: ``$CC`` or ``$CXX``, then the system's, then the ziglang wheel.

What a compiler says of its version is kept on disk under the path, time and size of its file: asking takes 1 ms (gcc)
to 13 ms (zig), and loading `subprocess` for it 7 ms, which a build that finds everything in the cache does without.
"""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from pathlib import Path

from smelt.records import record
from smelt.toolchain.errors import ToolchainError
from smelt.toolchain.families import FAMILIES, Family, Language, family_of
from smelt.toolchain.keys import digest
from smelt.toolchain.store import read_json, write_json

_VARIABLE: dict[Language, str] = {"c": "CC", "c++": "CXX"}
_NAMES: dict[Language, tuple[str, ...]] = {"c": ("cc", "gcc", "clang"), "c++": ("c++", "g++", "clang++")}

_NO_COMPILER = """\
no C compiler was found. Any of these gives you one:
  pip install "smelt[zig]"          everywhere, no administrator needed
  Debian, Ubuntu                    apt install gcc g++ python3-dev
  Fedora                            dnf install gcc gcc-c++ python3-devel
  Alpine                            apk add build-base python3-dev
  macOS                             xcode-select --install
  Windows                           the Build Tools for Visual Studio, then a developer prompt
or name one by the environment variable {variable}."""


@record(frozen=True)
class Compiler:
    """A compiler that is there.

    Attributes
    ----------
    command
        How to start it, its fixed arguments included.
    family
        How to speak to it.
    version
        What it says of itself.
    identity
        Digest of its file's path, time and size, its arguments and its version.
    origin
        ``environment``, ``system`` or ``ziglang``.
    """

    command: tuple[str, ...]
    family: Family
    version: str
    identity: str
    origin: str

    @property
    def title(self) -> str:
        """The first line of its version."""
        return self.version.strip().split("\n", 1)[0]


def find_compiler(language: Language, cache: Path) -> Compiler:
    """Find the compiler for `language`.

    Parameters
    ----------
    language
        ``c`` or ``c++``.
    cache
        Folder in which compilers' versions are remembered.

    Raises
    ------
    ToolchainError
        If there is none, or the one that the environment names cannot be run. The message says what to do.
    """
    variable = _VARIABLE[language]
    named = os.environ.get(variable, "").strip()
    if named:
        command = tuple(shlex.split(named, posix=os.name != "nt"))
        if shutil.which(command[0]) is None:
            raise ToolchainError(f"${variable} names {command[0]!r}, which is not there or cannot be run")
        return _identify(command, cache, "environment")
    names = (*_NAMES[language], "cl") if os.name == "nt" else _NAMES[language]
    for name in names:
        if shutil.which(name) is not None:
            return _identify((name,), cache, "system")
    zig = _zig_binary()
    if zig is not None:
        return _identify((str(zig), "cc" if language == "c" else "c++"), cache, "ziglang")
    raise ToolchainError(_NO_COMPILER.format(variable=variable))


def _zig_binary() -> Path | None:
    """The compiler of the ziglang wheel; started without the wheel's Python wrapper, which costs a start of Python."""
    from importlib.util import find_spec

    spec = find_spec("ziglang")
    if spec is None or not spec.submodule_search_locations:
        return None
    binary = Path(spec.submodule_search_locations[0]) / ("zig.exe" if os.name == "nt" else "zig")
    return binary if binary.exists() else None


def _identify(command: tuple[str, ...], cache: Path, origin: str) -> Compiler:
    files: list[object] = []
    # Every word that is a program counts: in CC="ccache gcc" the second is the compiler.
    for word in command:
        found = shutil.which(word)
        if found is not None:
            real = os.path.realpath(found)
            stat = os.stat(real)
            files.append([found, real, stat.st_mtime_ns, stat.st_size])
    key = digest(list(command), files, sys.platform)
    record = cache / f"{key}.json"
    known = read_json(record)
    if isinstance(known, dict) and isinstance(known.get("version"), str):
        version = known["version"]
    else:
        version = _ask_version(command)
        write_json(record, {"version": version})
    return Compiler(command, _family(command, version), version, digest(key, version), origin)


def _family(command: tuple[str, ...], version: str) -> Family:
    # `zig cc --version` answers as clang; its flags for the processor differ all the same.
    if any(Path(word).stem == "zig" or word == "ziglang" for word in command):
        return FAMILIES["zig"]
    return family_of(version)


def _ask_version(command: tuple[str, ...]) -> str:
    import subprocess

    is_cl = Path(command[0]).stem.lower() == "cl"
    question = () if is_cl else ("--version",)
    try:
        answer = subprocess.run(
            [*command, *question],
            capture_output=True,
            text=True,
            errors="replace",
            stdin=subprocess.DEVNULL,
            check=False,
        )
    except OSError as error:
        raise ToolchainError(f"the compiler {shlex.join(command)} cannot be run: {error}") from error
    if answer.returncode and not is_cl:
        said = (answer.stderr or answer.stdout).strip()
        raise ToolchainError(f"the compiler {shlex.join(command)} does not answer --version: {said}")
    # cl prints its banner to stderr.
    return answer.stderr if is_cl else answer.stdout
