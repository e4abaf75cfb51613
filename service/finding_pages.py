"""``/findings`` as a page, as CSV and JSON, filtered on the server; and the page of each finding."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from itertools import groupby
from typing import Any, Final, cast

from flask import Blueprint, Flask, Response, request, stream_with_context
from flask_babel import format_datetime, gettext

from service import finding_lists, links, paging
from service.choice_lists import choice_list
from service.choices import ParameterError, chosen
from service.finding_lists import SEVERITIES, STATES, Filter, Listed, Severity, State
from service.i18n import language
from service.pages import page
from service.paging import Page
from service.paragraphs import Paragraph, paragraph
from service.problems import Problem
from service.render import show
from service.state import service
from shapes.catalogue import Shape, shipped

blueprint = Blueprint("findings", __name__)

PAGE_FINDINGS: Final = 50
_COLUMNS: Final = (
    *("finding", "severity", "shape", "message_vi", "message_en", "documents", "focus", "value"),
    *("passages", "quotes", "first_seen", "last_seen"),
)


@page("/findings", blueprint)
def findings() -> str:
    """What the checks found, a page at a time."""
    wanted, given = asked()
    part = paging.asked(PAGE_FINDINGS)
    counted = finding_lists.counts(wanted)
    total = finding_lists.total(wanted, counted)
    shown = finding_lists.findings(wanted, part.start, part.size)
    return show(
        "findings.html",
        names={document for one in shown for document in one.documents},
        findings=shown,
        total=total,
        everything=sum(counted.values()),
        severities={name: _of(counted, "severity", name) for name in SEVERITIES},
        used={iri: _of(counted, "shape", iri) for iri in {shape for shape, _ in counted}},
        given=given,
        wanted=wanted,
        shapes=shapes(),
        states=STATES,
        checked=finding_lists.checked_at(),
        part=Page(part.number, part.size, part.start + part.size < total),
    )


@blueprint.route("/findings.csv")
def findings_csv() -> Response:
    """All findings that the filter lets through, as CSV (RFC 4180), written while they are read."""
    wanted, _ = asked()
    response = Response(stream_with_context(_written(wanted)), content_type="text/csv; charset=utf-8; header=present")
    response.headers["Content-Disposition"] = 'attachment; filename="findings.csv"'
    return response


@blueprint.route("/findings.json")
def findings_json() -> Response:
    """A page of findings as JSON, with the address of the next."""
    wanted, given = asked()
    part = paging.asked(PAGE_FINDINGS)
    total = finding_lists.total(wanted, finding_lists.counts(wanted))
    shown = finding_lists.findings(wanted, part.start, part.size)
    part = Page(part.number, part.size, part.start + part.size < total)
    body = {
        "filter": given,
        "checked": finding_lists.checked_at(),
        "asOf": finding_lists.as_of(),
        "total": total,
        "page": part.number,
        "next": part.after,
        "findings": [plain(one) for one in shown],
    }
    response = Response(json.dumps(body, ensure_ascii=False, indent=1), content_type="application/json")
    response.headers.extend([("Link", link) for link in part.links])
    return response


def finding_page(iri: str) -> str:
    """The page of one finding: its passages side by side, each in its paragraph. Raises Problem (not-found)."""
    found = finding_lists.described([iri])
    if not found:
        raise Problem("not-found", f"<{iri}>", None, iri=iri)
    (one,) = found
    value = {one.value.value} if one.value is not None and one.value.kind == "iri" else set()
    return show(
        "finding.html",
        names={*one.documents, *(passage.document for passage in one.passages), one.focus} | value,
        finding=one,
        shape=shapes().get(one.shape),
        paragraphs=_paragraphs(one),
        checked=finding_lists.checked_at(),
    )


def asked() -> tuple[Filter, dict[str, str]]:
    """The filter that the request asks for, and its words. Raises Problem (wrong-parameter)."""
    given = {name: text for name, text in request.args.items() if text.strip() and name in _READERS}
    state = _one_of("state", given.get("state", "standing"), STATES)
    severity = _one_of("severity", given["severity"], tuple(SEVERITIES)) if "severity" in given else None
    shape = _shape(given["shape"]) if "shape" in given else None
    documents: tuple[str, ...] | None = None
    if "document" in given:
        documents = (_chosen("document", "plan", given["document"]),)
    if "place" in given:
        there = finding_lists.documents_of_place(_chosen("place", "place", given["place"]))
        documents = there if documents is None else tuple(one for one in documents if one in there)
    return Filter(cast(State, state), cast("Severity | None", severity), shape, documents), given


_READERS: Final = ("state", "severity", "shape", "document", "place")


def _one_of(name: str, text: str, known: tuple[str, ...]) -> str:
    if text not in known:
        raise Problem("wrong-parameter", f"{name}={text[:40]!r}: {', '.join(known)}", None, parameter=name)
    return text


def _shape(name: str) -> str:
    """``NumberPresent`` or its IRI."""
    known = {iri.rpartition("#")[2]: iri for iri in shapes()}
    return known[_one_of("shape", name.rpartition("#")[2], tuple(known))]


def _chosen(name: str, kind: str, text: str) -> str:
    """A document or place by identifier, by its path below the base, by number or by name."""
    iri = service().iris.base + text.lstrip("/") if text.startswith(("doc/", "place/", "/doc/", "/place/")) else text
    if iri.startswith(service().iris.base) and links.parsed(iri, service().iris):
        return iri
    try:
        return chosen(name, kind, text, choice_list(kind).choices()).term.value
    except ParameterError as error:
        near = ", ".join(choice.label for choice in error.nearest)
        detail = gettext("%(name)s: không có %(given)s. Gần nhất: %(near)s", name=name, given=text[:60], near=near)
        raise Problem("wrong-parameter", detail, None, parameter=name) from error


def shapes() -> Mapping[str, Shape]:
    """The shapes that have a message, by IRI."""
    return {iri: shape for iri, shape in shipped(service().iris).shapes.items() if shape.messages}


def _of(counted: Mapping[tuple[str, Severity], int], what: str, name: str) -> int:
    return sum(
        count for (shape, severity), count in counted.items() if name == (shape if what == "shape" else severity)
    )


def plain(one: Listed) -> dict[str, Any]:
    """A finding as JSON."""
    return {
        "finding": one.iri,
        "severity": one.severity,
        "shape": one.shape,
        "message": dict(one.messages),
        "focus": one.focus,
        "value": one.value.value if one.value is not None else None,
        "documents": list(one.documents),
        "passages": [
            {"passage": passage.iri, "document": passage.document, "text": passage.text} for passage in one.passages
        ],
        "firstSeen": one.first_seen,
        "lastSeen": one.last_seen,
        "resolved": one.resolved,
    }


def _written(wanted: Filter) -> Iterator[str]:
    """The lines of the CSV; which findings it has is asked before anything is sent, so that a failure is an answer."""
    return _lines(finding_lists.every(wanted))


def _lines(found: Iterator[list[Listed]]) -> Iterator[str]:
    yield _line(_COLUMNS)
    for some in found:
        yield from map(_row, some)


def _row(one: Listed) -> str:
    return _line(
        (
            *(one.iri, one.severity, one.shape, one.messages.get("vi", ""), one.messages.get("en", "")),
            *(" ".join(one.documents), one.focus, one.value.value if one.value is not None else ""),
            *(" ".join(passage.iri for passage in one.passages), "\n".join(passage.text for passage in one.passages)),
            *(one.first_seen or "", one.last_seen or ""),
        )
    )


def _line(cells: tuple[str, ...]) -> str:
    output = io.StringIO()
    csv.writer(output).writerow(cells)
    return output.getvalue()


def _paragraphs(one: Listed) -> dict[str, Paragraph]:
    shown = {}
    for passage in one.passages:
        text = service().source_text(passage.document)
        if text is not None:
            shown[passage.iri] = paragraph(text, passage.start, passage.end)
    return shown


def groups(found: Iterable[Listed]) -> list[list[Listed]]:
    """Findings in their order, those that stand together and concern the same document first in one group."""
    return [list(group) for _, group in groupby(found, key=lambda one: one.documents[:1])]


def moment_of_day(time: str) -> str:
    """A time as the language writes it: ``04/06/2026 07:30``, of the zone it is given in."""
    moment = datetime.fromisoformat(time)
    return str(format_datetime(moment, "dd/MM/yyyy HH:mm" if language() == "vi" else "d MMMM yyyy HH:mm", rebase=False))


def with_query(path: str) -> str:
    """Another form of what the request asks for, with the same filter."""
    given = {name: text for name, text in request.args.items() if text and name in _READERS}
    return links.with_parameters(path, given)


def register(app: Flask) -> None:
    """Gives the templates what they need to write findings."""
    app.jinja_env.filters.update(message=message, groups=groups, moment_of_day=moment_of_day)
    app.jinja_env.globals.update(with_query=with_query)


def message(one: Listed) -> str:
    """What a finding says in the reader's language, else in any."""
    return one.messages.get(language()) or next(iter(one.messages.values()), "")
