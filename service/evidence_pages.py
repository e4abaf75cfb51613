"""``/questions/{slug}/evidence``: the proof of an answer's rows, as a page and as JSON-LD to be verified offline."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import lru_cache

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service import evidence_jsonld
from service.evidence import Evidence, prove
from service.formats import HTML, JSON_LD, choose, named
from service.i18n import language
from service.labels import things
from service.pages import page
from service.paragraphs import Paragraph, paragraph
from service.problems import Problem
from service.question_pages import answered
from service.questions import Answer, Question, catalogue
from service.render import show
from service.rows import Table
from service.state import service

blueprint = Blueprint("evidence", __name__)

KEPT_TEXTS = 512
PAGE_ROWS = 20
"""Rows whose proof a page shows at once; the JSON-LD has all."""
MOST_STATEMENTS = 1_000_000
_RESERVED = frozenset({"format", "row", "from"})
_OFFERED = f"{HTML}, {JSON_LD.media_type}"


@page("/questions/<slug>/evidence", blueprint)
def evidence(slug: str) -> ResponseReturnValue:
    """The evidence in the form that the client takes."""
    name = request.args.get("format")
    choice = named(name, [JSON_LD]) if name else choose(request.headers.get("Accept"), [JSON_LD], "first")
    if choice is None:
        raise Problem("not-acceptable", gettext("Có các dạng: %(forms)s.", forms=_OFFERED))
    answer = answered(_question(slug), _given())
    response = _export(answer) if choice.form else Response(_page(answer), content_type=f"{HTML}; charset=utf-8")
    response.vary.update(["Accept", "Accept-Language"])
    return response


@page("/questions/<slug>/evidence.jsonld", blueprint)
def evidence_jsonld_file(slug: str) -> ResponseReturnValue:
    """The evidence as a file for ``lienvan verify``."""
    response = _export(answered(_question(slug), _given()))
    response.headers["Content-Disposition"] = f'inline; filename="{slug}.evidence.jsonld"'
    return response


def _question(slug: str) -> Question:
    found = catalogue().get(slug)
    if found is None:
        known = ", ".join(catalogue())
        raise Problem("not-found", gettext("Không có câu hỏi %(name)s. Có: %(known)s.", name=slug, known=known))
    return found


def _given() -> dict[str, str]:
    return {key: value for key, value in request.args.items() if key not in _RESERVED}


def _proof(answer: Answer, numbers: list[int] | None) -> Evidence:
    run = service().tables
    return prove(answer, lambda query: run(query, rows=MOST_STATEMENTS)[0], service().iris, numbers)


def _wanted(answer: Answer) -> list[int]:
    """The one row that ``row=`` asks for, or a page of rows from ``from=``; rows count from 1."""
    row = request.args.get("row", type=int)
    if row is not None:
        if not 0 < row <= len(answer.table.rows):
            count = len(answer.table.rows)
            raise Problem("not-found", gettext("Câu trả lời có %(count)s dòng, không có dòng này.", count=count))
        return [row]
    start = max(1, request.args.get("from", 1, type=int))
    return list(range(start, min(start + PAGE_ROWS, len(answer.table.rows) + 1)))


def _export(answer: Answer) -> Response:
    row = request.args.get("row")
    found = _proof(answer, None if row is None else _wanted(answer))
    exported = evidence_jsonld.document(found, service().iris.base, language(), _texts())
    response = Response(json.dumps(exported, ensure_ascii=False, indent=1), content_type=JSON_LD.media_type)
    if answer.table.truncated:
        response.headers["Lienvan-Truncated"] = f"rows={service().settings.result_rows}"
    return response


def _texts() -> Callable[[str], str | None]:
    """The source texts, each read once however many passages of it are asked for."""
    return lru_cache(maxsize=KEPT_TEXTS)(service().source_text)


def _page(answer: Answer) -> str:
    numbers = _wanted(answer)
    found = _proof(answer, numbers)
    shown = things([Table((), tuple(proof.row for proof in found.rows))])
    for proof in found.rows:
        for statement in proof.statements:
            shown |= {statement.predicate} | ({statement.value.value} if statement.value.kind == "iri" else set())
    return show(
        "evidence.html",
        names=shown | set(found.documents),
        question=answer.question,
        given=_given(),
        total=len(answer.table.rows),
        numbers=numbers,
        single="row" in request.args,
        size=PAGE_ROWS,
        evidence=found,
        paragraphs=_paragraphs(found),
    )


def _paragraphs(found: Evidence) -> dict[str, Paragraph]:
    """The paragraph of each passage whose document's text is kept."""
    shown, text_of = {}, _texts()
    for passage in found.passages.values():
        text = text_of(passage.document)
        if text is not None:
            shown[passage.iri] = paragraph(text, passage.start, passage.end)
    return shown
