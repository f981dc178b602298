from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

import smelt
from smelt.toolchain.keys import digest, file_digest, listing, processor, python_abi, smelt_digest

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@settings(deadline=None)  # what a busy machine takes is not what is tested
@given(values, values)
def test_different_values_have_different_digests(left, right):
    # repr tells 1 from True, as digest must.
    same = repr(_sorted(left)) == repr(_sorted(right))
    assert (digest(left) == digest(right)) == same


def _sorted(value):
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value, key=repr)}
    return [_sorted(item) for item in value] if isinstance(value, list) else value


def test_parts_do_not_run_together():
    assert digest("ab", "c") != digest("a", "bc") != digest("abc")
    assert digest(["a"], "b") != digest("a", ["b"])
    assert digest("1") != digest(1) != digest(True)


def test_order_of_a_dict_does_not_count():
    assert digest({"a": 1, "b": 2}) == digest({"b": 2, "a": 1})


def test_keys_are_the_same_in_another_process():
    code = "from smelt.toolchain.keys import *; print(digest({'a', 'b'}), python_abi(), processor())"
    answers = {
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
        for _ in range(2)
    }
    assert answers == {f"{digest({'a', 'b'})} {python_abi()} {processor()}\n"}


def test_every_file_of_smelt_counts(tmp_path, monkeypatch):
    package = tmp_path / "smelt"
    (package / "runtime").mkdir(parents=True)
    (package / "__init__.py").touch()
    monkeypatch.setattr(smelt, "__file__", str(package / "__init__.py"))
    seen = []
    for change in (
        lambda: None,
        lambda: (package / "runtime" / "a.h").write_text("1"),
        lambda: (package / "runtime" / "a.h").write_text("22"),
        lambda: (package / "runtime" / "a.h").rename(package / "runtime" / "b.h"),
        lambda: monkeypatch.setattr(smelt, "__version__", "9"),
    ):
        change()
        seen.append(smelt_digest.__wrapped__())
    assert len(set(seen)) == 5
    (package / "__pycache__").mkdir()
    (package / "__pycache__" / "x.pyc").touch()
    assert smelt_digest.__wrapped__() == seen[-1]


def test_a_missing_file_has_no_digest(tmp_path):
    path = tmp_path / "x"
    assert file_digest(path) is None
    path.write_text("1")
    first = file_digest(path)
    path.write_text("2")
    assert None is not first != file_digest(path)


def test_listing_sees_new_declarations_only(tmp_path):
    before = listing((tmp_path,))
    (tmp_path / "data.txt").touch()
    assert listing((tmp_path,)) == before
    (tmp_path / "new.pxd").touch()
    assert listing((tmp_path,)) != before
    assert listing((tmp_path / "nowhere",)) == [[str(tmp_path / "nowhere")]]
