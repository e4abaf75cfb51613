"""``/findings.atom``: findings as an Atom feed (RFC 4287), the newest first, in pages (RFC 5005), filtered alike."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Blueprint, Response, request
from flask_babel import gettext

from service import links, paging
from service.finding_lists import Listed, checked_at, counts, findings, total
from service.finding_pages import asked, message, shapes
from service.i18n import language
from service.relations import ATOM
from service.state import service

blueprint = Blueprint("finding_feed", __name__)

ENTRIES = 100
_ATOM = "http://www.w3.org/2005/Atom"
_NEVER = "1970-01-01T00:00:00Z"


@blueprint.route("/findings.atom")
@blueprint.route("/<any(vi, en):language>/findings.atom")
def atom() -> Response:
    """The feed in the reader's language."""
    wanted, given = asked()
    part = paging.asked(ENTRIES)
    number = total(wanted, counts(wanted))
    shown = findings(wanted, part.start, part.size, "latest")
    part = paging.Page(part.number, part.size, part.start + part.size < number)
    updated = max((one.first_seen or _NEVER for one in shown), default=checked_at() or _NEVER)
    root = _feed(links.with_parameters(f"{service().iris.base}findings.atom", given), updated, part)
    for one in shown:
        _entry(root, one)
    response = Response(tostring(root, encoding="utf-8", xml_declaration=True), content_type=f"{ATOM}; charset=utf-8")
    response.vary.update(["Accept-Language"])
    return response


def _feed(iri: str, updated: str, part: paging.Page) -> Element:
    root = Element(f"{{{_ATOM}}}feed", {"{http://www.w3.org/XML/1998/namespace}lang": language()})
    _text(root, "id", iri)
    _text(root, "title", gettext("Liên Văn: phát hiện"))
    _text(root, "updated", updated)
    SubElement(SubElement(root, f"{{{_ATOM}}}author"), f"{{{_ATOM}}}name").text = "Liên Văn"
    _link(root, "self", request.full_path.rstrip("?"), ATOM)
    _link(
        root, "alternate", links.with_parameters(links.page("/findings", language()), dict(request.args)), "text/html"
    )
    for relation, address in (("previous", part.before), ("next", part.after)):
        if address:
            _link(root, relation, address, ATOM)
    return root


def _entry(root: Element, one: Listed) -> None:
    entry = SubElement(root, f"{{{_ATOM}}}entry")
    _text(entry, "id", one.iri)
    shape = shapes().get(one.shape)
    names = shape.names if shape is not None else {}
    _text(entry, "title", names.get(language()) or names.get("vi") or one.shape)
    _text(entry, "updated", one.first_seen or _NEVER)
    _link(entry, "alternate", links.home(one.iri, service().iris, language()), "text/html")
    SubElement(entry, f"{{{_ATOM}}}category", {"term": one.severity})
    quotes = "\n".join(f"„{passage.text}“" for passage in one.passages)
    _text(entry, "summary", "\n".join(part for part in (message(one), quotes) if part))


def _text(parent: Element, name: str, text: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}{name}").text = text


def _link(parent: Element, relation: str, address: str, media_type: str) -> None:
    SubElement(parent, f"{{{_ATOM}}}link", {"rel": relation, "href": address, "type": media_type})
