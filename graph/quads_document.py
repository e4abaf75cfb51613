"""The document itself as quads: its header with where each field was read, signatures, recipients, extraction."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode

from graph.places import place_node
from graph.sheet import Sheet
from graph.terms import boolean, date, date_time, node, string, vietnamese, year
from loaders.records import Document
from loaders.resolved import Resolved
from ontology import DCT, LV, PROV, RDF, RDFS, Iris, Term
from ontology.references import document_classes
from ontology.schemes import document_types

_FIELDS: Final[dict[str, Term]] = {
    "type": LV.documentType,
    "number": LV.number,
    "symbol": LV.symbol,
    "issued": LV.issued,
    "issuer": LV.issuer,
    "place": LV.jurisdiction,
    "title": LV.title,
    "period": LV.periodStart,
    "vision": LV.vision,
}
"""Fields of the record and the property that each gives; of ``period`` the start stands for both years."""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Who read which file when: ``lienvan 0.1.0+1f0c93ab``, ``dakrong-2022.txt``, ``2026-11-21T08:30:00Z``."""

    software: str
    file_name: str
    extracted_at: str


def document_type(kind: str, iris: Iris) -> NamedNode | None:
    """The concept of a type, or None for one that the scheme does not have."""
    return node(iris.concept("document-type", kind)) if kind in document_types() else None


def write_document(sheet: Sheet, resolved: Resolved, provenance: Provenance) -> None:
    """The header's facts and the passages they were read from."""
    document = resolved.records.document
    for cls in document_classes(document.type, document.symbol, document.issuer):
        sheet.add(sheet.document, RDF.type, node(cls))
    sheet.add(sheet.document, LV.loaded, boolean(value=True))
    _header(sheet, resolved)
    _years(sheet, document)
    _fields(sheet, document)
    _signatures(sheet, document)
    _recipients(sheet, document)
    _extraction(sheet, provenance)


def _header(sheet: Sheet, resolved: Resolved) -> None:
    document = resolved.records.document
    kind = document_type(document.type or "", sheet.iris)
    if kind is not None:
        sheet.add(sheet.document, LV.documentType, kind)
    if document.number:
        sheet.add(sheet.document, LV.number, string(document.number))
    if document.symbol:
        sheet.add(sheet.document, LV.symbol, string(document.symbol))
    if document.issued:
        sheet.add(sheet.document, LV.issued, date(document.issued))
    if resolved.document.issuer is not None:
        sheet.add(sheet.document, LV.issuer, node(resolved.document.issuer.iri))
    if resolved.place is not None:
        sheet.add(sheet.document, LV.jurisdiction, place_node(resolved.place, sheet.iris))
    sheet.add_text(sheet.document, LV.title, document.title)


def _years(sheet: Sheet, document: Document) -> None:
    if document.period is not None:
        sheet.add(sheet.document, LV.periodStart, year(document.period[0]))
        sheet.add(sheet.document, LV.periodEnd, year(document.period[1]))
    if document.vision is not None:
        sheet.add(sheet.document, LV.vision, year(document.vision))


def _fields(sheet: Sheet, document: Document) -> None:
    """Each field that was read points to its words; one that was filled in points to the header as a whole.

    What a person stated in the sidecar has no words, and the document says which fields these are.
    """
    if document.source_url is not None:
        sheet.add(sheet.document, DCT.source, NamedNode(document.source_url))
    for name, term in _FIELDS.items():
        if getattr(document, name) is None:
            continue
        if name in document.overrides:
            sheet.add(sheet.document, LV.statedByPerson, term.node)
            continue
        span = document.spans.get(name, (document.start, document.end))
        reading = sheet.part("field", name, LV.FieldReading, span)
        sheet.add(reading, LV.field, term.node)
        sheet.add(sheet.document, LV.fieldPassage, reading)


def _signatures(sheet: Sheet, document: Document) -> None:
    for number, signer in enumerate(document.signers, 1):
        signature = sheet.part("signature", number, LV.Signature, (signer.start, signer.end))
        sheet.add(sheet.document, LV.signature, signature)
        sheet.add(signature, LV.signerName, string(signer.name))
        if signer.role:
            sheet.add(signature, LV.post, string(signer.role))
        if signer.on_behalf_of:
            sheet.add(signature, LV.onBehalfOf, string(signer.on_behalf_of))


def _recipients(sheet: Sheet, document: Document) -> None:
    spans = document.recipient_spans or ((document.start, document.end),) * len(document.recipients)
    for number, (words, span) in enumerate(zip(document.recipients, spans, strict=True), 1):
        recipient = sheet.part("recipient", number, LV.Recipient, span)
        sheet.add(sheet.document, LV.recipient, recipient)
        sheet.add(recipient, RDFS.label, vietnamese(words))


def _extraction(sheet: Sheet, provenance: Provenance) -> None:
    activity = node(sheet.iris.part(sheet.iri, "extraction", 1))
    sheet.add(sheet.document, LV.sourceSha256, string(sheet.source.sha256))
    sheet.add(sheet.document, LV.fileName, string(provenance.file_name))
    sheet.add(sheet.document, PROV.wasGeneratedBy, activity)
    sheet.add(activity, RDF.type, LV.Extraction.node)
    sheet.add(activity, LV.softwareVersion, string(provenance.software))
    sheet.add(activity, LV.file, string(provenance.file_name))
    sheet.add(activity, LV.fileSha256, string(sheet.source.file_sha256))
    sheet.add(activity, PROV.startedAtTime, date_time(provenance.extracted_at))
