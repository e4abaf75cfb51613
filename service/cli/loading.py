"""``lienvan load``: files become the next generation of the graph."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from graph.publish import load as load_paths
from graph.report import LoadReport, LoadRow
from loaders.evaluation import LAYERS
from service.checking import Checker
from service.cli.options import setting_options
from service.cli.tables import print_table
from service.settings import read_settings

FAILED = 2


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@setting_options("store", "base", "corrections")
@click.option("--wait", type=float, default=0.0, help="Giây chờ một lần nạp khác. / Seconds to wait for another load.")
def load(paths: tuple[Path, ...], store: str | None, base: str | None, corrections: str | None, wait: float) -> None:
    """Nạp tệp và thư mục vào đồ thị / Load files and folders into the graph.

    Tệp được nêu tên mà hỏng thì dừng cả lần nạp; tệp hỏng trong thư mục được báo, các tệp khác vẫn được nạp. /
    A named file that is bad ends the load; a bad file in a folder is reported and the rest is loaded (exit code 2).
    """
    settings = read_settings(store=store, base=base, corrections=corrections)
    checker = Checker(settings.iris, Path(settings.store))
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("load", total=None)

        def show(done: int, total: int, row: LoadRow) -> None:
            bar.update(task, completed=done, total=total, description=row.file_name)

        report = load_paths(
            paths,
            Path(settings.store),
            iris=settings.iris,
            corrections=Path(settings.corrections) if settings.corrections else None,
            check=checker,
            progress=show,
            wait=wait,
        )
    _print_rows(report)
    _print_outcome(report, checker)
    if report.failed:
        sys.exit(FAILED)


def _print_rows(report: LoadReport) -> None:
    table = Table("file", "status", *LAYERS[1:], "findings", "seconds")
    for row in report.rows:
        counts = (str(row.counts.get(layer, 0)) for layer in LAYERS[1:])
        findings = "" if row.findings is None else str(row.findings)
        table.add_row(row.file_name, row.status, *counts, findings, f"{row.seconds:.2f}")
    print_table(table)


def _print_outcome(report: LoadReport, checker: Checker) -> None:
    for row in report.failed:
        click.echo(f"lienvan: {row.problem}", err=True)
    if report.generation is None:
        click.echo("nothing was loaded")
        return
    what = "" if report.changed else ", nothing changed"
    click.echo(f"generation {report.generation}{what}: {report.triples} triples, {report.seconds:.1f} s")
    if checker.outcome is not None:
        found = checker.outcome
        click.echo(f"findings: {checker.total}, {len(found.new)} new, {len(found.resolved)} resolved")
