"""Views against NumPy: types, layouts, strides of every sign and zero, exporters, index expressions, operations.

Every example is one exporter on which several operations are tried; each is a case. `SMELT_VIEW_CASES` says how many
cases there are in all: ten thousand by default, a million takes some minutes.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

np = pytest.importorskip("numpy")

from view_arrays import Choices, Layout, build, export, layout  # noqa: E402
from view_modules import ELEMENTS, WHOLE, Element, index_of, numbers, parts, source_of  # noqa: E402

CASES = int(os.environ.get("SMELT_VIEW_CASES", "10000"))
OPERATIONS = 10
BYTES = 160
Outcome = tuple[str, Any]


@dataclass
class Subject:
    """What an example is about: the exporter, the array that shows its memory, and NumPy's twin of it."""

    module: ModuleType
    element: Element
    layout: Layout
    kind: str
    given: Any
    shown: Any
    twin: Any

    @property
    def ndim(self) -> int:
        return len(self.layout.extents)

    @property
    def writable(self) -> bool:
        return self.kind != "read-only"

    def call(self, name: str, *arguments: Any) -> Any:
        return getattr(self.module, name)(self.given, *arguments)


def outcome(function: Callable[[], Any]) -> Outcome:
    """What a call gives: a value, or the class of the exception."""
    try:
        return "value", function()
    except BufferError:
        # The word of exporters other than NumPy's arrays for what their memory is not.
        return "error", ValueError
    except (IndexError, ValueError, TypeError) as error:
        return "error", type(error)


def plain(array: Any) -> tuple[Any, ...]:
    """An array as the modules show it: shape, and items in C's order."""
    items = [float(item) for item in array.ravel()] if array.dtype.char == "g" else array.ravel().tolist()
    return array.shape, items


def same_part(found: Any, expected: Any, strides: bool = True) -> bool:
    """Whether a dumped view is the array: shape, items, and the strides that matter."""
    shape, moves, items = found
    if (shape, items) != plain(expected):
        return False
    if not strides or expected.size == 0:
        return True
    return all(a == b for a, b, extent in zip(moves, expected.strides, expected.shape, strict=True) if extent > 1)


def agree(subject: Subject, what: str, found: Outcome, expected: Outcome, check: Callable[[Any, Any], bool]) -> None:
    same = found[0] == expected[0] and (found == expected if found[0] == "error" else check(found[1], expected[1]))
    assert same, f"{what} on {subject.element.spelled}{subject.layout} ({subject.kind}): {found}, expected {expected}"


def unchanged(subject: Subject, what: str) -> None:
    """The memory is that of the twin."""
    assert plain(subject.shown)[1] == plain(subject.twin)[1], (
        f"after {what} on {subject.element.spelled}{subject.layout} ({subject.kind}): "
        f"{subject.shown.tolist()}, expected {subject.twin.tolist()}"
    )


def item_of(subject: Subject, choices: Choices) -> Any:
    """A value to store."""
    number = choices.below(100)
    if subject.element.name == "object":
        return f"new {number}"
    return subject.twin.dtype.type(number).item() if subject.twin.dtype.char != "g" else float(number)


def equal(left: Any, right: Any) -> bool:
    return bool(left == right)


# --- the operations: each does something to the exporter and to the twin, and compares --------------------------------


def get_item(subject: Subject, choices: Choices) -> None:
    index = [choices.index(extent) for extent in subject.layout.extents]
    found = outcome(lambda: subject.call(f"get{subject.ndim}", *index))
    agree(subject, f"get {index}", found, outcome(lambda: subject.twin[tuple(index)]), equal)


def write(subject: Subject, what: str, there: Callable[[], Any], here: Callable[[], Any]) -> None:
    """Compare something that writes; read-only memory is refused before anything else."""
    found = outcome(there)
    expected = outcome(here) if subject.writable else ("error", ValueError)
    agree(subject, what, (found[0], found[1] if found[0] == "error" else None), expected, lambda a, b: True)
    unchanged(subject, what)


def set_item(subject: Subject, choices: Choices) -> None:
    index, value = [choices.index(extent) for extent in subject.layout.extents], item_of(subject, choices)
    write(
        subject, f"set {index} to {value}", lambda: subject.call(f"set{subject.ndim}", *index, value),
        lambda: subject.twin.__setitem__(tuple(index), value),
    )  # fmt: skip


def add_to_item(subject: Subject, choices: Choices) -> None:
    index, value = [choices.index(extent) for extent in subject.layout.extents], item_of(subject, choices)

    def add() -> None:
        with np.errstate(over="ignore"):
            subject.twin[tuple(index)] += subject.twin.dtype.type(value) if subject.twin.dtype != object else value

    write(subject, f"add {value} to {index}", lambda: subject.call(f"add{subject.ndim}", *index, value), add)


def part(subject: Subject, choices: Choices) -> None:
    if subject.element.name not in WHOLE:
        get_item(subject, choices)
        return
    word = choices.among(parts(subject.ndim))
    ks = [choices.number() for _ in range(numbers(word))]
    expected = outcome(lambda: subject.twin[index_of(word, ks)])
    if expected[0] == "error":
        # With several mistakes, whichever is found first.
        found = outcome(lambda: subject.call(f"part{subject.ndim}_{word}", *ks))
        steps = [item.step for item in index_of(word, ks) if isinstance(item, slice)]
        assert found[0] == "error" and (found == expected or 0 in steps), f"{word} {ks} {subject.layout}: {found}"
        return
    found = outcome(lambda: subject.call(f"part{subject.ndim}_{word}", *ks))
    # NumPy makes an array without axes where an ellipsis is among the indices.
    whole = getattr(expected[1], "ndim", 0) > 0
    expected = expected if whole or not isinstance(expected[1], np.ndarray) else ("value", expected[1].item())
    agree(subject, f"part {word} {ks}", found, expected, same_part if whole else equal)


def store_part(subject: Subject, choices: Choices) -> None:
    words = [word for word in parts(subject.ndim) if word.count("i") < subject.ndim or "n" in word]
    word = choices.among(words)
    ks, value = [choices.number() for _ in range(numbers(word))], item_of(subject, choices)
    index = index_of(word, ks)
    if subject.element.name not in WHOLE or any(isinstance(i, slice) and i.step == 0 for i in index):
        set_item(subject, choices)
        return
    write(
        subject, f"store {value} in {word} {ks}", lambda: subject.call(f"store{subject.ndim}_{word}", *ks, value),
        lambda: subject.twin.__setitem__(index, value),
    )  # fmt: skip


def transpose(subject: Subject, choices: Choices) -> None:
    agree(subject, "transpose", outcome(lambda: subject.call(f"transposed{subject.ndim}")),
          ("value", subject.twin.T), same_part)  # fmt: skip


def dumped(subject: Subject, choices: Choices) -> None:
    agree(subject, "all", outcome(lambda: subject.call(f"dumped{subject.ndim}")), ("value", subject.twin), same_part)


def fill(subject: Subject, choices: Choices) -> None:
    value = item_of(subject, choices)
    write(
        subject, f"fill with {value}", lambda: subject.call(f"fill{subject.ndim}", value),
        lambda: subject.twin.__setitem__(..., value),
    )  # fmt: skip


def copy(subject: Subject, choices: Choices) -> None:
    fortran = choices.below(2)
    found = outcome(lambda: subject.call(f"copied{'_fortran' if fortran else ''}{subject.ndim}"))
    expected = subject.twin.copy(order="F" if fortran else "C")
    agree(subject, f"copy, fortran={fortran}", found, ("value", expected),
          lambda shown, copied: same_part(shown[0], copied) and shown[1] is True)  # fmt: skip


def assign(subject: Subject, choices: Choices) -> None:
    """From another array that is broadcast, fits or does not, or from a part of the same memory."""
    if subject.layout.overlaps_itself:
        fill(subject, choices)
        return
    ndim = choices.below(subject.ndim) + 1
    extents = subject.layout.extents[subject.ndim - ndim :]
    kind = choices.below(4)
    if kind == 0 and ndim == subject.ndim:
        cuts = tuple(slice(None, None, choices.among((1, -1))) for _ in extents)
        source, twin = subject.shown[cuts], subject.twin[cuts]
    elif kind == 1 and ndim < subject.ndim:
        cuts = tuple(choices.below(max(1, extent)) for extent in subject.layout.extents[: subject.ndim - ndim])
        if 0 in subject.layout.extents:
            cuts = (slice(None),) * 0
            return
        source, twin = subject.shown[cuts], subject.twin[cuts]
    else:
        fitting = tuple(1 if choices.below(3) == 0 else extent for extent in extents)
        if kind == 3:
            fitting = tuple(extent + choices.below(2) for extent in fitting)
        steps = tuple(choices.among((1, 1, -1, 2)) for _ in fitting)
        source = build(Layout(fitting, steps, tuple(range(ndim))), subject.twin.dtype)
        twin = source.copy()
    write(
        subject, f"assign {source.shape} {source.strides}",
        lambda: subject.call(f"assign{subject.ndim}_{ndim}", source), lambda: subject.twin.__setitem__(..., twin),
    )  # fmt: skip


def facts(subject: Subject, choices: Choices) -> None:
    found = outcome(lambda: subject.call(f"facts{subject.ndim}"))
    twin = subject.twin
    expected = (len(twin), twin.ndim, twin.size, twin.itemsize, twin.nbytes, twin.flags.c_contiguous,
                twin.flags.f_contiguous, twin.shape[0], twin.strides[-1], -1)  # fmt: skip

    def check(shown: Any, wanted: Any) -> bool:
        # What the strides of axes with one item or none are is the exporter's business.
        if min(twin.shape) < 2:
            return bool(shown[:5] == wanted[:5] and shown[7] == wanted[7])
        return bool(shown == wanted)

    agree(subject, "facts", found, ("value", expected), check)


def take(subject: Subject, choices: Choices) -> None:
    """Contiguous and writable views of what may be neither."""
    order = choices.among(("c", "f", "strided"))
    fits = {"c": subject.twin.flags.c_contiguous, "f": subject.twin.flags.f_contiguous, "strided": subject.writable}
    if order != "strided" and not subject.element.const and not subject.writable:
        return
    expected = ("value", subject.twin.shape[0]) if fits[order] else ("error", ValueError)
    agree(subject, f"take {order}", outcome(lambda: subject.call(f"take_{order}{subject.ndim}")), expected, equal)


def refuse(subject: Subject, choices: Choices) -> None:
    """What is no buffer, has another type, byte order or number of axes, or is not aligned."""
    dtype = subject.twin.dtype
    kind = choices.below(5)
    error: type[Exception] = ValueError
    if kind == 0:
        wrong: Any = choices.among((3, "text", [1, 2], object()))
        error = TypeError
    elif kind == 1:
        wrong = np.zeros((2,) * (subject.ndim % 4 + 1), dtype)
    elif kind == 2:
        wrong = np.zeros((2,) * subject.ndim, "i8" if dtype.kind in "fcO" else "f4")
    elif kind == 3 and dtype.itemsize > 1 and dtype.kind != "O":
        wrong = np.zeros((2,) * subject.ndim, dtype.newbyteorder())
    elif kind == 4 and dtype.alignment > 1 and dtype.kind != "O":
        wrong = np.zeros((2,) * subject.ndim + (dtype.itemsize + 1,), "u1")[..., 1:].view(dtype)[..., 0]
    else:
        return
    function = getattr(subject.module, f"dumped{subject.ndim}")
    agree(subject, f"refuse {wrong!r}", outcome(lambda: function(wrong)), ("error", error), equal)


ACTIONS = (get_item, part, part, part, set_item, store_part, assign, fill, copy, transpose, dumped, facts, take,
           add_to_item, refuse)  # fmt: skip


def example(module: ModuleType, element: Element, data: bytes) -> None:
    """One exporter, several operations."""
    choices = Choices(data)
    ndim = choices.below(4) + 1
    shape = layout(choices, ndim)
    dtype = np.dtype(element.numpy)
    kind, exported, shown = export(choices, build(shape, dtype))
    twin = build(shape, dtype)
    if kind in ("array.array", "bytearray", "ctypes"):
        twin = np.array(twin)
    subject = Subject(module, element, shape, kind, exported, shown, twin)
    for _ in range(OPERATIONS):
        choices.among(ACTIONS)(subject, choices)


@pytest.fixture(scope="module")
def modules() -> Callable[[Element], ModuleType]:
    from smelt.build import compile_and_import

    def get(element: Element) -> ModuleType:
        with pytest.MonkeyPatch.context() as patch:
            # So many functions are compiled quickly, or run quickly.
            patch.setenv("SMELT_CFLAGS", "-O0" if CASES <= 10000 else "-O1")
            patch.setenv("SMELT_VERIFY", "0")
            return compile_and_import(source_of(element), f"views_{element.name}")

    return get


@pytest.mark.parametrize("element", ELEMENTS, ids=lambda element: element.name)
def test_views_are_numpys(element: Element, modules: Callable[[Element], ModuleType]) -> None:
    module = modules(element)
    count = 0
    # Half of the cases go to the types with all index expressions.
    share = CASES // 2 // (len(WHOLE) if element.name in WHOLE else len(ELEMENTS) - len(WHOLE))

    @settings(max_examples=-(-share // OPERATIONS), deadline=None, database=None, derandomize=CASES <= 10000,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.binary(min_size=BYTES, max_size=BYTES))
    def run(data: bytes) -> None:
        nonlocal count
        example(module, element, data)
        count += OPERATIONS

    run()
    assert count >= share
