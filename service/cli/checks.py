"""``lienvan check``: what contradicts itself or another document."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from pathlib import Path

import click
from pyoxigraph import RdfFormat, serialize
from rich.table import Table

from ontology.iri import Iris
from service.cli.findings_formats import html, junit
from service.cli.options import current_generation, looked_up, setting_options
from service.cli.tables import print_table
from service.provisional import Provisional, provisional_indicators
from shapes import Finding, Report, Shapes, documents, rank, read, shipped
from shapes import check as check_store

SEVERITIES = ("violation", "warning", "info")
FOUND = 1


@click.command()
@setting_options("store")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "turtle", "junit", "html"]),
    default="table",
    show_default=True,
)
@click.option(
    "--severity",
    type=click.Choice(SEVERITIES),
    default="info",
    show_default=True,
    help="Từ mức này trở lên. / From this severity up.",
)
@click.option(
    "--fail-on",
    type=click.Choice([*SEVERITIES, "never"]),
    default="violation",
    show_default=True,
    help="Mã thoát 1 từ mức này. / Exit code 1 from this severity up.",
)
@click.option(
    "--shapes",
    "own",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tệp hình dạng SHACL của riêng mình. / Your own shapes (Turtle).",
)
@click.option(
    "--as-of",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="DATE",
    help="Xét nơi nào không còn vào ngày này (hôm nay). / The day by which places are no more (today).",
)
def check(
    *, store: str | None, form: str, severity: str, fail_on: str, own: Path | None, as_of: datetime | None
) -> None:
    """Kiểm tra đồ thị / Check the graph: within each document and across all of them.

    Mã thoát 1 khi có phát hiện từ mức --fail-on. / Exit code 1 when something is found from --fail-on up.
    """
    if own is not None and as_of is not None:
        raise click.UsageError("--as-of: only the project's own shapes ask for a day; leave out --shapes.")
    generation = current_generation(store)
    iris = Iris(generation.manifest.base)
    shapes = shipped(iris) if own is None else read([own], iris)
    opened = click.get_current_context().with_resource(looked_up(generation, iris))
    report = check_store(opened, iris, shapes=shapes, as_of=None if as_of is None else as_of.date().isoformat())
    day = report.as_of or ""
    shown = [finding for finding in report.findings if _at_least(finding, severity)]
    if form == "table":
        _print_table(shown, shapes, day)
        _print_provisional(provisional_indicators(opened, iris))
    elif form == "json":
        click.echo(json.dumps([_plain(finding, day) for finding in shown], ensure_ascii=False, indent=1))
    elif form == "junit":
        click.echo(junit(shown, shapes, documents(opened), day).decode("utf-8"), nl=False)
    elif form == "html":
        click.echo(html(shown, shapes, opened, day), nl=False)
    else:
        triples = (quad.triple for quad in Report(tuple(shown), (), (), day).quads(iris, shapes.shapes.values()))
        serialize(triples, sys.stdout.buffer, RdfFormat.TURTLE)
    if fail_on != "never" and any(_at_least(finding, fail_on) for finding in report.findings):
        sys.exit(FOUND)


def _at_least(finding: Finding, severity: str) -> bool:
    return rank(finding.severity) <= rank(severity)


def _print_table(findings: list[Finding], shapes: Shapes, day: str) -> None:
    table = Table("severity", "shape", "documents", "message", show_lines=True)
    for finding in findings:
        name = shapes.shapes[finding.shape].names.get("vi", finding.shape)
        documents = "\n".join(document.rpartition("/doc/")[2] for document in finding.documents)
        table.add_row(finding.severity, name, documents, f"{finding.message_vi}\n{finding.message_en}")
    print_table(table)
    counts = (f"{sum(finding.severity == severity for finding in findings)} {severity}" for severity in SEVERITIES)
    click.echo(f"{', '.join(counts)}; tính đến / as of {day}")


def _print_provisional(found: tuple[Provisional, ...]) -> None:
    """What a curator has to place: indicators that no scheme has yet."""
    if not found:
        return
    table = Table("provisional indicator", "targets", "nearest in the scheme", show_lines=True)
    for one in found:
        near = "\n".join(f"{other.slug} ({other.score:.0f}): {other.label}" for other in one.nearest)
        table.add_row(f"{one.iri.rpartition('/')[2]}\n{one.label}", str(one.targets), near)
    print_table(table)


def _plain(finding: Finding, day: str) -> dict[str, object]:
    plain = {name: getattr(finding, name) for name in Finding.__slots__}
    return plain | {"value": None if finding.value is None else finding.value.value, "as_of": day}
