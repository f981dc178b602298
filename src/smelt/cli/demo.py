"""``smelt demo``: the example programs, compiled, run and compared."""

from __future__ import annotations

import click


@click.command("demo", short_help="Compile, run and compare the example programs.")
def demo_command() -> None:
    """Compile and run the example programs, compare their results with plain Python's, and print their times.

    Ends with a status other than 0 if any result differs.

    \b
    Example:
      smelt demo
    """
    from smelt.demo import main

    raise SystemExit(main())
