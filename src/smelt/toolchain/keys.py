"""Names for what is kept: digests of everything that a result depends on."""

from __future__ import annotations

import os
import sys
from functools import cache, lru_cache
from importlib.machinery import EXTENSION_SUFFIXES
from pathlib import Path

import smelt

try:
    # Where hashlib has it from. Importing that means loading OpenSSL, which takes 2 ms.
    from _blake2 import blake2b
except ImportError:
    from hashlib import blake2b


def digest(*parts: object) -> str:
    """A name for `parts`: text, bytes, numbers, ``None``, and lists, tuples, sets and dicts of them.

    Each part is written with its kind and its length, so that no two different calls read the same. The order of sets
    and dicts does not count.
    """
    state = blake2b(digest_size=20)
    for part in parts:
        _feed(state, part)
    return state.hexdigest()


def _feed(state: blake2b, part: object) -> None:
    if isinstance(part, dict):
        state.update(b"d%d:" % len(part))
        for key in sorted(part, key=repr):
            _feed(state, key)
            _feed(state, part[key])
    elif isinstance(part, (list, tuple)):
        state.update(b"l%d:" % len(part))
        for item in part:
            _feed(state, item)
    elif isinstance(part, (set, frozenset)):
        _feed(state, sorted(part, key=repr))
    elif isinstance(part, bytes):
        state.update(b"b%d:" % len(part))
        state.update(part)
    else:
        text = part if isinstance(part, str) else f"{type(part).__name__} {part!r}"
        kind = b"s" if isinstance(part, str) else b"o"
        raw = text.encode("utf-8", "surrogatepass")
        state.update(b"%s%d:" % (kind, len(raw)))
        state.update(raw)


def bytes_digest(raw: bytes) -> str:
    """The digest of a file's content."""
    return blake2b(raw, digest_size=20).hexdigest()


def file_digest(path: Path | str) -> str | None:
    """The digest of a file's content; ``None`` where there is no such file, which is an answer as good as any."""
    try:
        with open(path, "rb") as file:
            return bytes_digest(file.read())
    except OSError:
        return None


@cache
def smelt_digest() -> str:
    """What Smelt itself is: its version, and name, size and time of every file of the package.

    Reading the files would cost as much as a small translation; sizes and times change with every edit.
    """
    root = os.path.dirname(os.path.abspath(smelt.__file__))
    files: list[tuple[str, int, int]] = []
    folders = [root]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        folders.append(entry.path)
                elif not entry.name.endswith((".pyc", ".so", ".pyd")):
                    stat = entry.stat()
                    files.append((os.path.relpath(entry.path, root), stat.st_size, stat.st_mtime_ns))
    return digest(smelt.__version__, sorted(files))


@cache
def python_abi() -> str:
    """What a module must be compiled again for: another Python, another build of it, another system."""
    machine = os.uname().machine if hasattr(os, "uname") else os.environ.get("PROCESSOR_ARCHITECTURE", "")
    # The suffix holds SOABI, the letter of free threading included.
    return digest(
        sys.implementation.cache_tag,
        EXTENSION_SUFFIXES[0],
        sys.hexversion,
        sys.platform,
        machine,
        sys.maxsize,
        sys.abiflags if hasattr(sys, "abiflags") else "",
    )


@lru_cache(1)
def processor() -> str:
    """What ``-march=native`` depends on: a home folder may be shared by different machines."""
    try:
        with open("/proc/cpuinfo", "rb") as file:
            # One processor's paragraph; the file holds one for each, and all but frequency and number are the same.
            lines = file.read(8192).split(b"\n\n", 1)[0].splitlines()
    except OSError:
        return digest(os.uname() if hasattr(os, "uname") else os.environ.get("PROCESSOR_IDENTIFIER", ""))
    wanted = (b"vendor_id", b"cpu family", b"model", b"stepping", b"flags", b"Features", b"CPU ", b"cpu\t")
    return digest([line for line in lines if line.startswith(wanted)])


def listing(folders: tuple[Path, ...]) -> list[list[str]]:
    """The names of the declaration files in each folder: a new one may hide what was used before."""
    found = []
    for folder in folders:
        try:
            names = sorted(name for name in os.listdir(folder) if name.endswith((".pxd", ".pxi")))
        except OSError:
            names = []
        found.append([str(folder), *names])
    return found
