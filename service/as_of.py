"""Places as of a day: ``?asOf=2025-07-01`` on a place's page answers for what was joined to it, and says so.

A place that was split among several stands for none of them: its targets stay its own.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from ontology import LV
from service import questions
from service.choices import ParameterError, chosen
from service.problems import Problem
from service.rows import Row, Table
from service.state import service

QUESTION = "place-targets"
_TO, _FROM = "to", "from"


@dataclass(frozen=True, slots=True)
class AsOf:
    """What a day means for one place: ``whole`` is the place that all of it belongs to by then, ``parts`` those that
    share it, ``joined`` those that went over whole to it; ``answer`` has the targets that it stands for."""

    day: str
    whole: Row | None
    parts: list[Row]
    joined: list[Row]
    answer: questions.Answer | None


def as_of(iri: str, text: str | None, changes: Table) -> AsOf | None:
    """The day of ``?asOf=`` for the place ``iri`` with its ``changes``; None without one. Raises Problem for no day."""
    day = day_asked(text)
    if day is None:
        return None
    rows = [row for row in changes.rows if row["day"].value <= day]
    later = [row for row in rows if row["direction"].value == _TO]
    whole = next((row for row in later if row["extent"].value == LV.Whole), None)
    joined = [row for row in rows if row["direction"].value == _FROM and row["extent"].value == LV.Whole]
    return AsOf(day, whole, [] if whole else later, joined, _targets(iri, day))


def day_asked(text: str | None) -> str | None:
    """The day of ``?asOf=`` (ISO 8601), None without one. Raises Problem (wrong-parameter) for what is no day."""
    if not text:
        return None
    try:
        return chosen("asOf", "date", text, ()).code
    except ParameterError:
        detail = gettext("Tham số %(name)s không thể là “%(given)s”.", name="asOf", given=text)
        raise Problem("wrong-parameter", detail, None, parameter="asOf") from None


def _targets(iri: str, day: str) -> questions.Answer | None:
    """The targets of the place and of those joined to it; None for a place that no document speaks of."""
    found = questions.catalogue()[QUESTION]
    try:
        given = {"place": iri, "asOf": day}
        return questions.ask(found, given, lambda query: service().tables(query)[0], service().iris)
    except ParameterError:
        return None
