"""``smelt bench``: the benchmark suite."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from smelt.bench.measure import Effort
    from smelt.bench.results import Run
    from smelt.bench.suite import Kernel

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("bench", short_help="Time the benchmark suite against the peers that are there.")
@click.argument("names", nargs=-1, metavar="[KERNEL...]")
@click.option("--against", multiple=True, metavar="COLUMN", help="Only this peer; may be given several times.")
@click.option("--json", "json_file", type=_FILE, help="Keep the run in a file.")
@click.option("--docs", type=click.Path(path_type=Path, file_okay=False), help="Write a page with plots there.")
@click.option("--compare", type=_FILE, metavar="OLD.json", help="Say what is faster and slower than in a kept run.")
@click.option("--take", type=_FILE, metavar="RUN.json", help="Take a kept run instead of running anything.")
@click.option("--keep", type=click.Path(path_type=Path, file_okay=False), help="Keep what the peers' compilers make.")
@click.option("--quick", is_flag=True, help="A quarter of the kernels, fewer calls of each.")
@click.option("--costs/--no-costs", default=None, help="Also, or not, what builds, calls and translations cost.")
@click.option("--kernels/--no-kernels", default=True, help="Without kernels only those costs are measured.")
def bench_command(
    names: tuple[str, ...], against: tuple[str, ...], json_file: Path | None, docs: Path | None, compare: Path | None,
    take: Path | None, keep: Path | None, quick: bool, costs: bool | None, kernels: bool,
) -> None:  # fmt: skip
    """Run the kernels of the suite by Smelt, Cython, Numba, Pythran, NumPy, numexpr, C and Fortran, as far as those are
    installed, after their results are verified against each other; then measure what builds and calls cost.

    \b
    Examples:
      smelt bench                                   all of them
      smelt bench matmul lu                         two
      smelt bench --json new.json --compare old.json    before and after a change
      smelt bench --take new.json --docs docs       the page, without running again
    """
    # Whoever computes with several threads (NumPy's products of matrices, numexpr) is held to one, as all others.
    for name in ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS", "NUMEXPR_NUM_THREADS"):
        os.environ.setdefault(name, "1")
    from smelt.bench import page, report, results

    old = _kept(compare) if compare is not None else None
    if take is not None:
        run = _kept(take)
        click.echo(report.heading())
        for result in run.results:
            click.echo(report.line(result))
    else:
        chosen = _chosen(names, quick) if kernels else []
        run = _run(chosen, _effort(against, quick), keep, costs=not names if costs is None else costs)
    for line in report.summary(run):
        click.echo(line)
    if old is not None:
        for line in ["", *report.compared(old, run)]:
            click.echo(line)
    if json_file is not None:
        results.save(run, json_file)
    if docs is not None:
        page.write(run, docs)


def _kept(file: Path) -> Run:
    from smelt.bench import results

    try:
        return results.read(file)
    except (OSError, ValueError) as error:
        raise click.BadParameter(str(error)) from None


def _chosen(names: tuple[str, ...], quick: bool) -> list[Kernel]:
    from smelt.bench.suite import SUITE

    unknown = sorted(set(names) - {kernel.name for kernel in SUITE})
    if unknown:
        known = ", ".join(kernel.name for kernel in SUITE)
        raise click.BadParameter(f"there is no kernel {unknown[0]!r}; there are {known}")
    return [kernel for kernel in SUITE if (kernel.name in names if names else kernel.quick or not quick)]


def _effort(against: tuple[str, ...], quick: bool) -> Effort:
    from smelt.bench.measure import Effort
    from smelt.bench.variants import COLUMNS

    unknown = sorted(set(against) - set(COLUMNS))
    if unknown:
        raise click.BadParameter(f"there is no column {unknown[0]!r}; there are {', '.join(COLUMNS)}")
    columns = against or COLUMNS
    return Effort(5, 0.02, builds=1, against=columns) if quick else Effort(against=columns)


def _run(kernels: list[Kernel], effort: Effort, keep: Path | None, *, costs: bool) -> Run:
    from smelt.bench import costs as other
    from smelt.bench import measure, peers, report, results

    peers.KEEP[:] = [] if keep is None else [keep.resolve()]
    if kernels:
        click.echo(report.heading())
    try:
        found, missing = measure.run(kernels, effort, lambda result: click.echo(report.line(result)))
    except measure.Wrong as error:
        raise click.ClickException(str(error)) from None
    spent: dict[str, float] = {}
    if costs:
        with measure.workplace() as folder:
            spent = other.measure(folder, effort.builds, lambda what: click.echo(f"measuring {what}"))
    return results.Run(found, results.machine(), results.commit(), sorted(missing), spent)
