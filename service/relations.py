"""The ``Link`` headers of an identifier: its name, its data, its other forms, its feed (RFC 8288)."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, g

from ontology.iri import Iris, ParsedIri
from service import links
from service.formats import GRAPH_FORMS, HTML, SOURCE_TEXT, Form
from service.state import service

FORMS = GRAPH_FORMS[:4]
"""The forms that headers and pages name: Turtle, N-Triples, JSON-LD, RDF/XML."""
ATOM = "application/atom+xml"
FEEDS = frozenset({"agency", "place", "programme", "document"})
"""Kinds of things whose changes have a feed."""


def feed_address() -> str | None:
    """The feed of the thing that the page at hand is about, else that of everything."""
    thing: tuple[str, ParsedIri] | None = g.get("thing")
    if thing is None or thing[1].kind not in FEEDS:
        return "/feed.atom"
    return links.local(thing[0], service().iris) + ".atom"


def relate(response: Response, iri: str, parsed: ParsedIri, iris: Iris, shown: Form | None) -> Response:
    """Adds the links of an identifier to an answer about it; ``shown`` is the form of this answer, None for HTML.

    Pages that lead to each other (``g.paging``) are named too.
    """
    found = [*_relations(iri, parsed, links.local(iri, iris), shown)]
    if paging := g.get("paging"):
        found += paging.links
    response.headers["Link"] = ", ".join(found)
    return response


def _relations(iri: str, parsed: ParsedIri, path: str, shown: Form | None) -> Iterator[str]:
    yield f'<{iri}>; rel="canonical"'
    if shown in GRAPH_FORMS:
        yield f'<{iri}>; rel="describes"'
    else:
        yield from (f'<{path}.{form.name}>; rel="describedby"; type="{form.media_type}"' for form in FORMS[:1])
    if shown is not None:
        yield f'<{path}>; rel="alternate"; type="{HTML}"'
    yield from (f'<{path}.{form.name}>; rel="alternate"; type="{form.media_type}"' for form in FORMS if form != shown)
    if parsed.kind == "text" and shown is not SOURCE_TEXT:
        yield f'<{path}>; rel="alternate"; type="text/plain"'
    if parsed.kind in FEEDS:
        yield f'<{path}.atom>; rel="alternate"; type="{ATOM}"'
