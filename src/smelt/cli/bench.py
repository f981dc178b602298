"""``smelt bench``: the benchmark suite."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("bench", short_help="Time the benchmark suite against the peers that are there.")
@click.argument("names", nargs=-1, metavar="[KERNEL...]")
@click.option("--json", "json_file", type=click.Path(path_type=Path), help="Write the times to a file.")
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), help="Write a page with a plot there.")
@click.option("--quick", is_flag=True, help="Fewer calls of each.")
def bench_command(names: tuple[str, ...], json_file: Path | None, docs: Path | None, quick: bool) -> None:
    """Run the kernels of the suite by Smelt, Cython, Numba and C, as far as those are installed.

    \b
    Examples:
      smelt bench                  all of them
      smelt bench matmul lu        two
    """
    from smelt.bench import measure, report
    from smelt.bench.suite import SUITE

    unknown = sorted(set(names) - {kernel.name for kernel in SUITE})
    if unknown:
        known = ", ".join(kernel.name for kernel in SUITE)
        raise click.BadParameter(f"there is no kernel {unknown[0]!r}; there are {known}")
    if quick:
        measure.SECONDS = 0.1
    chosen = [kernel for kernel in SUITE if not names or kernel.name in names]
    click.echo(report.heading())
    results, missing = measure.run(chosen, lambda result: click.echo(report.line(result)))
    for peer, mean in report.means(results).items():
        wanted = report.TARGETS.get(peer)
        verdict = "" if wanted is None else f", wanted {wanted}: {'met' if mean >= wanted else 'missed'}"
        click.echo(f"geometric mean against {peer}: {mean:.2f}{verdict}")
    for peer in sorted(missing):
        click.echo(f"not there: {peer}")
    if json_file is not None:
        report.write_json(results, json_file)
    if docs is not None:
        report.write_page(results, missing, docs)
