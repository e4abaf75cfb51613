"""``lienvan network``: how documents, agencies and places hang together."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from graph import network_files, routes
from graph.network import Network, NetworkError
from graph.network_view import NetworkIndex, open_network
from service.cli.options import current_generation, setting_options
from service.cli.tables import print_table

FORM = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
SHOWN_MEMBERS = 8


@click.group()
def network() -> None:
    """Mạng lưới văn bản, cơ quan, địa danh / The network of documents, agencies and places."""


@contextmanager
def _open(store: str | None) -> Iterator[tuple[NetworkIndex, str]]:
    """The network of the current generation, and the base that its identifiers stand under."""
    generation = current_generation(store)
    with open_network(generation.path) as index:
        yield index, generation.manifest.base


@network.command()
@setting_options("store")
@click.option(
    "--of",
    "kind",
    type=click.Choice(["documents", "agencies"]),
    default="documents",
    show_default=True,
    help="Văn bản ảnh hưởng nhất, hay cơ quan nối các kế hoạch. / The most influential, or what connects plans.",
)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@FORM
def top(store: str | None, kind: str, limit: int, form: str) -> None:
    """Văn bản, cơ quan đứng đầu / The most influential documents, the agencies that connect plans."""
    with _open(store) as (index, _):
        if kind == "documents":
            rows = [
                {"document": one.iri, "label": one.label, "rank": round(one.rank or 0, 6), "named_by": one.named_by,
                 "loaded": one.named_by_loaded}
                for one in index.influential(limit)
            ]  # fmt: skip
        else:
            rows = [
                {"agency": one.agency, "label": one.label, "plans": one.plans,
                 "first": index.connected(one.agency, SHOWN_MEMBERS)}
                for one in index.connectors(limit)
            ]  # fmt: skip
    _show(rows, form)


@network.command()
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
@setting_options("store")
@click.option("--all", "every", is_flag=True, help="Mọi đường đi, không chỉ đường ngắn nhất. / Every way.")
@click.option("--stated", is_flag=True, help="Không kể chỉ viện dẫn. / Only stated relations, no mere citations.")
@click.option(
    "--longest", type=click.IntRange(1, 12), default=routes.LONGEST, show_default=True, help="Số bước. / Steps."
)
@FORM
def path(source: str, target: str, *, store: str | None, every: bool, stated: bool, longest: int, form: str) -> None:
    """Đường đi giữa hai văn bản, từng bước có lời văn / From one document to another, each step with its words.

    lienvan network path bach-thong-2023 1719/QĐ-TTg
    """
    with _open(store) as (index, base):
        start, end = index.find(source, base), index.find(target, base)
        net = index.beneath(start)
    found: Sequence[Sequence[routes.Step]] = ()
    if end in net.documents and every:
        found = routes.ways(net, start, end, stated=stated, longest=longest)
    elif end in net.documents:
        way = routes.shortest(net, start, end, stated=stated)
        found = [] if way is None else [way]
    if not found:
        raise NetworkError(
            f"{source} → {target}",
            "no way leads there",
            "Ask the other way round, or without --stated, or with --longest",
        )
    if form == "json":
        click.echo(json.dumps([[_step(net, step) for step in way] for way in found], ensure_ascii=False, indent=1))
    else:
        click.echo("\n\n".join(_told(net, way) for way in found))


def _step(net: Network, step: routes.Step) -> dict[str, str | None]:
    said = step.words
    return {
        "from": step.source,
        "from_label": net.label(step.source),
        "relation": step.relation,
        "to": step.target,
        "to_label": net.label(step.target),
        "words": said.text if said else None,
        "stated_in": said.stated_in if said else None,
        "passage": said.passage if said else None,
    }


def _told(net: Network, way: Sequence[routes.Step]) -> str:
    """``Kế hoạch 303/KH-UBND`` and below it each step: relation, document, and its words with where they stand."""
    lines = [net.label(way[0].source)]
    for step in way:
        lines.append(f"  {step.relation} → {net.label(step.target)}")
        said = step.words
        lines.append(
            f"    “{said.text}” ({net.label(said.stated_in)})" if said else "    (no text in the store says so)"
        )
    return "\n".join(lines)


@network.command()
@setting_options("store")
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@FORM
def communities(store: str | None, limit: int, form: str) -> None:
    """Các nhóm gắn kết / Documents, agencies and places that belong together."""
    with _open(store) as (index, _):
        rows = [
            {"group": one.id, "size": one.size, "label": one.label, "members": _members(index, one.id, form)}
            for one in index.communities(limit)
        ]
    _show(rows, form)


def _members(index: NetworkIndex, community: int, form: str) -> list[str]:
    """On the terminal the labels of the members that most edges meet, for programs the identifiers of all."""
    if form == "json":
        return [one.iri for one in index.members(community, -1)]
    return [one.label for one in index.members(community, SHOWN_MEMBERS)]


@network.command()
@setting_options("store")
@FORM
def cycles(store: str | None, form: str) -> None:
    """Vòng tròn “thực hiện” / Documents that implement one another in a circle."""
    with _open(store) as (index, _):
        rows = [{"documents": [one.label for one in circle]} for circle in index.circles()]
    _show(rows, form)


@network.command()
@setting_options("store")
@click.option("--format", "form", type=click.Choice(list(network_files.FORMATS)), default="graphml", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp đích; mặc định in ra. / File; default stdout."
)
def export(store: str | None, form: str, out: Path | None) -> None:
    """Xuất mạng lưới cho chương trình khác / Write the network for Gephi, Cytoscape and others."""
    with _open(store) as (index, _):
        content = network_files.FORMATS[form](index.network())
    if out is None:
        sys.stdout.buffer.write(content)
        return
    part = out.with_name(f"{out.name}.part")
    try:
        part.write_bytes(content)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)


def _show(rows: list[dict[str, Any]], form: str) -> None:
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    columns = [name for name in (rows[0] if rows else {}) if not str(rows[0][name]).startswith("http")]
    table = Table(*columns, show_lines=True)
    for row in rows:
        table.add_row(*("\n".join(row[name]) if isinstance(row[name], list) else str(row[name]) for name in columns))
    if rows:
        print_table(table)
    click.echo(f"{len(rows)} rows")
