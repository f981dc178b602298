"""The cache of built modules: content-addressed, shared by processes, bounded in size.

::

    objects/ab/abcd…/kernel.cpython-311-x86_64-linux-gnu.so   the module, ready to be imported from here
                     entry.json                               its checksum, size and the headers that it includes
                     uses                                     one byte a use; its time is that of the last use
    manifests/ab/abcd….json                                   source and options → what it depended on → object
    compilers/, headers/, tmp/, locks/

Nothing is ever written in place: a file is made under another name and then renamed, so that a reader sees the old
one or the new one. Module and record are two renames; between them the checksum does not fit, and an entry that does
not fit is none.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from smelt.records import record
from smelt.toolchain.keys import bytes_digest, file_digest

DEFAULT_LIMIT = 512 * 1024 * 1024
# Room is made down to this share of the limit, so that it is not made again with the next entry.
TRIM_TO = 0.8
TRIM_EVERY = 600.0
# What was used just now may be on its way into a process.
IN_USE = 60.0


@record(frozen=True)
class Entry:
    """A module in the cache whose checksum was found right."""

    key: str
    path: Path
    checksum: str
    size: int


@record(frozen=True)
class Info:
    """What the cache holds; `size` and `limit` are in bytes, `hits` counts those of the entries that are there."""

    folder: Path
    entries: int
    size: int
    hits: int
    limit: int


def cache_folder() -> Path:
    """Where the cache is: ``$SMELT_CACHE_DIR`` or the platform's folder for caches."""
    named = os.environ.get("SMELT_CACHE_DIR")
    if named:
        return Path(named).absolute()
    from platformdirs import user_cache_path

    return user_cache_path("smelt", appauthor=False)


def read_json(path: Path) -> object:
    """The content of a JSON file; ``None`` where it is missing or not whole."""
    try:
        return json.loads(path.read_bytes())
    except (OSError, ValueError):
        return None


def write_json(path: Path, value: object) -> None:
    """Replace a record of the cache by `value` in one step."""
    write_bytes(path, json.dumps(value).encode())


def write_bytes(path: Path, content: bytes) -> None:
    """Replace `path` by `content` in one step, making its folder where there is none."""
    with _new_file(path, 0o666) as name:
        Path(name).write_bytes(content)


@contextlib.contextmanager
def _new_file(path: Path, mode: int) -> Iterator[str]:
    """A file beside `path` that takes its place at the end, or goes if that is not reached."""
    path.parent.mkdir(parents=True, exist_ok=True)
    name = str(path.parent / _unique(".new-"))
    os.close(os.open(name, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    try:
        yield name
        os.chmod(name, mode & ~_umask())
        os.replace(name, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(name)
        raise


def _unique(prefix: str) -> str:
    """A name that no other process or thread takes; `tempfile` takes 5 ms to import, which is long for a build."""
    return f"{prefix}{os.getpid()}-{threading.get_ident():x}-{time.monotonic_ns():x}"


@contextlib.contextmanager
def _new_folder(parent: Path, prefix: str) -> Iterator[str]:
    folder = parent / _unique(prefix)
    folder.mkdir(parents=True)
    try:
        yield str(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def place(source: Path, target: Path) -> None:
    """Copy the module `source` over `target` without touching the memory of those who have the old one loaded."""
    with _new_file(target, 0o777) as name:
        shutil.copyfile(source, name)


def _umask() -> int:
    # There is no way to read it but to set it.
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


@contextlib.contextmanager
def locked(path: Path, shared: bool = False) -> Iterator[None]:
    """Hold the lock of that name; whoever comes second waits, unless both want to share it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        import fcntl
    except ImportError:  # Windows, which has no shared locks, nor lets anyone remove a file that is in use
        from filelock import FileLock

        with contextlib.nullcontext() if shared else FileLock(path):
            yield
        return
    # The call that filelock makes as well; importing it takes 9 ms, a tenth of a build.
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


class Store:
    """The cache in one folder.

    Parameters
    ----------
    root
        Its folder; made when something is stored.
    limit
        Size in bytes above which the least recently used entries go; by default ``$SMELT_CACHE_SIZE`` (in
        megabytes), else 512 MB.
    """

    def __init__(self, root: Path, limit: int | None = None) -> None:
        self.root = root
        self.limit = _limit() if limit is None else limit

    def lock(self, key: str) -> contextlib.AbstractContextManager[None]:
        """The lock to hold while building `key`."""
        # A lock file cannot be removed safely while others may wait for it, so there are 256 at most.
        return locked(self.root / "locks" / key[:2])

    def in_use(self) -> contextlib.AbstractContextManager[None]:
        """To be held by builds, of which there may be many, so that nobody empties the cache meanwhile."""
        return locked(self.root / "locks" / "in-use", shared=True)

    def scratch(self) -> contextlib.AbstractContextManager[str]:
        """A folder to build in, on the disk of the cache so that its files can be renamed into it."""
        return _new_folder(self.root / "tmp", "build-")

    def _folder(self, key: str) -> Path:
        return self.root / "objects" / key[:2] / key

    def get(self, key: str, count: bool = True) -> Entry | None:
        """The entry `key`, if it is there, undamaged, and the headers that it includes are as they were."""
        folder = self._folder(key)
        record = read_json(folder / "entry.json")
        if not isinstance(record, dict):
            return None
        try:
            path = folder / record["file"]
            wanted, size, headers = record["checksum"], record["size"], record["headers"]
        except (KeyError, TypeError):
            return None
        if file_digest(path) != wanted or any(file_digest(name) != value for name, value in headers):
            return None
        if count:
            self._count(folder)
        return Entry(key, path, wanted, size)

    @staticmethod
    def _count(folder: Path) -> None:
        # A byte appended is a count that needs no lock, and its time is what eviction goes by.
        with contextlib.suppress(OSError), open(folder / "uses", "ab") as file:
            file.write(b".")

    def put(self, key: str, module: Path, headers: list[tuple[str, str | None]]) -> Entry:
        """Take the file `module` into the cache as `key`; it is moved, so it must be in `scratch()`.

        Parameters
        ----------
        key
            Its name.
        module
            The file; its own name is kept.
        headers
            Path and digest of each file that the C compiler read for it.
        """
        folder = self._folder(key)
        raw = module.read_bytes()
        entry = Entry(key, folder / module.name, bytes_digest(raw), len(raw))
        record = {"file": module.name, "checksum": entry.checksum, "size": entry.size, "headers": headers}
        folder.mkdir(parents=True, exist_ok=True)
        os.replace(module, entry.path)
        write_json(folder / "entry.json", record)
        (folder / "uses").touch()
        self._trim_now_and_then()
        return entry

    def manifest(self, key: str) -> list[dict[str, object]]:
        """What is known of one source with one set of options: a record for each state of its dependencies."""
        found = read_json(self._manifest_path(key))
        return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []

    def add_manifest(self, key: str, record: dict[str, object], keep: int = 8) -> None:
        """Put `record` in front of what is known under `key`."""
        others = [item for item in self.manifest(key) if item.get("dependencies") != record["dependencies"]]
        write_json(self._manifest_path(key), [record, *others][:keep])

    def _manifest_path(self, key: str) -> Path:
        return self.root / "manifests" / key[:2] / f"{key}.json"

    def info(self) -> Info:
        """Count what is there."""
        entries = list(self._entries())
        uses = sum(_size(folder / "uses") for _, _, folder in entries)
        return Info(self.root, len(entries), sum(size for _, size, _ in entries), uses, self.limit)

    def clear(self) -> int:
        """Remove everything, once no build is under way; the number of entries that went."""
        if not self.root.exists():
            return 0
        with locked(self.root / "locks" / "in-use"):
            count = len(list(self._entries()))
            for name in ("objects", "manifests", "compilers", "headers", "tmp"):
                shutil.rmtree(self.root / name, ignore_errors=True)
        return count

    def trim(self) -> int:
        """Remove the least recently used entries, if there are more than the limit allows; how many went."""
        entries = sorted(self._entries(), key=lambda item: item[0])
        total = sum(size for _, size, _ in entries)
        removed = 0
        if total > self.limit:
            newest = time.time() - IN_USE
            for used, size, folder in entries:
                if total <= self.limit * TRIM_TO or used > newest:
                    break
                shutil.rmtree(folder, ignore_errors=True)
                total -= size
                removed += 1
        self._drop_leftovers()
        return removed

    def _drop_leftovers(self) -> None:
        """Remove what killed processes left, and manifests that nobody asked for in a month."""
        now = time.time()
        for pattern, age in (("tmp/*", 3600.0), ("manifests/*/*", 30 * 86400.0)):
            for path in self.root.glob(pattern):
                with contextlib.suppress(OSError):
                    if path.stat().st_mtime < now - age:
                        shutil.rmtree(path) if path.is_dir() else path.unlink()

    def _trim_now_and_then(self) -> None:
        # Looking at every entry takes longer than a build once there are thousands.
        stamp = self.root / "trimmed"
        with contextlib.suppress(OSError):
            if not stamp.exists() or stamp.stat().st_mtime < time.time() - TRIM_EVERY:
                stamp.touch()
                self.trim()

    def _entries(self) -> Iterator[tuple[float, int, Path]]:
        """Time of last use, size in bytes and folder of each entry."""
        for folder in self.root.glob("objects/*/*"):
            # An entry may go while it is looked at.
            with contextlib.suppress(OSError):
                yield _last_used(folder), sum(_size(path) for path in folder.iterdir()), folder


def _last_used(folder: Path) -> float:
    try:
        return (folder / "uses").stat().st_mtime
    except OSError:
        return folder.stat().st_mtime


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _limit() -> int:
    try:
        return int(float(os.environ["SMELT_CACHE_SIZE"]) * 1024 * 1024)
    except (KeyError, ValueError):
        return DEFAULT_LIMIT
