"""Change feeds: what was loaded, read again or taken out, about an agency, a place, a programme, a document, or at all.

An entry is a document; it changes when its file did, or when a newer version of the program read it again. The feeds
are Atom (RFC 4287) in pages of a hundred entries (RFC 5005), the latest change first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from flask import Blueprint, Response, request
from flask_babel import gettext
from pyoxigraph import NamedNode

from graph.manifest import Manifest
from ontology.iri import ParsedIri
from service import links, paging, query_files
from service.i18n import language
from service.labels import Labels, label, labels
from service.problems import Problem
from service.relations import ATOM, FEEDS
from service.state import service

blueprint = Blueprint("feeds", __name__)

SUFFIX = ".atom"
ENTRIES = 100
"""Entries on one page of a feed."""
QUOTES = 10
"""Words of a document that an entry shows."""
_MOST_FACTS = 1_000_000
_ATOM = "http://www.w3.org/2005/Atom"
register_namespace("", _ATOM)


@dataclass(frozen=True, slots=True)
class Change:
    """A document, when it changed, the words in it about the subject of the feed, and how many there are."""

    document: str
    updated: str
    quotes: tuple[str, ...] = ()
    facts: int = 0
    gone: bool = False


@blueprint.route("/feed.atom")
def everything() -> Response:
    """Every document, and those that were taken out."""
    manifest = service().generation().manifest
    changes = [Change(iri, entry.extracted_at) for iri, entry in manifest.documents.items()]
    changes += [Change(iri, since, gone=True) for iri, since in manifest.gone.items()]
    return _answer(service().iris.base, "Liên Văn", changes, manifest)


def feed(iri: str, parsed: ParsedIri) -> Response:
    """The feed of one thing. Raises Problem (not-found) for a thing of another kind or one that nothing speaks of."""
    if parsed.kind not in FEEDS:
        raise Problem("not-found", gettext("Chỉ cơ quan, địa bàn, chương trình và văn bản có nguồn tin thay đổi."))
    manifest = service().generation().manifest
    query = query_files.query(f"feeds/{parsed.kind}", service().iris, {"thing": [NamedNode(iri)]})
    (table,) = service().tables(query, rows=_MOST_FACTS)
    quotes: dict[str, list[str]] = {}
    for row in table.rows:
        quotes.setdefault(row["document"].value, []).extend([row["quote"].value] if "quote" in row else [])
    changes = [
        Change(document, entry.extracted_at, tuple(dict.fromkeys(found))[:QUOTES], len(found))
        for document, found in quotes.items()
        if (entry := manifest.entry(document)) is not None
    ]
    names = labels(service(), [iri])
    if not changes and iri not in names:
        raise Problem("not-found", gettext("Kho không có gì về %(iri)s.", iri=iri), None, iri=iri)
    return _answer(iri, label(names, iri, language()), changes, manifest)


def _answer(iri: str, name: str, changes: list[Change], manifest: Manifest) -> Response:
    changes.sort(key=lambda change: (change.updated, change.document), reverse=True)
    tag = service().tag("feed", request.full_path, language())
    if request.if_none_match.contains(tag):
        return Response(status=304, headers={"ETag": f'"{tag}"'})
    asked = paging.asked(ENTRIES)
    shown = changes[asked.start : asked.start + ENTRIES]
    page = paging.Page(asked.number, ENTRIES, more=len(changes) > asked.start + ENTRIES)
    names = labels(service(), [change.document for change in shown])
    updated = changes[0].updated if changes else manifest.created_at
    root = _feed(iri, name, updated, page)
    for change in shown:
        _entry(root, change, names)
    response = Response(tostring(root, encoding="utf-8", xml_declaration=True), content_type=f"{ATOM}; charset=utf-8")
    response.set_etag(tag)
    response.cache_control.no_cache = True
    response.vary.update(["Accept-Language"])
    return response


def _feed(iri: str, name: str, updated: str, page: paging.Page) -> Element:
    root = Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language()})
    _text(root, "id", f"{iri}{SUFFIX}" if iri != service().iris.base else f"{iri}feed{SUFFIX}")
    _text(root, "title", gettext("%(name)s: thay đổi", name=name))
    _text(root, "updated", updated)
    _text(root, "generator", "Liên Văn")
    SubElement(SubElement(root, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = "Liên Văn"
    _link(root, "self", request.full_path.rstrip("?"), ATOM)
    _link(root, "alternate", links.local(iri, service().iris), "text/html")
    for relation, address in (("previous", page.before), ("next", page.after)):
        if address:
            _link(root, relation, address, ATOM)
    return root


def _entry(root: Element, change: Change, names: Labels) -> None:
    entry = SubElement(root, f"{{{_ATOM}}}entry")
    title = label(names, change.document, language())
    _text(entry, "id", change.document)
    _text(entry, "title", gettext("Đã lấy ra: %(title)s", title=title) if change.gone else title)
    _text(entry, "updated", change.updated)
    _link(entry, "alternate", links.local(change.document, service().iris), "text/html")
    _text(entry, "summary", _summary(change))


def _summary(change: Change) -> str:
    """How many places speak of the subject, and the words of the first ones."""
    if change.gone:
        return str(gettext("Văn bản không còn trong kho."))
    if not change.facts:
        return str(gettext("Văn bản được nạp hoặc đọc lại."))
    lines: Iterable[str] = (f"“{quote}”" for quote in change.quotes)
    return "\n".join([gettext("%(count)s chỗ nói đến:", count=change.facts), *lines])


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = "".join(c for c in text if c >= " " or c in "\t\n\r")


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    attributes: Mapping[str, str] = {
        "rel": relation,
        "type": media_type,
        "href": request.url_root.rstrip("/") + address,
    }
    SubElement(parent, f"{{{_ATOM}}}link", dict(attributes))
