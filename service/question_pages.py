"""``/questions``: the catalogue, and each answer as a page, JSON, CSV, TSV, spreadsheet or SPARQL results."""

from __future__ import annotations

import json
from typing import Any

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from service import links, query_files
from service.answer_charts import drawings
from service.choice_lists import MOST_CHOICES, choice_list
from service.choices import Choice, ParameterError, read_choices
from service.formats import CSV, HTML, JSON, TSV, XLSX, Form, choose, named, offers
from service.formats import Choice as FormChoice
from service.i18n import language
from service.pages import page
from service.problems import Problem
from service.questions import AFTER, Answer, Question, ask, catalogue
from service.render import show
from service.rows import Row
from service.state import service
from service.workbook import workbook

blueprint = Blueprint("questions", __name__)

ANSWER = Form("json", ("application/json",))
RESULTS = Form("srj", JSON.media_types[:1])
FORMS = (ANSWER, CSV, TSV, XLSX, RESULTS)
"""What a question can be answered in besides a page: our JSON with labels of columns first, then the standard forms."""
MOST_ON_PAGE = 500
"""Rows of an answer on its page; the other forms have all."""
MOST_OFFERED = 300
MOST_FITTING = 20
_RESERVED = frozenset({"format"})


@page("/questions", blueprint)
def questions() -> str:
    """The catalogue."""
    return show("questions.html", questions=catalogue().values())


@page("/questions/<slug>", blueprint)
def question(slug: str) -> ResponseReturnValue:
    """A question: with its parameters, the answer; without, the form."""
    name, suffix = _named(slug)
    found = catalogue().get(name)
    if found is None:
        known = ", ".join(catalogue())
        raise Problem("not-found", gettext("Không có câu hỏi %(name)s. Có: %(known)s.", name=name, known=known))
    choice = suffix or _negotiated()
    given = {key: value for key, value in request.args.items() if key not in _RESERVED}
    if choice.form is None:
        response = Response(_page(found, given), content_type=choice.content_type)
    else:
        response = _data(answered(found, given), choice, choice.form)
    response.vary.update(["Accept", "Accept-Language"])
    return response


def _named(slug: str) -> tuple[str, FormChoice | None]:
    """``lead-agency.csv`` is the question ``lead-agency`` as CSV."""
    stem, dot, suffix = slug.rpartition(".")
    choice = named(suffix, FORMS) if dot else None
    return (slug, None) if choice is None else (stem, choice)


def _negotiated() -> FormChoice:
    name, accept = request.args.get("format"), request.headers.get("Accept")
    choice = named(name, FORMS) if name else choose(accept, FORMS, "first")
    if choice is None:
        offered = ", ".join([HTML, *offers(FORMS)])
        raise Problem("not-acceptable", gettext("Có các dạng: %(forms)s.", forms=offered))
    return choice


def answered(found: Question, given: dict[str, str], rows: int | None = None) -> Answer:
    """The answer in the reader's language, its first ``rows`` or all. Raises Problem (wrong-parameter) with the right
    ones.
    """
    try:
        run = service().tables
        return ask(
            found, given, lambda query: run(query, rows=rows)[0], service().iris, language(),
            look_up=lambda query: run(query, rows=MOST_CHOICES)[0],
            choices=lambda kind: choice_list(kind).choices(),
        )  # fmt: skip
    except ParameterError as error:
        raise _problem(error) from None


def _problem(error: ParameterError) -> Problem:
    """A wrong parameter: the nearest right ones, and the list of all of them."""
    if not error.known:
        detail = gettext("Câu hỏi này không có tham số %(name)s.", name=error.name)
    elif error.given is None:
        detail = gettext("Thiếu tham số %(name)s.", name=error.name)
    else:
        detail = gettext("Tham số %(name)s không thể là “%(given)s”.", name=error.name, given=error.given)
    if error.nearest:
        nearest = "; ".join(f"{choice.code} ({choice.label})" for choice in error.nearest)
        detail += " " + gettext("Gần nhất: %(nearest)s.", nearest=nearest)
    return Problem(
        "wrong-parameter", detail, None,
        parameter=error.name, nearest=_listed(error.nearest), choices=_listed(error.choices),
    )  # fmt: skip


def _listed(choices: tuple[Choice, ...]) -> list[dict[str, str]]:
    return [{"value": choice.code, "label": choice.label} for choice in choices]


def _page(found: Question, given: dict[str, str]) -> str:
    """The form with all choices; below it the answer, once the required parameters are there."""
    wanted = all(given.get(parameter.name) for parameter in found.parameters if parameter.required)
    answer = answered(found, given, MOST_ON_PAGE) if wanted else None
    choices = {parameter.name: offered(parameter.kind) for parameter in found.parameters}
    address = request.path.rpartition("/questions/")[2]
    data = {form.name: links.page(f"/questions/{address}.{form.name}", "vi", **given) for form in FORMS}
    following = None
    if answer is not None and answer.after is not None:
        following = links.page(f"/questions/{address}", language(), **{**given, AFTER: answer.after})
    return show(
        "question.html", question=found, given=given, answer=answer, choices=choices, data=data, following=following,
        drawings=drawings(answer) if answer is not None else [],
    )  # fmt: skip


def offered(kind: str) -> tuple[Choice, ...]:
    """The choices that a form has in it: all where they are few; of many, script asks for the fitting ones."""
    run = service().tables
    found = read_choices(kind, lambda query: run(query, rows=MOST_OFFERED + 1)[0], service().iris)
    return found if len(found) <= MOST_OFFERED else ()


@blueprint.route("/questions/choices/<kind>.json")
def fitting_choices(kind: str) -> Response:
    """What a parameter of this kind may be, the choices that fit ``q`` best: ``[{"value": …, "label": …}, …]``."""
    if not query_files.exists(f"choices/{kind}"):
        raise Problem("not-found", gettext("Không có loại tham số %(kind)s.", kind=kind))
    fitting = choice_list(kind).fitting(request.args.get("q", ""), MOST_FITTING)
    response = Response(json.dumps(_listed(fitting), ensure_ascii=False), content_type="application/json")
    response.set_etag(service().tag("choices", request.full_path))
    response.cache_control.no_cache = True
    return response


def _data(answer: Answer, choice: FormChoice, form: Form) -> Response:
    if form is ANSWER:
        content: str | bytes = json.dumps(_document(answer), ensure_ascii=False)
        truncated = answer.table.truncated
    elif form is XLSX:
        content, truncated = workbook(answer, language()), answer.table.truncated
    else:
        body = service().answer(answer.sparql, JSON if form is RESULTS else form)
        content, truncated = body.content, body.truncated
    response = Response(content, content_type=choice.content_type)
    if answer.after is not None:
        following = links.with_parameters(request.path, {**request.args.to_dict(), AFTER: answer.after})
        response.headers.add("Link", f'<{following}>; rel="next"')
    if truncated:
        response.headers["Lienvan-Truncated"] = f"rows={service().settings.result_rows}"
    if form in {CSV, TSV, XLSX}:
        response.headers["Content-Disposition"] = f'inline; filename="{answer.question.slug}.{form.name}"'
    return response


def _document(answer: Answer) -> dict[str, Any]:
    """The answer as plain JSON: what was asked, and the rows as values by variable."""
    return {
        "question": answer.question.slug,
        "title": answer.question.title[language()],
        "parameters": {
            name: {"value": choice.code, "label": choice.label, "term": choice.term.value}
            for name, choice in answer.parameters.items()
        },
        "columns": [{"name": column.name, "label": column.words[language()]} for column in answer.question.columns],
        "rows": [_plain(row) for row in answer.table.rows],
        "truncated": answer.table.truncated,
        "after": answer.after,
        "sparql": answer.sparql,
    }


def _plain(row: Row) -> dict[str, str]:
    return {name: cell.value for name, cell in row.items()}
