"""What a load did, document by document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

WrittenStatus = Literal["new", "changed"]
Status = WrittenStatus | Literal["unchanged", "failed"]


@dataclass(frozen=True, slots=True)
class LoadRow:
    """One document of a load.

    ``counts`` are the records of each layer, ``findings`` None where nothing was checked, ``problem`` why it failed.
    """

    file_name: str
    status: Status
    iri: str | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    findings: int | None = None
    seconds: float = 0.0
    problem: str | None = None


@dataclass(frozen=True, slots=True)
class LoadReport:
    """A whole load: ``generation`` is the current one afterwards, None when nothing could be loaded at all."""

    generation: int | None
    rows: tuple[LoadRow, ...]
    triples: int
    seconds: float

    @property
    def failed(self) -> tuple[LoadRow, ...]:
        """The documents that could not be loaded."""
        return tuple(row for row in self.rows if row.status == "failed")

    def by_status(self) -> dict[Status, int]:
        """How many documents came to what."""
        return dict(Counter(row.status for row in self.rows))

    @property
    def changed(self) -> bool:
        """Whether the load made a new generation."""
        return any(row.status in {"new", "changed"} for row in self.rows)
