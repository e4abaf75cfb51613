"""Laws, codes, ordinances and the Constitution, which are named with or without number and date.

``Luật Ngân sách nhà nước số 83/2015/QH13``; ``Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ
chức chính quyền địa phương ngày 22/11/2019``; ``Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loaders.citing.dating import date_after
from loaders.citing.issuers import fullest
from loaders.citing.law_names import known_name_end
from loaders.citing.lines import Line
from loaders.citing.mention import Mention
from loaders.citing.numbered import core_after
from loaders.numbers import DocumentNumber, number_at
from loaders.records import Document

WORDS: Final = ("luat", "phap lenh", "hien phap")
_KINDS: Final = {"luat": "luat", "phap lenh": "phap-lenh", "hien phap": "hien-phap"}
_BEFORE: Final = re.compile(r"(?:phap|ky|quy|du an|du thao|he thong|van ban|tuan thu|gioi|hoi|trai|dung|theo)\s+$")
_AMENDING: Final = re.compile(
    r"sua doi,?(?: va)? bo sung(?: mot so)?(?: noi dung)?(?: dieu)?(?:,? khoan)?(?: cua)?(?: cac)?\s*|sua doi\s+"
)
_NEXT: Final = re.compile(r"(?:,|;| va|, va)\s+(?=(?:bo )?luat |phap lenh )")
_WORD: Final = re.compile(r"(?:bo )?luat\s+|phap lenh\s+|so \d+ luat\s+")
_STOP: Final = re.compile(
    r"[;.,()\"\t:]|\s(?:ngay|nam|so|duoc|da|va|ve|quy dinh|hien hanh|co hieu luc|co lien quan|thi|de|trong|theo|tai|do|voi|doi voi|nay"
    r"|tren|khi|la|khong|phai|bang|den|tu|cua|nham|cac|nhung|hoac)\b"
)
_COUNTRY: Final = re.compile(r"(?: nuoc)?(?: cong hoa xa hoi chu nghia viet nam)?")
_REVISED: Final = re.compile(r"\s*\((?:sua doi|da sua doi|hop nhat)[^)]{0,40}\)")
_UNNAMED: Final = re.compile(r"so[\s:.]*\d")
_NUMBER: Final = re.compile(r"[\s,(]{0,3}(?:luat\s+)?so[\s:.]*")


@dataclass(frozen=True, slots=True)
class _Name:
    end: int
    inner: tuple[tuple[int, int], ...] = ()


def law_mentions(line: Line, position: int, word: str, document: Document) -> Iterator[Mention]:
    """The law whose word stands at ``position`` and, for an amending law, the laws its name names."""
    start, kind = _beginning(line, position, word)
    if not _names_law(line, position, word):
        return
    name = _name(line, position + len(word), kind)
    if name is None:
        return
    yield from _with_tail(line, start, kind, name, document)


def _beginning(line: Line, position: int, word: str) -> tuple[int, str]:
    if word == "luat" and line.folded[max(0, position - 3) : position] == "bo " and position - 3 >= line.start:
        return position - 3, "bo-luat"
    return position, _KINDS[word]


def _names_law(line: Line, position: int, word: str) -> bool:
    """Whether the word begins a name: not ``pháp luật``, ``kỷ luật``, ``dự án Luật``, ``luật sư``."""
    text, folded = line.text, line.folded
    if position > line.start and folded[position - 1].isalnum():
        return False
    end = position + len(word)
    if folded[end : end + 1] not in (" ", ""):
        return False
    before = _BEFORE.search(folded, max(line.start, position - 12), position)
    if before is not None and not (before.group().startswith("theo") and text[position].isupper()):
        return False
    return text[position].isupper() or text[end + 1 : end + 2].isupper()


def _name(line: Line, after: int, kind: str) -> _Name | None:
    """Where the name ends that begins after the word ``Luật``; None where the word names no law."""
    folded = line.folded
    start = after + 1
    if kind == "hien-phap":
        country = _COUNTRY.match(folded, after, line.end)
        return (
            None
            if folded.startswith((" va phap luat", ", phap luat", ", luat"), after)
            else _Name(country.end() if country else after)
        )
    if _UNNAMED.match(folded, start, line.end):
        return _Name(after)
    amending = _AMENDING.match(folded, start, line.end)
    if amending is not None:
        return _amending_name(line, amending.end())
    known = known_name_end(folded, start)
    if known is not None:
        return _Name(known)
    if not line.text[start : start + 1].isupper():
        return None
    return _Name(_fallback(folded, start, line.end))


def _fallback(folded: str, start: int, line_end: int) -> int:
    stop = _STOP.search(folded, start, min(line_end, start + 90))
    return stop.start() if stop else min(line_end, start + 90)


def _amending_name(line: Line, start: int) -> _Name:
    """``sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C``: the names of A, B and C are inside."""
    folded, position, inner = line.folded, start, []
    end = _fallback(folded, start, line.end)
    for _ in range(20):
        word = _WORD.match(folded, position, line.end)
        if word is None:
            break
        name_end = known_name_end(folded, word.end())
        if name_end is None:
            name_end = _fallback(folded, word.end(), line.end)
        if name_end <= word.end():
            break
        inner.append((position, name_end))
        end = name_end
        more = _NEXT.match(folded, end, line.end)
        if more is None or _dated_alone(line, more.end()):
            break
        position = more.end()
    return _Name(end, tuple(inner))


def _dated_alone(line: Line, position: int) -> bool:
    """Whether the next law in the list is itself an amending law, and so no part of this one's name."""
    word = _WORD.match(line.folded, position, line.end)
    return word is None or _AMENDING.match(line.folded, word.end(), line.end) is not None


def _with_tail(line: Line, start: int, kind: str, name: _Name, document: Document) -> Iterator[Mention]:
    folded, text = line.folded, line.text
    end, number, issued = name.end, None, None
    revised = _REVISED.match(folded, end, line.end)
    end = revised.end() if revised else end
    for _ in range(3):
        dated = date_after(text, folded, end, line.end) if issued is None else None
        if dated is not None:
            end, issued = dated.end, dated.iso
        found = _number_after(line, end) if number is None else None
        if found is not None:
            number, end = found, found.end
        if dated is None and found is None:
            break
    core = core_after(line, end)
    issuer = None
    if core.issuer is not None and folded.startswith(
        ("quoc hoi", "uy ban thuong vu quoc hoi", "chu tich nuoc"), core.issuer[0]
    ):
        issuer, end, issued = fullest(text[core.issuer[0] : core.issuer[1]], document), core.end, issued or core.issued
    yield Mention(start, end, kind, number, issued, issuer, name=folded[start : name.end])
    for inner_start, inner_end in name.inner:
        inner_kind = (
            "phap-lenh"
            if folded.startswith("phap", inner_start)
            else "bo-luat"
            if folded.startswith("bo", inner_start)
            else "luat"
        )
        yield Mention(inner_start, inner_end, inner_kind, name=folded[inner_start:inner_end])


def _number_after(line: Line, start: int) -> DocumentNumber | None:
    lead = _NUMBER.match(line.folded, start, line.end)
    return number_at(line.text, lead.end()) if lead else None
