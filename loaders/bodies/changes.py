"""What took over the work of agencies in the reorganisation of 1 March 2025.

Ministries: Nghị quyết số 176/2025/QH15 (Ủy ban Dân tộc -> Bộ Dân tộc và Tôn giáo, whose tasks are in Nghị định số
41/2025/NĐ-CP). Departments of People's Committees: Nghị định số 45/2025/NĐ-CP (Ban Dân tộc -> Sở Dân tộc và Tôn giáo).
Which type took over from which is in the scheme (``dct:isReplacedBy``). Of other bodies only the year is known.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from loaders.bodies.scheme import agency_scheme
from loaders.resolved import AgencyRef
from loaders.resolving.agencies import AgencyResolver
from ontology import DCT, Iris
from ontology.schemes import concepts

_DAY: Final = "2025-03-01"
_YEAR: Final = "2025"
_ASSEMBLY: Final = ("Quốc hội", "176/2025/QH15")
_GOVERNMENT: Final = "Chính phủ"
_MINISTRY: Final = "bo-dan-toc-ton-giao"
_MINISTRIES: Final = "co-quan-trung-uong"
_DEPARTMENTS: Final = "co-quan-chuyen-mon"


@dataclass(frozen=True, slots=True)
class AgencyChange:
    """``successor`` is the type that took over on ``day`` (a date, or a year).

    ``sources`` are issuer and number of what decided it.
    """

    successor: str
    day: str
    sources: tuple[tuple[str, str], ...]


def successor_of(agency: AgencyRef, iris: Iris) -> AgencyRef | None:
    """What took over an agency, at the same place: ``Ban Dân tộc tỉnh Bắc Kạn`` -> ``Sở Dân tộc và Tôn giáo …``."""
    change = change_of(agency.type)
    return AgencyResolver(iris, None, None).at_place_of(change.successor, agency) if change is not None else None


def change_of(agency_type: str) -> AgencyChange | None:
    """What became of a type of agency, or None: ``ban-dan-toc`` -> ``so-dan-toc-ton-giao``."""
    concept = concepts("agency-type").get(agency_type)
    found = concept.one(DCT.isReplacedBy) if concept is not None else None
    if found is None:
        return None
    successor = found.rpartition("/")[2]
    known = agency_scheme().types.get(agency_type)
    body = known.body if known is not None else ""
    if body == _MINISTRIES:
        decree = ((_GOVERNMENT, "41/2025/NĐ-CP"),) if successor == _MINISTRY else ()
        return AgencyChange(successor, _DAY, (_ASSEMBLY, *decree))
    if body == _DEPARTMENTS:
        return AgencyChange(successor, _DAY, ((_GOVERNMENT, "45/2025/NĐ-CP"),))
    return AgencyChange(successor, _YEAR, ())
