"""The place an agency belongs to: what "huyện", "tỉnh" or nothing at all means after its name in a document of a place.

In a plan of huyện Bình Sơn, "Công an huyện" is that of huyện Bình Sơn, "Ban Dân tộc tỉnh" that of tỉnh Quảng Ngãi, and
"Bình Khương" after "UBND các xã:" lies in huyện Bình Sơn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from loaders.records import Document, Level, PlaceName
from ontology.slug import place_slug

KINDS: Final[dict[str, Level]] = {
    "trung ương": "trung ương", "tỉnh": "tỉnh", "huyện": "huyện", "thị xã": "huyện", "quận": "huyện",
    "xã": "xã", "phường": "xã", "thị trấn": "xã", "đặc khu": "xã",
}  # fmt: skip
"""The printed kinds of units with their level; "thành phố" is a province or a district, by its name."""

RANK: Final[dict[Level, int]] = {"trung ương": 0, "tỉnh": 1, "huyện": 2, "xã": 3}
CENTRAL_CITIES: Final = frozenset({"hà nội", "hồ chí minh", "hải phòng", "đà nẵng", "cần thơ", "huế"})

_DEFAULT_KIND: Final[dict[Level, str]] = {"trung ương": "", "tỉnh": "tỉnh", "huyện": "huyện", "xã": "xã"}
_UNIT = re.compile(
    r"(tỉnh|thành phố|huyện|thị xã|quận|xã|phường|thị trấn|đặc khu)\s+([^\W\d_][^,;:()\n]{0,40}?)(?=,|$)", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AgencyPlace:
    """``huyện Bình Sơn`` in Quảng Ngãi; a commune also knows its district (``huyện Bình Sơn``) where there is one."""

    level: Level
    kind: str
    name: str
    district: str | None = None
    province: str | None = None

    @property
    def full(self) -> str:
        """``huyện Bình Sơn``; ``xã Bình An, huyện Bình Sơn``; nothing for the whole country."""
        own = f"{self.kind} {self.name}".strip()
        above = self.district or (f"{_province_kind(self.province)} {self.province}" if self.province else None)
        return f"{own}, {above}" if self.level == "xã" and above else own

    @property
    def slug(self) -> str:
        """``huyen-binh-son-quang-ngai``, ``xa-binh-an-huyen-binh-son-quang-ngai``, ``tinh-bac-kan``, ``trung-uong``."""
        if self.level == "trung ương":
            return "trung-uong"
        province = None if self.level == "tỉnh" else self.province
        return place_slug(self.kind, self.name, district=self.district, province=province)

    def above(self, level: Level) -> AgencyPlace:
        """The unit of a higher level that this one lies in; itself where it is of that level or not known."""
        if level == "trung ương":
            return NATION
        if level == "tỉnh" and self.level != "tỉnh" and self.province:
            return AgencyPlace("tỉnh", _province_kind(self.province), self.province)
        if level == "huyện" and self.level == "xã" and self.district:
            kind, _, name = self.district.partition(" ")
            if kind.lower() in ("thị", "thành"):
                kind, name = f"{kind} {name.split(' ', 1)[0]}", name.split(" ", 1)[-1]
            return AgencyPlace("huyện", kind, name, province=self.province)
        return self

    def below(self, kind: str, name: str) -> AgencyPlace:
        """A named unit inside this one: ``("xã", "Bình An")``, ``("thành phố", "Bắc Kạn")`` in tỉnh Bắc Kạn."""
        level = level_of(kind, name)
        province = self.name if self.level == "tỉnh" else self.province
        district = f"{self.kind} {self.name}" if level == "xã" and self.level == "huyện" else None
        return AgencyPlace(level, kind, name, district, None if level == "tỉnh" else province)


NATION: Final = AgencyPlace("trung ương", "", "")


def level_of(kind: str, name: str = "") -> Level:
    """``thị xã`` → huyện; ``thành phố`` → tỉnh for Đà Nẵng, else huyện."""
    if kind == "thành phố":
        return "tỉnh" if name.lower() in CENTRAL_CITIES else "huyện"
    return KINDS[kind]


def _province_kind(name: str) -> str:
    return "thành phố" if name.lower() in CENTRAL_CITIES else "tỉnh"


def place_of(place: PlaceName | AgencyPlace | None) -> AgencyPlace | None:
    """A document's place as a place of agencies; the kind of unit is the usual one of the level."""
    if place is None or isinstance(place, AgencyPlace):
        return place
    kind = _province_kind(place.name) if place.level == "tỉnh" else _DEFAULT_KIND[place.level]
    if place.level == "trung ương":
        return NATION
    return AgencyPlace(place.level, kind, place.name, province=None if place.level == "tỉnh" else place.province)


def jurisdiction(document: Document) -> AgencyPlace | None:
    """Where a document's agencies are: its place, with the kind and the district that its issuer's name tells.

    ``Ủy ban nhân dân thị xã An Khê`` gives ``thị xã An Khê``, not ``huyện An Khê``.
    """
    place = place_of(document.place)
    if place is None or not document.issuer:
        return place
    units = [(kind.lower(), name.strip()) for kind, name in _UNIT.findall(document.issuer)]
    kind = next((kind for kind, name in units if name.lower() == place.name.lower()), place.kind)
    above = (f"{kind} {name}" for kind, name in units if level_of(kind, name) == "huyện")
    district = next(above, None) if place.level == "xã" else None
    return AgencyPlace(place.level, kind, place.name, district, place.province)
