"""Resolution: which document, agency, place, indicator and component is meant.

Depends on the document's own records and on reference data alone, never on what else is loaded: a citation of a
document that is loaded later gives the identifier that the document itself will get, so the order of loading does not
matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from loaders.records import Assignment, Citation, Link, Records, Report, Target
from loaders.resolved import (
    AgencyRef,
    DocumentRef,
    Resolved,
    ResolvedAssignment,
    ResolvedCitation,
    ResolvedComponent,
    ResolvedLink,
    ResolvedReport,
    ResolvedTarget,
)
from loaders.resolving.agencies import AgencyResolver
from loaders.resolving.documents import DocumentResolver, Identity
from loaders.resolving.known import KnownDocuments
from ontology.iri import Iris
from ontology.schemes import concepts
from ontology.slug import slug

_THIS: Final = "this"


def resolve(records: Records, iris: Iris, known: KnownDocuments) -> Resolved:
    """Everything that ``records`` name, as identifiers under the base of ``iris``."""
    document = records.document
    agencies = AgencyResolver(iris, document.place, document.issued)
    documents = DocumentResolver(known, agencies)
    own = _reference(documents.own(document), document.type or "van-ban", document.symbol, agencies)
    citations = tuple(_citation(citation, documents, agencies) for citation in records.citations)
    assignments = tuple(_assignment(assignment, own.iri, agencies) for assignment in records.assignments)
    return Resolved(
        records=records,
        document=own,
        place=agencies.place(),
        citations=citations,
        links=_links(records.links, own.iri, citations),
        targets=tuple(_target(target, iris) for target in records.targets),
        assignments=assignments,
        components=tuple(
            ResolvedComponent(component, iris.programme(component.code)) for component in records.components
        ),
        reports=_reports(records.reports, assignments, agencies),
    )


def _reference(identity: Identity, kind: str, symbol: str | None, agencies: AgencyResolver) -> DocumentRef:
    issuer = agencies.issuer(identity.issuer) if identity.issuer else None
    return DocumentRef(identity.iri, kind, identity.number, symbol, identity.issued, issuer, identity.title)


def _citation(citation: Citation, documents: DocumentResolver, agencies: AgencyResolver) -> ResolvedCitation:
    identity = documents.identify(citation)
    return ResolvedCitation(
        citation, _reference(identity, citation.type, None, agencies), identity.degree, identity.reason
    )


def _assignment(assignment: Assignment, document: str, agencies: AgencyResolver) -> ResolvedAssignment:
    agency = agencies.of_type(assignment.agency_type, assignment.agency_full)
    iris = agencies.iris
    target = assignment.object
    if target is None or assignment.object_kind == "duty":
        return ResolvedAssignment(assignment, agency, None)
    if assignment.object_kind == "task":
        return ResolvedAssignment(assignment, agency, iris.task(document, target))
    return ResolvedAssignment(assignment, agency, iris.programme(target))


def _target(target: Target, iris: Iris) -> ResolvedTarget:
    return ResolvedTarget(
        target,
        iris.indicator(target.indicator),
        iris.concept("unit", unit_slug(target.unit)) if target.unit else None,
        iris.concept("unit", unit_slug(target.per)) if target.per else None,
    )


@lru_cache(maxsize=1024)
def unit_slug(printed: str) -> str:
    """A unit's slug in the scheme by any of its labels or notations: ``%`` is ``phan-tram``; else one of the words."""
    wanted = printed.casefold()
    for name, concept in concepts("unit").items():
        forms = (*concept.labels.values(), *concept.alt_labels, *concept.hidden_labels, *concept.notations)
        if any(form.casefold() == wanted for form in forms):
            return name
    return slug(printed) or "khac"


def _links(links: tuple[Link, ...], own: str, citations: tuple[ResolvedCitation, ...]) -> tuple[ResolvedLink, ...]:
    """Links with both ends known; an end that is no citation of the document is left out."""
    ends = _Ends(own, citations)
    found: list[ResolvedLink] = []
    for link in links:
        source, target = ends.find(link.source, link), ends.find(link.target, link)
        if source is not None and target is not None and source != target:
            found.append(ResolvedLink(link, source, target))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Ends:
    """The documents that the ends of links may mean, by printed number or by quote."""

    own: str
    citations: tuple[ResolvedCitation, ...]

    def find(self, end: str, link: Link) -> str | None:
        """The document of one end; of several with that number, the one named nearest to the link."""
        if end == _THIS:
            return self.own
        wanted = slug(end)
        same = [one for one in self.citations if slug(one.record.number or one.record.quote) == wanted]
        nearest = min(same, key=lambda one: _distance(one.record, link), default=None)
        return nearest.document.iri if nearest is not None else None


def _distance(citation: Citation, link: Link) -> int:
    spans = citation.mention_spans or ((citation.start, citation.end),)
    return min(max(start - link.end, link.start - end, 0) for start, end in spans)


def _reports(
    reports: tuple[Report, ...], assignments: tuple[ResolvedAssignment, ...], agencies: AgencyResolver
) -> tuple[ResolvedReport, ...]:
    """Who reports to whom, by the document's own assignments where it charges an agency so named, else by the words."""
    charged: dict[str, AgencyRef] = {}
    for assignment in assignments:
        charged.setdefault(slug(assignment.record.agency), assignment.agency)

    def agency(words: str | None) -> AgencyRef | None:
        return (charged.get(slug(words)) or agencies.named(words)) if words else None

    return tuple(ResolvedReport(report, agency(report.who), agency(report.to)) for report in reports)
