"""``lienvan status``, ``rollback``, ``index`` and ``export``: what the store holds, the way back, and the way out."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.table import Table

from graph.derived import derive_again
from service.cli.options import current_generation, generations_of, setting_options
from service.cli.tables import print_table
from service.formats import GRAPH_FORMS, N_QUADS, named


@click.command()
@setting_options("store")
def status(store: str | None) -> None:
    """Kho đồ thị đang có gì / What the store holds."""
    generations = generations_of(store)
    current = generations.current()
    manifest = current.manifest
    kept = ", ".join(str(generation.number) for generation in generations.all())
    where = generations.server.query if generations.server is not None else generations.root
    click.echo(f"{where}: generation {current.number} of {manifest.created_at} (kept: {kept})")
    click.echo(
        f"{len(manifest.documents)} documents, {manifest.triples} triples, {manifest.engine}, base {manifest.base}"
    )
    table = Table("file", "document", "records", "findings", "extracted")
    for entry in manifest.documents.values():
        findings = "not checked" if entry.findings is None else str(entry.findings)
        iri = entry.iri.removeprefix(manifest.base)
        table.add_row(entry.file_name, iri, str(sum(entry.counts.values())), findings, entry.extracted_at)
    print_table(table)


@click.command()
@setting_options("store")
@click.option("--to", type=int, help="Số thế hệ. / Number of the generation; default: the one before the current.")
def rollback(store: str | None, to: int | None) -> None:
    """Quay lại một thế hệ trước của đồ thị / Switch back to an earlier generation."""
    generations = generations_of(store)
    before = generations.current_number()
    generation = generations.rollback() if to is None else generations.switch(to)
    click.echo(f"{generations.root}: now generation {generation.number} (was {before})")


@click.command()
@setting_options("store")
def index(store: str | None) -> None:
    """Lập lại chỉ mục tìm kiếm và mạng lưới của kho / Make the search index and the network of the store again."""
    generation = current_generation(store)
    names = derive_again(generation)
    click.echo(f"{generation.path}: {', '.join(names)}")


@click.command()
@setting_options("store")
@click.option(
    "--format", "form", default=N_QUADS.name, show_default=True, help="nq, trig; ttl, nt, jsonld, rdf (--graph)."
)
@click.option("--graph", help="Chỉ một đồ thị (IRI). / One named graph only (IRI).")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Tệp đích; mặc định in ra. / File; default stdout."
)
def export(store: str | None, form: str, graph: str | None, out: Path | None) -> None:
    """Xuất toàn bộ đồ thị / Write the whole graph out."""
    choice = named(form, GRAPH_FORMS)
    if choice is None or choice.form is None or choice.form.graph is None:
        names = ", ".join(known.name for known in GRAPH_FORMS)
        raise click.BadParameter(f"{form!r} is not one of {names}", param_hint="--format")
    rdf_format = choice.form.graph
    if graph is None and not rdf_format.supports_datasets:
        raise click.BadParameter(
            f"{form} holds one graph: name it with --graph, or take nq or trig", param_hint="--format"
        )
    data = current_generation(store).open()
    if graph is not None and graph not in data.graphs():
        raise click.BadParameter(
            f"there is no graph {graph}; see: lienvan query 'SELECT DISTINCT ?g {{GRAPH ?g {{}}}}'",
            param_hint="--graph",
        )
    if out is None:
        data.dump(sys.stdout.buffer, rdf_format, graph)
    else:
        part = out.with_name(f"{out.name}.part")
        try:
            with part.open("wb") as file:
                data.dump(file, rdf_format, graph)
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
