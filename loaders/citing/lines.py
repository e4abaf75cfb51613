"""The paragraph in which a mention stands, in offsets of the whole view; a title of several lines is one."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from loaders.records import Document
from loaders.view import View


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a view: ``[start, end)`` of ``text`` and ``folded``."""

    text: str
    folded: str
    start: int
    end: int


def lines_of(view: View, positions: Iterable[int]) -> Iterator[tuple[Line, int]]:
    """Each of ``positions`` (ascending) with its line; a line is looked up once however many positions it has."""
    text, folded = view.text, view.folded
    line = Line(text, folded, 0, -1)
    for position in positions:
        if position >= line.end:
            start = text.rfind("\n", max(line.end, 0), position) + 1 or max(line.end + 1, 0)
            end = text.find("\n", position)
            line = Line(text, folded, start, len(text) if end < 0 else end)
        yield line, position


_GOES_ON: Final = re.compile(r"\(|\d+[/-]\d|\d[\w/-]*[A-ZĐ]|\d{1,3}\.\d{3}\b|\d{1,2} (?:tháng \d|năm \d{4})")
_DATED: Final = re.compile(r"Ngày \d")
_NUMBER_ENDS: Final = re.compile(r"\d ?[-/][\w/-]{2,20} ?$")
_SHORTEST: Final = 30


def with_joined_lines(view: View, document: Document, preamble_end: int) -> View:
    """The view with the lines of the title, and those the preamble is cut into, joined; all offsets stay.

    A title breaks where the page does: ``HƯỚNG DẪN THỰC HIỆN NGHỊ ĐỊNH SỐ 115/2003/NĐ-CP`` / ``CỦA CHÍNH PHỦ``.
    """
    breaks = list(_cuts(view.text, preamble_end))
    title = document.spans.get("title")
    if title is not None and title[1] > title[0]:
        start = view_offset(view, title[0], 0)
        breaks += _breaks(view.text, start, view_offset(view, title[1] - 1, start))
    if not breaks:
        return view
    return dataclasses.replace(view, text=_blanked(view.text, breaks), folded=_blanked(view.folded, breaks))


def _cuts(text: str, end: int) -> Iterator[int]:
    """The line ends before ``end`` at which no sentence ends: long lines that go on in lower case or in a number."""
    line = 0
    for position in _breaks(text, 0, end):
        if position - line > _SHORTEST and text[position - 1] not in ";.:,|/" and _goes_on(text, position + 1):
            yield position
        else:
            line = position + 1


def _goes_on(text: str, start: int) -> bool:
    """Whether a line begins within a sentence: in lower case, in a number, in ``1.000 ngày``, as a number's date."""
    if text[start : start + 1].islower() or _GOES_ON.match(text, start):
        return True
    return (
        _DATED.match(text, start) is not None and _NUMBER_ENDS.search(text[max(0, start - 30) : start - 1]) is not None
    )


def _breaks(text: str, start: int, end: int) -> Iterator[int]:
    position = text.find("\n", start, end)
    while position >= 0:
        yield position
        position = text.find("\n", position + 1, end)


def _blanked(text: str, breaks: list[int]) -> str:
    parts, reached = [], 0
    for position in sorted(set(breaks)):
        parts += [text[reached:position], " "]
        reached = position + 1
    return "".join((*parts, text[reached:]))


def view_offset(view: View, source: int, near: int) -> int:
    """The view offset of a character of the view by its source offset; ``near`` is one at or before it.

    What the view leaves out between two places is little: the search widens from where it would be without.
    """
    if not view.text:
        return 0
    high = min(len(view.text), near + max(0, source - view.span(near, near + 1)[0]))
    low, step = high, 1
    while low > near and view.span(low, low + 1)[0] > source:
        high, low, step = low, max(near, low - step), step * 2
    while low < high:
        middle = (low + high) // 2
        if view.span(middle, middle + 1)[0] < source:
            low = middle + 1
        else:
            high = middle
    return low
