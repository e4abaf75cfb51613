"""``/network``: the documents and how they relate, as a list that works everywhere and a drawing where script runs.

Both show what ``/network.json`` and ``/network/path.json`` answer for the same address.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlencode

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from graph.neighbourhood import RELATIONS
from service import links
from service.i18n import language
from service.network_data import NAMES, neighbourhood_asked, ways_asked
from service.pages import page
from service.problems import Problem
from service.render import show

blueprint = Blueprint("network_page", __name__)

LIMITS: Final = (60, 200, 500)
KEPT: Final = ("around", "depth", "relation", "limit", "group")
"""Parameters of the address that lead to another view of the same part."""

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """What one relation leads to from the middle (``outward``), or what leads to it; ``more`` are not shown."""

    relation: str
    outward: bool
    edges: Sequence[Json]
    more: int


@page("/network", blueprint)
def network_page() -> ResponseReturnValue:
    """The network around something, the most influential documents, or the way between two documents."""
    wanted = {name: request.args.get(name, "").strip() for name in ("around", "from", "to")}
    try:
        if wanted["from"] and wanted["to"]:
            return _show(wanted, way=ways_asked(), source="/network/path.json")
        view = neighbourhood_asked()
    except Problem as problem:
        if problem.kind.slug not in {"wrong-parameter", "no-store"}:
            raise
        return _show(wanted, problem=problem, status=problem.status)
    nodes = {node["id"]: node for node in view["nodes"]}
    return _show(
        wanted,
        view=view,
        nodes=nodes,
        middle=nodes.get(view["around"]),
        neighbours=_neighbours(view),
        farther=[edge for edge in view["edges"] if view["around"] not in {edge["source"], edge["target"]}],
        source="/network.json",
    )


def _show(wanted: Mapping[str, str], *, source: str = "", status: int = 200, **context: Any) -> ResponseReturnValue:
    text = show(
        "network.html",
        wanted=wanted,
        chosen=_chosen(),
        relations=NAMES,
        limits=LIMITS,
        source=_data(source) if source else None,
        here=_here,
        phrase=_phrase,
        **context,
    )
    return text, status


def _chosen() -> set[str]:
    """The relations that the address names; all where it names none."""
    given = {name for text in request.args.getlist("relation") for name in text.split(",") if name}
    return given & set(RELATIONS) or set(RELATIONS)


def _data(source: str) -> str:
    """The address of the same view as JSON, in the language of this page, whatever the browser likes better."""
    query = request.query_string.decode("ascii", "ignore")
    return f"/{language()}{source}" + (f"?{query}" if query else "")


def _here(**changed: object) -> str:
    """This view with some parameters changed; None takes one away."""
    kept = [(name, value) for name in KEPT if name not in changed for value in request.args.getlist(name) if value]
    pairs = kept + [(name, str(value)) for name, value in changed.items() if value is not None]
    return links.page("/network", language()) + (f"?{urlencode(pairs, safe='/:,')}" if pairs else "")


def _neighbours(view: Json) -> list[Neighbours]:
    middle = view["around"]
    found: dict[tuple[str, bool], list[Json]] = {}
    for edge in view["edges"]:
        if middle in {edge["source"], edge["target"]}:
            found.setdefault((edge["relation"], edge["source"] == middle), []).append(edge)
    more = {
        (one["relation"], one["direction"] == "out"): one["total"] - one["shown"]
        for one in view["more"]
        if one["node"] == middle
    }
    order = {name: place for place, name in enumerate(RELATIONS)}
    ways = sorted(found.keys() | more.keys(), key=lambda way: (order[way[0]], not way[1]))
    return [
        Neighbours(relation, outward, found.get((relation, outward), ()), more.get((relation, outward), 0))
        for relation, outward in ways
    ]


def _phrase(relation: str, kind: str, *, outward: bool) -> str:
    """A relation as the head of a list: ``thực hiện …``, ``… thực hiện văn bản này``, ``do cơ quan này ban hành``."""
    words = str(NAMES[relation])
    if outward:
        return words if "…" in words else f"{words} …"
    these = {"document": gettext("văn bản này"), "agency": gettext("cơ quan này"), "place": gettext("nơi này")}
    return words.replace("…", these[kind]) if "…" in words else f"… {words} {these[kind]}"
