"""``lienvan network``: how documents, agencies and places hang together."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from rich.table import Table

from graph import measures, network_files, routes
from graph.network import Network, NetworkError
from graph.network import network as read_network
from ontology.iri import Iris
from service.cli.options import current_generation, setting_options
from service.cli.tables import print_table

FORM = click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
SHOWN_MEMBERS = 8


@click.group()
def network() -> None:
    """Mạng lưới văn bản, cơ quan, địa danh / The network of documents, agencies and places."""


def _open(store: str | None) -> tuple[Network, Iris]:
    generation = current_generation(store)
    return read_network(generation.open()), Iris(generation.manifest.base)


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
    net, _ = _open(store)
    if kind == "documents":
        rows = [
            {"document": i.document, "label": net.label(i.document), "rank": round(i.rank, 6), "named_by": i.named_by,
             "loaded": i.loaded}
            for i in measures.influential(net)[:limit]
        ]  # fmt: skip
    else:
        rows = [
            {"agency": c.agency, "label": net.label(c.agency), "plans": [net.label(plan) for plan in c.plans]}
            for c in measures.connectors(net)[:limit]
        ]
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
    net, iris = _open(store)
    start, end = net.find(source, iris), net.find(target, iris)
    if every:
        found: Sequence[Sequence[routes.Step]] = routes.ways(net, start, end, stated=stated, longest=longest)
    else:
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
    net, _ = _open(store)
    groups = measures.communities(net)[:limit]
    if form == "json":
        click.echo(json.dumps(groups, ensure_ascii=False, indent=1))
        return
    _show([{"size": len(group), "members": _members(net, group)} for group in groups], form)


def _members(net: Network, group: Sequence[str]) -> list[str]:
    """The labels of the members that most edges meet."""
    ranked = sorted(group, key=lambda node: (-net.graph.degree(node), node))
    return [net.label(node) for node in ranked[:SHOWN_MEMBERS]]


@network.command()
@setting_options("store")
@FORM
def cycles(store: str | None, form: str) -> None:
    """Vòng tròn “thực hiện” / Documents that implement one another in a circle."""
    net, _ = _open(store)
    _show([{"documents": [net.label(node) for node in circle]} for circle in routes.circles(net)], form)


@network.command()
@setting_options("store")
@click.option("--format", "form", type=click.Choice(list(network_files.FORMATS)), default="graphml", show_default=True)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp đích; mặc định in ra. / File; default stdout."
)
def export(store: str | None, form: str, out: Path | None) -> None:
    """Xuất mạng lưới cho chương trình khác / Write the network for Gephi, Cytoscape and others."""
    net, _ = _open(store)
    content = network_files.FORMATS[form](net)
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
