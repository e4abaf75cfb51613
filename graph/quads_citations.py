"""Citations and stated relations as quads, with the shortcuts that follow from them for the document itself."""

from __future__ import annotations

from typing import Final

from graph.quads_document import document_type
from graph.sheet import Sheet
from graph.terms import date, integer, node, string
from loaders.records import CitationRole, Relation
from loaders.resolved import Degree, Resolved, ResolvedCitation, ResolvedLink
from ontology import LV, Term

_ROLES: Final[dict[CitationRole, Term]] = {"basis": LV.Basis, "mention": LV.Mention}
_DEGREES: Final[dict[Degree, Term]] = {"exact": LV.Exact, "inferred": LV.Inferred, "unresolved": LV.Unresolved}
RELATIONS: Final[dict[Relation, Term]] = {
    "implements": LV.implements,
    "continues": LV.continues,
    "approves": LV.approves,
    "guides": LV.guides,
    "amends": LV.amends,
    "replaces": LV.replaces,
}


def write_citations(sheet: Sheet, resolved: Resolved) -> None:
    """Each citation, and ``lv:cites``, ``lv:basedOn`` from the document to what it cites."""
    for number, citation in enumerate(resolved.citations, 1):
        _citation(sheet, number, citation)
        if citation.document.iri != sheet.iri:
            cited = node(citation.document.iri)
            sheet.add_once(LV.cites, cited)
            if citation.record.role == "basis":
                sheet.add_once(LV.basedOn, cited)


def write_links(sheet: Sheet, resolved: Resolved) -> None:
    """Each stated relation, and its shortcut where it starts from the document itself."""
    for number, link in enumerate(resolved.links, 1):
        _link(sheet, number, link)
        if link.source == sheet.iri:
            sheet.add_once(RELATIONS[link.record.relation], node(link.target))


def _citation(sheet: Sheet, number: int, citation: ResolvedCitation) -> None:
    record = citation.record
    part = sheet.part("citation", number, LV.Citation, (record.start, record.end), record.quote)
    sheet.add(part, LV.order, integer(number))
    sheet.add(part, LV.citing, sheet.document)
    sheet.add(part, LV.cited, node(citation.document.iri))
    sheet.add(part, LV.citationRole, _ROLES[record.role].node)
    sheet.add(part, LV.mentions, integer(record.mentions))
    sheet.add(part, LV.resolution, _DEGREES[citation.degree].node)
    if record.number:
        sheet.add(part, LV.printedNumber, string(record.number))
    if record.issued:
        sheet.add(part, LV.printedDate, date(record.issued))
    if record.issuer:
        sheet.add(part, LV.printedIssuer, string(record.issuer))
    if record.oddity:
        sheet.add(part, LV.oddity, string(record.oddity))
    if citation.reason:
        sheet.add(part, LV.resolutionReason, string(citation.reason))
    if citation.correction:
        sheet.add(part, LV.correction, string(citation.correction))
    sheet.add_text(part, LV.about, record.about)
    _resolved(sheet, number, citation)


def _resolved(sheet: Sheet, number: int, citation: ResolvedCitation) -> None:
    """What the cited document was taken to be: from this its node is described while it is not loaded itself."""
    part = node(sheet.iris.part(sheet.iri, "citation", number))
    document = citation.document
    kind = document_type(document.type, sheet.iris)
    if kind is not None:
        sheet.add(part, LV.resolvedType, kind)
    if document.number:
        sheet.add(part, LV.resolvedNumber, string(document.number))
    if document.issued:
        sheet.add(part, LV.resolvedDate, date(document.issued))
    if document.issuer is not None:
        sheet.add(part, LV.resolvedIssuer, node(document.issuer.iri))
    sheet.add_text(part, LV.resolvedTitle, document.title)


def _link(sheet: Sheet, number: int, link: ResolvedLink) -> None:
    record = link.record
    part = sheet.part("link", number, LV.StatedRelation, (record.start, record.end), record.quote)
    sheet.add(part, LV.order, integer(number))
    sheet.add(part, LV["from"], node(link.source))
    sheet.add(part, LV.relation, RELATIONS[record.relation].node)
    sheet.add(part, LV.to, node(link.target))
