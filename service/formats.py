"""The forms in which answers leave the service: media types, short names and file suffixes, as tables.

Results: https://www.w3.org/TR/sparql11-results-json/, https://www.w3.org/TR/rdf-sparql-XMLres/,
https://www.w3.org/TR/sparql11-results-csv-tsv/; graphs: https://www.w3.org/TR/rdf11-new/.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pyoxigraph import QueryResultsFormat, RdfFormat

from service.negotiation import best

HTML = "text/html"
PROBLEM = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Form:
    """One form: its short name (``ttl``, also the suffix of a file), its media type first, then its other names."""

    name: str
    media_types: tuple[str, ...]
    names: tuple[str, ...] = ()

    @property
    def media_type(self) -> str:
        """The registered media type."""
        return self.media_types[0]

    @property
    def results(self) -> QueryResultsFormat | None:
        """The engine's format for rows, None where the form is none for rows."""
        return QueryResultsFormat.from_media_type(self.media_type)

    @property
    def graph(self) -> RdfFormat | None:
        """The engine's format for graphs, None where the form is none for graphs."""
        return RdfFormat.from_media_type(self.media_type)


JSON = Form("json", ("application/sparql-results+json", "application/json"), ("srj",))
XML = Form("xml", ("application/sparql-results+xml", "application/xml", "text/xml"), ("srx",))
CSV = Form("csv", ("text/csv",))
TSV = Form("tsv", ("text/tab-separated-values",))
XLSX = Form("xlsx", ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",), ("excel",))
TURTLE = Form("ttl", ("text/turtle", "application/x-turtle"), ("turtle",))
N_TRIPLES = Form("nt", ("application/n-triples", "text/plain"), ("ntriples", "n-triples"))
JSON_LD = Form("jsonld", ("application/ld+json", "application/json"), ("json-ld", "json"))
RDF_XML = Form("rdf", ("application/rdf+xml", "application/xml", "text/xml"), ("rdfxml", "rdf-xml", "xml"))
N_QUADS = Form("nq", ("application/n-quads",), ("nquads", "n-quads"))
TRIG = Form("trig", ("application/trig",))

SOURCE_TEXT = Form("txt", ("text/plain",))

RESULT_FORMS = (JSON, XML, CSV, TSV)
"""What SELECT and ASK can answer in, the default first."""
GRAPH_FORMS = (TURTLE, N_TRIPLES, JSON_LD, RDF_XML, N_QUADS, TRIG)
"""What CONSTRUCT, DESCRIBE and the description of a resource can answer in, the default first."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a client gets: the form, or None for a page, and the media type under which it asked for it."""

    form: Form | None
    media_type: str

    @property
    def content_type(self) -> str:
        """With the charset, where the type is text: ``text/csv; charset=utf-8``."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def choose(accept: str | None, forms: Sequence[Form], page: Literal["first", "last"] | None = None) -> Choice | None:
    """The form that an Accept header asks for; None for 406.

    ``page`` says that there is a page in HTML too, and whether a client that takes anything gets it or the data.
    """
    table = offers(forms)
    offered = {"first": [HTML, *table], "last": [*table, HTML]}[page] if page else list(table)
    media_type = best(accept, offered)
    return None if media_type is None else Choice(table.get(media_type), media_type)


def offers(forms: Iterable[Form]) -> dict[str, Form]:
    """Every media type on offer with its form; a form's registered name stands before other forms' second names."""
    forms = list(forms)
    table = {form.media_type: form for form in forms}
    for form in forms:
        for alias in form.media_types[1:]:
            table.setdefault(alias, form)
    return table


def named(name: str, forms: Iterable[Form]) -> Choice | None:
    """The form called ``csv``, ``text/csv``, ``turtle`` …, as in ``?format=csv``; None when there is none."""
    wanted = name.strip().lower()
    for form in forms:
        if wanted == form.name or wanted in form.names or wanted in form.media_types:
            return Choice(form, wanted if wanted in form.media_types else form.media_type)
    return None
