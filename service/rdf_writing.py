"""Small graphs written down in code: subjects with their properties, serialised in the form that a client reads."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from flask import Response, request
from flask_babel import gettext
from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from ontology import PREFIXES
from service.formats import GRAPH_FORMS, choose, named, offers
from service.problems import Problem

Subject = NamedNode | BlankNode
Value = NamedNode | BlankNode | Literal


def term(name: str) -> NamedNode:
    """``dcat:Dataset`` as its IRI."""
    prefix, _, local = name.partition(":")
    return NamedNode(PREFIXES[prefix] + local)


def about(subject: Subject, *pairs: tuple[str, Value | Sequence[Value]]) -> Iterator[Triple]:
    """Triples of one subject: ``about(dataset, ("dct:title", Literal("Liên Văn", language="vi")), …)``."""
    for name, values in pairs:
        for value in values if isinstance(values, Sequence) else (values,):
            yield Triple(subject, term(name), value)


def number(count: int) -> Literal:
    """A count as ``xsd:integer``."""
    return Literal(count)


def graph_response(triples: Sequence[Triple]) -> Response:
    """The triples in the form that the request asks for. Raises Problem (406)."""
    wanted = request.args.get("format")
    choice = named(wanted, GRAPH_FORMS) if wanted else choose(request.headers.get("Accept"), GRAPH_FORMS)
    if choice is None or choice.form is None:
        detail = gettext("Có các dạng: %(forms)s.", forms=", ".join(offers(GRAPH_FORMS)))
        raise Problem("not-acceptable", detail, None, forms=[form.name for form in GRAPH_FORMS])
    content = serialize(triples, format=RdfFormat.from_media_type(choice.form.media_type), prefixes=PREFIXES)
    return Response(content, content_type=choice.content_type, headers={"Vary": "Accept"})
