"""The peer's source distribution: fetched from the package index that pip uses, checked, unpacked into Smelt's cache.

`pip download` would build the package to learn its metadata; only the text is wanted, so the file is looked up in the
index's list (JSON or HTML) here. It is never part of the repository.
"""

from __future__ import annotations

import functools
import hashlib
import html
import json
import os
import re
import ssl
import subprocess
import sys
import tarfile
import tempfile
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

from smelt.toolchain.store import cache_folder

VERSION = "3.3.1"
FILE_NAME = f"cython-{VERSION}.tar.gz"
SHA256 = "e0e45989e821bef6aa9ae15c7d583ab5e055f7406c4b3624e49e06d24e90375a"
_ACCEPT = "application/vnd.pypi.simple.v1+json, text/html;q=0.5"
_LINK = re.compile(r"""<a\b[^>]*\bhref\s*=\s*["']([^"']+)["']""", re.IGNORECASE)
_TIMEOUT = 180


class FetchError(Exception):
    """The source distribution could not be had; the message says what was tried."""


def source_folder() -> Path:
    """The unpacked source distribution, fetched if it is not in the cache."""
    target = cache_folder() / "conformance" / f"cython-{VERSION}"
    if not target.is_dir():
        target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=target.parent) as scratch:
            archive = Path(scratch) / FILE_NAME
            archive.write_bytes(_download())
            with tarfile.open(archive) as packed:
                packed.extractall(scratch, filter="data")
            os.replace(Path(scratch) / target.name, target)
    return target


def _download() -> bytes:
    """The archive, from the first index that has it with the right checksum."""
    tried = []
    for index in _indexes():
        page = index.rstrip("/") + "/cython/"
        try:
            for address in _addresses(page):
                data = _read(address)
                if hashlib.sha256(data).hexdigest() == SHA256:
                    return data
                tried.append(f"{address}: the checksum is wrong")
            tried.append(f"{page}: {FILE_NAME} is not listed")
        except (OSError, ValueError) as error:
            tried.append(f"{page}: {error}")
    raise FetchError("\n  ".join([f"{FILE_NAME} cannot be fetched; unpack it yourself and use --source DIR", *tried]))


def _addresses(page: str) -> list[str]:
    """Where the index says that the archive is."""
    text = _read(page).decode()
    if text.lstrip().startswith("{"):
        links = [str(entry["url"]) for entry in json.loads(text)["files"]]
    else:
        links = [html.unescape(link) for link in _LINK.findall(text)]
    found = [urllib.parse.urldefrag(urllib.parse.urljoin(page, link)).url for link in links]
    return [address for address in found if address.rpartition("/")[2].lower() == FILE_NAME]


def _read(address: str) -> bytes:
    if address.startswith("file:") and address.endswith("/"):
        address += "index.html"
    certificates = _pip_setting("cert")
    context = ssl.create_default_context(cafile=certificates) if certificates else None
    request = urllib.request.Request(address, headers={"Accept": _ACCEPT})
    with urllib.request.urlopen(request, timeout=_TIMEOUT, context=context) as answer:
        data: bytes = answer.read()
    return data


@functools.cache
def _pip_setting(name: str) -> str:
    """A setting of pip, from the environment or its configuration; empty if there is none."""
    value = os.environ.get(f"PIP_{name.upper().replace('-', '_')}")
    if value:
        return value
    command = [sys.executable, "-m", "pip", "config", "get", f"global.{name}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout.strip() if done.returncode == 0 else ""


def _indexes() -> list[str]:
    """The package indexes that pip is configured to use, its default without a setting."""
    first = _pip_setting("index-url")
    if not first:
        # Where pip keeps it is not promised; its default is not written down anywhere else.
        from pip._internal.models.index import PyPI

        first = str(PyPI.simple_url)
    return [first, *_pip_setting("extra-index-url").split()]
