"""The resolutions that made the places of 1 July 2025.

Provinces: Nghị quyết số 202/2025/QH15 of 12 June 2025. Communes, and with them the districts that ended: one resolution
of the Standing Committee of the National Assembly for each of the 34 provinces, all of 16 June 2025.
"""

from __future__ import annotations

from typing import Final

from loaders.gazetteer.changes import PlaceChange
from loaders.places import by_code

_PROVINCES: Final = ("202/2025/QH15", "Quốc hội")
_COMMITTEE: Final = "Ủy ban Thường vụ Quốc hội"
_COMMUNES: Final = {
    "01": 1656, "04": 1657, "08": 1684, "11": 1661, "12": 1670, "14": 1681, "15": 1673, "19": 1683, "20": 1672,
    "22": 1679, "24": 1658, "25": 1676, "31": 1669, "33": 1666, "37": 1674, "38": 1686, "40": 1678, "42": 1665,
    "44": 1680, "46": 1675, "48": 1659, "51": 1677, "52": 1664, "56": 1667, "66": 1660, "68": 1671, "75": 1662,
    "79": 1685, "80": 1682, "82": 1663, "86": 1687, "91": 1654, "92": 1668, "96": 1655,
}  # fmt: skip
"""Province of ``gso-2025`` to the number of its resolution: ``19`` (Thái Nguyên) to ``1683/NQ-UBTVQH15``."""


def resolution_of(change: PlaceChange) -> tuple[str, str]:
    """Number and issuer of the resolution: ``("1683/NQ-UBTVQH15", "Ủy ban Thường vụ Quốc hội")``."""
    after = change.after
    if after.level == "tỉnh" or after.parent is None:
        return _PROVINCES
    return communes_resolution(after.parent), _COMMITTEE


def communes_resolution(province: str) -> str:
    """``1683/NQ-UBTVQH15`` for ``19``; KeyError with a code that is no province of ``gso-2025``."""
    return f"{_COMMUNES[province]}/NQ-UBTVQH15"


def communes_resolutions() -> dict[str, str]:
    """The name of each province of ``gso-2025`` to the number of the resolution on its communes."""
    named = {code: by_code("gso-2025", code) for code in _COMMUNES}
    return {place.name: communes_resolution(code) for code, place in named.items() if place is not None}
