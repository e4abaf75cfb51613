"""Corrections applied to a resolved document: other identifiers, and beside each the words of who stated it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from loaders.corrections import Corrections
from loaders.resolved import (
    AgencyRef,
    DocumentRef,
    Resolved,
    ResolvedAssignment,
    ResolvedCitation,
    ResolvedReport,
    ResolvedTarget,
)
from loaders.resolving.agencies import AgencyResolver
from loaders.resolving.known import KnownDocuments
from ontology import Iris


def corrected(resolved: Resolved, corrections: Corrections, iris: Iris, known: KnownDocuments) -> Resolved:
    """The document as the corrections have it; itself where they say nothing of it."""
    return _Corrected(resolved, corrections, iris, known).document() if corrections.digest else resolved


@dataclass(frozen=True, slots=True)
class _Corrected:
    resolved: Resolved
    corrections: Corrections
    iris: Iris
    known: KnownDocuments

    def document(self) -> Resolved:
        before = self.resolved
        own = replace(before.document, iri=self._moved(before.iri), issuer=self._agency(before.document.issuer))
        citations = tuple(self._citation(citation) for citation in before.citations)
        ends = {one.document.iri: two.document.iri for one, two in zip(before.citations, citations, strict=True)}
        ends[before.iri] = own.iri
        return replace(
            before,
            document=own,
            citations=citations,
            links=tuple(replace(link, source=ends[link.source], target=ends[link.target]) for link in before.links),
            targets=tuple(self._target(target) for target in before.targets),
            assignments=tuple(self._assignment(assignment, own.iri) for assignment in before.assignments),
            reports=tuple(self._report(report) for report in before.reports),
        )

    def _moved(self, iri: str) -> str:
        correction = self.corrections.moved.get(iri)
        return iri if correction is None else correction.object

    def _citation(self, citation: ResolvedCitation) -> ResolvedCitation:
        iri = citation.document.iri
        barred = self.corrections.barred.get((self.resolved.iri, iri))
        if barred is not None:
            printed = citation.record.number or citation.record.quote
            other = self.iris.untitled(None, None, citation.record.number, f"{self.resolved.iri} {printed}")
            reference = DocumentRef(other, citation.document.type, citation.record.number, None, None, None, None)
            return replace(citation, document=reference, degree="unresolved", reason=None, correction=barred.words)
        moved = self.corrections.moved.get(iri)
        if moved is None:
            return replace(citation, document=self._issued(citation.document))
        return replace(
            citation, document=self._reference(moved.object, citation.document), degree="exact", reason=None,
            correction=moved.words,
        )  # fmt: skip

    def _reference(self, iri: str, taken: DocumentRef) -> DocumentRef:
        """A document by its identifier: with what the reference documents know of it, and else only its type."""
        for one in self.known.documents:
            if one.iri == iri:
                issuer = AgencyResolver(self.iris, None, None).issuer(one.issuer)
                return DocumentRef(iri, one.type, one.number, None, one.issued, self._agency(issuer), one.title)
        return DocumentRef(iri, taken.type, None, None, None, None, None)

    def _issued(self, document: DocumentRef) -> DocumentRef:
        return replace(document, issuer=self._agency(document.issuer))

    def _agency(self, agency: AgencyRef | None) -> AgencyRef | None:
        return None if agency is None else self._known_agency(agency)

    def _known_agency(self, agency: AgencyRef) -> AgencyRef:
        moved = self.corrections.moved.get(agency.iri)
        if moved is None:
            return agency
        agency_type = self.iris.parse(moved.object).parts[0]
        return AgencyResolver(self.iris, None, None).at_place_of(agency_type, agency)

    def _target(self, target: ResolvedTarget) -> ResolvedTarget:
        moved = self.corrections.moved.get(target.indicator)
        return target if moved is None else replace(target, indicator=moved.object, correction=moved.words)

    def _assignment(self, assignment: ResolvedAssignment, own: str) -> ResolvedAssignment:
        moved = self.corrections.moved.get(assignment.agency.iri)
        target = assignment.object
        if target is not None and target.startswith(f"{self.resolved.iri}/"):
            target = own + target[len(self.resolved.iri) :]
        agency = self._known_agency(assignment.agency)
        words = moved.words if moved is not None else None
        return replace(assignment, agency=agency, object=target, correction=words)

    def _report(self, report: ResolvedReport) -> ResolvedReport:
        return replace(report, who=self._agency(report.who), to=self._agency(report.to))
