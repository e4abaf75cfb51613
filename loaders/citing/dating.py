"""The date that follows a cited number: ``, ngày 12/3/2003``, ``ngày 9 tháng 01 năm 2017``, ``được thông qua ngày``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.dates import DATE, date_of

_LEAD: Final = (
    r"[\s,]{0,3}\(?(?:(?:da )?(?:duoc )?(?:quoc hoi[^;,.()]{0,70} )?(?:ban hanh|ky|ky ban hanh|cong bo|lap|de"
    r"|thong qua|phat hanh)[\s,]{0,3})?"
    r"(?:vao )?"
)
_DATE: Final = re.compile(rf"{_LEAD}(?P<date>(?:ngay,? )?{DATE}|(?=ngay){DATE})")
_DAY: Final = re.compile(r"[\s,]{0,3}ngay (?:\d{1,2} thang \d{1,2}(?!\d| ?nam| ?/)|\d{1,2}[/-]\d{1,2}(?![\d/-]))")
_SHORT: Final = 45
_BEFORE: Final = re.compile(rf"(?P<date>ngay {DATE}|(?=ngay){DATE})[\s,]{{0,3}}$")
_YEAR: Final = re.compile(r",?\s+(?:nam )?(?:19[4-9]\d|20[0-4]\d)(?![\d/-])(?! ?-)")


@dataclass(frozen=True, slots=True)
class Dated:
    """What was read at a place: ``iso`` is None for a year alone; ``impossible`` quotes a date no calendar has."""

    iso: str | None
    impossible: str | None
    end: int


def date_after(text: str, folded: str, start: int, limit: int) -> Dated | None:
    """The date that follows ``start`` at once, or a year alone, or None."""
    found = _DATE.match(folded, start, min(limit, start + 140))
    if found:
        words = found["date"].replace(",", "")
        iso = date_of(words)
        if iso is not None and len(iso) > 4:
            return Dated(iso, None, found.end())
        if iso is not None:
            return Dated(None, None, found.end())
        if any(char.isdigit() for char in words[:8]):
            return Dated(None, " ".join(text[found.start("date") : found.end("date")].split()), found.end())
    part = _DAY.match(folded, start, limit)
    if part:
        return Dated(None, None, part.end())
    year = _YEAR.match(folded, start, limit)
    return Dated(None, None, year.end()) if year else None


def date_before(folded: str, floor: int, end: int) -> str | None:
    """The date that stands right before ``end``: ``Ngày 21/04/2015,`` before ``Thủ tướng Chính phủ đã ban hành …``."""
    found = _BEFORE.search(folded, max(floor, end - _SHORT), end)
    iso = date_of(found["date"]) if found else None
    return iso if iso is not None and len(iso) > 4 else None
