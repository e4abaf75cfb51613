"""Quantities: the numbers of a clause that are values, with comparator, unit and rate.

``trên 98%``, ``từ 4- 4,5%``, ``7% đến 8%/năm``, ``1/2``, ``02 lần``, ``41 triệu đồng/người/năm``, ``3,5% trở lên``,
``từ 20% xuống còn 10%`` (the second). Years, ages (``5 tuổi``), classes (``lớp 1``), numbers of things a text only
mentions (``theo 4 nhóm đối tượng``) are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import cast

from loaders.goals.units import Figure, Unit, unit_of
from loaders.records import Comparator

Value = float | tuple[float, float]

_NUMBER = r"(?:\d{1,3}(?:\.\d{3}){1,4}(?!\d)(?:,\d{1,3})?|\d{1,9}(?:[.,]\d{1,3})?)"
_FIND = re.compile(rf"(?<![\w.,/])(?:(?P<vulgar>[½⅓⅔¼¾])|(?P<low>{_NUMBER})(?!\d)(?:/(?P<of>\d{{1,5}})(?![\d/.]))?)")
_VULGAR = {"½": ("1", "2"), "⅓": ("1", "3"), "⅔": ("2", "3"), "¼": ("1", "4"), "¾": ("3", "4")}
_TO = re.compile(rf"(?P<share>\s?%)?\s?(?:-|den|toi|~)\s?(?:khoang\s)?(?P<high>{_NUMBER})(?![\d/])")
_ON_TO = re.compile(
    rf"\s?%?\s?\(?(?:(?:vao |cuoi )?nam 20\d\d)?\)?\s?(?:giam |tang )?(?:xuong|len)\s?"
    rf"(?:con |den |duoi |tren |khoang |muc ){{0,3}}(?={_NUMBER})"
)

_COMPARATOR = re.compile(
    r"(?:(?P<le>khong (?:vuot )?qua|khong (?:cao|lon) hon|toi da|nhieu nhat|cao nhat|≤)"
    r"|(?P<ge>it nhat|toi thieu|khong duoi|khong (?:thap|it|nho|kem) hon|thap nhat|≥)"
    r"|(?P<lt>\bduoi|(?:thap|it|nho|kem) hon|<)"
    r"|(?P<gt>\btren|\bhon|\bvuot|>))"
    r"(?:\s(?:la|dat|co|den|tu|khoang|muc|con|bang|o|so))?\s?$"
)
_FROM = re.compile(r"(?<!\bdau )\btu\s?$")
_OPEN_END = re.compile(r"\s?tro (?P<way>len|xuong)\b")
_BEFORE_WIDTH, _COMPARATOR_WIDTH, _AFTER_WIDTH = 140, 34, 60


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value in a text: ``[start, end)`` runs from its comparator to its unit and ``trở lên``.

    ``number`` is where its digits begin; ``value`` is a number or (low, high).
    """

    start: int
    number: int
    end: int
    value: Value
    comparator: Comparator
    unit: Unit


def quantities(folded: str, start: int, end: int) -> Iterator[Quantity]:
    """The values in ``folded[start:end]``, in order; offsets are those of ``folded``."""
    at = start
    while (match := _FIND.search(folded, at, end)) is not None:
        found = _quantity(folded, start, end, match)
        at = found.end if found else match.end()
        if found:
            yield found


def _quantity(folded: str, start: int, end: int, match: re.Match[str]) -> Quantity | None:
    digits, of = _VULGAR.get(match["vulgar"]) or (match["low"], match["of"])
    low, stop, share = number(digits), match.end(), False
    value: Value | None = None
    before = folded[max(start, match.start() - _BEFORE_WIDTH) : match.start()]
    onward = None if of else _TO.match(folded, stop, end)
    if onward is not None and low < number(onward["high"]) and not _is_year(onward["high"]):
        value, stop, share = (low, number(onward["high"])), onward.end(), bool(onward["share"])
    unit = unit_of(Figure(folded, stop, end, before, share, of, "," in digits))
    if unit is None or (unit.kind == "count" and _is_year(digits)):
        return None
    if value is None and _goes_on(folded, stop, end, before):
        return None
    if value is None:
        value = low / number(of) if of and unit.kind == "ratio" else low
    comparator, begin = _comparator(before[-_COMPARATOR_WIDTH:], match.start(), value)
    return _finished(folded, end, Quantity(begin, match.start(), unit.end, value, comparator, unit))


def _finished(folded: str, end: int, found: Quantity) -> Quantity:
    """``trở lên`` or ``trở xuống`` behind the unit belong to the value and say how it is meant."""
    match = None if isinstance(found.value, tuple) else _OPEN_END.match(folded, found.end, end)
    if match is None:
        return found
    return replace(found, end=match.end(), comparator="ge" if match["way"] == "len" else "le")


def _comparator(before: str, number_at: int, value: Value) -> tuple[Comparator, int]:
    """The comparator that the words before a number say, and where they begin."""
    if isinstance(value, tuple):
        origin = _FROM.search(before)
        return "between", number_at - (len(before) - origin.start() if origin else 0)
    match = _COMPARATOR.search(before)
    if match is not None:
        return cast(Comparator, match.lastgroup), number_at - (len(before) - match.start())
    origin = _FROM.search(before)
    if origin is not None:
        return "ge", number_at - (len(before) - origin.start())
    return "eq", number_at


def _goes_on(folded: str, stop: int, end: int, before: str) -> bool:
    """Whether this is the first value of ``giảm từ 20% (năm 2020) xuống còn 10%``: where it starts, not a target."""
    return _FROM.search(before) is not None and _ON_TO.match(folded, stop, min(end, stop + _AFTER_WIDTH)) is not None


def _is_year(digits: str) -> bool:
    return len(digits) == 4 and digits.startswith(("19", "20", "21"))


def number(printed: str) -> float:
    """``99,98`` is 99.98, ``1.000`` is 1000, ``4.5`` is 4.5, ``02`` is 2."""
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", printed):
        printed = printed.replace(".", "")
    return float(printed.replace(",", "."))
