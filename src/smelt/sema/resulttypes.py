"""Types of literals, of one of several values, and of what builtins return: what needs no scope to be known."""

from __future__ import annotations

import ast

from smelt.primitives.viewcopy import packed
from smelt.primitives.viewparts import AxisKind
from smelt.types import (
    BINT,
    BYTES,
    C_INTS,
    DOUBLE,
    DOUBLE_COMPLEX,
    INT,
    LIST,
    LONG,
    OBJECT,
    SSIZE,
    STR,
    VOID_PTR,
    Axis,
    CArray,
    CComplex,
    CCounter,
    CFloat,
    CInt,
    Ptr,
    Type,
    View,
    is_number,
)
from smelt.types.rules import arithmetic_literal, promote


def constant_type(value: object) -> Type:
    """The type of a literal of Python."""
    match value:
        case bool():
            return BINT
        case int():
            # variables of literals are long, however small the literal
            found = arithmetic_literal(value) if -(2**63) <= value < 2**64 else OBJECT
            return LONG if found == INT else found
        case float():
            return DOUBLE
        case complex():
            return DOUBLE_COMPLEX
        case str():
            return STR
        case bytes():
            return BYTES
    return OBJECT


def suffixed_type(value: int, suffix: str) -> CInt:
    """The C type of an integer literal with a suffix of U and L."""
    unsigned = "U" in suffix
    names = (
        ["long long"] if "LL" in suffix else ["long", "long long"] if "L" in suffix else ["int", "long", "long long"]
    )
    for name in names:
        type_ = C_INTS[f"unsigned {name}" if unsigned else name]
        if value <= type_.max:
            return type_
    return C_INTS["unsigned long long"]


def common_type(types: list[Type]) -> Type:
    """The type of an expression that is one of several: equal types, or numbers of a common C type."""
    first = types[0]
    if all(t == first for t in types):
        return first
    if all(isinstance(t, Ptr | CArray) for t in types):
        return next((t for t in types if t != VOID_PTR), first)
    if all(is_number(t) for t in types) and not any(t == BINT for t in types):
        joined: Type | None = first
        for type_ in types[1:]:
            joined = promote(joined, type_) if joined is not None else None
        floats = any(isinstance(t, CFloat | CComplex) for t in types)
        if joined is not None and not (floats and any(isinstance(t, CInt) for t in types)):
            return joined
    return OBJECT


def builtin_result(name: str, types: list[Type]) -> Type:
    """The type of a builtin's call, by the types of its arguments; the caller knows that the name is not shadowed."""
    if name in ("min", "max") and len(types) > 1 and all(isinstance(t, CInt | CFloat) for t in types):
        if any(isinstance(t, CCounter) for t in types):
            return OBJECT
        return common_type(types)
    if name == "abs" and len(types) == 1 and isinstance(types[0], CFloat):
        return types[0]
    if name == "abs" and len(types) == 1 and isinstance(types[0], CComplex):
        return types[0].real
    if name == "abs" and len(types) == 1 and isinstance(types[0], CInt):
        of = types[0]
        return OBJECT if of == BINT or isinstance(of, CCounter) else promote(of, of) or OBJECT
    if name == "len" and len(types) == 1:
        return SSIZE
    if name == "float" and len(types) == 1:
        return DOUBLE
    if name == "bool" and len(types) == 1:
        return BINT
    if name in ("isinstance", "issubclass", "callable", "hasattr"):
        return BINT
    if name in ("list", "sorted") and len(types) == 1:
        return LIST
    if name in ("str", "repr"):
        return STR
    return OBJECT


def is_new_axis(node: ast.AST) -> bool:
    """Whether an index is ``None``."""
    return isinstance(node, ast.Constant) and node.value is None


def part_axes(view: View, nodes: list[ast.expr]) -> list[tuple[AxisKind, int, ast.expr | None]] | None:
    """What an index makes of each axis of a view, ``...`` and axes left out filled in; None if there are too many."""
    dots = [i for i, n in enumerate(nodes) if isinstance(n, ast.Constant) and n.value is Ellipsis]
    taken = sum(1 for n in nodes if not is_new_axis(n)) - len(dots)
    if len(dots) > 1 or taken > view.ndim:
        return None
    found: list[tuple[AxisKind, int, ast.expr | None]] = []
    axis = 0
    for index, node in enumerate(nodes):
        if is_new_axis(node):
            found.append(("new", 0, node))
            continue
        if dots and index == dots[0]:
            found += [("full", axis + k, None) for k in range(view.ndim - taken)]
            axis += view.ndim - taken
            continue
        if not isinstance(node, ast.Slice):
            found.append(("index", axis, node))
        elif node.step is not None and not is_new_axis(node.step):
            found.append(("slice", axis, node))
        elif all(bound is None or is_new_axis(bound) for bound in (node.lower, node.upper)):
            found.append(("full", axis, node))
        else:
            found.append(("span", axis, node))
        axis += 1
    return found + [("full", rest, None) for rest in range(axis, view.ndim)]


def part_type(view: View, nodes: list[ast.expr]) -> Type:
    """The type of ``view[nodes]``: an element, or a part, contiguous as far as can be told without running.

    Items of a contiguous axis stay side by side if no step is given. The whole stays C contiguous if single indices
    come first, then at most one span, then whole axes; Fortran contiguous the other way round.
    """
    axes = part_axes(view, nodes)
    if axes is None:
        return OBJECT
    kept = [(kind, axis) for kind, axis, _ in axes if kind != "index"]
    if not kept:
        return view.dtype
    kinds = [kind for kind, _, _ in axes]
    if view.order != "strided" and _stays_packed(kinds if view.order == "c" else kinds[::-1]):
        ends = len(kept) - 1 if view.order == "c" else 0
        packed = [Axis("direct", "contig" if i == ends else "follow") for i in range(len(kept))]
        return View(view.dtype, tuple(packed), view.const)
    whole = View(view.dtype, tuple(view.axes[axis] for _, axis in kept), view.const)
    if whole.order != "strided" and all(kind == "full" for kind in kinds[-len(kept) :]):
        return whole  # the block of memory behind the last pointer
    return View(view.dtype, tuple(_part_axis(view.axes[axis], kind) for kind, axis in kept), view.const)


def _stays_packed(kinds: list[AxisKind]) -> bool:
    """Whether what is made of the axes, slowest first, leaves one block of memory."""
    while kinds and kinds[0] == "index":
        kinds = kinds[1:]
    return all(kind == "full" or (kind == "span" and place == 0) for place, kind in enumerate(kinds))


def _part_axis(axis: Axis, kind: AxisKind) -> Axis:
    if kind == "new":
        return Axis()
    packed = axis.packing == "contig" and kind in ("full", "span")
    return Axis(axis.access, "contig" if packed else "strided")


def method_type(view: View, name: str) -> Type | None:
    """What a method of a view gives; None for those of its Python object."""
    match name:
        case "copy":
            return packed(view, False)
        case "copy_fortran":
            return packed(view, True)
        case "is_c_contig" | "is_f_contig":
            return BINT
    return None
