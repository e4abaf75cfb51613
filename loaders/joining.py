"""Joining: which lines of a text are one paragraph, and which are not of the document at all."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from loaders.furniture import without_furniture
from loaders.labels import LABEL, UPPER


@dataclass(slots=True)
class Line:
    """``[start, end)`` of one printed line without outer blanks; ``gap`` is the end of the line before it.

    ``separator`` is what goes before it in the view: a line break, or a space where it continues a paragraph.
    """

    start: int
    end: int
    gap: int
    separator: str = "\n"


_LINE = re.compile(r"\S[^\n\r\f\v\x85\u2028\u2029]*")
_LOWER_START = re.compile(rf"[^\W\d_{UPPER}]")
_ENDED = re.compile(r"[.;:!?…][”\"’')\]]{0,2}$")
_UNFINISHED_WORD = re.compile(
    r"(?:\b(?:cua|va|cac|ve|cho|voi|tai|theo|trong|tu|den|la|nhung|so|do|de|boi|o|hoac|cung|duoc|khi|tren|duoi|cap|nam|ngay|thang|xa|huyen|tinh)|,|-|/)$"
)
_PREAMBLE = re.compile(r"(?:can cu|thuc hien|theo|xet|de |nham|trien khai|tren co so|tiep tuc|tiep theo|sau khi|ngay \d|thi hanh)")
_BASIS = re.compile(r"(?:can cu|xet|theo de nghi|chieu theo|chieu|thuc hien|can cu vao)\b")
_TYPE_LINE = re.compile(
    r"(?:ke hoach|quyet dinh|nghi quyet|chi thi|thong bao|bao cao|to trinh|chuong trinh|de an|quy che|quy dinh|thong tu|nghi dinh|huong dan"
    r"|cong dien|ket luan|phuong an|thong tri|dieu le|danh muc|luat|phap lenh|lenh|huong dan|phu luc[^\n]{0,12})[:.]?$"
)
_TAIL = re.compile(r"noi nhan\s?:|tm\.|kt\.|tl\.|tuq\.")
_DASH_PAIR = re.compile(
    r"(?:kinh te|chinh tri|van hoa|lao dong|tai chinh|to chuc|thuong binh|the thao|ky thuat|nong|cong nghiep|quoc phong|doc lap|tu do|thuong mai"
    r"|khoa hoc|thong tin|thanh tra|so \d{1,5}|\d{4}|\d)$"
)


def _printed_lines(clean: str) -> Iterator[Line]:
    gap = 0
    for match in _LINE.finditer(clean):
        start = match.start()
        end = start + len(match.group().rstrip())
        yield Line(start, end, gap)
        gap = end


def joined(clean: str, folded: str) -> list[Line]:
    """The lines of ``clean`` that belong to the document, each with the separator that goes before it."""
    lines = without_furniture(list(_printed_lines(clean)), clean, folded)
    layout = _Layout.of(lines, clean)
    zone = _Zone()
    for before, line in zip(lines, lines[1:], strict=False):
        if zone.prose(before, line, folded) and layout.joins(before, line, clean, folded):
            line.separator = " "
    return lines


class _Zone:
    """Where in the document the walk stands: letterhead and title, prose, or Nơi nhận and signature."""

    def __init__(self) -> None:
        self._state = "head"

    def prose(self, before: Line, line: Line, folded: str) -> bool:
        """Whether ``line`` may continue ``before``; both belong to the running text."""
        if self._state == "title" and line.end - line.start > 0:
            self._state = "titled"
            return False
        first = folded[line.start : min(line.end, line.start + 40)]
        if line.end - line.start <= 26 and _TYPE_LINE.match(first):
            self._state = "title"
            return False
        if _TAIL.match(first):
            self._state = "tail"
            return False
        if self._state == "tail":
            return _continues_recipient(before, line, folded)
        if self._state in ("head", "titled"):
            if _PREAMBLE.match(first) or LABEL.match(first) or line.end - line.start > 200:
                self._state = "prose"
            return False
        return True


def _continues_recipient(before: Line, line: Line, folded: str) -> bool:
    return folded[before.start] in "-+" and folded[before.end - 1] not in ";.,:)" and folded[line.start] not in "-+"


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text was set: ``width`` of a full line where it was wrapped (else 0), line breaks within a paragraph."""

    width: int
    breaks: int

    @classmethod
    def of(cls, lines: list[Line], clean: str) -> _Layout:
        lengths = sorted(line.end - line.start for line in lines)
        gaps: dict[int, int] = {}
        for before, line in zip(lines, lines[1:], strict=False):
            if _LOWER_START.match(clean, line.start) and not LABEL.match(clean, line.start) and clean[before.end - 1] not in ".;:":
                breaks = min(2, clean.count("\n", before.end, line.start))
                gaps[breaks] = gaps.get(breaks, 0) + 1
        wrapped = sum(gaps.values()) > 0.15 * len(lines) and lengths[len(lengths) * 9 // 10] < 200
        return cls(lengths[len(lengths) * 9 // 10] if wrapped else 0, max(gaps, key=lambda key: gaps[key]) if wrapped else 1)

    def joins(self, before: Line, line: Line, clean: str, folded: str) -> bool:
        """Whether ``line`` continues the paragraph of which ``before`` is the last line so far."""
        tail = clean[max(before.start, before.end - 4) : before.end]
        ended = _ENDED.search(tail) is not None
        lower = _LOWER_START.match(clean, line.start) is not None
        if "\t" in clean[before.start : before.end] or "\t" in clean[line.start : line.end]:
            return False
        label = LABEL.match(clean, line.start, line.end)
        if label is not None:
            return not ended and label.lastgroup == "dash" and self._false_dash(before, line, clean, folded)
        if ended:
            return bool(self.width) and self._full(before, line, clean) and not _closed(tail) and not _BASIS.match(folded, line.start)
        unfinished = _UNFINISHED_WORD.search(folded[max(before.start, before.end - 8) : before.end]) is not None
        if self.width:
            loose = clean.count("\n", before.end, line.start) > max(self.breaks, 1)
            return lower or (self._full(before, line, clean) and not loose and not _caps_end(clean, before, line))
        return (lower or unfinished) and (before.end - before.start > 40 or unfinished)

    def _full(self, before: Line, line: Line, clean: str) -> bool:
        space = clean.find(" ", line.start, line.end)
        word = (space if space > 0 else line.end) - line.start
        return before.end - before.start + 1 + word > 0.88 * self.width

    def _false_dash(self, before: Line, line: Line, clean: str, folded: str) -> bool:
        """``Cơ quan Tổ chức`` / ``- Nội vụ``: a dash inside a name that fell on the start of a line."""
        pair = _DASH_PAIR.search(folded[max(before.start, before.end - 12) : before.end]) is not None
        after = LABEL.match(clean, line.start, line.end)
        lower = after is not None and _LOWER_START.match(clean[after.end() : line.end].lstrip()) is not None
        if self.width:
            return self._full(before, line, clean) and (pair or lower)
        return pair and lower


def _closed(tail: str) -> bool:
    return tail.endswith((":", "./."))


def _caps_end(clean: str, before: Line, line: Line) -> bool:
    """A heading in capitals is not continued by a line in small letters."""
    return clean[before.start : before.end].isupper() and not clean[line.start : line.end].isupper()
