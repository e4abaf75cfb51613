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
from loaders.citing.issuer_names import fullest
from loaders.citing.law_names import known_name_end
from loaders.citing.lines import Line
from loaders.citing.mention import Mention
from loaders.citing.numbered import core_after, whole_number_at
from loaders.numbers import DocumentNumber
from loaders.records import Document

WORDS: Final = ("luat", "phap lenh", "hien phap")
_KINDS: Final = {"luat": "luat", "phap lenh": "phap-lenh", "hien phap": "hien-phap"}
_BEFORE: Final = re.compile(
    r"(?:phap|ky|quy|du an|du thao|he thong|van ban|tuan thu|gioi|hoi|trai|dung|theo|de nghi xay dung)\s+$"
)
_AMENDING: Final = re.compile(
    r"sua doi,?(?: va)? bo sung(?: mot ?so)?(?: noi dung)?(?: ?dieu)?(?:,? khoan)?(?: cua)?(?: cac)?\s*|sua doi\s+"
)
_MANY: Final = re.compile(
    r"(?:so )?(?:\d+ |cac )?luat(?: co)? lien quan den [^\W\d_]+(?:,? [^\W\d_]+){0,13}?(?=,? ngay| so |[;.()]|$)"
)
_NEXT: Final = re.compile(r"\s?(?:,|;| va|, va)\s+(?=(?:bo )?luat |phap lenh )")
_WORD: Final = re.compile(r"(?:bo )?luat\s+|phap lenh\s+|so \d+ luat\s+")
_STOP: Final = re.compile(
    r"[;.,()\"\t:]|\s(?:ngay|nam|so|duoc|da|va|ve|quy dinh|hien hanh|co hieu luc|co lien quan|thi|de|trong|theo|tai|do"
    r"|voi|doi voi|nay|tren|khi|la|khong|phai|bang|den|tu|cua|nham|cac|nhung|hoac)\b"
)
_NO_NAME: Final = re.compile(r"(?:nay|do|cua|va|hoac|duoc|co|da|nao|theo|thi|khac|moi|hien hanh|la|tren|quy dinh)\b")
_COUNTRY: Final = re.compile(r"(?: nuoc)?(?: cong hoa xa hoi chu nghia viet nam)?")
_REVISED: Final = re.compile(r"\s*\((?:(?:sua doi|da sua doi|hop nhat)[^)]{0,40}|[a-z]{2,8})\)")  # … (BHYT) số …
_UNNAMED: Final = re.compile(r"so[\s:.]*\d")
_NUMBER: Final = re.compile(r"[\s,(]{0,3}(?:luat\s+)?(?:s[o06]?[\s:.]+)?(?=\d)")
_SEPARATOR: Final = re.compile(r"[\s,;]*(?:va )?\s*")
_LEGISLATORS: Final = ("quoc hoi", "uy ban thuong vu quoc hoi", "chu tich nuoc")
_MOST: Final = 30


@dataclass(frozen=True, slots=True)
class _Inner:
    """A law that an amending law's name names, with the number that may stand behind it."""

    start: int
    end: int
    number: DocumentNumber | None


@dataclass(frozen=True, slots=True)
class _Name:
    end: int
    inner: tuple[_Inner, ...] = ()


def law_mentions(line: Line, position: int, word: str, document: Document) -> Iterator[Mention]:
    """The law whose word stands at ``position`` and, for an amending law, the laws that its name names."""
    start, kind = _beginning(line, position, word)
    after = position + len(word)
    if line.folded.startswith(":", after) and kind == "luat":
        yield from _listed(line, after + 1, document)
        return
    if not _names_law(line, position, word):
        return
    name = _name(line, after, kind)
    if name is None:
        return
    yield _with_tail(line, start, kind, name.end, document)
    for inner in name.inner:
        words = line.folded[inner.start : inner.end]
        inner_kind = "phap-lenh" if words.startswith("phap") else "bo-luat" if words.startswith("bo") else "luat"
        inner_end = inner.number.end if inner.number is not None else inner.end
        yield Mention(inner.start, inner_end, inner_kind, inner.number, name=words)


def _beginning(line: Line, position: int, word: str) -> tuple[int, str]:
    if word == "luat" and line.folded[max(0, position - 3) : position] == "bo " and position - 3 >= line.start:
        return position - 3, "bo-luat"
    return position, _KINDS[word]


def _listed(line: Line, position: int, document: Document) -> Iterator[Mention]:
    """``các Luật: Tổ chức chính quyền địa phương ngày 19/6/2015; Ngân sách nhà nước ngày 25/6/2015``."""
    for _ in range(_MOST):
        separator = _SEPARATOR.match(line.folded, position, line.end)
        start = separator.end() if separator else position
        name_end = known_name_end(line.text, line.folded, start)
        if name_end is None:
            return
        mention = _with_tail(line, start, "luat", name_end, document)
        yield mention
        position = mention.end


def _names_law(line: Line, position: int, word: str) -> bool:
    """Whether the word begins a name: not ``pháp luật``, ``kỷ luật``, ``dự án Luật``, ``luật sư``."""
    text, folded = line.text, line.folded
    if position > line.start and folded[position - 1].isalnum():
        return False
    end = position + len(word)
    if word == "hien phap" and line.text[position : position + 4].lower() != "hiến":
        return False
    if folded[end : end + 1] not in (" ", "") and not (word == "hien phap" and not folded[end].isalnum()):
        return False
    before = _BEFORE.search(folded, max(line.start, position - 20), position)
    if before is not None and not (before.group().startswith("theo") and text[position].isupper()):
        return False
    return text[position].isupper() or text[end + 1 : end + 2].isupper()


def _name(line: Line, after: int, kind: str) -> _Name | None:
    """Where the name ends that begins after the word ``Luật``; None where the word names no law."""
    folded, start = line.folded, after + 1
    if kind == "hien-phap":
        return _constitution(line, after)
    if folded[start : start + 1].isdigit() or _UNNAMED.match(folded, start, line.end):
        return _Name(after)
    amending = _AMENDING.match(folded, start, line.end)
    if amending is not None:
        return _amending_name(line, amending.end())
    known = known_name_end(line.text, folded, start)
    return _Name(known) if known is not None else _unknown_name(line, start, kind)


def _constitution(line: Line, after: int) -> _Name | None:
    """``Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam``; ``Hiến pháp và pháp luật`` names no document."""
    if line.folded.startswith((" va phap luat", ", phap luat", ", luat"), after):
        return None
    country = _COUNTRY.match(line.folded, after, line.end)
    return _Name(country.end() if country else after)


def _unknown_name(line: Line, start: int, kind: str) -> _Name | None:
    """A name that is not listed: it has a capital, or a date or number behind it."""
    if _NO_NAME.match(line.folded, start, line.end):
        return None
    end = _fallback(line.folded, start, line.end)
    if line.text[start : start + 1].isupper() or (kind == "phap-lenh" and end - start > 8):
        return _Name(end)
    return _Name(end) if date_after(line.text, line.folded, end, line.end) or _number_after(line, end) else None


def _fallback(folded: str, start: int, line_end: int) -> int:
    stop = _STOP.search(folded, start, min(line_end, start + 90))
    return stop.start() if stop else min(line_end, start + 90)


def _amending_name(line: Line, start: int) -> _Name:
    """``sửa đổi, bổ sung một số điều của Luật A, Luật B và Luật C``: the names of A, B and C are inside."""
    folded, position, inner = line.folded, start, list[_Inner]()
    many = _MANY.match(folded, start, line.end)
    if many is not None:
        return _Name(many.end())
    end = _fallback(folded, start, line.end)
    for _ in range(_MOST):
        word = _WORD.match(folded, position, line.end)
        if word is None:
            break
        name_end = known_name_end(line.text, folded, word.end()) or _fallback(folded, word.end(), line.end)
        if name_end <= word.end():
            break
        number = _number_after(line, name_end)
        more = _NEXT.match(folded, number.end if number else name_end, line.end)
        goes_on = more is not None and not _amends(line, more.end())
        own = number if number is not None and (goes_on or any(law.number for law in inner)) else None
        inner.append(_Inner(position, name_end, own))
        end = own.end if own is not None else name_end
        if more is None or not goes_on:
            break
        position = more.end()
    return _Name(end, tuple(inner))


def _amends(line: Line, position: int) -> bool:
    """Whether the next law in the list is itself an amending law, and so no part of this one's name."""
    word = _WORD.match(line.folded, position, line.end)
    return word is None or _AMENDING.match(line.folded, word.end(), line.end) is not None


def _with_tail(line: Line, start: int, kind: str, name_end: int, document: Document) -> Mention:
    """The law with the year, number, date and issuer that follow its name."""
    folded, text = line.folded, line.text
    end, number, issued = name_end, None, None
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
    core, issuer = core_after(line, end), None
    if core.issuer is not None and folded.startswith(_LEGISLATORS, core.issuer[0]):
        issuer, end, issued = fullest(text[core.issuer[0] : core.issuer[1]], document), core.end, issued or core.issued
    return Mention(start, end, kind, number, issued, issuer, name=folded[start:name_end])


def _number_after(line: Line, start: int) -> DocumentNumber | None:
    lead = _NUMBER.match(line.folded, start, line.end)
    return whole_number_at(line.text, lead.end()) if lead else None
