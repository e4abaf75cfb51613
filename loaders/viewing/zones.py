"""Zones: letterhead and title, where every printed line counts, and running text, where lines may be wrapped."""

from __future__ import annotations

import re

from loaders.outlining.labels import LABEL
from loaders.viewing.lines import Line

_BASIS = re.compile(r"(?:can cu|xet|theo de nghi|chieu theo)\b")
_PREAMBLE = re.compile(
    r"(?:thuc hien|theo|de |nham|trien khai|tren co so|tiep tuc|tiep theo|sau khi|ngay \d|thi hanh|thoi gian qua"
    r"|trong nhung nam|quan triet|xet)"
)
_TYPE_LINE = re.compile(
    r"(?:ke hoach|quyet dinh|nghi quyet|chi thi|thong bao|bao cao|to trinh|chuong trinh(?: hanh dong)?|de an"
    r"|quy che|quy dinh|thong tu(?: lien tich)?|nghi dinh"
    r"|huong dan|cong dien|ket luan|phuong an|thong tri|dieu le|danh muc|danh sach|luat|phap lenh|lenh|quyet nghi"
    r"|van ban hop nhat|phu luc[^\n]{0,8})\s?[:.]?$"
)
_TAIL = re.compile(r"noi nhan\s?:|(?:tm|kt|tl|tuq)\s?\.|t/m\b")
_ADDRESS = re.compile(r"kinh gui\b")
_BROKEN = re.compile(
    r"(?:uy|uy ban|uy ban nhan|hoi dong|hoi dong nhan|hoi|(?:pho )?chu|pho|(?:pho )?giam|bo|thu tuong chinh|thu"
    r"|cong|cong hoa|cong hoa xa|cong hoa xa hoi"
    r"|cong hoa xa hoi chu|danh|ke|quyet|nghi|thong|chuong|quy|phu|bao|huong|de|chi|to|ket|doc lap -"
    r"|doc lap - tu do -|van ban hop)$"
)
_MOTTO_REST = re.compile(r"(?:hoa|xa hoi|hoi chu|chu nghia|nghia viet)\b")
_NUMBER = re.compile(r"so\s?:?$")
_PLACE_AND_DATE = re.compile(r"[a-z][a-z '.-]{1,40}, ?(?:ngay|thang)\b")
_OPEN_DATE = re.compile(r".{0,60}\bngay\b(?!.*\bnam \d{4})|.{0,60}\bthang\b(?!.*\bnam \d{4})")
_REST_OF_DATE = re.compile(r"(?:\d|thang\b|nam\b)")
_BULLETS = frozenset({"dash", "plus", "star"})
_TYPE_LENGTH = 26
_PROSE_LENGTH = 100  # no printed line of a letterhead is longer


def broken(before: str, line: str) -> bool:
    """Whether a line of a letterhead or signature block (folded) was cut inside a name, a number or a date.

    ``ỦY`` / ``BAN DÂN TỘC``; ``Số:`` / ``645/QĐ-UBDT``; ``Hà`` / ``Nội, ngày 11 tháng 6 năm`` / ``2021``.
    """
    if before[0] == "(" and ")" not in before:
        return line[0] != "("
    if _NUMBER.match(before):
        return line[0].isdigit() or line[0] == "/"
    if _REST_OF_DATE.match(line) and _OPEN_DATE.match(before) and len(before) < 60:
        return True
    if len(before) < 20 and _PLACE_AND_DATE.match(f"{before} {line}") and not _PLACE_AND_DATE.match(before):
        return not _PLACE_AND_DATE.match(line) or len(before) < 7
    tail = before.rpartition(". ")[2]
    if _BROKEN.match(tail) is None:
        return False
    return not tail.startswith("cong") or _MOTTO_REST.match(line) is not None


class Zone:
    """The walk from line to line; ``prose`` says whether the line at hand may continue the one before it."""

    def __init__(self, clean: str, folded: str) -> None:
        self._clean = clean
        self._folded = folded
        self._state = "head"
        self._title_in_capitals = False
        self._addressed = False

    def prose(self, before: Line, line: Line) -> bool:
        """Whether ``line`` is running text that may belong to the paragraph of ``before``."""
        first = self._folded[line.start : min(line.end, line.start + 40)]
        if _TAIL.match(first) and self._state != "head":
            self._state = "tail"
            return False
        if self._is_type_line(line, first):
            self._state = "title"
            return False
        if self._state == "prose":
            return True
        if self._state == "tail":
            return False
        return self._in_head(before, line, first)

    def _in_head(self, before: Line, line: Line, first: str) -> bool:
        if self._state == "title":
            self._state = "titled"
            self._title_in_capitals = self._capitals(line)
            if not _BASIS.match(first) and not self._numbered(line):
                return False
        if _ADDRESS.match(first):
            self._addressed = True
        elif self._begins_text(before, line, first):
            self._state = "prose"
        return False

    def _begins_text(self, before: Line, line: Line, first: str) -> bool:
        if self._numbered(line) or line.end - line.start > _PROSE_LENGTH:
            return True
        if self._capitals(line) or not self._clean[line.start].isupper():
            return False
        if _BASIS.match(first) or (_PREAMBLE.match(first) and self._state == "titled"):
            return True
        long = line.end - line.start >= 40
        if self._addressed:
            return long and self._folded[before.end - 1] != ":"
        return self._state == "titled" and self._title_in_capitals and long

    def _numbered(self, line: Line) -> bool:
        found = LABEL.match(self._clean, line.start, line.end)
        return found is not None and found.lastgroup not in _BULLETS

    def _is_type_line(self, line: Line, first: str) -> bool:
        if line.end - line.start > _TYPE_LENGTH or not _TYPE_LINE.match(first):
            return False
        return self._capitals(line) or (self._state == "head" and self._clean[line.start].isupper())

    def _capitals(self, line: Line) -> bool:
        return self._clean[line.start : line.end].isupper()
