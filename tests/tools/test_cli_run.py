from __future__ import annotations

import os
import subprocess

import fake_translator
import pytest


def smelt_run(*args: object, **settings) -> subprocess.CompletedProcess[str]:
    return fake_translator.command_line("run", *args, **settings)


def test_a_script_runs_and_nothing_is_left_beside_it(write):
    path = write("fake_script.pyx", "print hello")
    done = smelt_run(path)
    assert (done.stderr, done.stdout, done.returncode) == ("", "hello\n", 0)
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize(("code", "status"), [("0", 0), ("3", 3), ("256", 0), ("-1", 255)])
def test_the_scripts_exit_status(write, code, status):
    assert smelt_run(write("fake_exit.pyx", f"exit {code}")).returncode == status


def test_an_exception_of_the_script_is_shown_without_smelts_frames(write):
    done = smelt_run(write("fake_raise.pyx", "raise out of range"))
    assert done.returncode == 1
    assert done.stderr.endswith("ValueError: out of range\n")
    assert "smelt" not in done.stderr


def test_warnings_are_shown(write):
    done = smelt_run(write("fake_warn.pyx", "warn careful\nprint done"))
    assert done.stdout == "done\n"
    assert "warning[W0001]: careful" in done.stderr


def test_errors_are_shown(write):
    done = smelt_run(write("fake_error.pyx", "error wrong"))
    assert done.returncode == 1
    assert "error[E0001]: wrong" in done.stderr


@pytest.fixture
def probe(tmp_path, monkeypatch):
    """A C header that runs Python code when the script is imported."""

    def probe(code: str) -> str:
        text = code.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
        define = f'#define HEADER_VALUE PyRun_SimpleString("{text}")\n'
        (tmp_path / "work").mkdir(exist_ok=True)
        (tmp_path / "work" / "probe.h").write_text(define)
        return "include probe.h"

    return probe


def test_the_script_is_the_main_program(write, probe):
    code = "import sys, __main__ as m; print(sys.argv[1:], sys.path[0], m.__name__, m.__file__, m.__spec__)"
    path = write("fake_main.pyx", probe(code))
    done = smelt_run(path, "-X", "--help", "a b", cwd=path.parent.parent)
    assert done.stdout == f"['-X', '--help', 'a b'] {path.parent} __main__ {path} None\n"


def test_options_of_smelt_come_first(write, probe):
    path = write("fake_options.pyx", probe("import sys; print(sys.argv)"))
    done = smelt_run("-X", "boundscheck=False", "--cplus", path, "--cplus")
    assert done.stdout == f"['{path}', '--cplus']\n"


def test_modules_beside_the_script_are_found(write, probe):
    write("beside.py", "VALUE = 17\n")
    path = write("fake_beside.pyx", probe("import beside; print(beside.VALUE)"))
    assert smelt_run(path, cwd="/").stdout == "17\n"


def test_cython_is_answered_by_the_stand_in(write, probe):
    pytest.importorskip("smelt.shadow")
    path = write("fake_shadow.pyx", probe("import cython; print(cython.__name__, cython.compiled)"))
    environment = {**os.environ, "PYTHONPATH": ""}
    assert smelt_run(path, env=environment).stdout == "smelt.shadow False\n"


def test_a_cython_that_is_there_comes_first(write, probe):
    write("cython.py", "WHO = 'mine'\n")
    path = write("fake_own.pyx", probe("import cython; print(cython.WHO)"))
    assert smelt_run(path).stdout == "mine\n"
