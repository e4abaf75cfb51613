"""The drawings of an answer, as the header of its question asks for them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from flask_babel import format_decimal, gettext

from service import charts, links
from service.charts import Drawing, Value
from service.i18n import language
from service.questions import Answer
from service.rows import Row
from service.state import service


def drawings(answer: Answer) -> list[Drawing]:
    """What is drawn of an answer: nothing where its question asks for no chart, or nothing in it has a number."""
    chart = answer.question.chart
    if chart is None:
        return []
    rows, columns = answer.table.rows, chart.columns
    title = answer.question.title[language()]
    match chart.kind:
        case "bars":
            found = charts.bars(
                title, _addressed(charts.counted(rows, columns["label"], columns["value"], columns.get("link")))
            )
        case "months":
            names = {month: gettext("tháng %(number)s", number=month) for month in range(1, 13)}
            found = charts.bars(title, charts.by_month(rows, columns["value"], names))
        case "ranges":
            return target_drawings(rows, columns["label"])
        case _:
            raise ValueError(f"{answer.question.slug} asks for a chart of an unknown kind: {chart.kind}")
    return [found] if found else []


def _addressed(counted: Sequence[tuple[str, float, str | None]]) -> list[tuple[str, float, str | None]]:
    iris = service().iris
    return [(label, amount, links.home(iri, iris, language()) if iri else None) for label, amount, iri in counted]


def target_drawings(rows: Iterable[Row], label: str) -> list[Drawing]:
    """Targets that can be compared on one scale: a drawing for each horizon, unit, period, direction and baseline."""
    groups = ((group, list(members)) for group, members in groupby(sorted(rows, key=_group), key=_group))
    found = (
        charts.ranges(_heading(group), _ranked([_value(row, label) for row in members])) for group, members in groups
    )
    return [drawing for drawing in found if drawing is not None]


def _ranked(values: Iterable[Value]) -> list[Value]:
    return sorted(values, key=lambda value: (-max(value.numbers, default=0), value.label))


def _group(row: Row) -> tuple[str, ...]:
    return tuple(row[name].value if name in row else "" for name in ("horizon", "direction", "unit", "per", "baseline"))


def _heading(group: tuple[str, ...]) -> str:
    horizon, direction, unit, per, baseline = group
    words = {"increase": gettext("tăng"), "decrease": gettext("giảm"), "reach": gettext("đạt")}
    by = gettext("Đến năm %(year)s", year=horizon) if horizon else gettext("Không nêu năm")
    measured = " ".join(
        part for part in (words.get(direction, ""), f"({unit})" if unit else "", f"/ {per}" if per else "") if part
    )
    since = gettext("so với %(year)s", year=baseline) if baseline else ""
    return " ".join(part for part in (f"{by}: {measured}", since) if part)


def _value(row: Row, label: str) -> Value:
    lower, upper = charts.as_number(row, "lower"), charts.as_number(row, "upper")
    sign = row["comparator"].value if "comparator" in row else ""
    address = links.passage(row["passage"].value, service().iris, language()) if "passage" in row else None
    name = row[label].value if label in row else gettext("không rõ địa bàn")
    return Value(
        name, _words(sign, lower, upper), sign, lower, upper, row["kind"].value if "kind" in row else "", address
    )


def _words(sign: str, lower: float | None, upper: float | None) -> str:
    """``> 3``, ``4–4,5``, ``41``."""
    if sign == "…" and lower is not None and upper is not None:
        return f"{format_decimal(lower)}–{format_decimal(upper)}"
    bound = lower if lower is not None else upper
    return "" if bound is None else f"{'' if sign == '=' else sign + ' '}{format_decimal(bound)}"


def said(row: Row) -> str:
    """What a target says, as its comparator means it: ``giảm > 3 % / năm``; empty for one without a number."""
    words = _words(
        row["comparator"].value if "comparator" in row else "",
        charts.as_number(row, "lower"),
        charts.as_number(row, "upper"),
    )
    moves = {"increase": gettext("tăng"), "decrease": gettext("giảm")}.get(row["direction"].value, "")
    unit = row["unit"].value if "unit" in row else ""
    per = f"/ {row['per'].value}" if "per" in row else ""
    since = gettext("so với %(year)s", year=row["baseline"].value) if "baseline" in row else ""
    return " ".join(part for part in (moves, words, unit, per, since) if part) if words else gettext("định tính")
