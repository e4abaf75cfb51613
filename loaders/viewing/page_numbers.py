"""Which lines are the number of a page: ``6`` between ``7. Phòng Nội vụ huyện`` and ``- Chủ trì, phối hợp …``."""

from __future__ import annotations

import re
from typing import Final

from loaders.folding import fold
from loaders.outlining.labels import LABEL
from loaders.viewing.lines import Line

_PAGE: Final = re.compile(r"(?:-\s?|trang\s)?(\d{1,4})(?:\s?-|\s?/\s?\d{1,4})?$")
_LONGEST: Final = 16
_FIRST: Final = (1, 2, 3)  # the number of the first page is often left out
_FEWEST: Final = 3  # numbers that count up a page apart
_PAGE_LETTERS: Final = (900, 8_000)
_BEFORE_DIGITS: Final = re.compile(r"\b(?:ngay|thang|nam|so|truoc|den|tu|khoang|tren|duoi|it nhat|dat|va)$")


def page_numbers(lines: list[Line], clean: str, folded: str) -> frozenset[int]:
    """The indexes of the lines that are numbers of pages: those that count up, and those that stand as one."""
    found = {}
    for index, line in enumerate(lines):
        if line.end - line.start <= _LONGEST and folded[line.end - 1] in "-0123456789":
            match = _PAGE.match(folded[line.start : line.end])
            if match is not None:
                found[index] = int(match[1])
    alone = {index for index in found if _stands_as_one(lines, index, clean)}
    return frozenset(alone.union(*(_counted(found, lines, first) for first in _FIRST)))


def _counted(found: dict[int, int], lines: list[Line], first: int) -> list[int]:
    """The numbers ``first``, ``first`` + 1 … that stand about a page apart; none when they are too few."""
    low, high = _PAGE_LETTERS
    chain: list[int] = []
    for index, number in found.items():
        if number != first + len(chain):
            continue
        if not chain or low <= lines[index].start - lines[chain[-1]].start <= high:
            chain.append(index)
    return chain if len(chain) >= _FEWEST else []


def _stands_as_one(lines: list[Line], index: int, clean: str) -> bool:
    """A number alone on a line: at either end of the text, beside a form feed, or inside a sentence."""
    if not 0 < index < len(lines) - 1:
        return True
    before, line, after = lines[index - 1], lines[index], lines[index + 1]
    if "\f" in clean[before.end : line.start] or "\f" in clean[line.end : after.start]:
        return True
    if clean[after.start].isdigit():
        return _goes_on_with_digits(clean, before, after)
    return clean[before.end - 1] not in ".;:|" and clean[after.start].islower()


def _goes_on_with_digits(clean: str, before: Line, after: Line) -> bool:
    """``… gửi về trước ngày`` / ``9`` / ``15/12 hằng năm``: a word that wants a number, and one that is no label."""
    last = fold(clean[max(before.start, before.end - 12) : before.end])
    return (
        _BEFORE_DIGITS.search(last) is not None
        and after.end - after.start > _LONGEST
        and LABEL.match(clean, after.start, after.end) is None
    )
