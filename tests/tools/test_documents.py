"""What the documents show is so: their modules are built, and their prompts give what stands there."""

from __future__ import annotations

import builtins
import collections.abc
import inspect
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from smelt.build import load

ROOT = Path(__file__).resolve().parents[2]
LANGUAGE = (ROOT / "docs" / "language.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAIR = re.compile(r"```(python|py)\n(.*?)```\s+```pycon\n(.*?)```", re.DOTALL)
PROMPT = re.compile(r"^>>> (.*)\n((?:(?!>>>).+\n)*)", re.MULTILINE)
EXAMPLES = PAIR.findall(LANGUAGE)


def said(line: str, names: dict[str, Any]) -> str:
    """What a prompt shows for an expression, an exception as its last line, or nothing for other statements."""
    try:
        code = compile(line, "<prompt>", "eval")
    except SyntaxError:
        exec(line, names)
        return ""
    try:
        value = eval(code, names)
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return "" if value is None else repr(value)


@pytest.mark.parametrize(("kind", "source", "session"), EXAMPLES, ids=range(len(EXAMPLES)))
def test_language(kind: str, source: str, session: str, tmp_path: Path) -> None:
    numpy = pytest.importorskip("numpy")
    path = tmp_path / f"example{EXAMPLES.index((kind, source, session))}.{'pyx' if kind == 'python' else 'py'}"
    path.write_text(source, encoding="utf-8")
    module = load(path)
    names = {"m": module, "numpy": numpy, "inspect": inspect, "collections": collections, "builtins": builtins}
    prompts = PROMPT.findall(session)
    assert prompts
    assert [(line, said(line, names)) for line, _ in prompts] == [(line, out.rstrip()) for line, out in prompts]


def test_all_examples_are_found() -> None:
    assert len(EXAMPLES) == LANGUAGE.count("```pycon") == len(re.findall(r"```(?:python|py)\n", LANGUAGE))


def test_readme(tmp_path: Path) -> None:
    pytest.importorskip("numpy")
    source = re.search(r"```python\n# (kernel\.pyx)\n.*?```", README, re.DOTALL)
    command = re.search(r"^\$ python (-c .*)\n(.*)$", README, re.MULTILINE)
    assert source is not None
    assert command is not None
    (tmp_path / source[1]).write_text(source[0].split("\n", 1)[1].removesuffix("```"), encoding="utf-8")
    subprocess.run([sys.executable, "-m", "smelt", "build", source[1]], cwd=tmp_path, check=True)
    done = subprocess.run(
        [sys.executable, *shlex.split(command[1])], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout.rstrip() == command[2]


@pytest.mark.parametrize("page", [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))])
def test_files_that_are_named_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    links = re.findall(r"\]\((?!https?:)([^)#]+)\)", prose)
    named = re.findall(r"`((?:src|tests|docs|tools|benchmarks)/[\w./]*)`", text)
    missing = [name for name in links if not (page.parent / name).exists()]
    assert [*missing, *(name for name in named if not (ROOT / name).exists())] == []
