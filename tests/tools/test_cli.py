from __future__ import annotations

import json
import subprocess
import sys
import types
from pathlib import Path

import fake_translator
import pytest
from click.testing import CliRunner, Result

import smelt
import smelt.build
from smelt.build import EXTENSION_SUFFIX
from smelt.cli import _COMMANDS, cli
from smelt.cli.failures import Status, guarded
from smelt.cli.messages import coloured
from smelt.cli.settings import directive_value
from smelt.options import Options


def smelt_cli(*args: object) -> Result:
    """Run the command line in this process, its guard included."""
    runner = CliRunner()

    def call(self, *a, **k):
        k["standalone_mode"] = True
        raise SystemExit(guarded(lambda: original(self, *a, **k)))

    original = type(cli).main
    type(cli).main = call
    try:
        return runner.invoke(cli, [str(arg) for arg in args])
    finally:
        type(cli).main = original


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_has_help_with_an_example(name):
    result = smelt_cli(name, "--help")
    assert result.exit_code == 0
    assert f"  smelt {name}" in result.output
    assert "Example" in result.output


def test_help_lists_the_commands_without_loading_them():
    code = "import sys; from smelt.cli import main\ntry: main(['--help'])\nfinally: print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    for name in _COMMANDS:
        assert f"\n  {name} " in done.stdout
    assert not {"rich", "numpy", "smelt.cli.build", "smelt.build", "filelock"} & {*done.stdout.split()}


def test_python_m_smelt():
    done = subprocess.run([sys.executable, "-m", "smelt", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"smelt, version {smelt.__version__}\n"


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["buidl"], "Did you mean 'build'?"),
        (["script.py"], "smelt run script.py"),
        (["build"], "FILES"),
        (["build", "-X", "boundscheck", "a.pyx"], "not of the form directive=value"),
        (["build", "-X", "language_level=4", "a.pyx"], "language_level is 2, 3 or 3str"),
        (["build", "--module-name", "m", "a.pyx", "b.pyx"], "--module-name names one module"),
        (["build", "-o", "nowhere.so", "a.pyx", "b.pyx"], "-o must be a folder"),
        (["build", "--no-such-option", "a.pyx"], "--no-such-option"),
    ],
)
def test_a_wrong_command_line(args, said):
    result = smelt_cli(*args)
    assert result.exit_code == Status.USAGE
    assert said in result.output


@pytest.mark.parametrize(
    ("text", "value"),
    [("True", True), ("False", False), ("None", None), ("3", 3), ("-1", -1), ("c", "c"), ("true", "true")],
)
def test_values_of_directives(text, value):
    found = directive_value(text)
    assert (found, type(found)) == (value, type(value))


def test_build(translations, write):
    first, second = write("fake_a.pyx", "value 1"), write("fake_b.pyx", "value 2")
    result = smelt_cli("build", first, second)
    assert result.exit_code == 0
    for path in (first, second):
        assert (path.parent / f"{path.stem}{EXTENSION_SUFFIX}").exists()
    assert f"{first} -> " in result.output
    assert smelt_cli("build", first).output.endswith("(up to date)\n")
    assert "up to date" not in smelt_cli("build", "--force", first).output


def test_build_in_several_processes(translations, write):
    paths = [write(f"fake_{number}.pyx", f"value {number}" if number != 2 else "error wrong") for number in range(4)]
    result = fake_translator.command_line("build", "-j", "2", *paths)
    assert result.returncode == Status.SOURCE
    built = [(path.parent / f"{path.stem}{EXTENSION_SUFFIX}").exists() for path in paths]
    assert built == [True, True, False, True]
    assert f"{paths[2]}:1:1: error[E0001]: wrong" in result.stderr
    assert [line.split(" -> ")[0] for line in result.stdout.splitlines()] == [str(paths[n]) for n in (0, 1, 3)]


def test_the_command_line_of_other_build_systems(translations, write, monkeypatch):
    source = write("src.pyx", "value 1")
    root, output = source.parent, source.parent / "out.cpp"
    seen: list[Options] = []
    real = smelt.build.translate
    monkeypatch.setattr(smelt.build, "translate", lambda s, o, p: seen.append(o) or real(s, o, p))
    monkeypatch.setenv("CC", "no-such-compiler")
    args = f"build --emit-c -3 -I {root} --module-name pkg.mod -X boundscheck=False -X cdivision=True --cplus"
    result = smelt_cli(*args.split(), source, "-o", output)
    assert (result.exit_code, result.output) == (0, f"{source} -> {output} ({result.output.rpartition('(')[2]}")
    directives = {"boundscheck": False, "cdivision": True}
    assert seen == [Options("pkg.mod", 3, directives, (root,), True, "native")]
    assert "PyInit_mod" in output.read_text()


def test_directives_in_one_list_and_the_level_among_them(translations, write, monkeypatch):
    seen: list[Options] = []
    real = smelt.build.translate
    monkeypatch.setattr(smelt.build, "translate", lambda s, o, p: seen.append(o) or real(s, o, p))
    smelt_cli("build", "-X", "wraparound=False,language_level=2", "-X", "wraparound=True", write("fake.pyx", ""))
    assert seen == [Options(None, 2, {"wraparound": True})]


def test_json(translations, write):
    good, bad = write("fake_good.pyx", "warn careful"), write("fake_bad.pyx", "value 1\nerror wrong\nerror again")
    result = smelt_cli("build", "--json", good, bad, "nowhere.pyx")
    assert result.exit_code == Status.SOURCE
    found = json.loads(result.stdout)
    assert found["ok"] is False
    assert [module["output"] is None for module in found["modules"]] == [False, True, True]
    assert "no such file" in found["modules"][2]["problem"]
    assert [(item["code"], item["line"]) for item in found["diagnostics"]] == [("W0001", 1), ("E0001", 2), ("E0001", 3)]
    assert smelt_cli("build", "--json", good).exit_code == 0


def test_errors_have_carets_and_a_summary(translations, write):
    path = write("fake_bad.pyx", "error wrong\nwarn hm\nerror again")
    result = smelt_cli("build", path)
    assert "  1 | error wrong\n    | ^^^^^^^^^^^\n  hint: take it out\n" in result.output
    assert "2 errors, 1 warning; nothing was built" in result.output
    assert "\x1b" not in result.output


def test_colours_leave_the_text_as_it_is():
    import click

    text = "a | b.pyx:1:1: error[E0001]: x: y | z\n  1 | a ^ b\n    |   ^\n  hint: do | not"
    message = smelt.build.Message("error", text, {})
    assert click.unstyle(coloured(message)) == text
    assert "\x1b[31m" in coloured(message)


@pytest.mark.parametrize("command", ["build", "check", "run"])
@pytest.mark.parametrize("content", [None, b"# coding: none-such\n", b"\xff\xfe\x00", "folder"])
def test_bad_input_never_shows_a_traceback(tmp_path, translations, command, content):
    path = tmp_path / "bad.pyx"
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    result = smelt_cli(command, path)
    assert result.exit_code == Status.SOURCE
    assert result.output.startswith(f"error: {path}: ")
    assert "Traceback" not in result.output
    assert "internal" not in result.output


@pytest.mark.parametrize("command", ["build", "check", "run"])
def test_an_internal_error_is_short(translations, write, monkeypatch, command):
    path = write("fake_crash.pyx", "crash")
    result = smelt_cli(command, path)
    assert result.exit_code == Status.INTERNAL
    assert "error: internal error, please report" in result.output
    assert "ZeroDivisionError: the translator is at fault" in result.output
    assert "Traceback" not in result.output
    monkeypatch.setenv("SMELT_DEBUG", "1")
    assert "Traceback" in smelt_cli(command, path).output


def test_a_refusal_of_the_c_compiler_is_an_internal_error(translations, write):
    result = smelt_cli("build", write("fake_refuse.pyx", "refuse"))
    assert result.exit_code == Status.TOOLCHAIN
    assert "internal error, please report" in result.output
    assert "command: " in result.output
    assert "fake_refuse.c:" in result.output


def test_without_a_compiler(translations, write, monkeypatch):
    from smelt.toolchain import find

    monkeypatch.setattr(find, "_zig_binary", lambda: None)
    monkeypatch.setenv("PATH", "")
    path = write("fake_none.pyx", "value 1")
    result = smelt_cli("build", path)
    assert result.exit_code == Status.TOOLCHAIN
    assert 'pip install "smelt[zig]"' in result.output
    assert "internal" not in result.output
    assert smelt_cli("check", path).exit_code == 0
    assert smelt_cli("build", "--emit-c", path).exit_code == 0
    assert smelt_cli("doctor").exit_code == Status.TOOLCHAIN


def test_a_place_that_cannot_be_written(translations, write):
    path = write("fake_ro.pyx", "value 1")
    result = smelt_cli("build", "-o", path / "x.so", path)
    assert result.exit_code == Status.TOOLCHAIN
    assert "internal" not in result.output


def test_check(translations, write):
    good, bad = write("fake_good.pyx", "warn hm"), write("fake_bad.pyx", "error wrong")
    assert smelt_cli("check", good).output.endswith("1 file: 1 warning\n")
    result = smelt_cli("check", good, bad)
    assert result.exit_code == Status.SOURCE
    assert result.output.endswith("2 files: 1 error, 1 warning\n")
    found = json.loads(smelt_cli("check", "--json", good, bad).stdout)
    assert [item["severity"] for item in found["diagnostics"]] == ["warning", "error"]
    assert sorted(path.name for path in good.parent.iterdir()) == ["fake_bad.pyx", "fake_good.pyx"]


@pytest.fixture
def pipeline(monkeypatch):
    """Stages to dump, whatever the real ones are called."""
    fake = types.ModuleType("smelt.pipeline")
    fake.STAGES = ("syntax", "sema", "ownership")
    fake.dump = lambda source, options, path, after: f"{source.text.strip()} after {after}"
    monkeypatch.setitem(sys.modules, "smelt.pipeline", fake)
    monkeypatch.setattr(smelt, "pipeline", fake, raising=False)


def test_dump(pipeline, write):
    path = write("fake_dump.pyx", "value 1")
    assert smelt_cli("dump", "--after", "sema", path).output == "value 1 after sema\n"
    assert smelt_cli("dump", "--stages").output == "syntax\nsema\nownership\n"
    result = smelt_cli("dump", "--after", "ownrship", path)
    assert result.exit_code == Status.USAGE
    assert "Did you mean 'ownership'?" in result.output
    assert smelt_cli("dump", "--after", "sema", "nowhere.pyx").exit_code == Status.SOURCE


def test_cache(translations, write, cache):
    smelt_cli("build", write("fake_cached.pyx", "value 1"))
    smelt_cli("build", write("fake_cached.pyx", "value 1"))
    info = json.loads(smelt_cli("cache", "info", "--json").output)
    assert (info["entries"], info["hits"], info["folder"]) == (1, 1, str(cache))
    assert "modules  1\n" in smelt_cli("cache", "info").output
    assert smelt_cli("cache", "clear").output.startswith("1 modules removed")
    assert json.loads(smelt_cli("cache", "info", "--json").output)["entries"] == 0


def test_demo_ends_with_its_own_status(monkeypatch):
    demo = types.ModuleType("smelt.demo")
    demo.main = lambda: 7
    monkeypatch.setitem(sys.modules, "smelt.demo", demo)
    monkeypatch.setattr(smelt, "demo", demo, raising=False)
    assert smelt_cli("demo").exit_code == 7


def test_doctor_finds_what_is_there(translations, monkeypatch):
    from smelt.cli import doctor

    monkeypatch.setattr(doctor, "_SELF_TEST", "value 1")
    result = smelt_cli("doctor", "--json")
    states = {item["subject"]: item["state"] for item in json.loads(result.output)["findings"]}
    # The fake translator's module has no function to call, which is what a broken one looks like.
    assert states.pop("self test") == "failed"
    assert states.pop("C compiler") == states.pop("Python") == states.pop("cache") == "ok"
    assert result.exit_code == Status.TOOLCHAIN


@pytest.mark.parametrize(("folder", "said"), [("/proc/nowhere", "/proc/nowhere"), ("/dev/null/x", "/dev/null/x")])
def test_a_cache_that_cannot_be_written(translations, write, monkeypatch, folder, said):
    monkeypatch.setenv("SMELT_CACHE_DIR", folder)
    result = smelt_cli("build", write("fake_x.pyx", "value 1"))
    assert result.exit_code == Status.TOOLCHAIN
    assert said in result.output
    assert "internal" not in result.output


def test_a_reader_that_goes_is_no_error(translations, write, tmp_path):
    path = Path(smelt.__file__).parent
    code = f"{sys.executable} -m smelt --help | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", code], capture_output=True, text=True, cwd=path.parent, check=True)
    assert done.stderr == ""


def test_parts_of_fastmath_on_the_command_line(tmp_path):
    path = tmp_path / "kernel.pyx"
    path.write_text("cdef double f(double x):\n    return x * x\ndef g(x):\n    return f(x)\n")
    result = smelt_cli("build", "--emit-c", "-X", "fastmath=recip,contract,boundscheck=False", "-o", tmp_path, path)
    assert result.exit_code == 0, result.output
    made = (tmp_path / "kernel.c").read_text()
    assert 'SMELT_RELAXED("fp-contract=fast", "reciprocal-math")\nstatic double f_f(' in made
    result = smelt_cli("check", "-X", "fastmath=recip,contractions", path)
    assert result.exit_code == Status.SOURCE
    assert "has no part 'contractions'" in result.output
