"""The territory an issuer belongs to, and the issuer's full name with it.

``ỦY BAN NHÂN DÂN`` alone takes its unit from the line under the title, from the preamble's own sentence ("Ủy ban nhân
dân huyện ban hành Kế hoạch … trên địa bàn huyện Đakrông") or from the place before the date; a district's province
comes from the administrative data, or from what the document names when several have a district of that name.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import Final

from loaders.folding import fold
from loaders.heading.names import place_words, spelled_out
from loaders.heading.zone import Zone
from loaders.outlining.labels import UPPER
from loaders.places import (
    AFTER,
    BEFORE,
    REFORM,
    CodeList,
    Place,
    PlaceLevel,
    by_code,
    candidates,
    province_name,
    province_of_district,
)
from loaders.records import Level, PlaceName, Span
from loaders.view import View

_KINDS: Final = r"tỉnh|thành phố|tp\.?|huyện|quận|thị xã|tx\.?|thị trấn|phường|(?<!hợp tác )xã(?! hội)|đặc khu"
_IN_NAME: Final = re.compile(
    rf"(?<!\w)(?P<kind>{_KINDS})\s+(?P<name>(?:(?!\s(?:{_KINDS})\s)[^,;()\n])+)", re.IGNORECASE
)
_WORD: Final = rf"[{UPPER}][^\W\d_]*(?:['’][^\W\d_]+)?"
_IN_TEXT: Final = re.compile(
    rf"(?<!\w)(?P<kind>(?i:{_KINDS})) (?P<name>{_WORD}(?: ?- ?{_WORD}| {_WORD}){{0,4}}|\d{{1,2}}(?!\d))"
)
_BELOW: Final = re.compile(rf" ?\n({_WORD}(?: {_WORD}){{0,2}})")
_KIND_ABOVE: Final = re.compile(rf"(?<!\w)(?P<kind>(?i:{_KINDS}))(?= ?\n[{UPPER}])")
_COMMITTEE: Final = r"(?:(?i:(?:ủy|uỷ) ban nhân dân|hội đồng nhân dân)|UBND|HĐND)"
_ISSUES: Final = re.compile(
    rf"(?<!\w){_COMMITTEE} (?P<kind>(?i:{_KINDS}))(?P<name>(?: {_WORD}){{0,5}}) ?,? "
    r"(?=ban hành|xây dựng|triển khai|đề nghị|báo cáo|thông báo|yêu cầu|kính|tổ chức|hướng dẫn|trình|đề ra|lập"
    r"|phê duyệt|giao)"
)
_NAMED_COMMITTEE: Final = re.compile(rf"(?<!\w){_COMMITTEE} (?P<kind>(?i:{_KINDS}))(?P<name>(?: {_WORD}){{0,5}})")
_LEVELS: Final[dict[str, Level]] = {
    "tỉnh": "tỉnh", "huyện": "huyện", "quận": "huyện", "thị xã": "huyện", "thị trấn": "xã", "phường": "xã", "xã": "xã",
    "đặc khu": "xã",
}  # fmt: skip
_PLACE_LEVELS: Final[tuple[PlaceLevel, ...]] = ("tỉnh", "huyện", "xã")
_SHORT: Final = {"tp": "thành phố", "tx": "thị xã"}
_CENTRAL_CITIES: Final = frozenset({"ha noi", "ho chi minh", "hai phong", "da nang", "can tho"})
_PARTY: Final = re.compile(
    r"(?P<kind>tỉnh|thành|huyện|quận|thị|thị xã|đảng)\s(?:ủy|uỷ)\s+(?:(?:xã|phường|thị trấn)\s)?(?P<name>.+)$",
    re.IGNORECASE,
)
_PARTY_KINDS: Final = {
    "tỉnh": "tỉnh",
    "thành": "thành phố",
    "huyện": "huyện",
    "quận": "quận",
    "thị": "thị xã",
    "đảng": "xã",
}


@dataclass(frozen=True, slots=True)
class Unit:
    """``huyện Bạch Thông`` as printed: the unit's own word, small, and its name with capitals."""

    kind: str
    name: str

    @property
    def words(self) -> str:
        """``huyện Bạch Thông``."""
        return f"{self.kind} {self.name}"


def unit_in(words: str) -> Unit | None:
    """The unit an agency's name ends in: ``UBND XÃ BÌNH AN`` -> xã Bình An; ``TỈNH ỦY BẮC KẠN`` -> tỉnh Bắc Kạn."""
    words = spelled_out(words)
    party = _PARTY.search(words)
    if party:
        return Unit(_PARTY_KINDS[party["kind"].lower()], place_words(party["name"]))
    match = _IN_NAME.search(words)
    return _known(_unit(match)) if match else None


def _known(unit: Unit) -> Unit:
    """A province without the words of the next line that stand behind its name: the longest known beginning."""
    words = unit.name.split(" ")
    if level_of(unit, None) == "tỉnh" or unit.kind == "tỉnh":
        for count in range(len(words), 1, -1):
            name = " ".join(words[:count])
            if candidates(name, "tỉnh") or candidates(name, "tỉnh", code_list=AFTER):
                return Unit(unit.kind, name)
    return unit


def unit_of(view: View, zone: Zone, head: Span) -> Unit | None:
    """The unit of a committee whose letterhead does not name it: from preamble, title or the place of the date."""
    start, end = head
    text = view.text[start : min(end, start + 8_000)]
    issuing = _ISSUES.search(text) or _NAMED_COMMITTEE.search(text)
    if issuing and issuing["name"].strip():
        return _unit(issuing)
    kind = _kind(issuing["kind"]) if issuing else ""
    found = [_run_on(_unit(match), text, match.end()) for match in _IN_TEXT.finditer(text)]
    parted = (_run_on(Unit(_kind(match["kind"]), ""), text, match.end()) for match in _KIND_ABOVE.finditer(text))
    found += [unit for unit in parted if unit.name]  # "… miền núi huyện" / "Phú Ninh giai đoạn"
    named = [unit for unit in found if not kind or unit.kind == kind]
    if kind and named:
        return Counter(named).most_common(1)[0][0]
    return from_date(zone, kind) or (named[0] if named else None)


def _run_on(unit: Unit, text: str, end: int) -> Unit:
    """``huyện Cù Lao`` / ``Dung năm 2024``: the longest name of the lists that goes on in the next line."""
    below = _BELOW.match(text, end)
    words = below[1].split(" ") if below else []
    for count in range(len(words), 0, -1):
        name = " ".join([unit.name, *words[:count]]).strip()
        if any(place.kind == unit.kind for level in _PLACE_LEVELS for place in candidates(name, level)):
            return Unit(unit.kind, name)
    return unit


def from_date(zone: Zone, kind: str = "") -> Unit | None:
    """``Đakrông, ngày …`` -> huyện Đakrông."""
    place = zone.date.place if zone.date else ""
    if not place:
        return None
    inner = _IN_NAME.match(place)
    name = place_words(inner["name"] if inner else place)
    for level in _PLACE_LEVELS:
        found = candidates(name, level) or candidates(name, level, code_list=AFTER)
        if found and (not kind or kind == level or any(kind == place.kind for place in found)):
            own = "tỉnh" if fold(name) == "thua thien hue" else found[0].kind  # the lists have thành phố Huế
            return Unit(kind or own, name)
    return None


def _unit(match: re.Match[str]) -> Unit:
    name = place_words(match["name"].strip(" .-–:"))
    return Unit(_kind(match["kind"]), "Hồ Chí Minh" if fold(name) == "hcm" else name)


def _kind(words: str) -> str:
    kind = re.sub(r"\s+", " ", words.lower()).rstrip(".")
    return _SHORT.get(kind, kind)


def level_of(unit: Unit, issued: str | None) -> Level:
    """``thành phố`` is a province for the cities under the centre (Huế since 2025), else a district."""
    if unit.kind != "thành phố":
        return _LEVELS.get(unit.kind, "huyện")
    name = fold(unit.name)
    central = name in _CENTRAL_CITIES or (name == "hue" and (issued or "") >= "2025")
    return "tỉnh" if central else "huyện"


def place_of(unit: Unit, issued: str | None, view: View, outer: Unit | None) -> PlaceName:
    """The place of a unit, its province from the unit above, the administrative data, or the rest of the document."""
    level = level_of(unit, issued)
    if level == "tỉnh":
        return PlaceName(level, unit.name, unit.name)
    if outer and level_of(outer, issued) == "tỉnh":
        return PlaceName(level, unit.name, outer.name)
    return PlaceName(level, unit.name, _province(unit, level, issued, view))


def _province(unit: Unit, level: Level, issued: str | None, view: View) -> str | None:
    reformed = (issued or "") >= REFORM and unit.kind != "thị trấn"
    lists: tuple[CodeList, ...] = (AFTER, BEFORE) if reformed else (BEFORE, AFTER)
    if level == "huyện" and unit.name.isdigit():  # quận 1 … quận 12
        return "Hồ Chí Minh"
    if level == "huyện":
        known = province_of_district(unit.name, unit.kind)
        if known:
            return known
    for code_list in lists:
        found = candidates(unit.name, "huyện" if level == "huyện" else "xã", kind=unit.kind, code_list=code_list)
        provinces = {place.province for place in found}
        if len(provinces) == 1:
            return provinces.pop()
        if found:
            return _most_named(found, view)
    return None


def _most_named(found: tuple[Place, ...], view: View) -> str | None:
    """Which of several places' provinces the document names most, in its first and last pages, or else by district.

    ``Thực hiện Kế hoạch số 96/KH-UBND của UBND huyện Lục Ngạn`` puts xã Cấm Sơn in Bắc Giang. None when it names none.
    """
    pages = view.text[:20_000] + "\n" + view.text[-8_000:]
    provinces = {place.province for place in found}
    parents = {(by_code(place.code_list, place.parent or ""), place.province) for place in found}
    districts = {(fold(parent.name), province) for parent, province in parents if parent and parent.level == "huyện"}
    by_province: Counter[str] = Counter()
    by_district: Counter[str] = Counter()
    for match in _IN_TEXT.finditer(pages):
        unit = _unit(match)
        name = province_name(unit.name) if unit.kind in ("tỉnh", "thành phố") else None
        if name in provinces:
            by_province[name] += 1
        elif _LEVELS.get(unit.kind, "huyện") == "huyện":
            by_district.update(province for parent, province in districts if parent == fold(unit.name))
    return _first(by_province) or _only_first(by_district)


def _first(counts: Counter[str]) -> str | None:
    return counts.most_common(1)[0][0] if counts else None


def _only_first(counts: Counter[str]) -> str | None:
    """The most common, None where another is as common: several provinces have a huyện Châu Thành."""
    best = counts.most_common(2)
    return best[0][0] if best and (len(best) == 1 or best[0][1] > best[1][1]) else None
