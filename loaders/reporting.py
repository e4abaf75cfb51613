"""Reporting duties: who reports to whom, by when, how often.

``định kỳ hằng năm tham mưu UBND huyện báo cáo kết quả thực hiện gửi Ủy ban nhân dân tỉnh``; ``các cơ quan, đơn vị, địa
phương liên quan định kỳ báo cáo … về UBND huyện trước ngày 05/12 hằng năm``. They are read where agencies are charged,
under headings of their own ("Chế độ báo cáo") and in the closing words; ``để tổng hợp, báo cáo …`` names a purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from loaders.bodies.places import jurisdiction
from loaders.duties.clauses import clauses
from loaders.duties.lists import ListReader
from loaders.duties.walking import Passage, walk
from loaders.duties.words import REQUEST
from loaders.outline import Outline
from loaders.records import Document, Report, Span
from loaders.view import View

_REPORT = re.compile(
    r"(?<!\w)bao cao(?! vien\b)(?! so:? ?\d)(?! (?:nghien cuu|kinh te|tai chinh|dau tu|danh gia tac dong)\b)"
)
_DIFFICULTY = re.compile(r"(?<!\w)(?:phan anh|gui|kien nghi|bao cao)(?!\w)")
_ARISES = re.compile(r"kho khan|vuong mac|phat sinh")
_IF = re.compile(r"(?:neu |nhung |cac )?(?:phat sinh |co |gap )?(?:nhung )?(?:kho khan|vuong mac|phat sinh)")
_PURPOSE_BEFORE = re.compile(r"(?:^|[\s,(])(?:de|nham|phuc vu|lam co so)(?: \w+){0,2}?(?: tong hop,?)?(?: va)? $")
_NOUN_BEFORE = re.compile(
    r"(?:theo|tren co so|nhan duoc|tiep nhan|mau|noi dung|cua|tai|trong|qua) (?:cac )?(?:so lieu )?$"
)
_SUBMITS = re.compile(r"[^,;.]{0,40}(?:xem xet|quyet dinh|phe duyet|ban hanh|cho y kien|cho chu truong)")
_REGULAR = re.compile(r"ket qua|tinh hinh|tien do|dinh ky|hang nam|hang quy|hang thang|kho khan|vuong mac|tong hop")
_START = re.compile(
    r"(?:dinh ky|hang nam|hang quy|hang thang|tong hop|tham muu|thuc hien (?:\w+ ){0,2}che do|thuc hien cac|gui|lap"
    r"|xay dung)"
)
_TIME = re.compile(
    r"(?:(?:dinh ky|hang nam|hang quy|hang thang|moi nam|6 thang|quy|nam|vao|truoc|cham nhat|ngay [\d/]+|cuoi nam"
    r"|dau nam)[,\s]+){1,8}"
)
_MANNER = (
    r"(?:(?:co trach nhiem|chiu trach nhiem|chu dong|thuong xuyen|kip thoi|phai|nghiem tuc|chu tri|can|dinh ky"
    r"|hang nam)\s+){0,6}"
)
_SUBJECT_END = re.compile(
    rf",?\s*{_MANNER}(?:tong hop|bao cao|gui|de xuat|phan anh|thuc hien|lap|xay dung|tham muu|danh gia|to chuc"
    r"|trien khai|theo doi|don doc|hang|dinh ky|ra soat|kip thoi|chu dong|cap nhat|co trach nhiem|\()"
)
_SEGMENT = re.compile(r"[,:]\s+")
_RECIPIENT = re.compile(
    r"(?<!\w)(?:(?:bao cao|gui|phan anh|kien nghi|trinh)(?: (?:ve|cho|len|den|toi|voi|qua))?|ve|cho|len|den|toi)\s+"
    r"(?:cho )?(?=\w)"
)
_DEADLINE = re.compile(
    r"(?P<before>truoc|cham nhat(?: la| vao)?|vao|den|va(?= (?:ngay )?\d))?\s*(?:ngay\s+)?"
    r"(?<!\d)(?P<day>\d{1,2})\s?(?:/|-|thang)\s?(?P<month>\d{1,2})(?!\d)(?P<year>\s?(?:/|nam)\s?\d{4})?"
)
_PERIOD = r"(?:6 thang|06 thang|sau thang|9 thang|quy|thang|tuan|ca nam|01 nam|nam)"
_AND_PERIOD = rf"(?:(?:\s*\([^()]{{0,40}}\))?(?:\s*,\s*|\s+va\s+|/|\s+hoac\s+|\s*-\s*)(?:hang\s+)?{_PERIOD})"
_FREQUENCY = re.compile(
    rf"(?<!\w)(?:dinh ky|hang|moi|bao cao)\s+\(?(?P<periods>{_PERIOD}{_AND_PERIOD}{{0,4}})(?!\w)(?!\s*\d)"
    rf"|thang cuoi (?:cua )?(?P<quarter>quy)(?!\w)"
    rf"|(?<![\w/])(?P<period>{_PERIOD})(?:,? bao cao)? truoc (?:ngay )?\d"
)
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_PERIODS = re.compile(_PERIOD)
_PERIOD_NAMES = {"6 thang": "6 tháng", "06 thang": "6 tháng", "sau thang": "6 tháng", "9 thang": "9 tháng",
                 "quy": "quý", "ca nam": "năm", "01 nam": "năm", "nam": "năm", "thang": "tháng",
                 "tuan": "tuần"}  # fmt: skip
_PURPOSE = re.compile(
    r",?\s+(?:de|nham)\s+(?:tong hop|bo sung|theo doi|kip thoi|duoc|phuc vu|uy ban|ubnd|xem xet|tham muu)"
)
_DAYS = {2: 29, 4: 30, 6: 30, 9: 30, 11: 30}


def reports(outline: Outline, document: Document) -> tuple[Report, ...]:
    """The reporting duties in the order of the text, one a sentence."""
    return tuple(_Reader(outline, document).read())


class _Reader:
    def __init__(self, outline: Outline, document: Document) -> None:
        self._outline = outline
        self._view: View = outline.view
        self._folded = outline.view.folded
        self._document = document
        self._lists = ListReader(outline.view, jurisdiction(document))
        self._who: str = ""

    def read(self) -> Iterator[Report]:
        for passage in walk(self._outline, self._document).passages:
            start, end = passage.span
            if self._folded.find("bao cao", start, end) >= 0 or self._folded.find("phan anh", start, end) >= 0:
                yield from self._passage(passage)

    def _passage(self, passage: Passage) -> Iterator[Report]:
        if passage.agencies:
            self._who = ", ".join(self._lists.printed(item) for item in passage.agencies)
        for clause in clauses(self._view, *passage.span):
            act = self._act(clause)
            subject = None if passage.agencies else self._subject(clause, act)
            if subject is not None:
                self._who = self._view.quote(*subject)
            if act is not None:
                yield self._report(clause, act, subject)

    def _act(self, clause: Span) -> int | None:
        """Where a clause speaks of reporting as something to be done; None where it does not."""
        start, end = clause
        for match in _REPORT.finditer(self._folded, start, end):
            before = self._folded[max(start, match.start() - 40) : match.start()]
            if _PURPOSE_BEFORE.search(before) or _NOUN_BEFORE.search(before):
                continue
            if _SUBMITS.match(self._folded, match.end(), end) and not _REGULAR.search(self._folded, start, end):
                continue
            return match.start()
        if _ARISES.search(self._folded, start, end):
            sends = _DIFFICULTY.search(self._folded, start, end)
            if sends is not None and self._recipient(sends.start(), end) is not None:
                return sends.start()
        return None

    def _subject(self, clause: Span, act: int | None) -> Span | None:
        """The agencies that a clause speaks of: ``Định kỳ hằng năm | các Sở, ban, ngành | báo cáo …``."""
        start, end = clause
        limit = act if act is not None else end
        for first in (start, *(mark.end() for mark in _SEGMENT.finditer(self._folded, start, limit))):
            time = _TIME.match(self._folded, first, end)
            at = time.end() if time else first
            request = REQUEST.match(self._folded, at, end)
            listing = self._lists.read(request.end() if request else at, end)
            if listing.items and (_SUBJECT_END.match(self._folded, listing.stop, end) or request):
                return listing.items[0].start, listing.items[-1].end
        return None

    def _report(self, clause: Span, act: int, subject: Span | None) -> Report:
        start, end = clause
        first = subject[0] if subject is not None and subject[0] < act else self._first(clause, act)
        purpose = _PURPOSE.search(self._folded, act, end)
        last = purpose.start() if purpose is not None else end
        last = start + len(self._view.text[start:last].rstrip(" .;,/"))
        to = self._recipient(first, end)
        begin, stop = self._view.span(first, last)
        return Report(
            self._who,
            self._view.quote(*to) if to is not None else None,
            self._deadline(start, end),
            self._frequency(start, end),
            self._view.quote(first, last),
            begin,
            stop,
        )

    def _first(self, clause: Span, act: int) -> int:
        """Where the words begin that say when and how: ``định kỳ hằng năm …``, ``nếu phát sinh khó khăn …``."""
        arises = _IF.search(self._folded, clause[0], act)
        match = arises or _START.search(self._folded, max(clause[0], act - 90), act)
        return match.start() if match is not None else act

    def _recipient(self, start: int, end: int) -> Span | None:
        """``báo cáo UBND tỉnh``, ``gửi … về Ban Dân tộc tỉnh``: the first body after such a word."""
        for match in _RECIPIENT.finditer(self._folded, start, end):
            listing = self._lists.read(match.end(), end)
            if listing.items and not listing.items[0].group:
                return listing.items[0].start, listing.items[0].end
        return None

    def _deadline(self, start: int, end: int) -> str | None:
        """``trước ngày 05/12 hằng năm`` → ``--12-05``; of several in one sentence the last."""
        found = None
        for match in _DEADLINE.finditer(self._folded, start, end):
            day, month = int(match["day"]), int(match["month"])
            dated = match["year"] is not None and match["before"] is None
            named = match["before"] is not None or "ngay" in match[0]
            if named and not dated and 1 <= month <= 12 and 1 <= day <= _DAYS.get(month, 31):
                found = f"--{month:02}-{day:02}"
        return found

    def _frequency(self, start: int, end: int) -> str | None:
        """``hằng năm`` → ``năm``; ``định kỳ quý, 6 tháng và năm`` → ``quý, 6 tháng, năm``."""
        periods: list[str] = []
        for match in _FREQUENCY.finditer(self._folded, start, end):
            named = _IN_BRACKETS.sub("", match["periods"] or match["quarter"] or match["period"])
            periods += [_PERIOD_NAMES[period] for period in _PERIODS.findall(named)]
        return ", ".join(dict.fromkeys(periods)) or None
