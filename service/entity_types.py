"""What other systems may match their names with: types of things, and properties that are compared or fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from ontology import LV, Term


@dataclass(frozen=True, slots=True)
class EntityType:
    """A type by its id (a name of the ontology), its kind in the index of names, and its properties by their ids."""

    id: str
    kind: str
    words: Mapping[str, str]
    properties: tuple[str, ...]

    @property
    def term(self) -> Term:
        """The class."""
        return LV[self.id]


TYPES: Final[Mapping[str, EntityType]] = {
    entry.id: entry
    for entry in (
        EntityType(
            "Document",
            "document",
            {"vi": "Văn bản", "en": "Document"},
            ("number", "symbol", "title", "issued", "issuer", "jurisdiction", "documentType", "loaded", "cites"),
        ),
        EntityType("Agency", "agency", {"vi": "Cơ quan", "en": "Agency"}, ("agencyType", "place", "succeededBy")),
        EntityType(
            "Place",
            "place",
            {"vi": "Địa bàn", "en": "Place"},
            ("code", "level", "within", "validFrom", "validUntil", "succeededBy"),
        ),
        EntityType("Indicator", "indicator", {"vi": "Chỉ tiêu", "en": "Indicator"}, ("theme",)),
        EntityType(
            "Component",
            "component",
            {"vi": "Chương trình, dự án, tiểu dự án", "en": "Programme, project or part of one"},
            ("code", "partOf"),
        ),
    )
}
"""In the order in which they are offered."""

DATE: Final = "date"
"""The property by which a client says of which day a name is: a place of that day is meant."""
DATE_WORDS: Final = {"vi": "có hiệu lực vào ngày", "en": "valid on the day"}


def of_kind(kind: str) -> EntityType:
    """The type of a thing of the index of names."""
    return next(entry for entry in TYPES.values() if entry.kind == kind)


def property_ids(type_id: str | None = None) -> tuple[str, ...]:
    """The properties of a type, or of all (also for a type that is not there)."""
    entry = TYPES.get(type_id or "")
    entries = [entry] if entry is not None else list(TYPES.values())
    return tuple(dict.fromkeys(name for entry in entries for name in entry.properties))
