"""``/sitemap.xml`` and ``/robots.txt``: what a crawler may find here (https://www.sitemaps.org/protocol.html).

The index names parts, each with up to 40,000 things of one class, so that a million are some thirty files.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, request
from flask_babel import gettext
from pyoxigraph import NamedNode

from ontology import LV
from service import links, paging, query_files
from service.problems import Problem
from service.state import service

blueprint = Blueprint("sitemap", __name__)

PART: Final = 40_000
"""Addresses in one part; the protocol allows 50,000 and 50 MB."""
CLASSES: Final = {
    "documents": LV.Document,
    "agencies": LV.Agency,
    "places": LV.Place,
    "programmes": LV.Component,
    "indicators": LV.Indicator,
    "findings": LV.Finding,
}
PAGES: Final = (
    "/",
    "/documents",
    "/questions",
    "/indicators",
    "/findings",
    "/ontology",
    "/shapes",
    "/api",
    "/dataset",
    "/sparql",
)
_XMLNS: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"


@blueprint.route("/robots.txt")
def robots() -> Response:
    """What is costly to make and no page to read is left out."""
    lines = ("User-agent: *", "Disallow: /sparql?", "Disallow: /data", "Disallow: /reconcile", "Disallow: /dumps/", "",
             f"Sitemap: {request.url_root}sitemap.xml", "")  # fmt: skip
    return Response("\n".join(lines), content_type="text/plain; charset=utf-8")


@blueprint.route("/sitemap.xml")
def index() -> Response:
    """The parts."""
    root = Element("sitemapindex", {"xmlns": _XMLNS})
    for name in ("pages", *_parts()):
        part = SubElement(root, "sitemap")
        SubElement(part, "loc").text = f"{request.url_root}sitemap/{name}.xml"
        SubElement(part, "lastmod").text = service().generation().manifest.created_at
    return _xml(root)


@blueprint.route("/sitemap/<name>.xml")
def part(name: str) -> Response:
    """One part: ``documents-1``, or ``pages`` that are no identifier's."""
    if name == "pages":
        return _urls((path, None) for path in PAGES)
    kind, _, number = name.rpartition("-")
    if kind not in CLASSES or not number.isascii() or not number.isdecimal() or not 0 < int(number[:6]) < 100_000:
        raise Problem("not-found", gettext("Không có phần %(name)s.", name=name))
    query = _query("things", CLASSES[kind])
    (table,) = service().tables(paging.windowed(query, (int(number) - 1) * PART, PART), rows=PART)
    if not table.rows:
        raise Problem("not-found", gettext("Không có phần %(name)s.", name=name))
    documents = service().generation().manifest.documents
    things = (row["thing"].value for row in table.rows)
    return _urls(
        (links.local(thing, service().iris), documents[thing].extracted_at if thing in documents else None)
        for thing in things
        if thing.startswith(service().iris.base)
    )


def _parts() -> Iterator[str]:
    counts = service().tables(*(_query("count", term) for term in CLASSES.values()))
    for kind, table in zip(CLASSES, counts, strict=True):
        yield from (f"{kind}-{number}" for number in range(1, -(-int(table.rows[0]["count"].value) // PART) + 1))


def _query(name: str, term: str) -> str:
    return query_files.query(f"sitemap/{name}", service().iris, {"class": [NamedNode(term)]})


def _urls(entries: Iterable[tuple[str, str | None]]) -> Response:
    root = Element("urlset", {"xmlns": _XMLNS})
    for path, changed in entries:
        url = SubElement(root, "url")
        SubElement(url, "loc").text = request.url_root.rstrip("/") + path
        if changed:
            SubElement(url, "lastmod").text = changed
    return _xml(root)


def _xml(root: Element) -> Response:
    content = tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(content, content_type="application/xml; charset=utf-8")
