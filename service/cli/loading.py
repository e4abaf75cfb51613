"""``lienvan load``: files become the next generation of the graph."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Final

import click
from rich.table import Table

from graph.executors import Workers
from graph.publish import KEEP_EVERY
from graph.publish import load as load_paths
from graph.report import LoadReport, LoadRow
from loaders.evaluation import LAYERS
from service.checking import Checker
from service.cli.options import setting_options
from service.cli.progress import Watch
from service.cli.tables import print_table
from service.settings import Settings, read_settings

FAILED: Final = 2
_SHORT: Final = 50
"""The table shows so many documents one by one; of more, those that failed, and the number of the others."""


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@setting_options("store", "base", "corrections")
@click.option("--wait", type=float, default=0.0, help="Giây chờ một lần nạp khác. / Seconds to wait for another load.")
@click.option("--processes", type=click.IntRange(1), help="Số tiến trình đọc. / Reading processes; default: all cores.")
@click.option("--dask", metavar="tcp://…", help="Đọc trên cụm Dask. / Read on the Dask cluster of this scheduler.")
@click.option("--resume", is_flag=True, help="Đi tiếp lần nạp bị ngắt. / Go on with the load that was interrupted.")
@click.option(
    "--keep-every",
    type=click.FloatRange(0.0),
    default=KEEP_EVERY,
    show_default=True,
    help="Cứ bao nhiêu giây thì giữ chắc việc đã làm. / Seconds after which what is done is made to last.",
)
@click.option("--verbose", is_flag=True, help="In mọi văn bản. / Show every document, however many there are.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ghi mọi văn bản vào tệp JSON Lines. / Write every document to a file of JSON Lines.",
)
def load(
    *,
    paths: tuple[Path, ...],
    store: str | None,
    base: str | None,
    corrections: str | None,
    wait: float,
    processes: int | None,
    dask: str | None,
    resume: bool,
    keep_every: float,
    verbose: bool,
    report: Path | None,
) -> None:
    """Nạp tệp và thư mục vào đồ thị / Load files and folders into the graph.

    Tệp được nêu tên mà hỏng thì dừng cả lần nạp; tệp hỏng trong thư mục được báo, các tệp khác vẫn được nạp. /
    A named file that is bad ends the load; a bad file in a folder is reported and the rest is loaded (exit code 2).
    """
    if not paths and not resume:
        raise click.UsageError("Thiếu đường dẫn. / Name a file or folder to load, or go on with --resume")
    if processes is not None and dask is not None:
        raise click.UsageError("--processes, --dask: chọn một. / Take one of them")
    settings = read_settings(store=store, base=base, corrections=corrections)
    checker = Checker(settings.iris, settings.folder if settings.server is None else None)
    with Watch() as watch:
        done = _loader(settings, resume=resume, keep_every=keep_every)(
            paths,
            settings.folder,
            iris=settings.iris,
            corrections=Path(settings.corrections) if settings.corrections else None,
            check=checker,
            progress=watch,
            wait=wait,
            workers=Workers(processes, dask),
        )
    if report is not None:
        report.write_text("".join(json.dumps(asdict(row), ensure_ascii=False) + "\n" for row in done.rows), "utf-8")
    _print_rows(done, every=verbose or len(done.rows) <= _SHORT)
    _print_outcome(done, checker)
    if done.failed:
        sys.exit(FAILED)


def _loader(settings: Settings, *, resume: bool, keep_every: float) -> Callable[..., LoadReport]:
    """Loads into the folder, or into the SPARQL server beside it, where every document is there once it is written."""
    if settings.server is None:
        return partial(load_paths, resume=resume, keep_every=keep_every)
    if resume:
        raise click.UsageError("--resume: máy chủ SPARQL không cần. / A SPARQL server needs none: load the same again")
    from graph.remote_load import load_remote  # noqa: PLC0415 - what talks HTTP costs a third of a second

    return partial(load_remote, server=settings.server)


def _print_rows(report: LoadReport, *, every: bool) -> None:
    shown = report.rows if every else report.failed
    if shown:
        table = Table("file", "status", *LAYERS[1:], "findings", "seconds")
        for row in shown:
            table.add_row(*_cells(row))
        print_table(table)
    if not every:
        counts = ", ".join(f"{count} {status}" for status, count in report.by_status().items())
        click.echo(f"{len(report.rows)} documents: {counts}; --verbose: all of them")


def _cells(row: LoadRow) -> tuple[str, ...]:
    counts = (str(row.counts.get(layer, 0)) for layer in LAYERS[1:])
    findings = "" if row.findings is None else str(row.findings)
    return row.file_name, row.status, *counts, findings, f"{row.seconds:.2f}"


def _print_outcome(report: LoadReport, checker: Checker) -> None:
    for row in report.failed:
        click.echo(f"lienvan: {row.problem}", err=True)
    if report.generation is None:
        click.echo("nothing was loaded")
        return
    what = "" if report.changed else ", nothing changed"
    click.echo(f"generation {report.generation}{what}: {report.triples} triples, {report.seconds:.1f} s")
    if checker.total is not None:
        click.echo(f"findings: {checker.total}, {checker.new} new, {checker.resolved} resolved")
