"""The kinds of compiler and their flags, one row each.

Why these flags
---------------
``-ffp-contract=off``
    A fused multiply-add rounds once where the source rounds twice; Smelt promises the same bits either way.
``-fwrapv``, ``-fno-strict-aliasing``
    C arithmetic wraps in the declared type, and views see one memory under several types.
``-fvisibility=hidden``, ``-s``
    Only the init function is exported; what is not needed at run time is not in the file.
``-O3``
    Against ``-O2`` it costs 5 to 9 ms of 60 for a module of one function (gcc 12) and buys the vectorised loops that
    typed code is compiled for.
``-pipe`` and one command for compiling and linking
    Saves a temporary file and one start of the driver; the linker alone takes 9 ms.
"""

from __future__ import annotations

import os
import sys
from typing import Literal

from smelt.records import record

Language = Literal["c", "c++"]
Target = Literal["native", "baseline"]


@record(frozen=True)
class Family:
    """How to speak to one kind of compiler; templates take the value by ``{}``."""

    name: str
    common: tuple[str, ...]
    native: tuple[str, ...]
    baseline: tuple[str, ...]
    link: tuple[str, ...]
    include: str
    system_include: str
    define: str
    library: str
    output: str
    # Ends the arguments: cl takes what its linker needs after /link only.
    last: tuple[str, ...] = ()
    language: tuple[tuple[Language, tuple[str, ...]], ...] = ()
    # Writes the headers that a source includes, in make's form, beside the output.
    dependencies: tuple[str, ...] = ()
    library_dir: str = "-L{}"
    # OpenMP, for compiling and linking.
    threads: tuple[str, ...] = ("-fopenmp",)
    # Functions of libm set errno, which keeps `sqrt` from being an instruction: for C that reads it.
    math_errno: tuple[str, ...] = ("-fmath-errno",)
    # Reads a header translated beforehand when it lies beside the one that is included.
    precompiled: bool = False


def _native_cpu() -> tuple[str, ...]:
    """The flag for this machine's processor: ARM and POWER compilers know it as -mcpu."""
    machine = os.uname().machine if hasattr(os, "uname") else ""
    return ("-march=native",) if machine in ("x86_64", "amd64", "i386", "i686") else ("-mcpu=native",)


def _unix_link() -> tuple[str, ...]:
    if sys.platform == "darwin":
        # Python's symbols are found when the module is loaded; Apple's linker has no -s.
        return ("-bundle", "-undefined", "dynamic_lookup", "-Wl,-x")
    return ("-shared", "-s")


_UNIX_COMMON = (
    "-O3",
    "-ffp-contract=off",
    "-fwrapv",
    "-fno-strict-aliasing",
    "-fno-math-errno",
    "-fvisibility=hidden",
    "-fPIC",
    "-DNDEBUG",
)


def _unix(name: str, **changes: object) -> Family:
    row: dict[str, object] = {
        "name": name,
        "common": (*_UNIX_COMMON, "-pipe"),
        "native": _native_cpu(),
        "baseline": (),
        "link": _unix_link(),
        "include": "-I{}",
        "system_include": "-isystem{}",
        "define": "-D{}",
        "library": "-l{}",
        "output": "-o{}",
        "last": ("-lm",),
        "language": (("c", ("-std=gnu11",)), ("c++", ("-std=gnu++17",))),
        "dependencies": ("-MMD",),
    }
    return Family(**{**row, **changes})  # type: ignore[arg-type]


FAMILIES: dict[str, Family] = {
    family.name: family
    for family in (
        # How fast a short loop runs should not depend on what comes before it: by gcc's own choice of 16 bytes the same
        # rounds take up to 1.25 times as long (AMD, family 26).
        _unix("gcc", common=(*_UNIX_COMMON, "-pipe", "-falign-loops=32"), precompiled=True),
        _unix("clang"),
        # zig cc compiles for the processor at hand unless told otherwise, and takes no -pipe.
        _unix("zig", common=_UNIX_COMMON, native=("-mcpu=native",), baseline=("-mcpu=baseline",)),
        Family(
            name="msvc",
            common=("/nologo", "/O2", "/fp:precise", "/MD", "/DNDEBUG", "/utf-8"),
            native=(),
            baseline=(),
            link=("/LD",),
            include="/I{}",
            system_include="/I{}",
            define="/D{}",
            library="{}.lib",
            library_dir="/LIBPATH:{}",
            threads=("/openmp",),
            math_errno=(),
            output="/Fe:{}",
            last=("/link", f"/LIBPATH:{os.path.join(sys.base_prefix, 'libs')}"),
            language=(("c", ("/TC", "/std:c11")), ("c++", ("/TP", "/std:c++17", "/EHsc"))),
        ),
    )
}


def family_of(version: str) -> Family:
    """The family of a compiler that answered ``--version`` (or, for cl, its banner) with `version`.

    Anything that is not known is spoken to as gcc, whose flags the others have taken over.
    """
    text = version.lower()
    if "zig" in text:
        return FAMILIES["zig"]
    if "clang" in text:
        return FAMILIES["clang"]
    if "microsoft" in text:
        return FAMILIES["msvc"]
    return FAMILIES["gcc"]


def extra_flags() -> tuple[str, ...]:
    """What ``$SMELT_CFLAGS`` adds, behind Smelt's own flags, when compiling and when linking."""
    given = os.environ.get("SMELT_CFLAGS")
    if not given:
        return ()
    import shlex

    return tuple(shlex.split(given, posix=os.name != "nt"))


def flags_for(family: Family, language: Language, target: Target) -> tuple[str, ...]:
    """All flags of a build that do not depend on the module."""
    cpu = family.native if target == "native" else family.baseline
    return (*family.common, *dict(family.language).get(language, ()), *cpu, *extra_flags())


def link_flags(family: Family) -> tuple[str, ...]:
    """The flags for linking; the symbols stay in the file where the user asks for them by ``-g``."""
    if any(flag.startswith("-g") for flag in extra_flags()):
        return tuple(flag for flag in family.link if flag not in ("-s", "-Wl,-x"))
    return family.link
