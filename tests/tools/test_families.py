from __future__ import annotations

import pytest

from smelt.toolchain.families import FAMILIES, family_of, flags_for


@pytest.mark.parametrize("name", ["gcc", "clang", "zig"])
@pytest.mark.parametrize("target", ["native", "baseline"])
@pytest.mark.parametrize("language", ["c", "c++"])
def test_every_build_is_exact_and_wraps(name, target, language):
    flags = flags_for(FAMILIES[name], language, target)
    assert {"-O3", "-ffp-contract=off", "-fwrapv", "-fno-strict-aliasing", "-fvisibility=hidden", "-fPIC"} <= {*flags}
    assert not any("fast-math" in flag for flag in flags)


@pytest.mark.parametrize("name", ["gcc", "clang", "zig"])
def test_only_native_builds_are_for_this_processor(name):
    family = FAMILIES[name]
    assert any(flag.endswith("=native") for flag in flags_for(family, "c", "native"))
    assert not any(flag.endswith("=native") for flag in flags_for(family, "c", "baseline"))


@pytest.mark.parametrize(
    ("version", "name"),
    [
        ("cc (Debian 12.2.0-14) 12.2.0\nCopyright (C) 2022 Free Software Foundation, Inc.", "gcc"),
        ("gcc-14 (Homebrew GCC 14.1.0) 14.1.0", "gcc"),
        ("Debian clang version 14.0.6\nTarget: x86_64-pc-linux-gnu", "clang"),
        ("Apple clang version 15.0.0 (clang-1500.3.9.4)", "clang"),
        ("Microsoft (R) C/C++ Optimizing Compiler Version 19.38.33134 for x64", "msvc"),
        ("something else 1.0", "gcc"),
    ],
)
def test_family_is_told_by_the_version(version, name):
    assert family_of(version).name == name


def test_msvc_links_after_its_own_word():
    family = FAMILIES["msvc"]
    assert family.last[0] == "/link"
    assert "/fp:precise" in family.common
