"""``/targets``: an indicator and a year, and what each place is to reach: side by side, beside its province.

Only what stands on one scale is drawn together. Places are shown a province at a time where there are many of them.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from flask_babel import format_decimal, gettext

from graph.page_lists import Where
from ontology.iri import Iris
from service import lists
from service.answer_charts import said, target_drawings
from service.pages import page
from service.problems import Problem
from service.render import panel, show
from service.rows import Cell, Row, Table
from service.state import service

blueprint = Blueprint("targets", __name__)
blueprint.add_app_template_filter(said, "target_words")
blueprint.add_app_template_filter(format_decimal, "amount")

MOST_PLACES: Final = 90
"""Places shown together; where an indicator has more, those of one province, or the provinces alone."""
WITHOUT: Final = "none"
"""The horizon of targets that name no year."""
_EVERYTHING: Final = 1_000_000
_COLUMNS: Final = (
    "placeLabel", "place", "horizon", "direction", "comparator", "lower", "upper", "unit", "per", "baseline", "quote",
    "documentLabel", "document", "passage", "target",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be chosen: ``indicators`` with labels and counts, horizons with counts, provinces with labels."""

    indicators: list[Row]
    horizons: list[tuple[str, int]]
    provinces: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen: identifiers, ``horizon`` as a year, ``none`` or empty for all."""

    indicator: str
    horizon: str
    province: str


@blueprint.app_template_filter("identifier_end")
def identifier_end(iri: str) -> str:
    """The last piece of an identifier, which a parameter may be given as: ``poverty-rate``."""
    return iri.rpartition("/")[2]


@page("/targets", blueprint)
def targets() -> str:
    """The page; without a choice, the indicator that most targets are set for."""
    chosen, choices, table, narrowed = _answer()
    rows = table.rows
    numbers = [row for row in rows if "comparator" in row and ("lower" in row or "upper" in row)]
    return show(
        "targets.html",
        (table,),
        names={chosen.indicator},
        chosen=chosen,
        choices=choices,
        rows=rows,
        qualitative=[row for row in rows if row not in numbers],
        drawings=target_drawings(numbers, "placeLabel"),
        narrowed=narrowed,
        without=WITHOUT,
    )


@blueprint.route("/targets.csv")
@blueprint.route("/<any(vi, en):language>/targets.csv")
def targets_csv() -> Response:
    """The rows of the page as CSV."""
    _, _, table, _ = _answer()
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_COLUMNS)
    writer.writerows([row[name].value if name in row else "" for name in _COLUMNS] for row in table.rows)
    return Response(
        text.getvalue(), content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="targets.csv"'},
    )  # fmt: skip


def _answer() -> tuple[Chosen, Choices, Table, bool]:
    """What was chosen, what can be, the rows, and whether they are provinces alone because there are too many."""
    indicators = lists.named_indicators()
    if not indicators:
        return Chosen("", "", ""), Choices([], [], []), Table((), ()), False
    indicator = _indicator(indicators)
    places = _places(indicator)
    horizons = _counted(places)
    chosen = Chosen(indicator, _horizon(horizons), _province(places))
    shown, narrowed = _shown(places, chosen)
    rows = _rows(shown, chosen)
    provinces = sorted({(one.province, one.province_label) for one in places if one.province}, key=lambda one: one[1])
    return chosen, Choices(list(indicators), horizons, provinces), rows, narrowed


def _indicator(indicators: Sequence[Row]) -> str:
    given = request.args.get("indicator", "").strip()
    known = {row["indicator"].value: int(row["count"].value) for row in indicators}
    if not given:
        return max(sorted(known), key=lambda iri: known[iri])
    for iri in (given, _iris().base + "indicator/" + given):
        if iri in known:
            return iri
    detail = gettext("Không chỉ tiêu nào được đặt cho chỉ số “%(given)s”.", given=given)
    raise Problem("wrong-parameter", detail, None, parameter="indicator", given=given)


def _iris() -> Iris:
    return service().iris


def _places(indicator: str) -> list[Where]:
    known = lists.counted()
    if known is not None:
        return known.places_of(indicator)
    (table,) = service().tables(panel("target-places", indicator=indicator), rows=_EVERYTHING)
    return [_where(row) for row in table.rows]


def _targets(places: list[str], indicator: str) -> Sequence[str]:
    """The targets of an indicator in some places."""
    known = lists.counted()
    if known is not None:
        return known.targets_in(indicator, places)
    (table,) = service().tables(panel("target-of-places", place=places, indicator=indicator), rows=_EVERYTHING)
    return [row["target"].value for row in table.rows]


def _where(row: Row) -> Where:
    horizon = row["horizon"].value[:4] if "horizon" in row else ""
    province = row["province"].value if "province" in row else None
    label = row["provinceLabel"].value if "provinceLabel" in row else ""
    return Where(row["place"].value, horizon, int(row["targets"].value), province, label)


def _counted(places: list[Where]) -> list[tuple[str, int]]:
    counted: Counter[str] = Counter()
    for one in places:
        counted[one.horizon or WITHOUT] += one.targets
    return sorted(counted.items())


def _horizon(horizons: list[tuple[str, int]]) -> str:
    """The year asked for; the one of most targets where none is; empty for all years."""
    given = request.args.get("horizon")
    known = dict(horizons)
    if given is None:
        return max(sorted(known), key=lambda year: known[year], default="")
    if given and given not in known:
        detail = gettext("Chỉ tiêu này có cho: %(years)s.", years=", ".join(known))
        raise Problem("wrong-parameter", detail, None, parameter="horizon", given=given, choices=list(known))
    return given


def _province(places: list[Where]) -> str:
    given = request.args.get("province", "").strip()
    known = {one.province for one in places}
    for iri in (given, _iris().base + "place/gso-2024/" + given):
        if not given or iri in known:
            return iri if given else ""
    raise Problem(
        "wrong-parameter", gettext("Ở tỉnh này không có chỉ tiêu ấy."), None, parameter="province", given=given
    )


def _shown(places: list[Where], chosen: Chosen) -> tuple[list[str], bool]:
    """The places to show, each once."""
    asked = [
        one
        for one in places
        if chosen.horizon in {"", one.horizon or WITHOUT} and chosen.province in {"", one.province}
    ]
    listed = list(dict.fromkeys(one.place for one in asked))
    if len(listed) <= MOST_PLACES:
        return listed, False
    provinces = [one.place for one in asked if one.place == one.province]
    return list(dict.fromkeys(provinces or listed))[:MOST_PLACES], True


def _rows(places: list[str], chosen: Chosen) -> Table:
    """The rows of some places for the chosen year; provinces are marked, the drawing shows them apart."""
    if not places:
        return Table((), ())
    (table,) = service().tables(panel("target-rows", target=_targets(places, chosen.indicator)))
    rows = tuple(
        {**row, "kind": Cell("province" if _is_province(row["place"].value) else "place", "literal")}
        for row in table.rows
        if chosen.horizon in {"", row["horizon"].value[:4] if "horizon" in row else WITHOUT}
    )
    return Table(table.columns, rows, table.truncated)


def _is_province(place: str) -> bool:
    """Codes of provinces have two digits, in both lists of the statistics office."""
    return len(_iris().parse(place).parts[1]) == 2
