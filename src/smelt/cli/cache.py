"""``smelt cache``: what is kept, and how to be rid of it."""

from __future__ import annotations

import click

from smelt.cli.messages import print_json


@click.group("cache", short_help="Show or empty the cache of built modules.")
def cache_command() -> None:
    """Show or empty the cache of built modules.

    SMELT_CACHE_DIR names another folder for it, SMELT_CACHE_SIZE its size in megabytes.

    \b
    Examples:
      smelt cache info
      smelt cache clear
    """


@cache_command.command("info")
@click.option("--json", "as_json", is_flag=True, help="Print it as JSON.")
def info_command(as_json: bool) -> None:
    """Show where the cache is, how many modules it holds, their size, and how often they were used again."""
    from smelt.toolchain.store import Store, cache_folder

    info = Store(cache_folder()).info()
    if as_json:
        print_json({**vars(info), "folder": str(info.folder)})
        return
    click.echo(f"folder   {info.folder}")
    click.echo(f"modules  {info.entries}")
    click.echo(f"size     {info.size / 1e6:.1f} MB of {info.limit / 1e6:.0f} MB")
    click.echo(f"hits     {info.hits}")


@cache_command.command("clear")
def clear_command() -> None:
    """Remove everything from the cache. Modules that stand beside their sources stay."""
    from smelt.toolchain.store import Store, cache_folder

    store = Store(cache_folder())
    click.echo(f"{store.clear()} modules removed from {store.root}")
