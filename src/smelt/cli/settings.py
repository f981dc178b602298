"""The options that several commands share, and what they mean for a translation."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import click

from smelt.options import Options

_DIRECTIVE_WORDS: dict[str, object] = {"True": True, "False": False, "None": None}


def directives_given(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> dict[str, object]:
    """Read the ``-X`` options: each is ``directive=value``, or several of these separated by commas, which may also
    stand between the parts of `fastmath`.
    """
    given: dict[str, object] = {}
    name = ""
    for item in (item for value in values for item in value.split(",")):
        if name == "fastmath" and "=" not in item and item.strip():
            given[name] = f"{given[name]},{item.strip()}"
            continue
        name, equals, text = (part.strip() for part in item.partition("="))
        if not name or not equals or not text:
            raise click.BadParameter(f"{item!r} is not of the form directive=value, such as boundscheck=False")
        given[name] = directive_value(text)
    return given


def directive_value(text: str) -> object:
    """The value that a directive's text on the command line stands for."""
    if text in _DIRECTIVE_WORDS:
        return _DIRECTIVE_WORDS[text]
    try:
        return int(text)
    except ValueError:
        return text


def translation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options that say how to translate."""
    for option in (
        click.option("--cplus", is_flag=True, help="Emit C++."),
        click.option("-3", "level", flag_value=3, type=int, help="Read the source as Python 3 (the default)."),
        click.option("-2", "level", flag_value=2, type=int, help="Read the source with Python 2's meaning."),
        click.option(
            "-I",
            "include_dirs",
            multiple=True,
            metavar="DIR",
            type=click.Path(path_type=Path),
            help="Where cimport and include look after the source's folder. May be repeated.",
        ),
        click.option(
            "-X",
            "directives",
            multiple=True,
            metavar="DIRECTIVE=VALUE[,...]",
            callback=directives_given,
            help="Set a directive, such as boundscheck=False. May be repeated.",
        ),
    ):
        command = option(command)
    return command


def options_from(
    directives: dict[str, object],
    include_dirs: tuple[Path, ...],
    level: int | None,
    cplus: bool,
    module_name: str | None = None,
    target: Literal["native", "baseline"] = "native",
) -> Options:
    """The translation's settings from those of the command line."""
    given = dict(directives)
    named = given.pop("language_level", None)
    if named is not None and str(named) not in ("2", "3", "3str"):
        raise click.BadParameter(f"language_level is 2, 3 or 3str, not {named!r}", param_hint="-X")
    if level is None and named is not None:
        level = 2 if str(named) == "2" else 3
    return Options(module_name, level, given, include_dirs, cplus, target)
