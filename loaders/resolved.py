"""Records with everything they name resolved to identifiers, as frozen structures: what the graph is built from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from loaders.places import Place
from loaders.records import Assignment, Citation, Component, Link, Records, Report, Target

Degree = Literal["exact", "inferred", "unresolved"]
"""How sure a citation's document is: printed and consistent; filled in or corrected; not enough to know it."""


@dataclass(frozen=True, slots=True)
class AgencyRef:
    """``Phòng Y tế huyện Bạch Thông``: type ``phong-y-te``; ``label`` depends on type and place alone.

    ``unit_of`` is the People's Committee it is a department of, or None.
    """

    iri: str
    type: str
    place: Place | None
    label: str
    unit_of: AgencyRef | None


@dataclass(frozen=True, slots=True)
class DocumentRef:
    """A document as identified: ``02/2022/TT-UBDT`` of Ủy ban Dân tộc, 2022-06-30, also where TT-UBND is printed."""

    iri: str
    type: str
    number: str | None
    symbol: str | None
    issued: str | None
    issuer: AgencyRef | None
    title: str | None


@dataclass(frozen=True, slots=True)
class ResolvedCitation:
    """Which document a citation means, how sure that is, and why where it is not exact."""

    record: Citation
    document: DocumentRef
    degree: Degree
    reason: str | None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvedLink:
    """A stated relation with both ends as document identifiers."""

    record: Link
    source: str
    target: str


@dataclass(frozen=True, slots=True)
class ResolvedTarget:
    """A target with the identifiers of its indicator and units."""

    record: Target
    indicator: str
    unit: str | None
    per: str | None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvedAssignment:
    """An assignment with its agency and the identifier of its object (None for a duty)."""

    record: Assignment
    agency: AgencyRef
    object: str | None
    correction: str | None = None


@dataclass(frozen=True, slots=True)
class ResolvedComponent:
    """A listed component with the identifier of the programme's own."""

    record: Component
    component: str


@dataclass(frozen=True, slots=True)
class ResolvedReport:
    """A reporting duty with the agencies it names, where they could be told."""

    record: Report
    who: AgencyRef | None
    to: AgencyRef | None


@dataclass(frozen=True, slots=True)
class Resolved:
    """One document with everything in it resolved; ``place`` is the place that it is for."""

    records: Records
    document: DocumentRef
    place: Place | None
    citations: tuple[ResolvedCitation, ...]
    links: tuple[ResolvedLink, ...]
    targets: tuple[ResolvedTarget, ...]
    assignments: tuple[ResolvedAssignment, ...]
    components: tuple[ResolvedComponent, ...]
    reports: tuple[ResolvedReport, ...]

    @property
    def iri(self) -> str:
        """The document's identifier."""
        return self.document.iri
