"""Agencies as nodes: a type of the scheme at a place of the gazetteer, one identifier however they are printed.

``Phòng Tài chính - KH huyện`` in a plan of huyện Bạch Thông is ``agency/phong-tai-chinh-ke-hoach/
huyen-bach-thong-bac-kan``, and a department (``org:unitOf``) of that district's People's Committee.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.agencies import expand
from loaders.bodies.scheme import AgencyType, agency_scheme
from loaders.places import AFTER, BEFORE, REFORM, CodeList, Place, PlaceLevel, by_code, candidates, find
from loaders.records import PlaceName
from loaders.resolved import AgencyRef
from loaders.resolving.issuers import canonical_issuer, with_place
from ontology.iri import Iris
from ontology.slug import issuer_slug, place_slug, slug

CENTRAL: Final = "trung-uong"
_NAME: Final = r"(?P<name>[A-ZĐÂĂÊÔƠƯÁÀẢÃẠÍÌÓÒÚÙÝ0-9][^,;()]*?)"
_IN_COMMUNE: Final = re.compile(
    rf"\b(?P<kind>xã|phường|thị trấn|đặc khu) {_NAME}(?:,? (?P<above>(?:huyện|quận|thị xã|thành phố) [^,]+))?"
    r"(?:,? tỉnh .*)?$"
)
_IN_DISTRICT: Final = re.compile(
    rf"(?:\b(?P<kind>huyện|quận|thị xã|thành phố)|(?:Huyện|Thị|Quận|Thành) ủy) {_NAME}(?:,? tỉnh .*)?$"
)
_IN_PROVINCE: Final = re.compile(rf"(?:\b(?P<kind>tỉnh|thành phố)|(?:Tỉnh|Thành) ủy) {_NAME}$")
_COUNCILS: Final = (("Ủy ban nhân dân", "ubnd"), ("Hội đồng nhân dân", "hdnd"))
_COUNCIL_LEVELS: Final[dict[PlaceLevel, str]] = {"tỉnh": "tinh", "huyện": "huyen", "xã": "xa"}
_DEPARTMENTS: Final = "co-quan-chuyen-mon"
_PARTY: Final = re.compile(r"(?:Tỉnh|Huyện|Đảng) ủy$")


@dataclass(frozen=True, slots=True)
class _Spot:
    """Where an agency is: the gazetteer's place, or only the words of one that it does not have."""

    place: Place | None
    slug: str


@dataclass(frozen=True)
class AgencyResolver:
    """Agencies as one document names them: ``own`` is its place, ``issued`` decides the code list of places."""

    iris: Iris
    own: PlaceName | None
    issued: str | None

    @property
    def code_list(self) -> CodeList:
        """The list that held when the document was issued; without a date, that before the reform."""
        return AFTER if self.issued is not None and self.issued >= REFORM else BEFORE

    def place(self) -> Place | None:
        """The document's own place in the gazetteer."""
        return _place(self.own.level, self.own.name, self.own.province, None, self.code_list) if self.own else None

    def of_type(self, agency_type: str, full: str) -> AgencyRef:
        """The agency of a known type, its place read from its full name: ``Phòng Y tế huyện Bạch Thông``."""
        kind = agency_scheme().types.get(agency_type)
        return self._agency(agency_type, kind, full, self._spot(kind, full))

    def at_place_of(self, agency_type: str, other: AgencyRef) -> AgencyRef:
        """The agency of another type at the place of ``other``: what took over its work."""
        spot = _Spot(other.place, self.iris.parse(other.iri).parts[1])
        kind = agency_scheme().types.get(agency_type)
        return self._agency(agency_type, kind, agency_type, spot)

    def issuer(self, name: str) -> AgencyRef:
        """The agency behind an issuer, also one that the scheme of types does not have."""
        full = with_place(canonical_issuer(name), self.own)
        for council, prefix in _COUNCILS:
            if full.startswith(council):
                spot = self._spot(None, full)
                level = _COUNCIL_LEVELS[spot.place.level] if spot.place else "tinh"
                agency_type = f"{prefix}-{level}"
                return self._agency(agency_type, agency_scheme().types.get(agency_type), full, spot)
        found = self._type_of(full)
        if found is not None:
            return self._agency(found.slug, found, full, self._spot(found, full))
        return self._unknown(full)

    def _unknown(self, full: str) -> AgencyRef:
        """``Đại hội Đảng bộ huyện Bình Sơn``: its words without the place are its type."""
        place, printed = self._named_place(full)
        if place is None:
            return self._agency(slug(full), None, full, _Spot(None, CENTRAL))
        kind = re.sub(rf"(?:{place.kind}\s+)?{re.escape(printed)}.*$", "", full)
        return self._agency(slug(kind), None, full, _Spot(place, _slug_of(place)))

    def named(self, printed: str) -> AgencyRef | None:
        """The agency that some words name, or None when the scheme does not know them: ``UBND huyện``."""
        full = with_place(canonical_issuer(printed), self.own)
        if full.startswith(tuple(council for council, _ in _COUNCILS)) and self._is_one(full):
            return self.issuer(printed)
        found = self._type_of(full)
        if found is None or found.body == "tap-the":
            return None
        return self._agency(found.slug, found, full, self._spot(found, full))

    def issuer_slug(self, name: str) -> str:
        """An issuer in a document's identifier, its place spelt as the gazetteer spells it.

        ``Ủy ban nhân dân huyện Đakrông`` is ``ubnd-huyen-dakrong-quang-tri``; ``Sở Tài chính`` in a document of a
        province is that province's, ``so-tai-chinh-tinh-bac-kan``.
        """
        full = with_place(canonical_issuer(name), self.own)
        place, printed = self._named_place(full)
        if place is not None:
            start = full.rfind(printed)
            return issuer_slug(full[:start] + place.name + full[start + len(printed) :], place.province)
        agency = None if printed else self.issuer(name)
        if agency is None or agency.place is None:
            return issuer_slug(full, self._province())
        return f"{issuer_slug(full)}-{_slug_of(agency.place)}"

    def _type_of(self, full: str) -> AgencyType | None:
        """The type in the scheme whose name a full name begins with."""
        found = expand(full, self.own)
        return agency_scheme().types.get(found.type) if found.known else None

    def _is_one(self, full: str) -> bool:
        return self._named_place(full)[0] is not None

    def _spot(self, kind: AgencyType | None, full: str) -> _Spot:
        if kind is not None and kind.levels == ("trung ương",):
            return _Spot(None, CENTRAL)
        place, printed = self._named_place(full)
        if place is None and printed:
            return _Spot(None, slug(f"{printed} {self._province() or ''}"))
        place = place or self._own_for(kind)
        return _Spot(place, _slug_of(place) if place else CENTRAL)

    def _own_for(self, kind: AgencyType | None) -> Place | None:
        """The document's own place, or its province for an agency that only provinces have."""
        own = self.place()
        if own is None or kind is None or own.level in kind.levels or "tỉnh" not in kind.levels:
            return own
        return find(own.province, "tỉnh", code_list=own.code_list)

    def _named_place(self, full: str) -> tuple[Place | None, str]:
        """The place at the end of a full name, and its name as printed there (empty: the name has none)."""
        for level, pattern in (("xã", _IN_COMMUNE), ("huyện", _IN_DISTRICT), ("tỉnh", _IN_PROVINCE)):
            match = pattern.search(full)
            if match is None:
                continue
            place = self._match_place(level, match)
            if place is not None or level != "huyện":
                return place, match["name"]
        return None, ""

    def _match_place(self, level: str, match: re.Match[str]) -> Place | None:
        if level == "tỉnh":
            return _place("tỉnh", match["name"], None, None, self.code_list)
        if level == "huyện":
            kind = match["kind"]
            if kind == "thành phố" and _is_city(match["name"]):
                return None
            name, province = match["name"], self._province()
            near = _place("huyện", name, province, kind, self.code_list)
            return near or _place("huyện", name, None, kind, self.code_list)
        district = re.sub(r"^(?:huyện|quận|thị xã|thành phố) ", "", match["above"]) if match["above"] else None
        if district is None and self.own is not None and self.own.level == "huyện":
            district = self.own.name
        return _commune(match["name"], match["kind"], district, self._province(), self.code_list)

    def _province(self) -> str | None:
        if self.own is None:
            return None
        return self.own.name if self.own.level == "tỉnh" else self.own.province

    def _agency(self, agency_type: str, kind: AgencyType | None, full: str, spot: _Spot) -> AgencyRef:
        label = agency_label(kind, spot.place) if kind is not None else full
        iri = self.iris.agency(agency_type, spot.slug)
        return AgencyRef(iri, slug(agency_type), spot.place, label, self._committee(kind, spot))

    def _committee(self, kind: AgencyType | None, spot: _Spot) -> AgencyRef | None:
        """The People's Committee that a specialised agency of its place is a department of."""
        if kind is None or kind.body != _DEPARTMENTS or spot.place is None:
            return None
        committee = agency_scheme().types[f"ubnd-{_COUNCIL_LEVELS[spot.place.level]}"]
        return self._agency(committee.slug, committee, "", spot)


def agency_label(kind: AgencyType, place: Place | None) -> str:
    """``Phòng Y tế huyện Bạch Thông``: a function of type and place alone, so that every document gives the same."""
    name = next((council for council, prefix in _COUNCILS if kind.slug.startswith(f"{prefix}-")), kind.label)
    if place is None:
        return name
    if _PARTY.search(name):
        return f"{name} {place.name}"
    if place.level not in kind.levels and kind.slug.startswith(("ubnd-", "hdnd-")):
        return f"{kind.label}, {place_label(place)}"
    return f"{name.removesuffix(f' {place.kind}')} {place_label(place)}"


def place_label(place: Place) -> str:
    """``huyện Bạch Thông``; a commune with its district: ``xã Bình An, huyện Bình Sơn``."""
    above = by_code(place.code_list, place.parent) if place.level == "xã" and place.parent else None
    own = f"{place.kind} {place.name}"
    return f"{own}, {above.kind} {above.name}" if above is not None and above.level == "huyện" else own


@lru_cache(maxsize=65536)
def _slug_of(place: Place) -> str:
    """``huyen-bach-thong-bac-kan``, ``xa-binh-an-huyen-binh-son-quang-ngai``, ``tinh-bac-kan``."""
    if place.level == "tỉnh":
        return place_slug(place.kind, place.name)
    above = by_code(place.code_list, place.parent) if place.level == "xã" and place.parent else None
    district = f"{above.kind} {above.name}" if above is not None and above.level == "huyện" else None
    return place_slug(place.kind, place.name, district=district, province=place.province)


@lru_cache(maxsize=65536)
def _place(level: str, name: str, province: str | None, kind: str | None, code_list: CodeList) -> Place | None:
    """A place of the list, else of the other one: a plan of late 2025 still speaks of the old province."""
    if level == "trung ương":
        return None
    wanted: PlaceLevel = "tỉnh" if level == "tỉnh" else "huyện" if level == "huyện" else "xã"
    within = None if wanted == "tỉnh" else province
    other = BEFORE if code_list == AFTER else AFTER
    return find(name, wanted, within, kind, code_list) or find(name, wanted, within, kind, other)


@lru_cache(maxsize=65536)
def _commune(name: str, kind: str, district: str | None, province: str | None, code_list: CodeList) -> Place | None:
    """A commune by name and kind; of several, the one in the district."""
    found = candidates(name, "xã", province, kind, code_list)
    if len(found) > 1 and district is not None:
        parent = _place("huyện", district, province, None, code_list)
        found = tuple(place for place in found if parent is not None and place.parent == parent.code)
    return found[0] if len(found) == 1 else None


@lru_cache(maxsize=256)
def _is_city(name: str) -> bool:
    """Whether ``thành phố …`` is one of the cities that stand beside the provinces (Đà Nẵng, Cần Thơ)."""
    place = find(name, "tỉnh")
    return place is not None and place.kind == "thành phố"
