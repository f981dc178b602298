from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from smelt.build import compile_and_import
from smelt.toolchain import find
from smelt.toolchain.errors import ToolchainError
from smelt.toolchain.find import find_compiler


@pytest.fixture
def bin_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An otherwise empty PATH."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setattr(find, "_zig_binary", lambda: None)
    return folder


def compiler(folder: Path, name: str, version: str = "gcc 12.2.0") -> Path:
    """A program that answers --version, and notes that it was asked."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho asked >> '{folder}/{name}.log'\necho '{version}'\n")
    path.chmod(0o755)
    return path


def asked(folder: Path, name: str) -> int:
    log = folder / f"{name}.log"
    return len(log.read_text().splitlines()) if log.exists() else 0


def test_the_environment_comes_first(bin_folder, cache, monkeypatch):
    compiler(bin_folder, "cc")
    compiler(bin_folder, "mine", "clang version 17")
    monkeypatch.setenv("CC", "mine -m64")
    found = find_compiler("c", cache)
    assert (found.command, found.family.name, found.origin) == (("mine", "-m64"), "clang", "environment")


def test_cxx_is_for_cpp_only(bin_folder, cache, monkeypatch):
    compiler(bin_folder, "cc")
    compiler(bin_folder, "c++")
    compiler(bin_folder, "mine")
    monkeypatch.setenv("CXX", "mine")
    assert find_compiler("c++", cache).command == ("mine",)
    assert find_compiler("c", cache).command == ("cc",)


def test_a_named_compiler_that_is_not_there_is_an_error(bin_folder, cache, monkeypatch):
    compiler(bin_folder, "cc")
    monkeypatch.setenv("CC", "nowhere-cc")
    with pytest.raises(ToolchainError, match="\\$CC names 'nowhere-cc'"):
        find_compiler("c", cache)


@pytest.mark.parametrize(("there", "chosen"), [(("cc", "gcc", "clang"), "cc"), (("clang", "gcc"), "gcc")])
def test_the_systems_compilers_in_order(bin_folder, cache, there, chosen):
    for name in there:
        compiler(bin_folder, name)
    found = find_compiler("c", cache)
    assert (found.command, found.origin) == ((chosen,), "system")


@pytest.mark.parametrize(("language", "word"), [("c", "cc"), ("c++", "c++")])
def test_the_ziglang_wheel_comes_last(bin_folder, cache, monkeypatch, language, word):
    zig = compiler(bin_folder, "zig", "clang version 19.1.7")
    monkeypatch.setattr(find, "_zig_binary", lambda: zig)
    found = find_compiler(language, cache)
    assert (found.command, found.family.name, found.origin) == ((str(zig), word), "zig", "ziglang")


def test_without_a_compiler_the_message_says_how_to_get_one(bin_folder, cache):
    with pytest.raises(ToolchainError) as caught:
        find_compiler("c", cache)
    for part in ('pip install "smelt[zig]"', "apt install gcc", "xcode-select", "Visual Studio", "CC."):
        assert part in str(caught.value)


def test_the_version_is_asked_once(bin_folder, cache):
    compiler(bin_folder, "cc")
    first, second = find_compiler("c", cache), find_compiler("c", cache)
    assert asked(bin_folder, "cc") == 1
    assert first == second


def test_another_file_is_another_compiler(bin_folder, cache):
    path = compiler(bin_folder, "cc")
    before = find_compiler("c", cache)
    compiler(bin_folder, "cc", "gcc 13.1.0")
    os.utime(path, (1, 1))
    after = find_compiler("c", cache)
    assert asked(bin_folder, "cc") == 2
    assert after.version == "gcc 13.1.0\n"
    assert before.identity != after.identity


def test_a_damaged_record_is_asked_for_again(bin_folder, cache):
    compiler(bin_folder, "cc")
    find_compiler("c", cache)
    for record in cache.glob("*.json"):
        record.write_text('{"version": 3')
    assert find_compiler("c", cache).version == "gcc 12.2.0\n"


def test_arguments_belong_to_the_identity(bin_folder, cache, monkeypatch):
    compiler(bin_folder, "mine")
    identities = set()
    for value in ("mine", "mine -m32", "mine -m64"):
        monkeypatch.setenv("CC", value)
        identities.add(find_compiler("c", cache).identity)
    assert len(identities) == 3


def test_behind_a_launcher_the_compiler_counts(bin_folder, cache, monkeypatch):
    compiler(bin_folder, "ccache")
    path = compiler(bin_folder, "gcc")
    monkeypatch.setenv("CC", "ccache gcc")
    before = find_compiler("c", cache).identity
    os.utime(path, (1, 1))
    assert find_compiler("c", cache).identity != before


def test_a_compiler_that_does_not_answer(bin_folder, cache, monkeypatch):
    path = bin_folder / "broken"
    path.write_text("#!/bin/sh\necho 'I am broken' >&2\nexit 3\n")
    path.chmod(0o755)
    monkeypatch.setenv("CC", "broken")
    with pytest.raises(ToolchainError, match="I am broken"):
        find_compiler("c", cache)


@pytest.mark.zig
@pytest.mark.skipif("SMELT_TEST_ZIG" not in os.environ, reason="run by make test-zig: the wheel is large")
@pytest.mark.parametrize("cplus", [False, True])
@pytest.mark.parametrize("target", ["native", "baseline"])
def test_ziglang_builds_a_module_that_can_be_imported(translations, cache, monkeypatch, cplus, target):
    # The environment's own programs and nothing else.
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    assert shutil.which("cc") is None
    assert find_compiler("c++" if cplus else "c", cache).origin == "ziglang"
    name = f"fake_zig_{target}_{'cpp' if cplus else 'c'}"
    assert compile_and_import("value 77", name, cplus=cplus, target=target).VALUE == 77
