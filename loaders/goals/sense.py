"""Sense: what the words around a value say of it: level or change, yearly or not, against which year, by which year.

``giảm tỷ lệ hộ nghèo xuống dưới 10%`` is a level, ``mỗi năm giảm trên 3%`` a yearly decrease, ``tăng trên 2 lần so với
năm 2020`` an increase against 2020, ``Đến năm 2030 có 40%`` a value for 2030 wherever it stands.
"""

from __future__ import annotations

import re

from loaders.goals.quantities import Quantity
from loaders.records import Direction

_CHANGE = re.compile(
    r"\b(?:(?P<noun>(?:toc do|muc|ty le|he so) (?:tang|giam)|tang truong)|(?P<down>giam(?! sat| doc| dinh|"
    r" ngheo(?! (?:binh|moi|hang|tu|tren|\d)))"
    r"|ha thap|keo giam)|(?P<up>(?<!ha )(?<!tang )tang(?! cuong| lop| le)|gap(?= doi| \d| hon| tren| it| khoang|"
    r"\s?$)))\b"
)
_TO_LEVEL = re.compile(
    r"\b(?:xuong|con|len|dat|bang|la|chiem|lui|toi muc|den muc)(?:\s(?:con|duoi|muc|tren|khoang|den|it nhat|dat|"
    r"o|toi thieu))*\s?$"
)
_TO_LEVEL_FIRMLY = re.compile(r"\b(?:xuong|con|len)(?:\s(?:con|duoi|muc|tren|khoang|den|dat|it nhat))*\s?$")
_YEARLY = re.compile(r"\b(?:moi|hang|tung) nam\b|\bbinh quan (?:mot |1 )?nam\b|\btren nam\b")
_RATE_BEHIND = re.compile(r"[^(,;%/]{0,30}/\s?nam\b")
_ON_AVERAGE = re.compile(r"(?<!thu nhap )(?<!luong )(?<!muc )(?<!chung )\bbinh quan\b(?! (?:dau nguoi|chung|thu nhap))")
_BASELINE = re.compile(r"\bso voi (?:cuoi |dau |muc |thoi diem |ket qua ){0,2}(?:nam )?(20\d\d)\b")
_HORIZON = re.compile(
    r"\b(?:(?:den|vao|trong|het|toi)\s(?:het |cuoi ){0,2}(?:nam )?|cuoi nam |ket thuc nam |"
    r"giai doan (?:tu )?(?:nam )?20\d\d\s?(?:-|den)\s?(?:nam )?)(?P<by>20\d\d)\b"
    r"|(?<!so voi )(?<!\btu )\bnam (?P<of>20\d\d)(?=,? (?:phan dau |tang |giam )?(?:dat|con|la|tren|duoi)\b)"
)
_MORE = re.compile(
    r"(?:mo rong (?:dien tich|quy mo)|(?:duy tri(?:,| va) )?(?:nang cao|nang|tang|gia tang)(?: dan| nhanh| manh)? "
    r"(?:ty le|so|so luong|dien tich|thu nhap|muc|san luong|gia tri|do che phu|nang suat|mat do))\b"
)
_MORE_ANYWHERE = re.compile(r"\bmo rong dien tich\b")
_LESS = re.compile(
    r"(?:tung buoc |phan dau )?(?:giam|ha thap|keo giam|giam thieu)(?: dan| nhanh| manh| co ban| toi da)? "
    r"(?:ty le|ty suat|so|so luong|thieu|ho|muc|tinh trang|cac|tao hon)\b|giam thieu\b|giam dan\b"
)
_NOTHING_OF_ITS_OWN = re.compile(
    r"(?:\b(?:phan dau|den|vao|trong|het|cuoi|so voi|giai doan|nam|20\d\d|dat|tang|giam|len|xuong|con|duoi|tren|"
    r"them|binh quan|"
    r"moi|hang|dau|thang|truoc|do|co|tu|la|khoang|va|chiem|gap|bang|it nhat|toi thieu|tro len|muc|vuot|hon|"
    r"cung ky|tuong ung|tuong duong|voi|so)\b|[\s,:()\-/.])*"
)
_SUBJECT_WINDOW = 240


def direction(folded: str, start: int, value: Quantity, inherited: Direction | None) -> Direction:
    """How the words of the clause from ``start`` to the value say it is meant; ``inherited`` where they say nothing.

    ``inherited`` is the direction of the piece before, given only to a piece that leaves its verb to it.
    """
    before = folded[max(start, value.start - _SUBJECT_WINDOW) : value.start]
    change = None
    for match in _CHANGE.finditer(before):
        change = match
    to_level = _TO_LEVEL.search(before)
    if change is None:
        return inherited if inherited is not None and to_level is None else "level"
    way: Direction = "decrease" if change["down"] or "giam" in (change["noun"] or "") else "increase"
    if to_level is None or change["noun"] or to_level.start() < change.start():
        return way
    if value.unit.kind == "times" or (value.unit.per_year and not _TO_LEVEL_FIRMLY.search(before)):
        return way
    return "level"


_CHANGES_FIRST = re.compile(
    r"(?:phan dau )?(?:moi nam |hang nam )?(?:giam|tang)(?: binh quan| them| it nhat| toi thieu| tren| khoang|"
    r" moi nam| hang nam| tu)*\s?"
)
_SAID_OF_SHARE = re.compile(
    r"\b(?:co|duoc|dat|tham gia|biet (?:lam|chu|doc)|su dung|den truong|tiep can|ra khoi|thoat|hoan thanh|tang|"
    r"giam|la|lam|vao|hoc)\b"
)
_AGAINST = re.compile(r"\b(?:doi voi|so voi)\b")


def changes_first(folded: str, start: int, value: Quantity) -> bool:
    """Whether the clause begins ``giảm 30% số xã …``: the verb may hold for ``; 50% số thôn …`` behind it too."""
    return _CHANGES_FIRST.fullmatch(folded, start, value.start) is not None


def says_nothing_of(folded: str, value: Quantity, end: int) -> bool:
    """Whether what follows the value only names things: ``50% số thôn đặc biệt khó khăn``, no ``… đạt chuẩn``."""
    against = _AGAINST.search(folded, value.end, end)
    return _SAID_OF_SHARE.search(folded, value.end, against.start() if against else end) is None


def qualitative_direction(folded: str, start: int, end: int) -> Direction:
    """Of a goal without a number: ``duy trì, nâng cao tỷ lệ che phủ rừng`` increases, ``giảm số …`` decreases."""
    if _MORE.match(folded, start, end) or _MORE_ANYWHERE.search(folded, start, end):
        return "increase"
    return "decrease" if _LESS.match(folded, start, end) else "level"


def is_yearly(folded: str, start: int, end: int, value: Quantity, way: Direction, *, all_are: bool = False) -> bool:
    """Whether a value is a yearly rate: ``mỗi năm``, ``hằng năm``, ``/năm``, or an average growth over a period.

    ``all_are``: the sentence begins ``Hằng năm, …``.
    """
    if value.unit.kind in ("money", "ratio", "index", "years"):
        return False
    if all_are or value.unit.per_year or _RATE_BEHIND.match(folded, value.end, end):
        return True
    if _YEARLY.search(folded, start, end):
        return True
    return way != "level" and value.unit.kind == "%" and _ON_AVERAGE.search(folded, start, end) is not None


def baseline(folded: str, start: int, end: int) -> int | None:
    """2020 in ``tăng trên 2 lần so với năm 2020``."""
    match = _BASELINE.search(folded, start, end)
    return int(match[1]) if match else None


def horizon(folded: str, start: int, end: int, value: Quantity | None) -> int | None:
    """The year that the clause itself names: at its beginning, or right beside its value."""
    for match in _HORIZON.finditer(folded, start, end):
        beside = value is not None and (0 <= match.start() - value.end <= 2 or 0 <= value.start - match.end() <= 12)
        if beside or match.start() - start <= 12:
            return int(match["by"] or match["of"])
    return None


def has_own_subject(folded: str, start: int, end: int, value: Quantity) -> bool:
    """Whether a piece names what it measures; ``tăng 2 lần so với năm 2020`` leaves that to the piece before."""
    before = _NOTHING_OF_ITS_OWN.match(folded, start, value.start)
    after = _NOTHING_OF_ITS_OWN.match(folded, value.end, end)
    return not (before and before.end() == value.start and after and after.end() == end)
