"""The network as JSON: ``/network.json``, the part around a document, agency or place, and ``/network/path.json``.

Both read the file that the load computed (``graph.network_index``); nothing is asked of the query processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from flask import Blueprint, Response, request
from flask_babel import gettext, lazy_gettext

from graph.errors import StoreError
from graph.neighbourhood import RELATIONS, View, around, connection, overview
from graph.network import Network, NetworkError, Words
from graph.network_view import Link, NetworkIndex, NodeFacts, open_network
from graph.routes import Step, shortest, ways
from service import links
from service.i18n import language
from service.problems import Problem
from service.state import service

blueprint = Blueprint("network_data", __name__)

NAMES: Final = {
    "implements": lazy_gettext("thực hiện"),
    "continues": lazy_gettext("tiếp tục thực hiện"),
    "guides": lazy_gettext("hướng dẫn"),
    "approves": lazy_gettext("phê duyệt"),
    "amends": lazy_gettext("sửa đổi, bổ sung"),
    "replaces": lazy_gettext("thay thế"),
    "cites": lazy_gettext("viện dẫn"),
    "issuer": lazy_gettext("do … ban hành"),
    "charges": lazy_gettext("giao việc cho"),
    "reports": lazy_gettext("chế độ báo cáo với"),
    "place": lazy_gettext("ở địa bàn"),
    "within": lazy_gettext("thuộc"),
}
"""The relations in the reader's language."""
LIMIT: Final = 60
MOST: Final = 500
FARTHEST: Final = 3
GROUPS: Final = 40


@contextmanager
def network() -> Iterator[NetworkIndex]:
    """The network of the current generation. Raises Problem (no-store) where it has none."""
    try:
        with open_network(service().generation().path) as index:
            yield index
    except NetworkError:
        raise
    except StoreError as error:
        raise Problem("no-store", str(error)) from None


@blueprint.route("/network.json")
@blueprint.route("/<any(vi, en):language>/network.json")
def neighbourhood() -> Response:
    """Nodes and edges around ``around``; without it the most influential documents, of ``group`` where given."""
    return _json(neighbourhood_asked())


def neighbourhood_asked() -> dict[str, Any]:
    """The part of the network that the address asks for. Raises Problem."""
    relations = _relations(request.args.getlist("relation"))
    limit, depth = _whole("limit", LIMIT, MOST), _whole("depth", 1, FARTHEST)
    wanted, group = request.args.get("around", "").strip(), request.args.get("group", type=int)
    with network() as index:
        if wanted:
            middle = found(index, wanted)
            view = around(index, index.number(middle) or 0, depth, relations, limit)
        else:
            middle, view = None, overview(index, relations, limit, group)
        return {"around": middle, "depth": depth, "relations": list(relations), **_view(index, view)}


@blueprint.route("/network/path.json")
@blueprint.route("/<any(vi, en):language>/network/path.json")
def path() -> Response:
    """The ways from one document to another, each step with its words."""
    return _json(ways_asked())


def ways_asked() -> dict[str, Any]:
    """The ways between the two documents that the address names. Raises Problem.

    ``direction`` of the answer is ``forward`` where steps lead from ``from`` to ``to``, ``backward`` where they lead
    the other way, ``any`` where the two hang together only through what both are related to.
    """
    with network() as index:
        start, end = (found(index, _given(name)) for name in ("from", "to"))
        direction, listed, nodes = _listed_ways(index, start, end, every=request.args.get("all") in {"1", "true"})
        described = {iri: _node(one) for iri, one in index.described(nodes).items()}
    return {
        "from": described[start],
        "to": described[end],
        "direction": direction,
        "ways": [[_step(step, described) for step in way] for way in listed],
    }


def _listed_ways(
    index: NetworkIndex, start: str, end: str, *, every: bool
) -> tuple[str | None, Sequence[Sequence[Step]], set[str]]:
    for direction, source, target in (("forward", start, end), ("backward", end, start)):
        beneath = index.beneath(source)
        if target in beneath.graph:
            listed = _ways(beneath, source, target, every=every)
            return direction, listed, {start, end} | _mentioned(listed)
    step = connection(index, start, end)
    return ("any" if step else None), [step] if step else [], {start, end} | _mentioned([step])


def _ways(beneath: Network, source: str, target: str, *, every: bool) -> Sequence[Sequence[Step]]:
    if every:
        return ways(beneath, source, target)
    way = shortest(beneath, source, target)
    return [] if way is None else [way]


def _mentioned(listed: Sequence[Sequence[Step]]) -> set[str]:
    steps = [step for way in listed for step in way]
    return {
        iri for step in steps for iri in (step.source, step.target, *([step.words.stated_in] if step.words else []))
    }


def found(index: NetworkIndex, wanted: str) -> str:
    """The node meant by an identifier, its path on this host, or for a document its number or words of its title."""
    for iri in (wanted, links.identifier(wanted, service().iris)):
        if index.number(iri) is not None:
            return iri
    try:
        return index.find(wanted, service().iris.base)
    except NetworkError as error:
        raise Problem("wrong-parameter", str(error), None, given=wanted) from None


def _given(name: str) -> str:
    text = request.args.get(name, "").strip()
    if not text:
        raise Problem(
            "wrong-parameter", gettext("Thiếu tham số %(name)s: một văn bản.", name=name), None, parameter=name
        )
    return text


def _relations(given: Sequence[str]) -> tuple[str, ...]:
    """``relation=cites&relation=implements`` or ``relation=cites,implements``; all where none is given."""
    names = [name for text in given for name in text.split(",") if name]
    for name in names:
        if name not in RELATIONS:
            detail = gettext("Không có quan hệ %(name)s. Có: %(known)s.", name=name, known=", ".join(RELATIONS))
            raise Problem("wrong-parameter", detail, None, parameter="relation", given=name, choices=list(RELATIONS))
    return tuple(name for name in RELATIONS if name in names) or RELATIONS


def _whole(name: str, default: int, most: int) -> int:
    text = request.args.get(name, "").strip() or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= most:
        detail = gettext("%(name)s là một số từ 1 đến %(most)s, không phải %(text)s.", name=name, most=most, text=text)
        raise Problem("wrong-parameter", detail, None, parameter=name, given=text, limit=most)
    return int(text)


def _view(index: NetworkIndex, view: View) -> dict[str, Any]:
    stated = {words.stated_in for link in view.links for words in link.words}
    names = {iri: one.label for iri, one in index.described(stated).items()}
    groups = {one.community for one, _ in view.nodes}
    return {
        "nodes": [_node(one) | {"distance": distance} for one, distance in view.nodes],
        "edges": [_edge(link, names) for link in view.links],
        "groups": [
            {"group": one.id, "size": one.size, "label": one.label}
            for one in index.clusters(groups)
        ],
        "more": [
            {"node": one.node, "relation": one.relation, "label": str(NAMES[one.relation]),
             "direction": "out" if one.outward else "in", "total": one.total, "shown": one.shown}
            for one in view.more
        ],
    }  # fmt: skip


def _node(one: NodeFacts) -> dict[str, Any]:
    facts = {
        "id": one.iri,
        "kind": one.kind,
        "label": one.label,
        "number": one.number,
        "title": one.title,
        "issued": one.issued,
        "type": one.type,
        "loaded": one.loaded if one.kind == "document" else None,
        "group": one.community,
        "rank": one.rank,
        "named_by": one.named_by if one.kind == "document" else None,
        "degree": one.degree,
        "address": links.home(one.iri, service().iris, language()),
    }
    return {name: value for name, value in facts.items() if value is not None}


def _edge(link: Link, names: dict[str, str]) -> dict[str, Any]:
    return {
        "source": link.source,
        "target": link.target,
        "relation": link.relation,
        "label": str(NAMES[link.relation]),
        "words": [_words(words, names.get(words.stated_in, words.stated_in)) for words in link.words],
        "said": link.said,
    }


def _words(words: Words, label: str) -> dict[str, str]:
    return {
        "text": words.text,
        "stated_in": words.stated_in,
        "stated_in_label": label,
        "passage": words.passage,
        "address": links.passage(words.passage, service().iris, language()),
    }


def _step(step: Step, described: dict[str, dict[str, Any]]) -> dict[str, Any]:
    said = step.words
    return {
        "from": described[step.source],
        "to": described[step.target],
        "relation": step.relation,
        "label": str(NAMES[step.relation]),
        "words": _words(said, described[said.stated_in]["label"]) if said else None,
    }


def _json(document: dict[str, Any]) -> Response:
    tag = service().tag("network", request.full_path, language())
    if request.if_none_match.contains(tag):
        return Response(status=304)
    response = Response(json.dumps(document, ensure_ascii=False), content_type="application/json")
    response.set_etag(tag)
    response.cache_control.no_cache = True
    response.vary.update(["Accept-Language"])
    return response
