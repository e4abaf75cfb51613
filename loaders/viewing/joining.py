"""Joining: which printed lines are one paragraph.

A text is *wrapped* where many lines begin in small letters; it is wrapped at a ``width`` where the lines before those
are about equally long (a PDF), or raggedly (the line breaks of a site's HTML). Elsewhere only a paragraph cut by a page
break is joined: ``… thế mạnh của các địa`` / ``phương, bảo vệ …``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from loaders.outlining.labels import LABEL
from loaders.viewing.cells import with_rows
from loaders.viewing.furniture import without_furniture
from loaders.viewing.lines import Line, printed_lines
from loaders.viewing.zones import Zone, broken

_ENDED = re.compile(r"[.;:!?…][”\"’')\]]{0,2}$")
_UNFINISHED = re.compile(
    r"(?:(?:^|\W)(?:cua|va|cac|ve|cho|voi|tai|theo|trong|tu|den|la|nhung|so|do|de|boi|o|hoac|cung|duoc|khi|tren"
    r"|duoi|cap|nam|ngay|thang|xa|huyen|tinh"
    r"|thuoc|ha|can cu|giua|gom|nhu|bang|giai doan|dieu|khoan|diem|muc|uy ban|quyet|nghi|ke|phong|so:"
    r"|(?:voi|cua) ban|chu tri|tham muu)|,|[-/(])$"
)
_POINTS_AT_LABEL = re.compile(
    r"[^;,]\s(?:cua|tai|theo|thuoc|dieu|khoan|diem|muc|(?<!thanh )(?<!hop )phan"
    r"|chuong|so|la|voi|ngay)$"
)
_BEFORE_NUMBER = re.compile(
    r"(?:\W(?:du an|noi dung|so|giam|tang|dat|tren|duoi|con|den|tu|va|cac|nam|thang|ngay|khoan|dieu)|[,/-])$"
)
_DANGLING = re.compile(r"(?:(?:^|\W)(?:cua|va|cac|ve|cho|voi|tai|theo|tu|den|hoac|cung|thuoc|giua|gom)|,)$")
_STARTER = re.compile(r"(?:can cu|xet|theo de nghi|chieu theo)\b")
_CARRIES_OUT = re.compile(
    r"(?:trien khai |to chuc )?thuc hien (?:nghi quyet|nghi dinh|quyet dinh|ket luan|chi thi|ke hoach|chuong trinh"
    r"|cong van|thong tu|thong bao|huong dan)\b"
)
_DASH_PAIR = re.compile(
    r"(?:kinh te|chinh tri|van hoa|lao dong|tai chinh|to chuc|thuong binh|the thao|ky thuat|nong|cong nghiep"
    r"|quoc phong|doc lap|tu do|thuong mai"
    r"|khoa hoc|thong tin|thanh tra|giao duc|ke hoach|hop tac|\d)$"
)
_DUTY = re.compile(
    r"(?:chu tri|chi dao|can cu|ho tro|tang cuong|day manh|phoi hop|tham muu|xay dung|to chuc|tuyen truyen"
    r"|trien khai|thuc hien|huy dong|nang cao|doi moi"
    r"|tiep tuc|bo tri|theo chuc|theo tham|co trach nhiem|ra soat|huong dan|kiem tra|thuong xuyen|quan tam"
    r"|chu dong|bao dam|dam bao|khuyen khich|phat huy"
    r"|phat trien|gop phan|lap |tong hop|dinh ky|hang nam|hang nam|tap trung|cu the hoa|giao |la co quan|trong )"
)
_NAME_WITH_DASH = re.compile(
    r"(?:lao dong - thuong binh|thuong binh - xa hoi|tai chinh - ke hoach|van hoa - (?:the thao|xa hoi|thong tin)"
    r"|(?:kinh te|chinh tri) - xa hoi|to chuc - noi vu|kinh te - ha tang|ke hoach - dau tu|quoc phong - an ninh"
    r"|doc lap - tu do|tu do - hanh phuc|\b\d{4} - \d{4}\b|du an \d{1,2} - du an \d|noi dung \d{1,2} - tieu du an)"
)
_HEADINGS = frozenset({"roman", "upper", "decimal", "number", "letter", "part", "article", "component"})
_LONGEST_BROKEN = 110
_WRAPPED_SHARE = 0.15


def joined(clean: str, folded: str) -> list[Line]:
    """The lines of ``clean`` that belong to the document, each with the separator that goes before it."""
    lines = with_rows(without_furniture(list(printed_lines(clean)), clean, folded), folded)
    joiner = _Joiner(clean, folded, _Layout.of(lines, clean))
    zone = Zone(clean, folded)
    for first in lines[:1]:
        zone.prose(first, first)
        joiner.paragraph = first
    for before, line in pairwise(lines):
        if line.cell or before.cell:
            joiner.paragraph = line
            continue
        prose = zone.prose(before, line)
        if joiner.joins(before, line) if prose else joiner.mends(before, line):
            line.separator = " "
        else:
            joiner.paragraph = line
    return lines


@dataclass(frozen=True, slots=True)
class _Layout:
    """How a text was set: wrapped or not, the ``width`` of a full line (0: ragged), usual breaks between its lines."""

    wrapped: bool
    width: int
    breaks: int

    @classmethod
    def of(cls, lines: list[Line], clean: str) -> _Layout:
        lengths: list[int] = []
        single = 0
        for before, line in pairwise(lines):
            if (
                clean[line.start].islower()
                and clean[before.end - 1] not in ".;:"
                and not LABEL.match(clean, line.start)
            ):
                lengths.append(before.end - before.start)
                single += clean.count("\n", before.end, line.start) == 1
        if len(lengths) <= _WRAPPED_SHARE * len(lines):
            return cls(wrapped=False, width=0, breaks=1)
        lengths.sort()
        width = lengths[len(lengths) * 9 // 10]
        even = sum(length >= 0.78 * width for length in lengths) > 0.8 * len(lengths) and width < 160
        return cls(wrapped=True, width=width if even else 0, breaks=1 if 2 * single >= len(lengths) else 2)


class _Joiner:
    """Decides for one line after another; ``paragraph`` is the first line of the paragraph at hand."""

    def __init__(self, clean: str, folded: str, layout: _Layout) -> None:
        self._clean = clean
        self._folded = folded
        self._layout = layout
        self.paragraph = Line(0, 0, 0)

    def joins(self, before: Line, line: Line) -> bool:
        """Whether ``line`` continues the paragraph of which ``before`` is the last line so far."""
        tail = self._clean[max(before.start, before.end - 4) : before.end]
        ended = _ENDED.search(tail) is not None
        label = LABEL.match(self._clean, line.start, line.end)
        if label is not None:
            return self._false_label(before, line, label) if not ended else False
        if "\t" in self._clean[before.start : before.end] or "\t" in self._clean[line.start : line.end]:
            return False
        if ended:
            return self._goes_on(before, line, tail)
        if _STARTER.match(self._folded, self.paragraph.start) and self._goes_on_basis(line):
            return True
        if not self._layout.wrapped:
            return self._page_break(before, line)
        return self._wrapped(before, line)

    def mends(self, before: Line, line: Line) -> bool:
        """Whether a line outside running text was cut inside a name, a number, a date or a recipient."""
        if before.end - before.start > _LONGEST_BROKEN:
            return False
        if self._folded[before.start] in "-+" and self._clean[line.start].islower():
            return self._folded[before.end - 1] not in ";.,:)"
        return broken(
            self._folded[before.start : before.end], self._folded[line.start : min(line.end, line.start + 80)]
        )

    def _wrapped(self, before: Line, line: Line) -> bool:
        lower = not self._clean[line.start].isupper()
        if self._folded[line.start] in "([\"'" or self._clean[line.start].isdigit():
            lower = not self._heading(before) or self._full(before, line, 0.8)
        if lower:
            return True
        if self._labelled() and _DUTY.match(self._folded, line.start) and self._clean[before.end - 1] != ",":
            return False
        if self._unfinished(before):
            return True
        if self._in_capitals(before) != self._in_capitals(line):
            return False
        loose = self._loose(before, line)
        if self._heading(before):
            return not loose and bool(self._layout.width) and self._full(before, line, 0.85)
        return not loose and (self._full(before, line, 0.72) if self._layout.width else before.end - before.start > 20)

    def _goes_on(self, before: Line, line: Line, tail: str) -> bool:
        """After a full line that ends in a full stop, a paragraph wrapped at a width usually goes on."""
        if not self._layout.wrapped or tail.endswith("./.") or _STARTER.match(self._folded, line.start):
            return False
        if self._clean[line.start].islower() and tail[-1] in ";:":
            return True
        if _STARTER.match(self._folded, self.paragraph.start) and _CARRIES_OUT.match(self._folded, line.start):
            return False  # below the bases of a preamble: "Căn cứ …;" / "Thực hiện Kế hoạch số …"
        if self._heading(before) or self._loose(before, line):
            return False
        if not self._layout.width:
            return tail.endswith(":") and self._folded[self.paragraph.start] in "-+"
        return self._full(before, line, 0.95 if tail.endswith(":") else 0.88)

    def _goes_on_basis(self, line: Line) -> bool:
        """``Căn cứ Luật Tổ chức`` / ``Chính phủ ngày …;``: a basis ends in a mark."""
        return not self._in_capitals(line) and _STARTER.match(self._folded, line.start) is None

    def _page_break(self, before: Line, line: Line) -> bool:
        unfinished = self._unfinished(before)
        if self._clean[line.start].isupper():
            if self._heading(before):
                unfinished = _DANGLING.search(self._folded, max(before.start, before.end - 8), before.end) is not None
            return unfinished and before.end - before.start > 60
        if self._clean[line.start].isdigit():  # "… trước ngày" / "15/12 hằng năm"
            counts = _BEFORE_NUMBER.search(self._folded, max(before.start, before.end - 12), before.end)
            is_full = before.end - before.start > 60
            return self._folded.endswith("ngay", before.start, before.end) or (is_full and counts is not None)
        return self._clean[line.start].isalpha() and (unfinished or before.end - before.start > 40)

    def _loose(self, before: Line, line: Line) -> bool:
        """Whether more lines are empty between the two than within a paragraph; the turn of a page does not count."""
        if self._clean.count("\n", before.end, line.start) <= self._layout.breaks:
            return False
        return "\f" not in self._clean[before.end : line.start]

    def _in_capitals(self, line: Line) -> bool:
        return line.end - line.start > 12 and self._clean[line.start : line.end].isupper()

    def _unfinished(self, before: Line) -> bool:
        return _UNFINISHED.search(self._folded[max(before.start, before.end - 11) : before.end]) is not None

    def _heading(self, before: Line) -> bool:
        """Whether the paragraph at hand is a numbered line of its own so far."""
        return self.paragraph is before and self._labelled()

    def _labelled(self) -> bool:
        found = LABEL.match(self._clean, self.paragraph.start, self.paragraph.end)
        return found is not None and found.lastgroup in _HEADINGS

    def _full(self, before: Line, line: Line, share: float) -> bool:
        """Whether the first word of ``line`` would hardly have fitted behind ``before``."""
        space = self._clean.find(" ", line.start, line.end)
        word = (space if space > 0 else line.end) - line.start
        return before.end - before.start + 1 + word > share * self._layout.width

    def _false_label(self, before: Line, line: Line, label: re.Match[str]) -> bool:
        """``Cơ quan Tổ chức`` / ``- Nội vụ``: a dash inside a name; ``quy định tại khoản`` / ``1. …``: a reference."""
        last = self._folded[max(before.start, before.end - 12) : before.end]
        if label.lastgroup == "paren" and last.endswith(","):
            return self._layout.wrapped and self._folded[self.paragraph.start] in "-+"
        if label.lastgroup != "dash":
            return self._layout.wrapped and _POINTS_AT_LABEL.search(last) is not None
        after = label.end()
        while after < line.end and self._clean[after] == " ":
            after += 1
        around = f"{last} - {self._folded[after : min(after + 16, line.end)]}"
        if any(name.end() > len(last) + 3 for name in _NAME_WITH_DASH.finditer(around)):
            return True
        lower = self._clean[after : after + 1].islower()
        pair = _DASH_PAIR.search(last) is not None
        if self._layout.width:
            return (pair and self._full(before, line, 0.72)) or (lower and self._full(before, line, 0.85))
        return pair and lower
