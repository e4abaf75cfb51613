"""The calendar of reporting: duties by the month of their day, and those of which no day is stated."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date

from service.rows import Row


@dataclass(frozen=True, slots=True)
class Month:
    """A month with what is to be reported in it, by day."""

    number: int
    name: str
    duties: list[Row]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Twelve months, and the duties without a day."""

    months: list[Month]
    undated: list[Row]


def calendar(rows: Iterable[Row]) -> Calendar | None:
    """The calendar of some reporting duties (``deadline`` is ``--12-15``); None when there are none."""
    duties = list(rows)
    if not duties:
        return None
    months = [Month(number, _name(number), _in(number, duties)) for number in range(1, 13)]
    return Calendar(months, [row for row in duties if "deadline" not in row])


def _in(month: int, duties: list[Row]) -> list[Row]:
    found = [row for row in duties if "deadline" in row and int(row["deadline"].value[2:4]) == month]
    return sorted(found, key=lambda row: row["deadline"].value)


def _name(month: int) -> str:
    """``Tháng 12``, ``December``."""
    return str(format_date(date(2000, month, 1), "LLLL")).capitalize()
