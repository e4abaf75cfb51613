"""The pages that lead in: home, documents, agencies and places."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, request
from flask_babel import gettext

from graph.fulltext_lists import AgencyKind
from graph.lock import is_loading
from service import lists, paging
from service.navigation import PROGRAMME
from service.pages import page
from service.paging import Page
from service.problems import Problem
from service.province_map import province_map
from service.questions import catalogue
from service.render import panel, show
from service.rows import Row
from service.state import service

blueprint = Blueprint("entry", __name__)

LATEST = 6
KINDS = 12
PAGE_DOCUMENTS = 50
PAGE_AGENCIES = 100
FIRST_QUESTIONS = (
    *("lead-agency", "place-targets", "comes-down-from", "indicator-targets", "agency-duties"),
    *("reporting-calendar", "target-changes", "what-became-of"),
)
"""The questions that home leads to."""


@page("/", blueprint)
def home() -> str:
    """What is here, and the ways in: by words, by place, by programme, by agency, by question."""
    try:
        generation = service().generation()
    except Problem as problem:
        if problem.kind.slug != "no-store":
            raise
        return show("empty.html", store=service().settings.store, loading=_loading())
    documents = lists.documents(0, LATEST)
    (programmes,) = service().tables(panel("programmes"))
    kinds = lists.agency_kinds()[:KINDS]
    questions = catalogue()
    return show(
        "home.html",
        (programmes,),
        names=_named(documents, kinds),
        documents=documents,
        total=lists.total(),
        records=lists.records(),
        map=province_map(lists.provinces(), former=True),
        programmes=programmes.rows,
        kinds=[(_kind_iri(kind.name), kind) for kind in kinds],
        questions=[questions[slug] for slug in FIRST_QUESTIONS if slug in questions],
        count=len(questions),
        generation=generation.number,
        created=generation.manifest.created_at[:10],
        loading=_loading(),
        programme=PROGRAMME,
    )


@page("/documents", blueprint)
def documents() -> str:
    """All loaded documents, a page at a time."""
    part = paging.asked(PAGE_DOCUMENTS)
    total = lists.total()
    shown = lists.documents(part.start, part.size)
    return show(
        "documents.html",
        names=_named(shown, ()),
        documents=shown,
        total=total,
        part=Page(part.number, part.size, part.start + part.size < total),
    )


@page("/agencies", blueprint)
def agencies() -> str:
    """The kinds of agencies that documents name, or with ``type=`` the agencies of one kind."""
    kinds = {kind.name: kind for kind in lists.agency_kinds()}
    wanted = request.args.get("type", "")
    if wanted and wanted not in kinds:
        raise Problem("wrong-parameter", gettext("Không có loại cơ quan %(name)s.", name=wanted[:60]), None)
    part = paging.asked(PAGE_AGENCIES)
    listed = lists.agencies_of(wanted, part.start, part.size) if wanted else ()
    more = bool(wanted) and part.start + part.size < kinds[wanted].agencies
    return show(
        "agencies.html",
        names=[_kind_iri(name) for name in ([wanted] if wanted else kinds)],
        wanted=wanted,
        kind=_kind_iri(wanted) if wanted else None,
        count=kinds[wanted].agencies if wanted else sum(kind.agencies for kind in kinds.values()),
        kinds=[(_kind_iri(kind.name), kind) for kind in kinds.values()],
        listed=listed,
        part=Page(part.number, part.size, more),
        indexed=lists.lists() is not None,
    )


@page("/places", blueprint)
def places() -> str:
    """The provinces on a map and as a list, as they were until July 2025 or as they are (``on=now``)."""
    former = request.args.get("on", "") != "now"
    return show("places.html", map=province_map(lists.provinces(), former=former), former=former)


def _named(documents: Sequence[Row], kinds: Sequence[AgencyKind]) -> set[str]:
    """Everything of a list of documents and of kinds of agencies that has a name of its own."""
    cells = {cell.value for row in documents for cell in row.values() if cell.kind == "iri"}
    return cells | {_kind_iri(kind.name) for kind in kinds}


def _kind_iri(name: str) -> str:
    return service().iris.concept("agency-type", name)


def _loading() -> bool:
    """Whether a load is writing the next generation."""
    return is_loading(service().generations.root)
