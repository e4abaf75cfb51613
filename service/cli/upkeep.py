"""``lienvan status``, ``rollback``, ``index`` and ``export``: what the store holds, the way back, and the way out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

import click
from rich.table import Table

from graph.archive import write_archive
from graph.derived import derive_again
from graph.engine import software
from graph.generations import Generations
from graph.kept import BUILDING, kept_load
from graph.lock import is_loading
from graph.manifest import Manifest
from service.cli.options import current_generation, generations_of, setting_options
from service.cli.tables import print_table
from service.formats import GRAPH_FORMS, N_QUADS, named

_SHORT: Final = 50
"""The table shows so many documents."""


@click.command()
@setting_options("store")
@click.option("--verbose", is_flag=True, help="In mọi văn bản. / Show every document, however many there are.")
def status(store: str | None, verbose: bool) -> None:
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
    _print_stale(manifest)
    _print_interrupted(generations)
    if len(manifest.documents) > _SHORT and not verbose:
        click.echo("--verbose: all of them")
        return
    table = Table("file", "document", "records", "findings", "extracted")
    for entry in manifest.documents.values():
        findings = "not checked" if entry.findings is None else str(entry.findings)
        iri = entry.iri.removeprefix(manifest.base)
        table.add_row(entry.file_name, iri, str(sum(entry.counts.values())), findings, entry.extracted_at)
    print_table(table)


def _print_stale(manifest: Manifest) -> None:
    stale = sum(entry.engine.split()[:2] != software().split()[:2] for entry in manifest.documents.values())
    if stale:
        click.echo(f"{stale} documents were read by another version: the next lienvan load reads them again")


def _print_interrupted(generations: Generations) -> None:
    kept = kept_load(generations.folder / BUILDING)
    if kept is None:
        return
    if is_loading(generations.root):
        click.echo("a load is running")
    else:
        click.echo(f"a load was interrupted after {kept.documents} documents: go on with lienvan load --resume")


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
    """Lập lại chỉ mục tìm kiếm, mạng lưới, danh sách của các trang / Make search index, network, lists of pages."""
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
@click.option(
    "--archive",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Cả đồ thị, văn bản gốc và danh mục vào một tệp tar. / Graph, source texts and manifest as one tar file.",
)
def export(store: str | None, form: str, graph: str | None, out: Path | None, archive: Path | None) -> None:
    """Xuất toàn bộ đồ thị / Write the whole graph out.

    Tệp của --archive nạp lại được bằng lienvan import. / What --archive writes, lienvan import takes in again.
    """
    if archive is not None:
        write_archive(current_generation(store), archive)
        return
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
