"""Print diagnostics: with colour and carets for people, as JSON for editors."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from smelt.build import Message

_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}


def coloured(message: Message) -> str:
    """The text of a diagnostic with its severity, caret and hint set off; click drops colours off a terminal."""
    colour = _COLOURS.get(message.severity, "white")
    head, *rest = message.text.split("\n")
    place, found, said = head.partition(f": {message.severity}[")
    code, _, words = said.partition("]: ")
    if found:
        label = click.style(f"{message.severity}[{code}]", fg=colour, bold=True)
        head = f"{click.style(place, bold=True)}: {label}: {words}"
    return "\n".join([head, *(_line(line, colour) for line in rest)])


def _line(line: str, colour: str) -> str:
    before, bar, after = line.partition(" | ")
    if bar and after.strip() and not after.strip().strip("^"):
        return before + bar + click.style(after, fg=colour, bold=True)
    if line.startswith("  hint: "):
        return click.style("  hint: ", fg="green") + line.removeprefix("  hint: ")
    return line


def print_messages(messages: Iterable[Message]) -> None:
    """Print diagnostics to stderr."""
    for message in messages:
        click.echo(coloured(message), err=True)


def summary(messages: Iterable[Message]) -> str:
    """How many there are of each severity, in words; empty where there are none."""
    counts: dict[str, int] = {}
    for message in messages:
        counts[message.severity] = counts.get(message.severity, 0) + 1
    return ", ".join(f"{counts[kind]} {kind}{'s' if counts[kind] > 1 else ''}" for kind in _COLOURS if counts.get(kind))


def print_json(value: object) -> None:
    """Print `value` as one JSON document to stdout."""
    click.echo(json.dumps(value, indent=2, default=str))
