from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import fake_translator
import pytest

import smelt.build


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of its own for each test, without the headers that take 13 MB each."""
    folder = tmp_path / "cache"
    monkeypatch.setenv("SMELT_CACHE_DIR", str(folder))
    monkeypatch.setenv("SMELT_PRECOMPILED_HEADERS", "0")
    for name in ("CC", "CXX", "SMELT_CACHE_SIZE", "SMELT_DEBUG"):
        monkeypatch.delenv(name, raising=False)
    return folder


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    """Put the fake translator in the real one's place; the fixture counts how often it ran."""
    log = tmp_path / "translations"
    monkeypatch.setenv("FAKE_LOG", str(log))
    monkeypatch.setattr(smelt.build, "translate", fake_translator.translate)
    return lambda: len(log.read_text().splitlines()) if log.exists() else 0


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str, str], Path]:
    """Write a file below the test's folder."""

    def write(name: str, text: str) -> Path:
        path = tmp_path / "work" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


@pytest.fixture(autouse=True)
def same_process() -> Iterator[None]:
    """Leave `sys` and the working folder as they were."""
    modules, path, argv, folder = set(sys.modules), list(sys.path), list(sys.argv), os.getcwd()
    main = sys.modules["__main__"]
    yield
    sys.modules["__main__"] = main
    for name in set(sys.modules) - modules:
        if name.startswith("fake_") and name != "fake_translator":
            del sys.modules[name]
    sys.path[:], sys.argv[:] = path, argv
    os.chdir(folder)
