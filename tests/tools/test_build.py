from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import fake_translator
import pytest

from smelt.build import (
    EXTENSION_SUFFIX,
    InputError,
    build,
    build_file,
    compile_and_import,
    emit_c,
    import_built,
    load,
    read_source,
)
from smelt.options import Options
from smelt.source import CompileError, SourceFile
from smelt.toolchain.errors import CompilerRefused
from smelt.toolchain.store import Store


def run_python(*lines: str, cwd: Path) -> str:
    command = [sys.executable, "-c", "\n".join(lines)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=True).stdout


def test_a_module_beside_its_source(translations, write):
    path = write("fake_one.pyx", "value 42")
    built = build_file(path)
    assert built.path == path.parent / f"fake_one{EXTENSION_SUFFIX}"
    assert (built.name, built.from_cache, built.messages) == ("fake_one", False, ())
    assert set(built.timings) == {"translate", "compile", "total"}
    assert run_python("import fake_one; print(fake_one.VALUE)", cwd=path.parent) == "42\n"
    assert sorted(item.name for item in path.parent.iterdir()) == ["fake_one" + EXTENSION_SUFFIX, "fake_one.pyx"]


def test_nothing_is_done_twice(translations, write):
    path = write("fake_two.pyx", "value 1")
    inode = build_file(path).path.stat().st_ino
    again = build_file(path)
    assert again.from_cache
    assert again.path.stat().st_ino == inode, "what is up to date is not written again"
    assert translations() == 1
    forced = build_file(path, force=True)
    assert not forced.from_cache
    assert forced.path.stat().st_ino != inode
    assert translations() == 2


def test_a_module_that_was_removed_comes_from_the_cache(translations, write):
    path = write("fake_gone.pyx", "value 1")
    build_file(path).path.unlink()
    again = build_file(path)
    assert again.from_cache
    assert again.path.exists()
    assert translations() == 1


def test_what_changes_the_result_is_in_the_key(translations, write, tmp_path):
    path = write("fake_key.pyx", "value 1")
    for seen, options in enumerate(
        (
            Options(),
            Options(directives={"boundscheck": False}),
            Options(directives={"boundscheck": True}),
            Options(language_level=2),
            Options(target="baseline"),
            Options(include_dirs=(tmp_path,)),
            Options(module_name="fake_other"),
            Options(cplus=True),
        ),
        1,
    ):
        for expected in (False, True):
            assert build(read_source(path), options, path).from_cache is expected, options
        assert translations() == seen


def test_another_smelt_translates_again_but_the_same_c_is_compiled_once(translations, write, monkeypatch):
    import smelt.build

    path = write("fake_c.pyx", "value 1")
    first = build(read_source(path), Options(), path)
    monkeypatch.setattr(smelt.build, "smelt_digest", lambda: "another")
    monkeypatch.setattr("smelt.toolchain.compile.compile_unit", None)
    second = build(read_source(path), Options(), path)
    assert translations() == 2
    assert first.path == second.path


def test_dependencies_are_watched(translations, write):
    path = write("fake_dep.pyx", "value 1\ndepends a.pxi\ndepends b.pxi")
    part = write("a.pxi", "one")
    build_file(path)
    assert build_file(path).from_cache
    part.write_text("two")
    assert not build_file(path).from_cache
    write("b.pxi", "appears")
    assert not build_file(path).from_cache
    assert build_file(path).from_cache
    part.write_text("one")
    (path.parent / "b.pxi").unlink()
    assert build_file(path).from_cache, "the first state is still known"


def test_a_new_declaration_file_may_hide_an_old_one(translations, write):
    path = write("pkg/fake_new.pyx", "value 1")
    write("pkg/__init__.py", "")
    build_file(path)
    for place in ("pkg/fake_new.pxd", "other.pxd"):
        write(place, "")
        assert not build_file(path).from_cache
        assert build_file(path).from_cache


def test_headers_are_watched(translations, write):
    path = write("fake_header.pyx", "value 1\ninclude mine.h")
    write("mine.h", "#define HEADER_VALUE 1\n")
    assert import_built(build_file(path)).HEADER == 1
    assert build_file(path).from_cache
    write("mine.h", "#define HEADER_VALUE 2\n")
    built = build_file(path)
    assert not built.from_cache
    assert run_python("import fake_header; print(fake_header.HEADER)", cwd=path.parent) == "2\n"


def test_warnings_are_told_again_from_the_cache(translations, write):
    path = write("fake_warn.pyx", "warn take care")
    first, second = build_file(path), build_file(path)
    assert second.from_cache
    assert first.messages == second.messages
    assert first.messages[0].severity == "warning"
    assert "W0001" in first.messages[0].text
    assert first.messages[0].parts["line"] == 1


@pytest.mark.parametrize(("text", "error"), [("error bad", CompileError), ("refuse", CompilerRefused)])
def test_a_failed_build_leaves_the_last_good_module(translations, write, cache, text, error):
    path = write("fake_fail.pyx", "value 5")
    good = build_file(path).path.read_bytes()
    before = Store(cache).info().entries
    path.write_text(text)
    for _ in range(2):
        with pytest.raises(error):
            build_file(path)
    assert (path.parent / f"fake_fail{EXTENSION_SUFFIX}").read_bytes() == good
    assert Store(cache).info().entries == before
    assert list((cache / "tmp").iterdir()) == []
    path.write_text("value 5")
    assert build_file(path).from_cache


@pytest.mark.parametrize(
    "damage",
    [lambda raw: raw[: len(raw) // 2], lambda raw: raw[:40] + bytes([raw[40] ^ 255]) + raw[41:], lambda raw: b""],
    ids=["truncated", "flipped", "empty"],
)
def test_a_damaged_module_is_built_again(translations, write, damage):
    path = write("fake_damage.pyx", "value 6")
    kept = build(read_source(path), Options(), path).path
    good = kept.read_bytes()
    kept.write_bytes(damage(good))
    again = build(read_source(path), Options(), path)
    assert not again.from_cache
    assert again.path.read_bytes() == good


def test_a_module_for_another_machine_is_built_again(translations, write):
    path = write("fake_arch.pyx", "value 6")
    kept = build(read_source(path), Options(), path).path
    raw = bytearray(kept.read_bytes())
    raw[18] ^= 0xFF  # e_machine of the ELF header
    kept.write_bytes(raw)
    assert import_built(build(read_source(path), Options(), path)).VALUE == 6


def test_a_damaged_manifest_is_made_again(translations, write, cache):
    path = write("fake_manifest.pyx", "value 6")
    build_file(path)
    for manifest in cache.glob("manifests/*/*.json"):
        for text in ("", "[1, 2]", '[{"dependencies": 3}]', '[{"dependencies": [["a"]], "object": 1, "module": 2}]'):
            manifest.write_text(text)
            assert import_built(build_file(path)).VALUE == 6


def test_many_processes_build_once(translations, write, monkeypatch):
    path = write("fake_many.pyx", "value 9")
    monkeypatch.setenv("FAKE_SECONDS", "0.1")
    command = [sys.executable, fake_translator.__file__, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(6)]
    assert [process.communicate()[0] for process in running] == ["9\n"] * 6
    assert translations() == 1


def test_clearing_during_builds_harms_nobody(translations, write, cache):
    path = write("fake_clear.pyx", "value 9")
    command = [sys.executable, fake_translator.__file__, str(path)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    while any(process.poll() is None for process in running):
        Store(cache).clear()
    assert [process.communicate()[0] for process in running] == ["9\n"] * 3


def test_the_old_module_stays_loaded(translations, write):
    path = write("fake_loaded.pyx", "value 1")
    module = import_built(build_file(path))
    path.write_text("value 2")
    build_file(path)
    assert module.VALUE == 1
    assert run_python("import fake_loaded; print(fake_loaded.VALUE)", cwd=path.parent) == "2\n"


def test_output_names_the_file_or_the_folder(translations, write, tmp_path):
    path = write("fake_out.pyx", "value 1")
    assert build_file(path, output=tmp_path).path == tmp_path / f"fake_out{EXTENSION_SUFFIX}"
    assert build_file(path, output=tmp_path / "new" / "x.so").path == tmp_path / "new" / "x.so"
    assert (tmp_path / "new" / "x.so").exists()
    assert not (path.parent / f"fake_out{EXTENSION_SUFFIX}").exists()


def test_emitted_c_builds_by_itself(translations, write, monkeypatch):
    path = write("fake_emit.pyx", "value 1")
    monkeypatch.setenv("CC", "no-such-compiler")
    output, _ = emit_c(path)
    assert output == path.with_suffix(".c")
    before = output.stat().st_mtime_ns
    emit_c(path)
    assert output.stat().st_mtime_ns == before
    assert emit_c(path, Options(cplus=True))[0].suffix == ".cpp"


def test_a_relative_folder_is_another_one_elsewhere(translations, write, monkeypatch):
    path = write("fake_relative.pyx", "value 1")
    for place in ("one", "two"):
        write(f"{place}/inc/a.pxd", "")
        monkeypatch.chdir(path.parent / place)
        assert not build(read_source(path), Options(include_dirs=(Path("inc"),)), path).from_cache


def test_a_broken_translated_header_harms_nobody(translations, write, cache, monkeypatch):
    from smelt.toolchain.find import find_compiler
    from smelt.toolchain.headers import make_translated_header, translated_header

    compiler = find_compiler("c", cache / "compilers")
    if not compiler.family.precompiled:
        pytest.skip("gcc alone reads translated headers")
    monkeypatch.setenv("SMELT_PRECOMPILED_HEADERS", "1")
    make_translated_header(cache, compiler, "c", "native", wait=True)
    translated = Path(f"{translated_header(cache, compiler, 'c', 'native')}.gch")
    translated.write_bytes(translated.read_bytes()[:100_000])
    assert compile_and_import("value 5", "fake_broken_header").VALUE == 5


def test_load_writes_nothing_beside_the_source(translations, write):
    path = write("fake_load.pyx", "value 3")
    module = load(path)
    assert (module.VALUE, module.__name__) == (3, "fake_load")
    assert sys.modules["fake_load"] is module
    assert list(path.parent.iterdir()) == [path]
    assert load(path, name="fake_pkg.part").__name__ == "fake_pkg.part"


def test_compile_and_import(translations):
    assert compile_and_import("value 4", "fake_text").VALUE == 4
    assert compile_and_import("value 5", "fake_text").VALUE == 5
    assert compile_and_import("value 6", "fake_text", cplus=True).VALUE == 6


def test_a_failed_import_is_not_entered(translations):
    before = compile_and_import("value 4", "fake_raises")
    with pytest.raises(ValueError, match="no good"):
        compile_and_import("raise no good", "fake_raises")
    assert sys.modules["fake_raises"] is before
    with pytest.raises(ValueError, match="no good"):
        compile_and_import("raise no good", "fake_raises_too")
    assert "fake_raises_too" not in sys.modules


def test_a_place_that_cannot_be_written_is_an_os_error(translations, write):
    path = write("fake_ro.pyx", "value 1")
    with pytest.raises(OSError):
        build_file(path, output=path / "below a file.so")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "no such file"),
        (b"# coding: latin-17\n", "unknown encoding"),
        (b"x = 1\ny = '\xe9'\n", "utf-8"),
        (b"\xef\xbb\xbf# coding: latin-1\n", "encoding problem"),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path, content, said):
    path = tmp_path / "x.py"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(InputError, match=said) as caught:
        read_source(path)
    assert str(path) in str(caught.value)
    with pytest.raises(InputError, match="folder"):
        read_source(tmp_path)


def test_text_without_a_file(translations):
    built = build(SourceFile("<text>", "value 1"), Options(module_name="fake_pathless"))
    assert import_built(built).VALUE == 1
