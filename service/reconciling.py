"""``/reconcile``: the Reconciliation Service API 0.2, by which OpenRefine and others match their tables with the graph.

https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/. Identifiers are paths below the base
(``place/gso-2024/01840``), types and properties are names of the ontology (``Place``, ``validUntil``).
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from flask import Blueprint, Response, redirect, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from pyoxigraph import NamedNode

from graph.fulltext import IndexMissingError
from graph.fulltext_search import Name, SearchIndex
from graph.fulltext_words import plain, words_of
from ontology import LV, SKOS
from ontology.iri import ONTOLOGY
from service import links, query_files
from service.entity_types import DATE, DATE_WORDS, TYPES, EntityType, of_kind, property_ids
from service.extending import extension
from service.i18n import language
from service.labels import label, labels
from service.matching import Candidate, Query, Values, find, judged, read_query
from service.problems import Problem
from service.rows import Cell
from service.state import service

blueprint = Blueprint("reconcile", __name__)

MOST_QUERIES: Final = 200
"""Queries of one batch, and things of one extension."""
_SUGGESTED: Final = 10
_WIDTH, _HEIGHT = 430, 260


@blueprint.route("/reconcile", methods=["GET", "POST"])
def reconcile() -> Response:
    """The manifest; with ``queries`` the candidates, with ``extend`` values of properties."""
    given = request.values
    if "queries" in given:
        return _answer(_candidates(_object(given["queries"], "queries")))
    if "extend" in given:
        return _answer(extension(_object(given["extend"], "extend"), MOST_QUERIES, identifier))
    return _answer(_manifest())


@blueprint.route("/reconcile/suggest/<any(entity, type, property):what>")
def suggest(what: str) -> Response:
    """What begins with ``prefix``: things, types, or properties."""
    prefix = request.args.get("prefix", "")
    start = max(0, request.args.get("cursor", 0, type=int))
    found = {"entity": _entities, "type": _types, "property": _properties}[what](prefix)
    return _answer({"result": list(found)[start : start + _SUGGESTED]})


@blueprint.route("/reconcile/properties")
def properties() -> Response:
    """The properties that can be fetched for things of a ``type``."""
    wanted = request.args.get("type")
    most = max(1, request.args.get("limit", 100, type=int))
    found = [_named_property(name) for name in property_ids(wanted)][:most]
    document: dict[str, Any] = {"properties": found, "limit": most}
    return _answer(document | ({"type": wanted} if wanted else {}))


@blueprint.route("/reconcile/preview")
def preview() -> Response:
    """A thing in a few lines, for a frame in another page."""
    iri = identifier(request.args.get("id", ""))
    names = labels(service(), [iri])
    if iri not in names:
        raise Problem("not-found", gettext("Kho không có gì về %(iri)s.", iri=iri), None, iri=iri)
    name = _indexed(iri, label(names, iri, "vi"))
    text = render_template("preview.html", name=label(names, iri, language()), note=name.note if name else "", iri=iri,
                           type=of_kind(name.kind).words[language()] if name else "",
                           home=request.url_root.rstrip("/") + links.local(iri, service().iris))  # fmt: skip
    response = Response(text, content_type="text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'self'; frame-ancestors *"
    return response


@blueprint.route("/reconcile/view")
def view() -> ResponseReturnValue:
    """The page of a thing."""
    return redirect(links.local(identifier(request.args.get("id", "")), service().iris), 303)


def identifier(given: str) -> str:
    """The identifier that a client gives, whole or below the base. Raises Problem (not-found)."""
    base = service().iris.base
    iri = given if given.startswith(base) else links.identifier(given, service().iris)
    if links.parsed(iri, service().iris) is None:
        raise Problem("not-found", gettext("%(given)s không phải định danh ở đây.", given=given))
    return iri


def index() -> SearchIndex:
    """The index of names of the current generation. Raises Problem (no-store)."""
    try:
        return SearchIndex(service().generation().path)
    except IndexMissingError as error:
        raise Problem("no-store", str(error)) from None


def _answer(document: Mapping[str, Any]) -> Response:
    return Response(json.dumps(document, ensure_ascii=False), content_type="application/json")


def _object(text: str, parameter: str) -> Mapping[str, Any]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict):
        detail = gettext("Tham số %(name)s phải là một đối tượng JSON.", name=parameter)
        raise Problem("wrong-parameter", detail, None, parameter=parameter)
    return document


def _candidates(batch: Mapping[str, Any]) -> dict[str, Any]:
    if len(batch) > MOST_QUERIES:
        detail = gettext("Mỗi lần gửi nhiều nhất %(most)s truy vấn.", most=MOST_QUERIES)
        raise Problem("query-too-long", detail, None, limit=MOST_QUERIES)
    queries = {key: _query(key, given) for key, given in batch.items()}
    names = index()
    found = {key: find(names, query) for key, query in queries.items()}
    values = _values({name.iri for some in found.values() for name in some}, queries.values())
    things = {cell.value for of_thing in values.values() for cells in of_thing.values() for cell in cells
              if cell.kind == "iri"}  # fmt: skip
    known = labels(service(), things)

    def name_of(iri: str) -> str:
        return label(known, iri, "vi")

    return {
        key: {"result": [_result(one) for one in judged(query, found[key], values, name_of)]}
        for key, query in queries.items()
    }


def _query(key: str, given: Any) -> Query:
    try:
        return read_query(given if isinstance(given, dict) else {"query": given})
    except ValueError as error:
        detail = gettext("Truy vấn %(key)s: %(error)s.", key=key, error=error)
        raise Problem("wrong-parameter", detail, None, parameter="queries", query=key) from None


def _values(things: Iterable[str], queries: Iterable[Query]) -> Values:
    """What the queries compare, and printed forms of names, of all candidates of a batch at once."""
    wanted = {one.pid for query in queries for one in query.constraints}
    terms = {"altLabel": SKOS.altLabel, **{name: LV[name] for name in property_ids() if name in wanted}}
    if DATE in wanted:
        terms["validFrom"] = LV.validFrom
    nodes = [NamedNode(thing) for thing in sorted(things)]
    if not nodes:
        return {}
    query = query_files.query(
        "reconcile/values", service().iris, {"thing": nodes, "property": [term.node for term in terms.values()]}
    )
    ids = {str(term): name for name, term in terms.items()}
    found: dict[str, dict[str, list[Cell]]] = {}
    for row in service().tables(query, rows=1_000_000)[0].rows:
        found.setdefault(row["thing"].value, {}).setdefault(ids[row["property"].value], []).append(row["value"])
    return found


def _result(one: Candidate) -> dict[str, Any]:
    found = {
        "id": one.name.iri.removeprefix(service().iris.base),
        "name": _shown(one.name),
        "score": one.score,
        "match": one.match,
        "type": [_type(of_kind(one.name.kind))],
        "features": [{"id": name, "value": value} for name, value in one.features.items()],
    }
    return found | ({"description": _described(one.name)} if _described(one.name) else {})


def _shown(name: Name) -> str:
    return name.english if language() == "en" and name.english else name.label


def _described(name: Name) -> str:
    """What tells it from others of its name, and until when it was."""
    until = gettext("đến %(day)s", day=name.until) if name.until else ""
    return " · ".join(part for part in (name.note, until) if part)


def _type(entry: EntityType) -> dict[str, str]:
    return {"id": entry.id, "name": entry.words[language()]}


def _entities(prefix: str) -> Iterable[dict[str, Any]]:
    found = index().names(words_of(prefix), [entry.kind for entry in TYPES.values()], 5 * _SUGGESTED, prefix=True)
    for name in found:
        entry = {"id": name.iri.removeprefix(service().iris.base), "name": _shown(name)}
        described = {"description": _described(name)} if _described(name) else {}
        yield entry | described | {"notable": [_type(of_kind(name.kind))]}


def _types(prefix: str) -> Iterable[dict[str, str]]:
    return (_type(entry) for entry in TYPES.values() if _begins(prefix, (entry.id, *entry.words.values())))


def _properties(prefix: str) -> Iterable[dict[str, str]]:
    named = [_named_property(name) for name in property_ids()]
    named.append({"id": DATE, "name": DATE_WORDS[language()]})
    return (one for one in named if _begins(prefix, one.values()))


def _named_property(name: str) -> dict[str, str]:
    term = str(LV[name])
    return {"id": name, "name": label(labels(service(), [term]), term, language())}


def _begins(prefix: str, names: Iterable[str]) -> bool:
    return any(f" {plain(prefix)}" in f" {plain(name)}" for name in names)


def _indexed(iri: str, name: str) -> Name | None:
    kinds: Sequence[str] = [entry.kind for entry in TYPES.values()]
    return next((one for one in index().names(words_of(name), kinds, 50, prefix=False) if one.iri == iri), None)


def _manifest() -> dict[str, Any]:
    root = request.url_root
    here = {"service_url": f"{root}reconcile"}
    limit = {"name": "limit", "label": gettext("Nhiều nhất"), "type": "number", "default": 0,
             "help_text": gettext("Số giá trị của mỗi thứ; 0: tất cả")}  # fmt: skip
    return {
        "versions": ["0.2"],
        "name": "Liên Văn",
        "identifierSpace": service().iris.base,
        "schemaSpace": ONTOLOGY,
        "documentation": f"{root}api",
        "logo": f"{root}static/icon.svg",
        "defaultTypes": [_type(entry) for entry in TYPES.values()],
        "view": {"url": f"{root}reconcile/view?id={{{{id}}}}"},
        "preview": {"url": f"{root}reconcile/preview?id={{{{id}}}}", "width": _WIDTH, "height": _HEIGHT},
        "suggest": {what: here | {"service_path": f"/suggest/{what}"} for what in ("entity", "type", "property")},
        "extend": {"propose_properties": here | {"service_path": "/properties"}, "property_settings": [limit]},
    }
