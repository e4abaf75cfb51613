"""``/ask?q=…``: a question in words, what was understood of it, and the answer; as a page and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

from flask import Blueprint, Response, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service import links
from service.choice_lists import choice_list
from service.formats import HTML, Form, choose, named
from service.i18n import language
from service.pages import page
from service.problems import Problem
from service.question_pages import answered, offered
from service.questions import Answer, Question, catalogue
from service.render import show
from service.rows import Table
from service.state import service
from service.word_names import Names
from service.words import Reading, Understanding, understand

blueprint = Blueprint("ask", __name__)

JSON = Form("json", ("application/json",))
LONGEST = 1000
"""Characters that a question may have."""
MOST_NAMES = 1_000_000
_KEPT = "lienvan-names"


@page("/ask", blueprint)
def ask() -> ResponseReturnValue:
    """What the words in ``q`` mean; a browser gets the answer with it."""
    text = request.args.get("q", "").strip()
    if len(text) > LONGEST:
        raise Problem("bad-request", gettext("Câu hỏi dài quá %(count)s ký tự.", count=LONGEST))
    name = request.args.get("format")
    choice = named(name, [JSON]) if name else choose(request.headers.get("Accept"), [JSON], "first")
    if choice is None:
        raise Problem("not-acceptable", gettext("Có các dạng: %(forms)s.", forms=f"{HTML}, {JSON.media_type}"))
    understanding = understand(text, names())
    if choice.form is not None:
        response = Response(json.dumps(_document(understanding), ensure_ascii=False), content_type=JSON.media_type)
    else:
        response = Response(_page(understanding), content_type=f"{HTML}; charset=utf-8")
    response.vary.update(["Accept", "Accept-Language"])
    return response


@blueprint.route("/questions.json")
def questions() -> dict[str, Any]:
    """The catalogue for programs."""
    return {"questions": [_described(question) for question in catalogue().values()]}


def names() -> Names:
    """The names in the current generation, read once for each."""
    tag = service().tag(_KEPT)
    kept: tuple[str, Names] | None = current_app.extensions.get(_KEPT)
    if kept is None or kept[0] != tag:
        run = service().tables
        known = Names(
            lambda query: run(query, rows=MOST_NAMES)[0], service().iris, lambda kind: choice_list(kind).choices()
        )
        kept = (tag, known)
        current_app.extensions[_KEPT] = kept
    return kept[1]


def _described(question: Question) -> dict[str, Any]:
    return {
        "question": question.slug,
        "title": question.title[language()],
        "description": question.description[language()],
        "parameters": [
            {
                "name": parameter.name,
                "kind": parameter.kind,
                "label": parameter.words[language()],
                "example": parameter.example,
                "required": parameter.required,
            }
            for parameter in question.parameters
        ],
    }


def _document(understanding: Understanding) -> dict[str, Any]:
    """The readings, the likeliest first; ``sure`` when the first is meant and not only likely."""
    return {
        "q": understanding.text,
        "sure": understanding.sure,
        "readings": [_reading(reading) for reading in understanding.readings],
    }


def _reading(reading: Reading) -> dict[str, Any]:
    return {
        "question": reading.question.slug,
        "title": reading.question.title[language()],
        "parameters": {name: {"value": thing.code, "label": thing.label} for name, thing in reading.parameters.items()},
        "besides": [{"kind": thing.kind, "value": thing.code, "label": thing.label} for thing in reading.besides],
        "complete": reading.complete,
        "score": round(reading.score, 2),
        "address": address(reading),
    }


def address(reading: Reading) -> str:
    """Where a reading is answered: ``/questions/lead-agency?component=1719/10/1``."""
    return links.page(f"/questions/{reading.question.slug}", language(), **reading.given)


def _page(understanding: Understanding) -> str:
    reading = understanding.readings[0] if understanding.sure else None
    answer = answered(reading.question, reading.given) if reading and reading.complete else None
    return show(
        "ask.html",
        q=understanding.text,
        reading=reading,
        others=understanding.readings[1 if reading else 0 :],
        address_of=address,
        choices={one.name: offered(one.kind) for one in reading.question.parameters} if reading else {},
        answer=answer,
        special=_about(answer, reading) if answer and reading else None,
    )


def _about(answer: Answer, reading: Reading) -> Answer | None:
    """The rows about what the words name and the question has no parameter for: the lead *in Bạch Thông*."""
    wanted = {thing.iri or thing.code for thing in reading.besides}
    rows = tuple(row for row in answer.table.rows if wanted & {cell.value for cell in row.values()})
    if not rows or len(rows) == len(answer.table.rows):
        return None
    return replace(answer, table=Table(answer.table.columns, rows))
