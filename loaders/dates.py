"""Vietnamese dates as administrative documents print them: ``ngày 04 tháng 6 năm 2020``, ``28/01/2022``.

Everything here reads *folded* text (lower case, no diacritics, see ``loaders.folding``), whose offsets are those of the
text it was folded from. A blank day gives a month (``ngày     tháng 3 năm 2023`` is ``2023-03``), a blank day and month
a year (``2023``). Print and PDF text layers scatter blanks into the digits: ``16/7/20 21``, ``ngày 1 0 tháng 3``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_BLANK: Final = r"[\s.,…_]{0,40}"
_YEAR: Final = r"[12] ?[09] ?\d ?\d(?!\d)"
_TWO: Final = r"\d ?\d?"
_NUMERIC: Final = rf"\d{{1,2}} ?[/.-] ?\d{{1,2}} ?[/.-] ?(?:{_YEAR}|\d{{2}}(?!\d))"
_WORDS: Final = (
    rf"(?:ngay{_BLANK}(?:{_TWO})?{_BLANK})?thang{_BLANK}(?:{_TWO})?{_BLANK}(?:(?:nam|thang)\s{{0,8}}|/ ?)(?:{_YEAR})"
)
DATE: Final = rf"(?:{_WORDS}|(?:ngay[\s:]{{0,4}})?{_NUMERIC})"
"""Pattern source (no groups) for other grammars to embed, over folded text; ``date_of`` reads what it matched."""

_ANYWHERE: Final = re.compile(DATE)
_WORD_PARTS: Final = re.compile(rf"(?:ngay{_BLANK}(?P<day>{_TWO})?{_BLANK})?thang{_BLANK}(?P<month>{_TWO})?")
_YEAR_PART: Final = re.compile(rf"{_YEAR}$")


@dataclass(frozen=True, slots=True)
class DateMatch:
    """One date and where it was read: ``2020-06-04`` (``2020-06``, ``2020`` where day or month is blank)."""

    iso: str
    start: int
    end: int


def date_of(folded: str) -> str | None:
    """ISO date of words that ``DATE`` matched, ``ngay 04 thang 6 nam 2020`` -> ``2020-06-04``; None for no date."""
    words = folded.strip()
    if "thang" in words:
        return _from_words(words)
    parts = re.split(r"[/.-]", words.removeprefix("ngay").lstrip(" \n\t:"))
    if len(parts) != 3:
        return None
    day, month, year = (re.sub(r"\s", "", part) for part in parts)
    return _iso(_century(year), month, day)


def date_at(folded: str, start: int) -> DateMatch | None:
    """The date that begins exactly at ``start``, or None."""
    return _result(_ANYWHERE.match(folded, start))


def find_dates(folded: str, start: int = 0, end: int | None = None) -> Iterator[DateMatch]:
    """Every date of ``folded[start:end]`` in order: ``ngày 28/01/2022``, ``tháng 3 năm 2023``, ``04-6-2020``."""
    for match in _ANYWHERE.finditer(folded, start, len(folded) if end is None else end):
        found = _result(match)
        if found is not None:
            yield found


def _result(match: re.Match[str] | None) -> DateMatch | None:
    iso = date_of(match.group()) if match else None
    return DateMatch(iso, match.start(), match.end()) if match and iso else None


def _from_words(words: str) -> str | None:
    year, parts = _YEAR_PART.search(words), _WORD_PARTS.match(words)
    if year is None or parts is None:
        return None
    day, month = (re.sub(r"\s", "", parts[name] or "") for name in ("day", "month"))
    return _iso(re.sub(r"\s", "", year.group()), month, day)


def _century(year: str) -> str:
    """``09`` is 2009, ``98`` is 1998: no document of this kind is older than 1945."""
    return year if len(year) == 4 else ("20" if int(year) < 45 else "19") + year


def _iso(year: str, month: str, day: str) -> str | None:
    if not month:
        return None if day else year
    try:
        date = dt.date(int(year), int(month), int(day or 1))
    except ValueError:
        return None
    return date.isoformat() if day else date.isoformat()[:7]
