"""The catalogue of questions: what each asks, its parameters, and how it is answered from any store.

A question is a file ``queries/{slug}.rq``; its parameters are bound as RDF terms. Nothing here knows HTTP: the browser,
the JSON and CSV addresses and the command line all ask through :func:`ask`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from pyoxigraph import Literal, NamedNode

from ontology.iri import Iris
from service import query_files
from service.choices import Choice, ParameterError, chosen, looked_up, read_choices
from service.rows import Table
from service.sparql_text import RdfTerm

AFTER = "after"
"""The parameter of every question that is answered in parts: an identifier."""

Run = Callable[[str], Table]
"""Answers a SELECT query: in a query process for the service, in this process for the command line."""

Choices = Callable[[str], Sequence[Choice]]
"""All that a kind of parameter may be."""

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
class Ask:
    """Another question that a cell opens to: its slug, and the parameter that what the cell links to is given as."""

    question: str
    parameter: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column to show: its variable, the variable that it links to, and words for values that are codes.

    ``given_with`` names a parameter without which the column is empty and is left out (``asOf``). With ``ask``, the
    link leads to a question about the thing and not to the thing. One that is not ``on_page`` is for other programs:
    another column says the same in words.
    """

    name: str
    link: str | None
    words: Words
    values: Mapping[str, Words] = field(default_factory=dict)
    given_with: str | None = None
    ask: Ask | None = None
    on_page: bool = True


@dataclass(frozen=True, slots=True)
class Part:
    """A question over everything is answered a part at a time: for ``size`` things of the variable ``by`` at once.

    ``unbound`` leaves the variable without values where one part holds all that the parameters leave, so that the query
    shown also answers for other parameters; only where the parameters alone find the things fast.
    """

    by: str
    size: int
    unbound: bool = False

    def listing(self, given: Collection[str]) -> str:
        """The query that lists the things: those of the first parameter given that narrows them down, else all."""
        names = [f"listed/{self.by}-{name}" for name in given if query_files.exists(f"listed/{self.by}-{name}")]
        return names[0] if names else f"listed/{self.by}"


@dataclass(frozen=True, slots=True)
class Chart:
    """How an answer is drawn: a ``kind`` of :mod:`service.charts`, and the columns that it takes."""

    kind: str
    columns: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the catalogue."""

    slug: str
    title: Words
    description: Words
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    part: Part | None = None
    chart: Chart | None = None

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
    after: str | None = None
    """The last thing of this part, where others follow: given as ``after``, the next part is answered."""


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
        Column(
            item["name"],
            item.get("link"),
            _words(item),
            item.get("values", {}),
            item.get("with"),
            Ask(**item["ask"]) if "ask" in item else None,
            item.get("page", True),
        )
        for item in header["column"]
    )
    part, chart = header.get("part"), header.get("chart")
    return Question(
        slug, header["title"], header["description"], parameters, columns,
        Part(**part) if part else None,
        Chart(chart["kind"], {name: value for name, value in chart.items() if name != "kind"}) if chart else None,
    )  # fmt: skip


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
    choices: Choices | None = None,
) -> Answer:
    """Answers a question.

    ``given`` are the parameters as a person writes them: ``{"component": "1719/10/1"}``; an empty one counts as not
    given. ``look_up`` answers the queries for what they may be, where ``run`` cuts its answers off, and ``choices``
    knows them already. Raises ParameterError. ``after`` among them is where a part begins.
    """
    after = given.get(AFTER, "").strip()
    asked = {name: text for name, text in given.items() if name != AFTER}
    understood = _parameters(question, asked, look_up or run, iris, choices)
    things, following = _part(question, understood, after, look_up or run, iris)
    sparql = _written(question, understood, iris, language, things)
    columns = tuple(column for column in question.columns if column.given_with in {None, *understood})
    return Answer(replace(question, columns=columns), understood, sparql, run(sparql), following)


def written(question: Question, given: Mapping[str, str], run: Run, iris: Iris, language: str = "vi") -> str:
    """The query that answers a question, not asked. Raises ParameterError."""
    understood = _parameters(question, given, run, iris)
    things, _ = _part(question, understood, "", run, iris)
    return _written(question, understood, iris, language, things)


def _part(
    question: Question, understood: Mapping[str, Choice], after: str, run: Run, iris: Iris
) -> tuple[list[RdfTerm], str | None]:
    """The things that this part is about (none: all that there are), and the last of them where others follow.

    Raises ParameterError for an ``after`` that is no identifier.
    """
    part = question.part
    if part is None or part.by in understood:
        return [], None
    listing = part.listing(understood)
    name = listing.partition("-")[2]
    values: dict[str, list[RdfTerm]] = {name: [understood[name].term]} if name else {}
    first = _identifier(after, iris).value if after else ""
    found = (row["thing"].value for row in run(query_files.query(listing, iris, values)).rows)
    things = sorted(thing for thing in found if thing > first)
    if (part.unbound or not name) and not after and len(things) <= part.size:
        return [], None
    shown: list[RdfTerm] = [NamedNode(thing) for thing in things[: part.size]]
    return shown or [NamedNode(iris.base)], things[part.size - 1] if len(things) > part.size else None


def _identifier(text: str, iris: Iris) -> NamedNode:
    if not text.startswith(iris.base):
        raise ParameterError(AFTER, text, ())
    try:
        return NamedNode(text)
    except ValueError:
        raise ParameterError(AFTER, text, ()) from None


def as_it_stands(question: Question, iris: Iris) -> str:
    """The query as its file has it, with the examples that stand there."""
    return query_files.query(question.slug, iris)


def _parameters(
    question: Question, given: Mapping[str, str], run: Run, iris: Iris, choices: Choices | None = None
) -> dict[str, Choice]:
    """The parameters that are given, as they are understood; an empty one counts as not given."""
    given = {name: text for name, text in given.items() if text.strip()}
    for name in given:
        question.parameter(name)
    found = (
        (parameter.name, _understood(parameter, given.get(parameter.name), run, iris, choices))
        for parameter in question.parameters
    )
    return {name: choice for name, choice in found if choice is not None}


def _written(
    question: Question, understood: Mapping[str, Choice], iris: Iris, language: str, things: Sequence[RdfTerm]
) -> str:
    values: dict[str, list[RdfTerm]] = {
        parameter.name: [understood[parameter.name].term] if parameter.name in understood else []
        for parameter in question.parameters
    }
    if question.part is not None and question.part.by not in understood:
        values[question.part.by] = list(things)
    if question.in_language:
        values["language"] = [Literal(language)]
    return query_files.query(question.slug, iris, values)


def _understood(parameter: Parameter, text: str | None, run: Run, iris: Iris, choices: Choices | None) -> Choice | None:
    if text is None and not parameter.required:
        return None
    named = looked_up(parameter.kind, text, run, iris) if text is not None else None
    if named is not None:
        return named
    known = choices(parameter.kind) if choices else read_choices(parameter.kind, run, iris)
    if text is None:
        raise ParameterError(parameter.name, None, known)
    return chosen(parameter.name, parameter.kind, text, known)
