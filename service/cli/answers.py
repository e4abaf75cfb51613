"""``lienvan query`` and ``lienvan ask``: SPARQL and the catalogue's questions on the terminal."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import click
from pyoxigraph import QueryBoolean, QueryResultsFormat, QuerySolutions, RdfFormat
from rapidfuzz import process
from rich.table import Table

from graph.store import QueryResult, Store
from ontology.errors import LienvanError
from ontology.iri import Iris
from service import evaluation, questions
from service.choices import ParameterError
from service.cli.options import current_generation, setting_options
from service.cli.tables import print_table
from service.formats import CSV, GRAPH_FORMS, RESULT_FORMS, Form, named
from service.questions import Answer, Question
from service.rows import Row, table_of, write_csv
from service.rows import Table as Rows
from service.settings import read_settings
from service.sparql_text import read_query
from service.word_names import Names
from service.words import understand

TABLE = "table"
MOST_NAMES = 1_000_000
"""Names that a question in words is compared with."""


class QueryError(LienvanError):
    """A query or a question that cannot be read or answered."""


@click.command()
@click.argument("sparql", metavar="'SELECT …'|FILE.rq")
@setting_options("store")
@click.option(
    "--format", "form", default=TABLE, show_default=True, help="table, json, csv, tsv, xml; ttl, nt, jsonld, rdf."
)
def query(sparql: str, store: str | None, form: str) -> None:
    """Trả lời một truy vấn SPARQL / Answer a SPARQL query."""
    text, name = _text(sparql)
    words = read_query(text)
    if words.calls_out:
        raise QueryError(name, "it would ask another server (SERVICE)", "Ask that server itself")
    data = current_generation(store).open()
    try:
        _print(data.query(text, default_graph_union=not words.has_dataset), form)
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
    match result:
        case QuerySolutions() if form == TABLE:
            table = table_of(result)
            _print_table(table.columns, table.rows)
        case QueryBoolean() if form == TABLE:
            click.echo("true" if result else "false")
        case QuerySolutions() if form == CSV.name:
            write_csv(result, sys.stdout.buffer)
        case QuerySolutions() | QueryBoolean():
            chosen = _form(form, RESULT_FORMS)
            result.serialize(sys.stdout.buffer, QueryResultsFormat.from_media_type(chosen.media_type))
        case _:
            chosen = _form("ttl" if form == TABLE else form, GRAPH_FORMS)
            result.serialize(sys.stdout.buffer, RdfFormat.from_media_type(chosen.media_type))


def _form(name: str, forms: Sequence[Form]) -> Form:
    choice = named(name, forms)
    if choice is None or choice.form is None:
        names = ", ".join([TABLE, *(form.name for form in forms)])
        raise click.BadParameter(f"{name!r} is not one of {names}", param_hint="--format")
    return choice.form


def _print_table(columns: Sequence[str], rows: Sequence[Row]) -> None:
    table = Table(*columns, show_lines=True)
    for row in rows:
        table.add_row(*(row[column].value if column in row else "" for column in columns))
    print_table(table)
    click.echo(f"{len(rows)} rows")


@click.command(context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("question")
@click.argument("parameters", nargs=-1, metavar="--PARAM VALUE…")
@click.pass_context
def ask(ctx: click.Context, question: str, parameters: tuple[str, ...]) -> None:
    """Trả lời một câu hỏi có sẵn / Answer a question of the catalogue.

    lienvan ask lead-agency --component 1719/10/1 [--format table|json|csv] [--language vi|en] [--store DIR]

    lienvan ask 'Cơ quan nào chủ trì tiểu dự án 1 dự án 10?'
    """
    given = _pairs(ctx, parameters)
    form, language, store = given.pop("format", TABLE), given.pop("language", "vi"), given.pop("store", None)
    if form not in {TABLE, "json", "csv"}:
        raise click.BadParameter(f"{form!r} is not one of table, json, csv", param_hint="--format")
    data = current_generation(store).open()
    if " " in question.strip():
        question, understood = _in_words(question, data, read_settings(store=store).iris)
        given = understood | given
    asked = _question(question)
    try:
        answer = questions.ask(asked, given, lambda text: _rows(data, text), read_settings(store=store).iris, language)
    except ParameterError as error:
        raise QueryError(
            question, str(error), f"See lienvan ask {question}, or the page /questions/{question}"
        ) from error
    _show(answer, form, language)


def _in_words(text: str, data: Store, iris: Iris) -> tuple[str, dict[str, str]]:
    """The question and parameters that some words mean, said on stderr. Raises QueryError with what they may mean."""
    understanding = understand(text, Names(lambda sparql: evaluation.select(data, sparql, MOST_NAMES), iris))
    commands = [
        " ".join([reading.question.slug, *(f"--{name} {value}" for name, value in reading.given.items())])
        for reading in understanding.readings
    ]
    if not understanding.sure:
        meant = f"It may be: {'; '.join(commands)}" if commands else "See the page /questions"
        raise QueryError(text, "it is not clear which question this is", meant)
    click.echo(f"lienvan: understood as {commands[0]}", err=True)
    return understanding.readings[0].question.slug, understanding.readings[0].given


def _rows(data: Store, text: str) -> Rows:
    return evaluation.select(data, text, read_settings().result_rows)


def _pairs(ctx: click.Context, words: tuple[str, ...]) -> dict[str, str]:
    """``("--component", "1719/10/1", "--format=csv")`` as a mapping."""
    given: dict[str, str] = {}
    rest = list(words)
    while rest:
        word = rest.pop(0)
        name, equals, value = word.partition("=")
        if not name.startswith("--") or (not equals and not rest):
            raise click.UsageError(f"{word!r}: give each parameter as --name value", ctx)
        given[name[2:]] = value if equals else rest.pop(0)
    return given


def _question(slug: str) -> Question:
    known = questions.catalogue()
    if slug not in known:
        near = ", ".join(name for name, _, _ in process.extract(slug, list(known), limit=3))
        raise QueryError(slug, "there is no such question", f"The nearest are {near}; there are {', '.join(known)}")
    return known[slug]


def _show(answer: Answer, form: str, language: str) -> None:
    rows = [_plain(row) for row in answer.table.rows]
    if form == "json":
        click.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "csv":
        writer = csv.DictWriter(sys.stdout, answer.table.columns)
        writer.writeheader()
        writer.writerows(rows)
    else:
        _show_table(answer, rows, language)
    if answer.after is not None:
        click.echo(f"lienvan: a part of the answer; the next one with --after {answer.after}", err=True)
    if answer.table.truncated:
        click.echo(f"lienvan: cut off after {len(rows)} rows (LIENVAN_RESULT_ROWS)", err=True)


def _plain(row: Row) -> dict[str, str]:
    return {column: cell.value for column, cell in row.items()}


def _show_table(answer: Answer, rows: Sequence[Mapping[str, str]], language: str) -> None:
    columns = answer.question.columns
    table = Table(
        *(column.words[language] for column in columns), title=answer.question.title[language], show_lines=True
    )
    for row in rows:
        values = ((column.values, row.get(column.name, "")) for column in columns)
        table.add_row(*(known[value][language] if value in known else value for known, value in values))
    print_table(table)
    click.echo(f"{len(rows)} rows")
