"""The catalogue of questions: what each asks, its parameters, and how it is answered from any store.

A question is a file ``queries/{slug}.rq``; its parameters are bound as RDF terms. Nothing here knows HTTP: the browser,
the JSON and CSV addresses and the command line all ask through :func:`ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pyoxigraph import Literal

from ontology.iri import Iris
from service import query_files
from service.choices import Choice, ParameterError, chosen, read_choices
from service.rows import Table
from service.sparql_text import RdfTerm

Run = Callable[[str], Table]
"""Answers a SELECT query: in a query process for the service, in this process for the command line."""

Words = Mapping[str, str]
"""The same words in each language: ``{"vi": "Cơ quan chủ trì", "en": "Lead agency"}``."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter: ``component``, of the kind ``component``, with the example ``1719/10/1``."""

    name: str
    kind: str
    example: str
    required: bool
    words: Words


@dataclass(frozen=True, slots=True)
class Column:
    """One column to show: its variable, the variable that it links to, and words for values that are codes.

    ``given_with`` names a parameter without which the column is empty and is left out (``asOf``).
    """

    name: str
    link: str | None
    words: Words
    values: Mapping[str, Words] = field(default_factory=dict)
    given_with: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue."""

    slug: str
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]

    @property
    def in_language(self) -> bool:
        """Whether its labels come in the reader's language."""
        return "VALUES ?language" in query_files.body(self.slug)

    def parameter(self, name: str) -> Parameter:
        """The parameter of that name. Raises ParameterError with the names that there are."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        names = [Choice(known.name, known.words["vi"], Literal(known.name)) for known in self.parameters]
        raise ParameterError(name, name, names, known=False)


@dataclass(frozen=True, slots=True)
class Answer:
    """The rows that answer a question, the query that gave them, and the parameters as they were understood."""

    question: Question
    parameters: Mapping[str, Choice]
    sparql: str
    table: Table


@cache
def catalogue() -> Mapping[str, Question]:
    """All questions by slug, in the order that their headers give."""
    headers = {slug: query_files.header(slug) for slug in query_files.slugs()}
    return {slug: _question(slug, headers[slug]) for slug in sorted(headers, key=lambda slug: headers[slug]["order"])}


def _question(slug: str, header: Mapping[str, Any]) -> Question:
    parameters = tuple(
        Parameter(item["name"], item["kind"], item["example"], item.get("required", True), _words(item))
        for item in header.get("parameter", ())
    )
    columns = tuple(
        Column(item["name"], item.get("link"), _words(item), item.get("values", {}), item.get("with"))
        for item in header["column"]
    )
    return Question(slug, header["title"], header["description"], parameters, columns)


def _words(item: Mapping[str, Any]) -> Words:
    return {"vi": item["vi"], "en": item["en"]}


def ask(
    question: Question,
    given: Mapping[str, str],
    run: Run,
    iris: Iris,
    language: str = "vi",
    *,
    look_up: Run | None = None,
) -> Answer:
    """Answers a question.

    ``given`` are the parameters as a person writes them: ``{"component": "1719/10/1"}``; an empty one counts as not
    given. ``look_up`` answers the queries for what they may be, where ``run`` cuts its answers off. Raises
    ParameterError.
    """
    given = {name: text for name, text in given.items() if text.strip()}
    for name in given:
        question.parameter(name)
    understood: dict[str, Choice] = {}
    values: dict[str, list[RdfTerm]] = {}
    for parameter in question.parameters:
        choice = _understood(parameter, given.get(parameter.name), look_up or run, iris)
        values[parameter.name] = [choice.term] if choice else []
        if choice:
            understood[parameter.name] = choice
    if question.in_language:
        values["language"] = [Literal(language)]
    sparql = query_files.query(question.slug, iris, values)
    columns = tuple(column for column in question.columns if column.given_with in {None, *understood})
    return Answer(replace(question, columns=columns), understood, sparql, run(sparql))


def _understood(parameter: Parameter, text: str | None, run: Run, iris: Iris) -> Choice | None:
    if text is None and not parameter.required:
        return None
    choices = read_choices(parameter.kind, run, iris)
    if text is None:
        raise ParameterError(parameter.name, None, choices)
    return chosen(parameter.name, parameter.kind, text, choices)
