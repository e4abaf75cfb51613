"""Addresses: where on this host an identifier, a page or a passage is found. No other module puts one together."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from urllib.parse import quote, urlencode

from pyoxigraph import NamedNode

from ontology.iri import ONTOLOGY, SHAPES, Iris, ParsedIri

_FOLLOWED = ("http://", "https://")
"""What a link may lead to: a script or a file is none of it."""
_SAFE = "/()!$&'*+,;=:@~-._"


@lru_cache(maxsize=16384)
def parsed(iri: str, iris: Iris) -> ParsedIri | None:
    """The identifier taken apart, or None when it is none of this graph's, or has characters that no IRI has."""
    try:
        return iris.parse(NamedNode(iri).value)
    except ValueError:
        return None


def prefix(language: str) -> str:
    """Pages are in Vietnamese at their plain address, in other languages below ``/en``."""
    return "" if language == "vi" else f"/{language}"


def page(path: str, language: str, **parameters: str) -> str:
    """The address of a page: ``/questions/lead-agency?component=1719/10/1``, in English below ``/en``."""
    values = {name: value for name, value in parameters.items() if value}
    query = "?" + urlencode(values, safe="/:,", quote_via=quote) if values else ""
    return f"{prefix(language)}{path}{query}"


def home(iri: str, iris: Iris, language: str) -> str:
    """The page that shows an identifier, or the identifier itself when it is an address of somebody else's.

    A part of a document is shown on the document's page, its words marked: ``/doc/…/303-kh-ubnd?part=target/4#mark``;
    things that are no documents have it below ``/vi`` or ``/en``, because the identifier itself redirects there.
    """
    found = parsed(iri, iris)
    if found is None:
        return iri if iri.startswith(_FOLLOWED) else "#"
    if found.kind in {"ontology", "shapes"}:
        return f"{prefix(language)}/{found.kind}" + (f"#{found.parts[0]}" if found.parts else "")
    if found.kind == "passage":
        return passage(iri, iris, language)
    if found.document is not None:
        return prefix(language) + local(found.document, iris) + _words_of(found)
    return f"/{language}" + local(iri, iris)


def passage(iri: str, iris: Iris, language: str) -> str:
    """The page of a document with the passage marked: ``/doc/…?char=120,180#mark``."""
    found = iris.parse(iri)
    start, end = found.parts
    return f"{prefix(language)}{local(found.document or '', iris)}?char={start},{end}#mark"


def local(iri: str, iris: Iris) -> str:
    """An identifier under the base as a path on this host: ``/doc/ubnd-tinh-bac-kan/2020/303-kh-ubnd``."""
    for path, namespace in (("/ontology#", ONTOLOGY), ("/shapes#", SHAPES)):
        if iri.startswith(namespace):
            return path + iri.removeprefix(namespace)
    path, _, fragment = iri.removeprefix(iris.base).partition("#")
    return "/" + quote(path, safe=_SAFE) + (f"#{fragment}" if fragment else "")


def identifier(path: str, iris: Iris) -> str:
    """The identifier that a path on this host stands for."""
    return iris.base + path.lstrip("/")


def _words_of(found: ParsedIri) -> str:
    """The place on a document's page of a part of it; empty for the document itself and its text."""
    parts = {"part": found.parts, "task": ("task", *found.parts)}.get(found.kind)
    return f"?part={quote('/'.join(parts), safe=_SAFE)}#mark" if parts else ""


def with_parameters(path: str, parameters: Mapping[str, str]) -> str:
    """An address with a query."""
    return f"{path}?{urlencode(parameters, safe='/:,', quote_via=quote)}" if parameters else path
