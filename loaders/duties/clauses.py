"""Clauses of a duty: what is asked, whether only to cooperate, and with whom by name.

``Phối hợp với Sở Tài nguyên và Môi trường giải quyết tình trạng tranh chấp`` asks nothing but cooperation, of both;
``Phối hợp với các phòng, ban … kiểm tra việc thực hiện; tổng hợp báo cáo kết quả`` asks for a report of its own too.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from loaders.duties.lists import Listed, ListReader
from loaders.outlining.labels import UPPER
from loaders.records import AssignmentRole, Span
from loaders.view import View

_BREAK = re.compile(
    rf"\([^()\n]{{0,300}}\)|(?P<break>;(?!\s\d{{1,2}}(?:[;,.]|\s(?:và|thuộc|của)\s|$))\s*|\.\s+(?=[{UPPER}\"“]))"
)
_COOPERATE = re.compile(
    r"(?:(?:theo|can cu) (?:tham quyen, )?chuc nang,? (?:va )?nhiem vu(?: (?:duoc giao|cua \w+|duoc phan cong))?,? )?"
    r"(?:(?:chu dong|tich cuc|thuong xuyen|tang cuong|cung|co trach nhiem|chiu trach nhiem|tiep tuc|dong thoi|va"
    r"|kip thoi|co nhiem vu|tham gia|can|se|chat che)[, ]+){0,3}phoi hop(?!\w)"
)
_CONTINUES = re.compile(
    r"(?:dam bao|bao dam|nham|gop phan|de|trong do|qua do|tu do|nhat la|dac biet|theo|dap ung|phu hop|khi co|neu|va"
    r"|cung nhu|voi|tren co so|phuc vu|tranh|khong)(?!\w)"
)
_WITH = re.compile(
    r"(?<!\w)(?:chu tri,? cung(?: voi)? (?=\w)"
    r"|phoi hop(?:[, ]+(?:chat che|tot|hieu qua|dong bo|thuong xuyen|kip thoi|nhip nhang|thuc hien))?"
    r"(?:,? (?:va )?(?:cung voi|cung|voi))? (?=\w))"
)
_NOUN_BEFORE = re.compile(r"(?:su|quy che|co quan|cong tac|don vi|co che|tinh than|chuong trinh|trach nhiem|nganh) $")
_WORD_END = re.compile(r"\S+\s*")
_WORDS_AFTER = 16
_LONGEST_LIST = 1800
_FEW = 3


@dataclass(frozen=True, slots=True)
class Cooperation:
    """The named bodies of one ``phối hợp với …``, and the words from there on."""

    partners: tuple[Listed, ...]
    quote: Span


def clauses(view: View, start: int, end: int) -> list[Span]:
    """The parts of ``[start, end)`` between semicolons and full stops outside brackets, without empty ones."""
    spans: list[Span] = []
    at = start
    for match in _BREAK.finditer(view.text, start, end):
        if match["break"] is None:
            continue
        if match.start() > at:
            spans.append((at, match.start()))
        at = match.end()
    if at < end:
        spans.append((at, end))
    return spans


def cooperates(view: View, clause: Span) -> bool:
    """Whether a clause begins with ``phối hợp``, whatever words of manner stand before it."""
    return _COOPERATE.match(view.folded, *clause) is not None


def continues(view: View, clause: Span) -> bool:
    """Whether a clause only goes on with the one before (``nhằm …``, ``bảo đảm …``) or is a few words."""
    if _CONTINUES.match(view.folded, *clause):
        return True
    return len(view.text[clause[0] : clause[1]].split(None, _FEW + 1)) <= _FEW


def role_of(view: View, asked: list[Span]) -> AssignmentRole:
    """``coordinate`` where every clause asks for cooperation and nothing else."""
    own = [clause for index, clause in enumerate(asked) if index == 0 or not continues(view, clause)]
    return "coordinate" if own and all(cooperates(view, clause) for clause in own) else "lead"


def cooperations(view: View, reader: ListReader, clause: Span) -> list[Cooperation]:
    """Each ``phối hợp với A, B …`` of a clause that names bodies one by one; groups are left out."""
    found: list[Cooperation] = []
    start, end = clause
    for match in _WITH.finditer(view.folded, start, end):
        if _NOUN_BEFORE.search(view.folded, max(start, match.start() - 16), match.start()):
            continue
        listing = reader.read(match.end(), end)
        partners = tuple(item for item in listing.items if not item.group)
        if partners:
            last = min(listing.stop, match.start() + _LONGEST_LIST)
            found.append(Cooperation(partners, (match.start(), words_end(view, last, end, _WORDS_AFTER))))
    return found


def words_end(view: View, start: int, end: int, count: int) -> int:
    """The end of the ``count``-th word after ``start``, or ``end``; endless words are cut."""
    at, end = start, min(end, start + _LONGEST_LIST)
    for _ in range(count):
        match = _WORD_END.search(view.text, at, end)
        if match is None:
            return end
        at = match.end()
    return at - (len(view.text[start:at]) - len(view.text[start:at].rstrip()))
