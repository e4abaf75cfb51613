"""The gazetteer: Vietnam's provinces, districts and communes before and after 1 July 2025.

Codes, coordinates and parents come from the package ``vietnamadminunits`` (MIT): the list of the General Statistics
Office at the end of 2024 (``gso-2024``: 63 provinces, 696 districts, 10,035 communes) and that of 2025 (``gso-2025``:
34 provinces, 3,321 communes, no districts). Names match folded and without blanks, so ``Đa Krông`` finds ``Đakrông``
and ``Bắc Cạn`` finds ``Bắc Kạn``. Nothing is read before the first question, communes only when communes are asked for.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, Literal

from loaders.errors import LoadError
from loaders.folding import fold
from loaders.gazetteer.former import FORMER_DISTRICTS, PROVINCE_ALIASES, SPELLINGS

CodeList = Literal["gso-2024", "gso-2025"]
PlaceLevel = Literal["tỉnh", "huyện", "xã"]
BEFORE: Final[CodeList] = "gso-2024"
AFTER: Final[CodeList] = "gso-2025"
REFORM: Final = "2025-07-01"

_KIND_WORDS: Final = re.compile(
    r"(?:tinh|thanh pho|tp|quan|huyen|thi xa|tx|phuong|xa|thi tran|tt|dac khu)\b\.?\s*(?=\D)"
)
_BRACKET: Final = re.compile(r"\s*\([^)]*\)$")
_PROVINCES: Final = {
    BEFORE: "SELECT DISTINCT provinceCode, province, provinceShort, provinceLat, provinceLon FROM admin_units_legacy",
    AFTER: "SELECT DISTINCT provinceCode, province, provinceShort, provinceLat, provinceLon FROM admin_units",
}
_DISTRICTS: Final = (
    "SELECT DISTINCT districtCode, district, districtShort, districtType, provinceCode, provinceShort,"
    " districtLat, districtLon FROM admin_units_legacy"
)
_COMMUNES: Final = {
    BEFORE: "SELECT wardCode, ward, wardShort, wardType, districtCode, provinceShort, wardLat, wardLon"
    " FROM admin_units_legacy WHERE wardCode IS NOT NULL",
    AFTER: "SELECT wardCode, ward, wardShort, wardType, provinceCode, provinceShort, wardLat, wardLon FROM admin_units",
}


@dataclass(frozen=True, slots=True)
class Place:
    """One unit of one code list: ``gso-2024`` ``063``, level ``huyện``, kind ``huyện``, ``Bạch Thông``, in ``Bắc Kạn``.

    ``kind`` is the unit's own word (``tỉnh``, ``thành phố``, ``quận``, ``thị xã``, ``phường``, ``đặc khu`` …);
    ``province`` the short name of its province (a province's own name); ``parent`` the code of the next unit above in
    the same list, None for a province; ``lat`` and ``lon`` degrees (WGS 84), None where the data has none.
    """

    code_list: CodeList
    code: str
    level: PlaceLevel
    kind: str
    name: str
    province: str
    parent: str | None
    lat: float | None
    lon: float | None


def find(
    name: str, level: PlaceLevel, province: str | None = None, kind: str | None = None, code_list: CodeList = BEFORE
) -> Place | None:
    """The one place of that name and level, or None when there is none or several.

    ``find("Đakrông", "huyện")`` is in Quảng Trị; ``find("Châu Thành", "huyện")`` is None (ten provinces have one)
    unless ``province`` is given. ``kind`` parts what shares name and province (huyện and thị xã Kỳ Anh).
    """
    found = candidates(name, level, province, kind, code_list)
    return found[0] if len(found) == 1 else None


def candidates(
    name: str, level: PlaceLevel, province: str | None = None, kind: str | None = None, code_list: CodeList = BEFORE
) -> tuple[Place, ...]:
    """Every place of that name and level, narrowed by province and kind where they leave any."""
    index, key = _index(code_list, level), _key(name)
    if level == "tỉnh" and key in PROVINCE_ALIASES:
        key = _key(PROVINCE_ALIASES[key])
    found = index.get(key) or index.get(_loose(key), ())
    if province is not None:
        within = _key(province_name(province) or province)
        found = tuple(place for place in found if _key(place.province) == within)
    return tuple(place for place in found if place.kind == kind) or found


def by_code(code_list: CodeList, code: str) -> Place | None:
    """The place of a code: two digits a province, three a district, five a commune."""
    level: PlaceLevel = "tỉnh" if len(code) == 2 else "huyện" if len(code) == 3 else "xã"
    return _codes(code_list, level).get(code)


def places(code_list: CodeList, level: PlaceLevel) -> tuple[Place, ...]:
    """All places of one level of a code list, by code."""
    return tuple(_codes(code_list, level).values())


def province_name(name: str) -> str | None:
    """A province's name as the lists spell it, from any spelling: ``Thừa Thiên Huế`` and ``TP. Huế`` -> ``Huế``."""
    known = find(name, "tỉnh")
    return known.name if known else None


def province_of_district(name: str, kind: str | None = None) -> str | None:
    """The province of a district, when only one has a district of that name, also one dissolved since 2013.

    ``province_of_district("Hoành Bồ")`` is ``Quảng Ninh`` (joined to Hạ Long in 2020).
    """
    found = {place.province for place in candidates(name, "huyện", kind=kind)}
    former = FORMER_DISTRICTS.get(_key(name))
    found |= {former} if former else set()
    return found.pop() if len(found) == 1 else None


def require_parents(code_list: CodeList) -> None:
    """Raise LoadError for a list with a place whose parent it does not have: it names both codes."""
    for level in ("huyện", "xã"):
        for place in _codes(code_list, level).values():
            if place.parent is None or by_code(code_list, place.parent) is None:
                raise LoadError(
                    f"{database()}, {code_list}",
                    f"{place.kind} {place.name} ({place.code}) lies in {place.parent}, which the list does not have",
                    "Install another version of the package vietnamadminunits",
                )


def _key(name: str) -> str:
    """Folded letters and digits of a name without the word for its kind: ``TP. Hồ Chí Minh`` -> ``hochiminh``."""
    words = _KIND_WORDS.sub("", fold(name).strip(), count=1)
    return re.sub(r"[^a-z0-9]", "", words or fold(name))


def _loose(key: str) -> str:
    """Spellings that are one sound: ``Bắc Cạn``, ``Đắc Lắc``, ``Qui Nhơn``, ``Mĩ Tho``. Such keys begin with ``~``."""
    return "~" + key.replace("y", "i").replace("k", "c")


@cache
def _index(code_list: CodeList, level: PlaceLevel) -> dict[str, tuple[Place, ...]]:
    index: dict[str, tuple[Place, ...]] = {}
    for place in _codes(code_list, level).values():
        exact = _key(place.name)
        for key in (exact, _loose(exact)):
            index[key] = (*index.get(key, ()), place)
    return index


@cache
def _codes(code_list: CodeList, level: PlaceLevel) -> dict[str, Place]:
    with sqlite3.connect(f"file:{database()}?mode=ro&immutable=1", uri=True) as data:
        return {place.code: place for place in _read(data, code_list, level)}


def _read(data: sqlite3.Connection, code_list: CodeList, level: PlaceLevel) -> Iterator[Place]:
    if level == "tỉnh":
        for code, full, short, lat, lon in data.execute(_PROVINCES[code_list] + " ORDER BY 1"):
            yield Place(code_list, code, level, _kind(full, short), short, short, None, lat, lon)
    elif level == "huyện":
        yield from _lower(data.execute(_DISTRICTS + " ORDER BY 1"), code_list, level) if code_list == BEFORE else ()
    else:
        yield from _lower(data.execute(_COMMUNES[code_list] + " ORDER BY 1"), code_list, level)


def _lower(rows: Iterable[tuple[str, ...]], code_list: CodeList, level: PlaceLevel) -> Iterator[Place]:
    for code, _full, short, kind, parent, province, lat, lon in rows:
        name = SPELLINGS.get(code, _BRACKET.sub("", short)) if level == "huyện" else _BRACKET.sub("", short)
        degrees = (float(lat), float(lon)) if lat and lon else (None, None)
        yield Place(code_list, code, level, kind.lower(), name, province, parent, *degrees)


def _kind(full: str, short: str) -> str:
    return full.removesuffix(short).strip().lower()


def database() -> Path:
    """Where the package keeps its lists (SQLite); a LoadError when it is not there."""
    spec = find_spec("vietnamadminunits")
    path = Path(spec.origin).parent / "data" / "dataset.db" if spec and spec.origin else Path("dataset.db")
    if not path.exists():
        raise LoadError(str(path), "the administrative data is missing", "Install the package vietnamadminunits again.")
    return path
