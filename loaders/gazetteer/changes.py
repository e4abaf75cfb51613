"""What became of provinces, districts and communes on 1 July 2025, from ``vietnamadminunits``.

Provinces went over whole, 63 to 34 (Nghị quyết 202/2025/QH15); districts ended; communes went over whole or in parts,
10,035 to 3,321. Five island districts had no communes and became đặc khu themselves.
"""

from __future__ import annotations

import json
import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from loaders.places import AFTER, BEFORE, Place, PlaceLevel, by_code, database

_OLD: Final = "SELECT DISTINCT provinceKey, districtKey, wardKey, districtCode, wardCode FROM admin_units_legacy"
_NEW: Final = "SELECT provinceKey, wardKey, wardCode FROM admin_units"
_OLD_PROVINCES: Final = "SELECT DISTINCT provinceKey, provinceCode FROM admin_units_legacy"
_NEW_PROVINCES: Final = "SELECT DISTINCT provinceKey, provinceCode FROM admin_units"


@dataclass(frozen=True, slots=True)
class PlaceChange:
    """A place of ``gso-2024`` and one of ``gso-2025`` that took it over, ``whole`` or in part.

    ``alone`` says that nothing else went into the later place.
    """

    before: Place
    after: Place
    whole: bool
    alone: bool

    @property
    def unchanged(self) -> bool:
        """Whether only the list changed: ``tỉnh Cao Bằng`` before and after."""
        same = (self.before.name, self.before.kind) == (self.after.name, self.after.kind)
        return same and self.whole and self.alone


def changes(level: PlaceLevel) -> tuple[PlaceChange, ...]:
    """Every change of the places that were of ``level``, by code; a district's lead to the communes on its land."""
    return tuple(change for found in _by_code(level).values() for change in found)


def changes_of(place: Place) -> tuple[PlaceChange, ...]:
    """What took over a place of ``gso-2024``; several where it was split; none for a place of ``gso-2025``."""
    return _by_code(place.level).get(place.code, ()) if place.code_list == BEFORE else ()


@cache
def _by_code(level: PlaceLevel) -> dict[str, tuple[PlaceChange, ...]]:
    pairs = sorted(set(_provinces() if level == "tỉnh" else _lower(level)))
    parts = Counter(before for before, _, _ in pairs)
    sources = Counter(after for _, after, _ in pairs)
    found: defaultdict[str, list[PlaceChange]] = defaultdict(list)
    for before, after, whole in pairs:
        old, new = by_code(BEFORE, before), by_code(AFTER, after)
        if old and new:
            found[before].append(PlaceChange(old, new, whole and parts[before] == 1, sources[after] == 1))
    return {code: tuple(items) for code, items in found.items()}


def _provinces() -> Iterator[tuple[str, str, bool]]:
    with sqlite3.connect(f"file:{database()}?mode=ro&immutable=1", uri=True) as data:
        old, new = dict(data.execute(_OLD_PROVINCES)), dict(data.execute(_NEW_PROVINCES))
    for after, befores in _converter()["DICT_PROVINCE"].items():
        yield from ((old[before], new[after], True) for before in befores)


def _lower(level: PlaceLevel) -> Iterator[tuple[str, str, bool]]:
    """Codes of a commune, or of its district, and of the commune that took it over, and whether it went whole."""
    with sqlite3.connect(f"file:{database()}?mode=ro&immutable=1", uri=True) as data:
        new = {(province, ward): code for province, ward, code in data.execute(_NEW)}
        old = {"_".join(key or "" for key in row[:3]): row[3:] for row in data.execute(_OLD)}
    for key, after, whole in _pairs():
        district, commune = old[key]
        before = district if level == "huyện" else commune
        if before is not None:
            yield before, new[after], whole or level == "huyện"


def _pairs() -> Iterator[tuple[str, tuple[str, str], bool]]:
    """Keys of the former commune and of the later one, and whether the former went over whole."""
    converter = _converter()
    for province, communes in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        yield from ((key, (province, after), True) for after, keys in communes.items() for key in keys)
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        yield from ((key, (province, part["newWardKey"]), False) for key, parts in divided.items() for part in parts)


@cache
def _converter() -> dict[str, Any]:
    converter: dict[str, Any] = json.loads(database().with_name("converter_2025.json").read_text("utf-8"))
    return converter
