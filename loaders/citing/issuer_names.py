"""The fullest form of a printed issuer: abbreviations written out, the place that the citing document leaves out.

``UBND tỉnh`` in a plan of huyện Bình Sơn is ``Ủy ban nhân dân tỉnh Quảng Ngãi``; ``Hội nghị Tỉnh ủy lần thứ 4, khóa
XX`` is ``Hội nghị Tỉnh ủy Quảng Ngãi lần thứ 4, khóa XX``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from loaders.heading.names import agency_name
from loaders.records import Document, PlaceName

_SHORT: Final = tuple(
    (re.compile(pattern), long)
    for pattern, long in (
        (r"\b(?:UB ?(?:ND|nd)|(?:[ỦUủu][ỷy]|Ủy) ?ban ?nhân ?dân)\b", "Ủy ban nhân dân"),
        (r"\bHội ?đồng ?nhân ?dân\b", "Hội đồng nhân dân"),
        (r"\b[Cc]hính ?phủ\b", "Chính phủ"),
        (r"\bUBMTTQ(?:VN)?\b", "Ủy ban Mặt trận Tổ quốc Việt Nam"),
        (r"\bHĐND\b", "Hội đồng nhân dân"),
        (r"\bUBTVQH\b", "Ủy ban Thường vụ Quốc hội"),
        (r"\bUBDT\b", "Ủy ban Dân tộc"),
        (r"\bTTg(?:CP)?\b", "Thủ tướng Chính phủ"),
        (r"\bCP\b", "Chính phủ"),
        (r"\bBCH\b", "Ban Chấp hành"),
        (r"\bBTV\b", "Ban Thường vụ"),
        (r"\b(?:TW|TƯ)\b", "Trung ương"),
        (r"\bTP\.? ?(?=[A-ZĐ])", "thành phố "),
        (r"\bLĐ ?-? ?TB ?(?:&|và|-) ?XH\b|\bLĐTBXH\b", "Lao động - Thương binh và Xã hội"),
        (r"\bNN ?(?:&|và) ?PTNT\b|\bNNPTNT\b", "Nông nghiệp và Phát triển nông thôn"),
        (r"\bGD ?(?:&|và|-)? ?ĐT\b", "Giáo dục và Đào tạo"),
        (r"\bKH ?(?:&|và|-)? ?ĐT\b", "Kế hoạch và Đầu tư"),
        (r"\bTN ?(?:&|và|-)? ?MT\b", "Tài nguyên và Môi trường"),
        (r"\bTT ?(?:&|và|-)? ?TT\b", "Thông tin và Truyền thông"),
        (r"\bVH[,-]? ?TT ?(?:&|và|-)? ?DL\b|\bVHTTDL\b", "Văn hóa, Thể thao và Du lịch"),
    )
)
_CAPITAL: Final = "[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÉÈÍÌÓÒÚÙÝ]"
_PARTY: Final = re.compile(rf"\b([Tt]ỉnh|[Tt]hành|[Hh]uyện|[Tt]hị|[Qq]uận) (?:[Uu][ỷy]|[Ủủ]y)\b(?! {_CAPITAL}[^A-Z])")
_DANGLING: Final = re.compile(
    rf"\b([Tt]ỉnh|[Tt]hành phố|[Hh]uyện|[Tt]hị xã|[Qq]uận|[Xx]ã|[Pp]hường|[Tt]hị trấn)\b(?! (?!Kh[óo]|Kỳ|Nhiệm"
    rf"|Lần){_CAPITAL}| [ủu][ỷy]\b| \d| thuộc)"
)
_PARTY_LEVELS: Final = {"tỉnh": "tỉnh", "thành": "thành phố", "huyện": "huyện", "thị": "thị xã", "quận": "quận"}
_CITIES: Final = frozenset({"Hà Nội", "Hồ Chí Minh", "Đà Nẵng", "Hải Phòng", "Cần Thơ", "Huế"})


def fullest(printed: str, document: Document) -> str:
    """The printed issuer with abbreviations written out and the place that the citing document leaves out.

    From a title in capitals, ``CHỦ TỊCH ỦY BAN NHÂN DÂN THÀNH PHỐ``, in the letters of running text.
    """
    name = agency_name(printed) if printed.isupper() and " " in printed else printed
    return _fullest(name, document.place, document.issuer or "")


@lru_cache(maxsize=8192)
def _fullest(printed: str, place: PlaceName | None, own: str) -> str:
    name = " ".join(printed.split())
    for pattern, long in _SHORT:
        name = pattern.sub(long, name)
    name = _PARTY.sub(lambda match: _with_party_place(match, place, own), name)
    return _DANGLING.sub(lambda match: _with_place(match, place, own), name)


def _with_place(match: re.Match[str], place: PlaceName | None, own: str) -> str:
    level = match[1].casefold()
    name = _name_at_level(level, place, own)
    return f"{level} {name}" if name else match[0]


def _with_party_place(match: re.Match[str], place: PlaceName | None, own: str) -> str:
    name = _name_at_level(_PARTY_LEVELS[match[1].casefold()], place, own)
    return f"{match[0]} {name}" if name else match[0]


def _name_at_level(level: str, place: PlaceName | None, own: str) -> str | None:
    """The name of the place of a level in whose territory ``place`` lies; ``own`` is the citing document's issuer."""
    if place is None or place.level == "trung ương":
        return None
    province = place.name if place.level == "tỉnh" else place.province
    if level == "tỉnh":
        return province
    if level == "thành phố" and not (place.level == "huyện" and "thành phố" in own.casefold()):
        return province if province in _CITIES else None
    if level in ("huyện", "thị xã", "quận", "thành phố"):
        return place.name if place.level == "huyện" else None
    return place.name if place.level == "xã" else None
