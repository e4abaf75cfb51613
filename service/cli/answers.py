"""``lienvan query``: SPARQL on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from pyoxigraph import Literal, NamedNode, QueryBoolean, QuerySolutions
from rich.console import Console
from rich.table import Table

from graph.store import QueryResult, Term
from ontology.errors import LienvanError
from service.cli.options import current_generation, setting_options
from service.formats import GRAPH_FORMS, RESULT_FORMS, Form, named

TABLE = "table"


class QueryError(LienvanError):
    """A query that cannot be read or evaluated."""


@click.command()
@click.argument("sparql", metavar="'SELECT …'|FILE.rq")
@setting_options("store")
@click.option(
    "--format",
    "form",
    default=TABLE,
    show_default=True,
    help="table, json, csv, tsv, xml; ttl, nt, jsonld, rdf (CONSTRUCT).",
)
def query(sparql: str, store: str | None, form: str) -> None:
    """Trả lời một truy vấn SPARQL. / Answer a SPARQL query."""
    text, name = _text(sparql)
    data = current_generation(store).open()
    try:
        result = data.query(text)
        _print(result, form)
    except SyntaxError as error:
        raise QueryError(name, f"not SPARQL 1.1: {error.msg}", "Mend the query there") from error


def _text(sparql: str) -> tuple[str, str]:
    """The query's text and what to call it in an error: a file's name, or ``query``."""
    if not sparql.endswith(".rq"):
        return sparql, "query"
    try:
        return Path(sparql).read_text("utf-8"), sparql
    except UnicodeDecodeError as error:
        raise QueryError(sparql, f"not UTF-8 at byte {error.start}", "Save the file as UTF-8") from error


def _print(result: QueryResult, form: str) -> None:
    if form == TABLE and isinstance(result, QuerySolutions):
        _print_table(result)
        return
    if form == TABLE and isinstance(result, QueryBoolean):
        click.echo("true" if result else "false")
        return
    if isinstance(result, (QuerySolutions, QueryBoolean)):
        results = _form(form, RESULT_FORMS).results
        assert results is not None  # noqa: S101 - every row of RESULT_FORMS has one
        result.serialize(sys.stdout.buffer, results)
    else:
        graph = _form("ttl" if form == TABLE else form, GRAPH_FORMS).graph
        assert graph is not None  # noqa: S101 - every row of GRAPH_FORMS has one
        result.serialize(sys.stdout.buffer, graph)


def _form(name: str, forms: tuple[Form, ...]) -> Form:
    choice = named(name, forms)
    if choice is None or choice.form is None:
        raise click.BadParameter(
            f"{name!r} is not one of {TABLE}, {', '.join(f.name for f in forms)}", param_hint="--format"
        )
    return choice.form


def _print_table(solutions: QuerySolutions) -> None:
    table = Table(*(variable.value for variable in solutions.variables))
    rows = 0
    for solution in solutions:
        table.add_row(*(_cell(solution[variable]) for variable in solutions.variables))
        rows += 1
    Console().print(table)
    click.echo(f"{rows} rows")


def _cell(term: Term | None) -> str:
    if term is None:
        return ""
    return term.value if isinstance(term, (Literal, NamedNode)) else str(term)
