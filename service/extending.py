"""Data extension: values of properties for things that were matched (section 6 of the Reconciliation Service API)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext
from pyoxigraph import NamedNode

from ontology import LV, XSD
from service import query_files
from service.entity_types import property_ids
from service.i18n import language
from service.labels import Labels, label, labels
from service.problems import Problem
from service.rows import Cell
from service.state import service

_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A property to fetch, with at most so many values for each thing; 0 for all."""

    id: str
    limit: int


def extension(given: Mapping[str, Any], most: int, identifier: Callable[[str], str]) -> dict[str, Any]:
    """``{"meta": …, "rows": …}`` for ``{"ids": …, "properties": …}``. Raises Problem (wrong-parameter, not-found)."""
    ids = given.get("ids")
    if not isinstance(ids, list) or not all(isinstance(one, str) for one in ids):
        raise _wrong(gettext("ids là một danh sách định danh."))
    if len(ids) > most:
        detail = gettext("Mỗi lần gửi nhiều nhất %(most)s định danh.", most=most)
        raise Problem("query-too-long", detail, None, limit=most)
    wanted = _wanted(given.get("properties"))
    things = {one: identifier(one) for one in dict.fromkeys(ids)}
    values = _values(sorted(set(things.values())), wanted) if things and wanted else {}
    linked = {cell.value for found in values.values() for cell in found if cell.kind == "iri"}
    names = labels(service(), linked | {str(LV[one.id]) for one in wanted})
    rows = {
        one: {field.id: [_cell(cell, names) for cell in _limited(values.get((iri, field.id), ()), field.limit)]
              for field in wanted}
        for one, iri in things.items()
    }  # fmt: skip
    return {"meta": [{"id": one.id, "name": label(names, str(LV[one.id]), language())} for one in wanted], "rows": rows}


def _wanted(given: Any) -> list[Wanted]:
    known = property_ids()
    found = []
    for one in given if isinstance(given, list) else [None]:
        if not isinstance(one, Mapping) or one.get("id") not in known:
            raise _wrong(gettext("properties có id là một trong %(known)s.", known=", ".join(known)))
        settings = one.get("settings") or {}
        found.append(Wanted(one["id"], _limit(settings.get("limit", 0) if isinstance(settings, Mapping) else None)))
    return found


def _limit(given: Any) -> int:
    """A number, or one written as a text, as forms send it."""
    if isinstance(given, str) and given.isascii() and given.isdecimal():
        given = int(given[:9])
    if isinstance(given, bool) or not isinstance(given, int | float) or not 0 <= given < 1e9:
        raise _wrong(gettext("limit là một số từ 0."))
    return int(given)


def _wrong(detail: str) -> Problem:
    return Problem("wrong-parameter", detail, None, parameter="extend")


def _values(things: Sequence[str], wanted: Sequence[Wanted]) -> dict[tuple[str, str], list[Cell]]:
    terms = {str(LV[one.id]): one.id for one in wanted}
    query = query_files.query(
        "reconcile/values",
        service().iris,
        {"thing": [NamedNode(thing) for thing in things], "property": [NamedNode(term) for term in terms]},
    )
    found: dict[tuple[str, str], list[Cell]] = {}
    for row in service().tables(query, rows=1_000_000)[0].rows:
        found.setdefault((row["thing"].value, terms[row["property"].value]), []).append(row["value"])
    return found


def _limited(cells: Sequence[Cell], limit: int) -> Sequence[Cell]:
    return cells[:limit] if limit else cells


def _cell(cell: Cell, names: Labels) -> dict[str, Any]:
    """A thing with its name, a day, a number, or a text."""
    if cell.kind == "iri":
        iri = cell.value
        return {"id": iri.removeprefix(service().iris.base), "name": label(names, iri, language())}
    if cell.datatype == XSD.date and _DAY.fullmatch(cell.value):
        return {"date": f"{cell.value}T00:00:00Z"}
    if cell.datatype in {XSD.integer, XSD.gYear} and cell.value.lstrip("-").isdecimal():
        return {"int": int(cell.value)}
    if cell.datatype == XSD.decimal:
        return {"float": float(cell.value)}
    return {"str": cell.value}
