from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from smelt.toolchain.keys import digest, file_digest
from smelt.toolchain.store import Store, cache_folder, place, read_json, write_json


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "store")


def put(store: Store, word: str, content: bytes = b"module", headers=()) -> str:
    key = digest(word)
    with store.scratch() as folder:
        module = Path(folder) / "m.so"
        module.write_bytes(content)
        store.put(key, module, list(headers))
    return key


def age(store: Store, key: str, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(store.root / "objects" / key[:2] / key / "uses", (then, then))


def test_what_is_put_is_got(store):
    key = put(store, "a", b"content")
    entry = store.get(key)
    assert entry is not None
    assert entry.path.read_bytes() == b"content"
    assert (entry.size, entry.path.name) == (7, "m.so")
    assert store.get(digest("b")) is None


@pytest.mark.parametrize(
    "damage",
    [
        lambda raw: raw[:-1],
        lambda raw: b"",
        lambda raw: raw[:3] + bytes([raw[3] ^ 1]) + raw[4:],
        lambda raw: raw + b"\0",
        lambda raw: b"\x7fELF another machine's",
    ],
    ids=["truncated", "empty", "flipped", "longer", "other"],
)
def test_a_damaged_module_is_none(store, damage):
    key = put(store, "a", b"some content")
    entry = store.get(key)
    entry.path.write_bytes(damage(entry.path.read_bytes()))
    assert store.get(key) is None
    put(store, "a", b"some content")
    assert store.get(key) is not None


@pytest.mark.parametrize("record", ["", "{", "[]", "null", '{"file": "m.so"}', '{"file": 3, "checksum": 1, "size": 1}'])
def test_a_damaged_record_is_none(store, record):
    key = put(store, "a")
    (store.get(key).path.parent / "entry.json").write_text(record)
    assert store.get(key) is None


def test_a_module_without_its_file_is_none(store):
    key = put(store, "a")
    store.get(key).path.unlink()
    assert store.get(key) is None


def test_headers_are_looked_at(store, tmp_path):
    header = tmp_path / "a.h"
    header.write_text("1")
    absent = str(tmp_path / "b.h")
    key = put(store, "a", headers=[(str(header), file_digest(header)), (absent, None)])
    assert store.get(key) is not None
    header.write_text("2")
    assert store.get(key) is None


def test_least_recently_used_go_first(store):
    store.limit = 5000
    keys = [put(store, str(number), b"x" * 1000) for number in range(6)]
    for number, key in enumerate(keys):
        age(store, key, 1000 - number)
    store.get(keys[0])
    assert store.trim() > 0
    kept = [key for key in keys if store.get(key, count=False)]
    assert keys[0] in kept, "it was used just now"
    assert keys[1] not in kept
    assert store.info().size <= 5000


def test_what_is_in_use_stays_whatever_the_limit(store):
    store.limit = 10
    key = put(store, "a", b"x" * 1000)
    assert store.trim() == 0
    age(store, key, 3600)
    assert store.trim() == 1


def test_putting_trims(store, monkeypatch):
    put(store, "a", b"x" * 1000)
    age(store, digest("a"), 3600)
    store.limit = 500
    put(store, "b")
    assert store.get(digest("a"), count=False) is not None, "the last look was just now"
    os.utime(store.root / "trimmed", (1, 1))
    put(store, "c")
    assert store.get(digest("a")) is None


def test_leftovers_of_killed_builds_go(store):
    with store.scratch() as folder:
        left = Path(folder).parent / "build-killed"
        left.mkdir()
        os.utime(left, (1, 1))
        store.trim()
        assert not left.exists()
        assert Path(folder).exists()


def test_info_counts_uses(store):
    key = put(store, "a")
    put(store, "b")
    for _ in range(3):
        store.get(key)
    info = store.info()
    assert (info.entries, info.hits) == (2, 3)
    assert info.size > 0


def test_clear(store):
    key = put(store, "a")
    store.add_manifest(key, {"dependencies": []})
    assert store.clear() == 1
    assert store.get(key) is None
    assert store.manifest(key) == []
    assert store.info().entries == 0
    assert store.clear() == 0


def test_manifests_keep_the_newest_states(store):
    for number in range(12):
        store.add_manifest("abc", {"dependencies": [["p", str(number)]]})
    store.add_manifest("abc", {"dependencies": [["p", "11"]], "again": True})
    found = store.manifest("abc")
    assert len(found) == 8
    assert found[0] == {"dependencies": [["p", "11"]], "again": True}
    assert found[1]["dependencies"] == [["p", "10"]]


def test_the_folder_is_the_users_choice(monkeypatch, tmp_path):
    monkeypatch.setenv("SMELT_CACHE_DIR", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    monkeypatch.delenv("SMELT_CACHE_DIR")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder().name == "smelt"


@pytest.mark.parametrize(("value", "limit"), [("2", 2 << 20), ("0.5", 1 << 19), ("much", 512 << 20)])
def test_the_size_is_the_users_choice(monkeypatch, tmp_path, value, limit):
    monkeypatch.setenv("SMELT_CACHE_SIZE", value)
    assert Store(tmp_path).limit == limit


def test_writing_leaves_nothing_behind(tmp_path):
    write_json(tmp_path / "a" / "b.json", {"x": 1})
    with pytest.raises(TypeError):
        write_json(tmp_path / "a" / "b.json", {"x": object()})
    assert read_json(tmp_path / "a" / "b.json") == {"x": 1}
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.json"]


def test_placing_makes_a_new_file(tmp_path):
    source, target = tmp_path / "new", tmp_path / "old"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    with open(target, "rb") as mapped:
        place(source, target)
        assert mapped.read() == b"old"
    assert target.read_bytes() == b"new"


def test_a_failed_placing_leaves_the_old_file(tmp_path):
    target = tmp_path / "old"
    target.write_bytes(b"old")
    with pytest.raises(FileNotFoundError):
        place(tmp_path / "nowhere", target)
    assert [path.name for path in tmp_path.iterdir() if path.name != "cache"] == ["old"]


def test_the_lock_keeps_processes_apart(store, tmp_path):
    code = (
        "import sys, time; from pathlib import Path; from smelt.toolchain.store import Store\n"
        "with Store(Path(sys.argv[1])).lock('abc'):\n"
        "    with open(sys.argv[2], 'a') as log: log.write('in ')\n"
        "    time.sleep(0.05)\n"
        "    with open(sys.argv[2], 'a') as log: log.write('out ')\n"
    )
    log = tmp_path / "log"
    command = [sys.executable, "-c", code, str(store.root), str(log)]
    running = [subprocess.Popen(command) for _ in range(4)]
    assert [process.wait() for process in running] == [0] * 4
    assert log.read_text() == "in out " * 4
